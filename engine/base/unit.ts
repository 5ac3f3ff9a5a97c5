import type { Failure } from './errors';
import type { JsonObject } from './json';
import type { Output } from './output';
import type { OnceKey } from './ports';

/** What became of one unit that must not be sent twice. */
export type Note =
  /** It was handed to the connection at this time, and nobody knows more: there is no answer yet, or the process did not live to read it. */
  | { readonly state: 'underWay'; readonly at: number }
  | { readonly state: 'unknown'; readonly at: number; readonly failure: Failure }
  | {
      readonly state: 'accepted';
      readonly output: Output;
      /** The vendor's words, where it sends nothing. */
      readonly notSent: string | undefined;
      /** What is to be told with it each time, such as who was left out. */
      readonly warnings: readonly string[];
    };

/** What has an outcome of its own: an item's whole input, or one part of it. */
export interface Unit {
  /** Position of the item among the call's inputs; another try may have it at another one. */
  item: number;
  input: JsonObject;
  /** What became of it, where it must not be sent twice; undefined: it was not sent, or refused. */
  note?: Note | undefined;
  /** Why it is not sent at all, where it is only a part of an item of which others are. */
  refused?: Failure | undefined;
  /** The send-once keys that were claimed for it. */
  keys?: readonly OnceKey[] | undefined;
}

/** A unit of which nothing is known yet. */
export const unitOf = (item: number, input: JsonObject): Unit => ({ item, input, note: undefined, keys: undefined });
