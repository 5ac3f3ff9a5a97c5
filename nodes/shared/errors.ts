import { NodeApiError, NodeOperationError, type Failure, type INode, type JsonObject } from 'n8n-workflow';
import { CampaignError, ITEMS, told, type Code } from '../../engine';

const CAUSES: Partial<Record<Code, Failure['cause']>> = {
  rateLimited: 'rate-limited',
  unavailable: 'temporarily-unavailable',
  notReady: 'temporarily-unavailable',
  authentication: 'credential-invalid',
  permission: 'credential-invalid',
  notFound: 'configuration-invalid',
  validation: 'configuration-invalid',
};

/** Why it failed, in the form that n8n's own backoff reads. */
const failureOf = ({ code, retryAfterMs }: CampaignError): Failure | undefined => {
  const cause = CAUSES[code];
  return cause && ({ cause, ...(retryAfterMs !== undefined && code !== 'validation' && { retryAfterMs }) } as Failure);
};

/** Items by outcome, for an error's text; an item whose lists were divided occurs once for each part. */
export interface Tally {
  readonly done: readonly number[];
  /** Accepted by the vendor, which reported that nothing is sent. */
  readonly notSent: readonly number[];
  /** Sent before under the same send-once key. */
  readonly skipped: readonly number[];
  readonly failed: readonly number[];
  readonly notTried: readonly number[];
}

const were = (count: number, what: string): string => `${count} ${count === 1 ? 'was' : 'were'} ${what}`;

/** The outcome of an item from those of its parts; an item of which nothing was sent has failed, rather than being partly done. */
const fateOf = (parts: ReadonlySet<keyof Tally>): keyof Tally | 'inPart' => {
  const out = (['done', 'notSent', 'skipped'] as const).find((state) => parts.has(state));
  const left = (['failed', 'notTried'] as const).find((state) => parts.has(state));
  return out && left ? 'inPart' : (out ?? left ?? 'notTried');
};

/** The number of items by outcome: each item counts once, however many parts it had. */
const sayTally = (tally: Tally): string => {
  const states = new Map<number, Set<keyof Tally>>();
  for (const state of Object.keys(tally) as (keyof Tally)[]) for (const item of tally[state]) states.set(item, (states.get(item) ?? new Set()).add(state));
  if (states.size <= 1) return '';
  const fates = [...states.values()].map(fateOf);
  const count = (fate: keyof Tally | 'inPart'): number => fates.filter((each) => each === fate).length;
  const others = [
    ...(count('inPart') > 0 ? [were(count('inPart'), 'partly done')] : []),
    ...(count('notSent') > 0 ? [were(count('notSent'), 'accepted and not sent')] : []),
    ...(count('skipped') > 0 ? [were(count('skipped'), 'skipped')] : []),
    `${count('failed')} failed`,
    were(count('notTried'), 'not tried'),
  ];
  return ` Of ${states.size} items, ${were(count('done'), 'done')}, ${others.join(', ')}.`;
};

/** An empty tally. */
export const newTally = (): { readonly [K in keyof Tally]: number[] } => ({ done: [], notSent: [], skipped: [], failed: [], notTried: [] });

/** Positions as ranges: `0-74, 80`. */
const rangesOf = (positions: readonly number[]): string => {
  const ranges: [number, number][] = [];
  for (const position of [...new Set(positions)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && position === last[1] + 1) last[1] = position;
    else ranges.push([position, position]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
};

/**
 * What happened, for a reader who sees the message alone: a language model is told of a failed tool without the description, so what to do is part of
 * the message. n8n appends `Tool` to the type of a node that is used as a tool.
 */
export const toldIn = (node: INode, message: string, todo: string): string => (node.type.endsWith('Tool') ? `${message} ${todo}` : message);

/** A failure as n8n shows it: what happened above, what to do below. */
export const nodeError = (node: INode, error: CampaignError, itemIndex: number, total: number, tally?: Tally): NodeApiError | NodeOperationError => {
  const description = `${error.todo}${tally ? sayTally(tally) : ''}`;
  const message = toldIn(node, told(error, itemIndex, total, ITEMS), description);
  const failure = failureOf(error);
  const options = { message, description, itemIndex, ...(failure && { failure }) };
  const shown =
    error.code === 'validation'
      ? new NodeOperationError(node, message, options)
      : new NodeApiError(node, { message } as JsonObject, { ...options, ...(error.status !== undefined && { httpCode: String(error.status) }) });
  // n8n replaces messages that contain certain words with general texts.
  shown.message = message;
  shown.description = description;
  shown.context.data = {
    ...error.toJSON(),
    ...(tally && { items: Object.fromEntries(Object.entries(tally).map(([state, items]: [string, readonly number[]]) => [state, rangesOf(items)])) }),
  };
  return shown;
};
