import { BOUNDS } from '../base/bounds';
import { CampaignError, type Failure } from '../base/errors';
import { checkContextOf, errorOf, type RequestContext } from './context';
import { exchange } from './exchange';
import type { Json, JsonObject } from '../base/json';
import { notHad } from '../catalogue/onlyWith';
import type { AnyOperation, Problem } from '../catalogue/operation';
import { pages } from './pages';
import { readerOf } from './reader';
import { failureOf } from '../validate/failureOf';
import { validate } from '../validate/validate';
import { operationOf } from '../catalogue/vendor';

export interface Known {
  readonly rows: readonly Json[];
  /** Whether there is nothing more to read. */
  readonly whole: boolean;
}

/** Rows of another operation, read as far as needed, or why they cannot be read. */
export const readRows = async (
  context: RequestContext,
  name: string,
  asked: JsonObject,
  enough: (rows: readonly Json[]) => boolean,
): Promise<Known | { readonly failure: Failure }> => {
  const operation: AnyOperation = operationOf(context.vendor, name);
  const reading: RequestContext = { ...context, operation, name, options: {} };
  const missing = notHad(context.vendor, operation.onlyWith, context.account.credential);
  if (missing.length > 0) return { failure: failureOf(missing) };
  const checkContext = checkContextOf(reading);
  const validated = validate(operation, asked, checkContext);
  if ('problems' in validated) throw new Error(`${name} cannot be called with that: ${validated.problems[0]?.message ?? ''}`);
  const inputs = [validated.input] as const;
  const request = operation.request(inputs, checkContext);
  const ask = async (each: typeof request) => {
    const result = await exchange(reading, each, inputs, []);
    if ('failure' in result) throw errorOf(reading, result.failure);
    return result;
  };
  const rows: Json[] = [];
  try {
    for await (const page of pages(operation.paging, request, await ask(request), ask, readerOf(reading))) {
      rows.push(...page);
      if (enough(rows)) return { rows, whole: false };
      // A longer list is too large to check before each send.
      if (rows.length >= BOUNDS.preflightRows.most) break;
    }
    return { rows, whole: true };
  } catch (error) {
    if (!(error instanceof CampaignError)) throw error;
    return { failure: error.failure };
  }
};

/** What could not be checked is not sent. */
export const notChecked = ({ vendor }: RequestContext, operation: string, failure: Failure): Failure => ({
  ...failure,
  reached: 'no',
  message: `The check failed, and nothing was sent: ${vendor.label}'s '${operationOf(vendor, operation).label}' returned an error. ${failure.message}`,
});

/** Checks inputs against the vendor's data, asking once for all inputs that need the same. */
export const preflightOf = (context: RequestContext): ((input: JsonObject) => Promise<readonly Problem[] | { readonly failure: Failure }>) => {
  const { preflight } = context.operation;
  const known = new Map<string, Known | { readonly failure: Failure }>();
  return async (input) => {
    const asked = preflight?.input(input);
    if (!preflight || asked === undefined) return [];
    const key = JSON.stringify(asked);
    const enough = (rows: readonly Json[]) => preflight.enough?.(rows, input) ?? false;
    const before = known.get(key);
    // Reading for another input may have stopped before what this one needs.
    const isEnough = before && ('failure' in before || before.whole || enough(before.rows));
    const found = isEnough ? before : await readRows(context, preflight.operation, asked, enough);
    known.set(key, found);
    if ('failure' in found) return { failure: notChecked(context, preflight.operation, found.failure) };
    return preflight.check(input, found.rows, checkContextOf(context));
  };
};
