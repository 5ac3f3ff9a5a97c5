import { isFailed, told, type CampaignError, type Json, type ObjectOutput, type Outcome } from '../../engine';
import { ENTRIES } from './words';

export type Done = Extract<Outcome, { state: 'done' }>;
export type Failed = Extract<Outcome, { error: CampaignError }>;
/** An outcome with its own result. */
type Told = Exclude<Outcome, Failed>;

export const isDone = (outcome: Outcome): outcome is Done => outcome.state === 'done';
export const isTold = (outcome: Outcome): outcome is Told => !isFailed(outcome);

/** Outcomes in the order of the inputs; requests may have been sent in another order. */
export const inOrder = (outcomes: readonly Outcome[]): readonly Outcome[] => [...outcomes].sort((one, other) => one.item - other.item);

/** An outcome whose result includes the destination, if that is not production. */
export const at = (target: string | undefined, outcome: Outcome): Outcome =>
  target !== undefined && isTold(outcome) && outcome.output.kind === 'object'
    ? ({ ...outcome, output: { kind: 'object', json: { ...outcome.output.json, target } } satisfies ObjectOutput } as Outcome)
    : outcome;

/** The part of an outcome's result that is immediately available; rows are read on demand. */
const resultOf = ({ output }: Told): Json => (output.kind === 'object' ? output.json : null);

/** An error as plain data. */
const errorOf = (error: CampaignError): { readonly [key: string]: Json | undefined } => error.toJSON();

/** The outcome of each input, as plain data. */
export const reportOf = (outcomes: readonly Outcome[]): readonly { readonly [key: string]: Json | undefined }[] =>
  inOrder(outcomes).map((outcome) => ({
    item: outcome.item,
    state: outcome.state,
    ...(isFailed(outcome) ? { error: errorOf(outcome.error) } : { result: resultOf(outcome) }),
  }));

/** One entry for each input: its result, or why there is none. */
export const entriesOf = (outcomes: readonly Outcome[]): readonly Json[] =>
  inOrder(outcomes).map((outcome) =>
    isFailed(outcome)
      ? ({
          error: `${told(outcome.error, outcome.item, totalOf(outcomes), ENTRIES)} ${outcome.error.todo}`,
          details: { state: outcome.state, ...errorOf(outcome.error) },
        } as Json)
      : resultOf(outcome),
  );

/** How many inputs there were. */
export const totalOf = (outcomes: readonly Outcome[]): number => new Set(outcomes.map(({ item }) => item)).size;

/** The outcome that represents a failed run: a failure says more than what was not tried because of it. */
export const firstFailure = (outcomes: readonly Outcome[]): Failed | undefined => {
  const failed = inOrder(outcomes).filter(isFailed);
  return failed.find(({ state }) => state === 'failed') ?? failed[0];
};

/** How many of each. */
export type Tally = Readonly<Record<Outcome['state'], number>>;

export const tallyOf = (outcomes: readonly Outcome[]): Tally => {
  const tally: Record<Outcome['state'], number> = { done: 0, notSent: 0, skipped: 0, failed: 0, notTried: 0 };
  for (const { state } of outcomes) tally[state]++;
  return tally;
};
