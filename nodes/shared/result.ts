import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { CampaignError, Waited } from '../../engine';
import { newTally } from './errors';
import { sayWaited } from './waits';

/** An item without a result, and why. */
export interface Failed {
  readonly error: CampaignError;
  readonly item: number;
}

/** The state of a run so far. */
export interface Result {
  readonly done: INodeExecutionData[];
  readonly failed: Failed[];
  readonly notTried: Failed[];
  readonly warnings: Set<string>;
  /** The vendor's words about what it accepted but does not send. */
  readonly words: Set<string>;
  /** Why items were skipped. */
  readonly reasons: Set<string>;
  readonly tally: ReturnType<typeof newTally>;
}

export const newResult = (): Result => ({ done: [], failed: [], notTried: [], warnings: new Set(), words: new Set(), reasons: new Set(), tally: newTally() });

/** A list may be longer than the maximum number of arguments of a call. */
export const push = <T>(list: T[], more: readonly T[]): void => {
  for (const each of more) list.push(each);
};

const MOST_HINTS = 5;

const items = (count: number): string => `${count} ${count === 1 ? 'item was' : 'items were'}`;

/** What the user should read in addition to the output. */
const doubtsOf = ({ tally, warnings, words, reasons }: Result, vendor: string): readonly string[] => [
  ...(tally.notSent.length > 0 ? [`${items(tally.notSent.length)} accepted by ${vendor} and not sent: ${[...words].join(' ')}`] : []),
  ...(tally.skipped.length > 0 ? [`${items(tally.skipped.length)} skipped: ${[...reasons].join(', or ')}.`] : []),
  ...[...warnings].slice(0, MOST_HINTS),
];

/** Whether anything may have been sent: a dry run shows where each request would go, and requests rejected before sending went nowhere. */
const hasGone = ({ done, failed }: Result): boolean =>
  done.some(({ json }) => json.dryRun !== true && json.status !== 'skipped') || failed.some(({ error }) => error.reached !== 'no');

/** Shows the warnings next to the output, the waits, and the destination if it is not production. */
export const hint = (host: IExecuteFunctions, result: Result, vendor: string, waits: readonly Waited[], target: string | undefined): void => {
  for (const message of doubtsOf(result, vendor)) {
    host.logger.warn(message);
    host.addExecutionHints({ message, location: 'outputPane', type: 'warning' });
  }
  for (const message of [...new Set(waits.map(sayWaited))].slice(0, MOST_HINTS)) host.addExecutionHints({ message, location: 'outputPane', type: 'info' });
  if (target !== undefined && hasGone(result))
    host.addExecutionHints({ message: `This went to ${target}, not to production.`, location: 'outputPane', type: 'info' });
};
