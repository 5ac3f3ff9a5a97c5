import type { CampaignError, Json, Outcome } from '../../engine';

export type Done = Extract<Outcome, { state: 'done' }>;

/** Outcomes in the order of the inputs; requests may have been made in another one. */
export const inOrder = (outcomes: readonly Outcome[]): readonly Outcome[] => [...outcomes].sort((one, other) => one.item - other.item);

/** What an outcome gave, as far as it is there at once; rows are read by whoever wants them. */
const resultOf = ({ output }: Done): Json => (output.kind === 'object' ? output.json : null);

/** An error as plain data. */
const errorOf = (error: CampaignError): { readonly [key: string]: Json | undefined } => error.toJSON();

/** What became of each input, as plain data. */
export const reportOf = (outcomes: readonly Outcome[]): readonly { readonly [key: string]: Json | undefined }[] =>
  inOrder(outcomes).map((outcome) => ({
    item: outcome.item,
    state: outcome.state,
    ...(outcome.state === 'done' ? { result: resultOf(outcome) } : { error: errorOf(outcome.error) }),
  }));

/** One entry for each input: its result, or why there is none. */
export const entriesOf = (outcomes: readonly Outcome[]): readonly Json[] =>
  inOrder(outcomes).map((outcome) =>
    outcome.state === 'done'
      ? resultOf(outcome)
      : ({ error: `${outcome.error.message} ${outcome.error.todo}`, details: { state: outcome.state, ...errorOf(outcome.error) } } as Json),
  );

/** The outcome by which a run that did not work is told: a failure tells more than what was not tried because of it. */
export const firstFailure = (outcomes: readonly Outcome[]): Exclude<Outcome, Done> | undefined => {
  const ordered = inOrder(outcomes);
  return ordered.find((each) => each.state === 'failed') ?? ordered.find((each) => each.state === 'notTried');
};

export const isDone = (outcome: Outcome): outcome is Done => outcome.state === 'done';

/** How many of each. */
export interface Tally {
  readonly done: number;
  readonly failed: number;
  readonly notTried: number;
}

export const tallyOf = (outcomes: readonly Outcome[]): Tally => {
  const tally = { done: 0, failed: 0, notTried: 0 };
  for (const { state } of outcomes) tally[state]++;
  return tally;
};
