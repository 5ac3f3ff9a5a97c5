import type { CampaignError } from '../base/errors';
import type { Json, JsonObject } from '../base/json';
import type { Ledger } from '../base/ledger';
import type { ObjectOutput, Output } from '../base/output';
import type { AnyVendor } from './vendor';

/** Whose credentials a call uses. */
export interface Account {
  /** Stable for one account; requests with the same id share a rate limiter and a token. */
  readonly id: string;
  /** The credential's fields by wire name. */
  readonly credential: JsonObject;
}

export interface Options {
  /** Go on with the other items after one failed. Without it nothing is sent if any item is invalid, and the first failed request ends the call. */
  readonly continueOnFail?: boolean;
  /** Ask again until the answer is ready, at most so long; 0 or absent: ask once. */
  readonly longestWaitMs?: number;
  /** Time between two such questions; the operation's own default if absent. */
  readonly askEveryMs?: number;
  /** Rows of a list to give at most; absent: all. */
  readonly limit?: number;
  /** Give objects and rows in the operation's simple form. */
  readonly simplify?: boolean;
  /** What to do with several inputs for the same person; absent: all are sent. */
  readonly duplicates?: 'keepLast' | 'refuse';
  /** Nothing is sent where it would go to more people than this, or to nobody knows how many. */
  readonly stopAbove?: number;
}

/** What is sent under this key is not sent under it to the same people again within the time. */
export interface SendOnce {
  readonly key: string;
  readonly forMs: number;
}

export interface Call {
  readonly vendor: AnyVendor;
  /** `batch.trigger` */
  readonly operation: string;
  /** One object an item: the operation's fields by wire name. */
  readonly inputs: readonly { readonly [wireName: string]: unknown }[];
  readonly account: Account;
  readonly options?: Options;
  /** The send-once keys, one for each input that has one. */
  readonly sendOnce?: readonly (SendOnce | undefined)[];
  /** What became of each item in earlier tries of this run; it is kept up while the call runs. */
  readonly ledger?: Ledger;
  /** The inputs' positions in the whole run, by which the ledger knows them; those among the inputs if absent. */
  readonly positions?: readonly number[];
}

/** What became of one item, or of one part of it where the operation divides its lists: then there are several of the same `item`. */
export type Outcome =
  | { readonly item: number; readonly state: 'done'; readonly output: Output; readonly warnings: readonly string[] }
  /** The vendor took the request and said that nothing is sent: `words` are its own. */
  | { readonly item: number; readonly state: 'notSent'; readonly output: ObjectOutput; readonly words: string; readonly warnings: readonly string[] }
  /** Nothing was sent. `sentBefore`: under the same send-once key. `duplicate`: a later item of the call is for the same person. */
  | {
      readonly item: number;
      readonly state: 'skipped';
      readonly why: 'sentBefore' | 'duplicate';
      readonly output: ObjectOutput;
      readonly warnings: readonly string[];
    }
  | { readonly item: number; readonly state: 'failed'; readonly error: CampaignError }
  | { readonly item: number; readonly state: 'notTried'; readonly error: CampaignError };

/** Whether an outcome is none that the user wished for, and has an error. */
export const isFailed = (outcome: Outcome): outcome is Extract<Outcome, { readonly error: CampaignError }> =>
  outcome.state === 'failed' || outcome.state === 'notTried';

/** A request that would be sent. */
export interface Planned {
  readonly items: readonly number[];
  readonly method: string;
  readonly url: string;
  readonly retry: string;
  /** The body as JSON; of a file its name, size, columns, and count of rows. */
  readonly body?: Json;
  readonly warnings: readonly string[];
  /** Where it would go, where that is not production. */
  readonly target?: string;
}
