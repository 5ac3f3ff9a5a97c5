import { NodeApiError, NodeOperationError, type Failure, type INode, type JsonObject } from 'n8n-workflow';
import { CampaignError, type Code } from '../../engine';

const CAUSES: Partial<Record<Code, Failure['cause']>> = {
  rateLimited: 'rate-limited',
  unavailable: 'temporarily-unavailable',
  notReady: 'temporarily-unavailable',
  authentication: 'credential-invalid',
  permission: 'credential-invalid',
  notFound: 'configuration-invalid',
  validation: 'configuration-invalid',
};

/** Why it failed, in the form that n8n's own back-off reads. */
const failureOf = ({ code, retryAfterMs }: CampaignError): Failure | undefined => {
  const cause = CAUSES[code];
  return cause && ({ cause, ...(retryAfterMs !== undefined && code !== 'validation' && { retryAfterMs }) } as Failure);
};

/** Which items of a run fared how, for the error's text; an item whose lists were divided is there once for each part. */
export interface Tally {
  readonly done: readonly number[];
  /** Taken by the vendor, which said that nothing is sent. */
  readonly notSent: readonly number[];
  /** Sent before under the same send-once key. */
  readonly skipped: readonly number[];
  readonly failed: readonly number[];
  readonly notTried: readonly number[];
}

const were = ({ length }: readonly number[], what: string): string => `${length} ${length === 1 ? 'was' : 'were'} ${what}`;

const sayTally = ({ done, notSent, skipped, failed, notTried }: Tally): string => {
  const all = done.length + notSent.length + skipped.length + failed.length + notTried.length;
  if (all <= 1) return '';
  const others = [
    ...(notSent.length > 0 ? [`${were(notSent, 'accepted and not sent')}`] : []),
    ...(skipped.length > 0 ? [`${were(skipped, 'skipped')}`] : []),
    `${failed.length} failed`,
    were(notTried, 'not tried'),
  ];
  return ` Of ${all} items ${were(done, 'done')}, ${others.join(', ')}.`;
};

/** A tally with nothing in it yet. */
export const newTally = (): { readonly [K in keyof Tally]: number[] } => ({ done: [], notSent: [], skipped: [], failed: [], notTried: [] });

/** Positions as people write them: `0-74, 80`. */
const rangesOf = (positions: readonly number[]): string => {
  const ranges: [number, number][] = [];
  for (const position of [...new Set(positions)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && position === last[1] + 1) last[1] = position;
    else ranges.push([position, position]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
};

/** A failure as n8n shows it: what happened above, what to do below. */
export const nodeError = (node: INode, error: CampaignError, itemIndex: number, tally?: Tally): NodeApiError | NodeOperationError => {
  const description = `${error.todo}${tally ? sayTally(tally) : ''}`;
  const failure = failureOf(error);
  const options = { message: error.message, description, itemIndex, ...(failure && { failure }) };
  const shown =
    error.code === 'validation'
      ? new NodeOperationError(node, error.message, options)
      : new NodeApiError(node, { message: error.message } as JsonObject, { ...options, ...(error.status !== undefined && { httpCode: String(error.status) }) });
  // n8n puts general texts in place of messages that hold certain words.
  shown.message = error.message;
  shown.description = description;
  shown.context.data = {
    ...error.toJSON(),
    ...(tally && { items: Object.fromEntries(Object.entries(tally).map(([state, items]: [string, readonly number[]]) => [state, rangesOf(items)])) }),
  };
  return shown;
};
