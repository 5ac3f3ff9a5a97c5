import { inOrder } from './concurrency';
import type { Call, Outcome } from '../catalogue/call';
import { requestContextOf } from './callContext';
import { check } from './check';
import type { Chunk } from '../request/chunk';
import type { Unit } from '../base/unit';
import { checkContextOf, errorOf, type RequestContext } from '../request/context';
import type { Failure } from '../base/errors';
import { droppedResult } from '../validate/duplicates';
import { concerning } from '../validate/people';
import type { Ports } from '../base/ports';
import { Sending } from './sending';
import { countOf, ITEMS, type HostWords } from '../base/words';

const wordsOf = ({ ports }: RequestContext): HostWords => ports.words ?? ITEMS;

const notTried = (context: RequestContext, { item, input }: Unit, why: string): Outcome => {
  const failure: Failure = {
    code: 'cancelled',
    reached: 'no',
    message: `Not tried: ${why}.`,
    todo: `Fix what failed, then run it again for the ${wordsOf(context).items} that were not tried.`,
  };
  return { item, state: 'notTried', error: errorOf(context, concerning(context.operation, failure, input), [item]) };
};

/** Registers all units of each item in the ledger before any is sent; what an earlier try divided stays divided the same way. */
const begin = ({ ledger, positions }: Call, chunks: readonly Chunk[], refused: readonly Unit[], earlier: readonly Unit[]): void => {
  if (!ledger) return;
  const known = new Set(earlier.map(({ item }) => item));
  const add = (unit: Unit): void => {
    if (!known.has(unit.item)) ledger.add(positions?.[unit.item] ?? unit.item, unit);
  };
  for (const { units } of chunks) units.forEach(add);
  refused.forEach(add);
};

/**
 * Runs one operation for a list of items: checks all, packs them into requests, sends them, and reports the outcome of each item. Without
 * `continueOnFail` nothing is sent if any item is invalid, and the first failed request ends the call; outcomes of later items are then `notTried`.
 * With a ledger, what an earlier try of the run had accepted is reported again and not sent again.
 * @throws CampaignError `validation` if the account is not complete; whatever the signal aborts with
 */
export async function* execute(call: Call, ports: Ports): AsyncGenerator<Outcome> {
  const context = requestContextOf(call, ports);
  try {
    for await (const outcome of outcomesOf(context, call)) {
      const isWarned = 'warnings' in outcome && outcome.warnings.length > 0;
      yield isWarned ? { ...outcome, warnings: context.secrets.told(outcome.warnings) } : outcome;
    }
  } catch (error) {
    throw context.secrets.error(error);
  }
}

async function* outcomesOf(context: RequestContext, call: Call): AsyncGenerator<Outcome> {
  const { operation, options } = context;
  const { chunks, facts, failures, warnings, earlier, refused, dropped, stop } = await check(context, call);
  /** The warnings about an item, once. */
  const doubts = (item: number): readonly string[] => {
    const own = warnings.get(item) ?? [];
    warnings.delete(item);
    return own;
  };
  const sending = new Sending(context, call, facts, doubts);
  for (const unit of earlier) yield await sending.earlier(unit);
  for (const { item, failure } of failures) yield { item, state: 'failed', error: errorOf(context, failure, [item]) };
  const units = (): readonly Unit[] => chunks.flatMap((each) => each.units);
  if (failures.length > 0 && !options.continueOnFail) {
    const words = wordsOf(context);
    const why = `${failures.length === 1 ? `another ${words.item} is` : `${countOf(failures.length, words)} are`} not valid, and nothing was sent`;
    for (const unit of units()) yield notTried(context, unit, why);
    return;
  }
  if (stop) {
    // It concerns an item as a whole, however many people are in it.
    const items = [...new Set(units().map(({ item }) => item))];
    for (const item of items) yield { item, state: 'failed', error: errorOf(context, stop, items) };
    return;
  }
  begin(call, chunks, refused, earlier);
  for (const each of dropped)
    yield {
      item: each.unit.item,
      state: 'skipped',
      why: 'duplicate',
      output: { kind: 'object', json: droppedResult(operation, each, wordsOf(context)) },
      warnings: doubts(each.unit.item),
    };
  let isStopped = false;
  for await (const [each, sent] of inOrder(
    operation,
    chunks,
    checkContextOf(context),
    // Of two units with the same key, the second must know the outcome of the first.
    call.sendOnce?.some((key) => key !== undefined) ? 1 : undefined,
    (one) => sending.send(one),
    () => isStopped,
  )) {
    if (!sent) {
      for (const unit of each.units) yield notTried(context, unit, 'an earlier request failed');
      continue;
    }
    const { verdicts, isFailed, failure } = sent;
    // A rejected account is rejected for every request, and repeated attempts may lock it.
    isStopped ||= failure?.code === 'authentication' || (!options.continueOnFail && isFailed);
    yield* verdicts;
  }
}
