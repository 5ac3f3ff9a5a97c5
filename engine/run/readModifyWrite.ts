import type { Chunk } from '../request/chunk';
import type { Failure } from '../base/errors';
import { contextOf, formatFailure, look, Missing, type Scene } from '../request/exchange';
import type { JsonObject } from '../base/json';
import { failureOf, validate } from '../validate/validate';

/** The input put onto what is at the vendor, and checked as if the user had given the whole. */
const whole = async (
  scene: Scene,
  onto: NonNullable<Scene['operation']['onto']>,
  input: JsonObject,
  items: readonly number[],
): Promise<{ readonly input: JsonObject } | { readonly failure: Failure }> => {
  const answer = await look(scene, onto.request(input, contextOf(scene)), [input], items);
  if ('failure' in answer) return answer;
  let merged: JsonObject;
  try {
    merged = onto.merge(answer.reply, input);
  } catch (error) {
    if (error instanceof Missing) return { failure: formatFailure(answer.reply, error.message, 'safe') };
    throw error;
  }
  const validated = validate(scene.operation, merged, contextOf(scene));
  return 'problems' in validated ? { failure: failureOf(validated.problems) } : validated;
};

/** The inputs of a request, each whole where it was only a part. */
export const wholes = async (
  scene: Scene,
  inputs: Chunk['inputs'],
  items: readonly number[],
): Promise<{ readonly inputs: Chunk['inputs'] } | { readonly failure: Failure }> => {
  const { onto } = scene.operation;
  if (!onto) return { inputs };
  const all: JsonObject[] = [];
  for (const input of inputs) {
    if (!onto.when(input)) {
      all.push(input);
      continue;
    }
    const one = await whole(scene, onto, input, items);
    if ('failure' in one) return one;
    all.push(one.input);
  }
  return { inputs: all as unknown as Chunk['inputs'] };
};
