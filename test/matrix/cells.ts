import type { Code } from '../../engine/index.ts';

/** How a run ends: well, or with the code of its error. */
export type End = 'done' | Code;

/** What must happen in one try; what a host does after that by itself (n8n's *Retry On Fail*, Node-RED's Catch wired back) is the tests' business. */
export interface Must {
  /** A few words for the table in docs/sending.md. */
  readonly words: string;
  /** What these words mean: one sentence for its legend. */
  readonly means: string;
  /** How the try ends; one of several where the vendors' documents give an answer different names. */
  readonly ends: readonly End[];
  /** Requests that the vendor gets of the kind that the fault strikes; one of several where it has several forms of the same. */
  readonly requests: readonly number[];
  /** Nothing is asked again without a wait, and not before the moment that the vendor named. */
  readonly waits?: true;
  /** The error says when to come back. */
  readonly tellsWhen?: true;
  /** Whatever a host does after that, the request is never made again. */
  readonly isLast?: true;
}

/** A cell that makes no sense, and why. */
export interface None {
  readonly none: string;
}

export type Cell = Must | None;

export const isNone = (cell: Cell): cell is None => 'none' in cell;

/** A limit is a matter of coming later. */
export const waits: Must = {
  words: 'waits, continues',
  means:
    'The node waits for the time that the vendor names, plus a random delay, and then continues. If the time is missing or invalid, each wait is longer than the last.',
  ends: ['done'],
  requests: [2],
  waits: true,
};

/** Nobody holds a workflow for an hour. */
export const comesBack: Must = {
  words: 'fails, retry later',
  means: 'The wait would exceed the longest wait allowed. The run ends with `rateLimited` and says when to try again.',
  ends: ['rateLimited'],
  requests: [1],
  tellsWhen: true,
};

/** It does no harm to ask twice. */
export const repeats: Must = {
  words: 'repeated',
  means: 'The request is repeated automatically, because repeating it does no harm.',
  ends: ['done'],
  requests: [2],
};

/** A second message cannot be called back. */
export const unknown: Must = {
  words: '**unknown**',
  means:
    'The request is not repeated: not automatically, not by *Retry On Fail*, and not by a Catch node that is wired back. It ends with `outcomeUnknown`, and the error says where to look. If the vendor can show what became of it (a HORISEN or FollowAnalytics launch), that is looked up first.',
  ends: ['outcomeUnknown'],
  requests: [1],
  isLast: true,
};

/** A second campaign is one too many, but the first one can be found. */
export const lookedUp: Must = {
  words: '**looked up**',
  means:
    'The request is not repeated. The node asks the vendor what became of it: if it took effect, the item is done; otherwise it ends with `outcomeUnknown`.',
  ends: ['done', 'outcomeUnknown'],
  requests: [1],
  isLast: true,
};

/** Nothing can have arrived. */
export const unreached: Must = {
  words: 'not reached',
  means: 'No connection was made, so nothing was sent. The request is tried a few times, and then ends with `unavailable`.',
  ends: ['unavailable'],
  requests: [0],
};

/** An upload without its end is none. */
export const brokenOff: Must = {
  words: 'not sent',
  means: 'The vendor does not process an incomplete upload. It ends with `unavailable`, the error says how much was uploaded, and you can send it again.',
  ends: ['unavailable'],
  requests: [1],
};

/** What was not understood must not be taken for anything. */
export const notUnderstood: Must = {
  words: 'not understood',
  means:
    'The request ends with `format`, and the response is not mistaken for an empty result. (A response that means "not yet" at FollowAnalytics ends with `notReady`.)',
  ends: ['format', 'notReady'],
  requests: [1],
};

/** The vendor said no: nothing was done. */
export const refused = (...ends: Code[]): Must => ({
  words: 'refused',
  means: 'The request ends with the code of the refusal. Nothing was done, and it is not repeated automatically.',
  ends,
  requests: [1],
});

/** The same after another form of the request was tried, or its address asked for anew. */
export const refusedTwice = (...ends: Code[]): Must => ({ ...refused(...ends), requests: [1, 2] });

/** A token ends some time. */
export const renews: Must = {
  words: 'signs in again',
  means: 'The node signs in again and continues. A permanent key cannot be renewed, so the request is refused.',
  ends: ['done'],
  requests: [2],
};

/** A new token did not help either. */
export const renewsInVain: Must = {
  ...refused('authentication'),
  words: 'signs in, refused',
  means: 'The node signs in again once, and then ends with `authentication`, because repeated sign-ins could lock the account.',
  requests: [2],
};

/** Links to files end after a while. */
export const refreshes: Must = {
  words: 'new URL',
  means: 'The node requests the URLs of the report again, and the download continues.',
  ends: ['done'],
  requests: [2],
};

/** A file that is still being made. */
export const asksAgain: Must = {
  words: 'requested again',
  means: 'The file is not ready yet. The node requests it again, at growing intervals.',
  ends: ['done'],
  requests: [2],
  waits: true,
};

/** What never comes is not asked for without end. */
export const asksInVain: Must = {
  words: 'requested until timeout',
  means: 'The file is not ready yet. The node requests it again until the longest wait is over, and then ends with `notReady`.',
  ends: ['notReady'],
  requests: [2, 3, 4, 5, 6],
  waits: true,
};

/** A file is nobody's but the link's, and no credential goes along. */
export const follows: Must = {
  words: 'followed',
  means: 'The node follows up to three redirects to the file, and never sends the credentials of the account there.',
  ends: ['done'],
  requests: [1],
};

/** Slow is not silent. */
export const listens: Must = {
  words: 'reads to the end',
  means: 'The node only gives up if no data arrives. As long as bytes keep coming, it reads the response to its end.',
  ends: ['done'],
  requests: [1],
};

export const none = (why: string): None => ({ none: why });
