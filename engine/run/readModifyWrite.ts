import type { Chunk } from '../request/chunk';
import type { Failure } from '../base/errors';
import { checkContextOf, type RequestContext } from '../request/context';
import { formatFailure } from '../request/requestFailures';
import { query } from '../request/exchange';
import { Missing } from '../catalogue/promised';
import type { JsonObject } from '../base/json';
import { failureOf } from '../validate/failureOf';
import { validate } from '../validate/validate';

/** The input merged into the vendor's object and checked as if the user had entered the whole. */
const whole = async (
  context: RequestContext,
  readModifyWrite: NonNullable<RequestContext['operation']['readModifyWrite']>,
  input: JsonObject,
  items: readonly number[],
): Promise<{ readonly input: JsonObject } | { readonly failure: Failure }> => {
  const answer = await query(context, readModifyWrite.request(input, checkContextOf(context)), [input], items);
  if ('failure' in answer) return answer;
  let merged: JsonObject;
  try {
    merged = readModifyWrite.merge(answer.reply, input);
  } catch (error) {
    if (error instanceof Missing) return { failure: formatFailure(answer.reply, error.message, 'safe') };
    throw error;
  }
  const validated = validate(context.operation, merged, checkContextOf(context));
  return 'problems' in validated ? { failure: failureOf(validated.problems) } : validated;
};

/** The inputs of a request, with partial ones merged into whole objects. */
export const wholes = async (
  context: RequestContext,
  inputs: Chunk['inputs'],
  items: readonly number[],
): Promise<{ readonly inputs: Chunk['inputs'] } | { readonly failure: Failure }> => {
  const { readModifyWrite } = context.operation;
  if (!readModifyWrite) return { inputs };
  const all: JsonObject[] = [];
  for (const input of inputs) {
    if (!readModifyWrite.when(input)) {
      all.push(input);
      continue;
    }
    const one = await whole(context, readModifyWrite, input, items);
    if ('failure' in one) return one;
    all.push(one.input);
  }
  return { inputs: all as unknown as Chunk['inputs'] };
};
