import type { CampaignError } from '../base/errors';
import type { Json, JsonObject } from '../base/json';
import type { Ledger } from '../base/ledger';
import type { ObjectOutput, Output } from '../base/output';
import type { AnyVendor } from './vendor';

/** The account that a call uses. */
export interface Account {
  /** Stable per account; requests with the same id share a rate limiter and a token. */
  readonly id: string;
  /** The credential's fields by wire name. */
  readonly credential: JsonObject;
}

export interface Options {
  /** Continue with the other items after one failed. Otherwise nothing is sent if any item is invalid, and the first failed request ends the call. */
  readonly continueOnFail?: boolean;
  /** Keep checking until the answer is ready, for at most this long; 0 or absent: ask once. */
  readonly longestWaitMs?: number;
  /** Time between the first two checks; the operation's own intervals if absent. */
  readonly askEveryMs?: number;
  /** The time set by `askEveryMs` doubles with each further check, up to this; if absent, it stays the same. */
  readonly slowestMs?: number;
  /** Maximum number of rows to return; absent: all. */
  readonly limit?: number;
  /** Return objects and rows in the operation's simplified form. */
  readonly simplify?: boolean;
  /**
   * Outputs name the same thing alike: a campaign is `campaign_id` in every one. Otherwise they have the names of the first release; `false` says that the
   * form is one that the first release saved, which is checked as it was then.
   */
  readonly sameNames?: boolean;
  /** What to do with several inputs for the same person; absent: all are sent. */
  readonly duplicates?: 'keepLast' | 'refuse';
  /** Nothing is sent if it would reach more people than this, or an unknown number. */
  readonly stopAbove?: number;
}

/** Nothing sent under this key is sent to the same people again within the given time. */
export interface SendOnce {
  readonly key: string;
  readonly forMs: number;
}

export interface Call {
  readonly vendor: AnyVendor;
  /** `batch.trigger` */
  readonly operation: string;
  /** One object per item: the operation's fields by wire name. */
  readonly inputs: readonly { readonly [wireName: string]: unknown }[];
  readonly account: Account;
  readonly options?: Options;
  /** The send-once keys, one for each input that has one. */
  readonly sendOnce?: readonly (SendOnce | undefined)[];
  /** The outcome of each item in earlier tries of this run; updated during the call. */
  readonly ledger?: Ledger;
  /** The inputs' positions in the whole run, which identify them in the ledger; their index among the inputs if absent. */
  readonly positions?: readonly number[];
}

/** The outcome of an item, or of a part of it if the operation divides its lists: then there are several with the same `item`. */
export type Outcome =
  | { readonly item: number; readonly state: 'done'; readonly output: Output; readonly warnings: readonly string[] }
  /** The vendor accepted the request and reported that nothing is sent; `words` are its own. */
  | { readonly item: number; readonly state: 'notSent'; readonly output: ObjectOutput; readonly words: string; readonly warnings: readonly string[] }
  /** Nothing was sent. `sentBefore`: already sent under the same send-once key. `duplicate`: a later item of the call is for the same person. */
  | {
      readonly item: number;
      readonly state: 'skipped';
      readonly why: 'sentBefore' | 'duplicate';
      readonly output: ObjectOutput;
      readonly warnings: readonly string[];
    }
  | { readonly item: number; readonly state: 'failed'; readonly error: CampaignError }
  | { readonly item: number; readonly state: 'notTried'; readonly error: CampaignError };

/** Whether an outcome is a failure and carries an error. */
export const isFailed = (outcome: Outcome): outcome is Extract<Outcome, { readonly error: CampaignError }> =>
  outcome.state === 'failed' || outcome.state === 'notTried';

/** A request that would be sent. */
export interface Planned {
  readonly items: readonly number[];
  readonly method: string;
  readonly url: string;
  readonly retry: string;
  /** The body as JSON; for a file its name, size, columns and number of rows. */
  readonly body?: Json;
  readonly warnings: readonly string[];
  /** The destination, if it is not production. */
  readonly target?: string;
}
