import type { Code } from '../../engine/index.ts';

/** How a run ends: well, or with the code of its error. */
export type End = 'done' | Code;

/** What must happen in one try; what a host does after that by itself (n8n's *Retry On Fail*, Node-RED's Catch wired back) is the tests' business. */
export interface Must {
  /** A few words for the README's table. */
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
  words: 'waits, goes on',
  means:
    'It waits for the time that the vendor names (where that is missing or makes no sense, for a growing time), and a random while longer. Then it goes on.',
  ends: ['done'],
  requests: [2],
  waits: true,
};

/** Nobody holds a workflow for an hour. */
export const comesBack: Must = {
  words: 'fails, says when',
  means: 'Longer than the longest wait nobody waits: it ends with `rateLimited` and says when to try again.',
  ends: ['rateLimited'],
  requests: [1],
  tellsWhen: true,
};

/** It does no harm to ask twice. */
export const repeats: Must = {
  words: 'repeated',
  means: 'The request is made again by itself, because twice does no harm.',
  ends: ['done'],
  requests: [2],
};

/** A second message cannot be called back. */
export const unknown: Must = {
  words: '**unknown**',
  means:
    'The request is not made again, neither by itself nor by *Retry On Fail* or a Catch node that is wired back. It ends with `outcomeUnknown`, and says where to look. Where reading tells what became of it (a launch at HORISEN or FollowAnalytics), it is looked up first.',
  ends: ['outcomeUnknown'],
  requests: [1],
  isLast: true,
};

/** A second campaign is one too many, but the first one can be found. */
export const lookedUp: Must = {
  words: '**looked up**',
  means: 'The request is not made again. What became of it is read at the vendor: if it was made it is done, else it ends with `outcomeUnknown`.',
  ends: ['done', 'outcomeUnknown'],
  requests: [1],
  isLast: true,
};

/** Nothing can have arrived. */
export const unreached: Must = {
  words: 'not reached',
  means: 'No connection was made, so nothing was sent. It is tried a few times, and ends with `unavailable`.',
  ends: ['unavailable'],
  requests: [0],
};

/** An upload without its end is none. */
export const brokenOff: Must = {
  words: 'not sent',
  means: 'An upload without its end is not processed: it ends with `unavailable`, says how much had left, and can be sent again.',
  ends: ['unavailable'],
  requests: [1],
};

/** What was not understood must not be taken for anything. */
export const notUnderstood: Must = {
  words: 'not understood',
  means:
    'It ends with `format` (an answer that FollowAnalytics has for "not yet", with `notReady`), and what was not understood is not taken for an empty result.',
  ends: ['format', 'notReady'],
  requests: [1],
};

/** The vendor said no: nothing was done. */
export const refused = (...ends: Code[]): Must => ({
  words: 'refused',
  means: 'It ends with the code of the refusal, and nothing was done. It is not repeated by itself.',
  ends,
  requests: [1],
});

/** The same after another form of the request was tried, or its address asked for anew. */
export const refusedTwice = (...ends: Code[]): Must => ({ ...refused(...ends), requests: [1, 2] });

/** A token ends some time. */
export const renews: Must = {
  words: 'signs in again',
  means: 'It signs in again and goes on. A lasting key has nothing to renew: refused.',
  ends: ['done'],
  requests: [2],
};

/** A new token did not help either. */
export const renewsInVain: Must = {
  ...refused('authentication'),
  words: 'signs in, refused',
  means: 'It signs in again once, and ends with `authentication`: an account that is asked for again and again may be locked.',
  requests: [2],
};

/** Links to files end after a while. */
export const refreshes: Must = {
  words: 'new address',
  means: 'The report is asked for its addresses once more, and the download goes on.',
  ends: ['done'],
  requests: [2],
};

/** A file that is still being made. */
export const asksAgain: Must = {
  words: 'requested again',
  means: 'It is not there yet: it is asked for again, ever more slowly.',
  ends: ['done'],
  requests: [2],
  waits: true,
};

/** What never comes is not asked for without end. */
export const asksInVain: Must = {
  words: 'asked for in time',
  means: 'It is not there yet: it is asked for again until the longest wait is over, and ends with `notReady`.',
  ends: ['notReady'],
  requests: [2, 3, 4, 5, 6],
  waits: true,
};

/** A file is nobody's but the link's, and no credential goes along. */
export const follows: Must = {
  words: 'followed',
  means: 'A file is fetched where the vendor sends for it, up to three times, never with the credentials of the account.',
  ends: ['done'],
  requests: [1],
};

/** Slow is not silent. */
export const listens: Must = {
  words: 'as long as it takes',
  means: 'Only silence is given up on: as long as a byte comes now and then, the answer is read to its end.',
  ends: ['done'],
  requests: [1],
};

export const none = (why: string): None => ({ none: why });
