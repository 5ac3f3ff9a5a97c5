import type { Failure } from '../base/errors';
import type { Json } from '../base/json';
import { countOf, ITEMS, sentence } from '../base/words';
import type { Parsed, SingledOut } from '../catalogue/operation';
import type { Inputs, RequestContext } from '../request/context';
import type { Attempt } from '../request/exchanged';

/** The inputs that a refused request names, and what becomes of the others. */
export interface SingledOutInputs {
  /** In the order of their positions. */
  readonly named: ReadonlyMap<number, SingledOut<Json>>;
  /** Why the others are not sent again without them; absent if they are. */
  readonly withheld?: Failure;
}

/**
 * What a refusal says about single inputs of its request; undefined if it names none. Only a refusal that certainly did nothing is read this way. Without
 * `continueOnFail`, the first failed request ends the call, so nothing more is sent.
 */
export const singledOut = (
  { operation, vendor, options, ports }: RequestContext,
  failure: Failure,
  inputs: Inputs,
  { isLost = false }: Attempt,
): SingledOutInputs | undefined => {
  if (!operation.singleOut || failure.reached !== 'yes') return undefined;
  const named = new Map([...operation.singleOut(failure, inputs, isLost)].sort(([one], [other]) => one - other));
  if (named.size === 0) return undefined;
  const wrong = [...named.values()].flatMap((each) => ('failure' in each ? [each.failure] : []));
  const [first] = wrong;
  if (!first || options.continueOnFail) return { named };
  const words = ports.words ?? ITEMS;
  return {
    named,
    withheld: {
      code: 'cancelled',
      reached: 'no',
      message: `Not sent: ${vendor.label} rejected the whole request because of ${wrong.length === 1 ? `another ${words.item}` : `${countOf(wrong.length, words)} in it`}. ${sentence(first.message)}`,
      todo: `Fix what was rejected, then run it again: nothing in the request was processed.`,
    },
  };
};

/** The outcome of the named inputs as an answer's meaning. */
export const parsedOf = (named: readonly SingledOut<Json>[]): Extract<Parsed<Json>, { each: unknown }> => {
  const warnings = [...new Set(named.flatMap((each) => ('warning' in each ? [each.warning] : [])))];
  return { each: named.map((each) => ('failure' in each ? each : each.one)), ...(warnings.length > 0 && { warnings }) };
};
