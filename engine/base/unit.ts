import type { Failure } from './errors';
import type { JsonObject } from './json';
import type { Output } from './output';
import type { OnceKey } from './ports';

/** The outcome of a unit that must not be sent twice. */
export type Note =
  /** It was passed to the connection at this time; nothing more is known: no answer yet, or the process ended before reading it. */
  | { readonly state: 'underWay'; readonly at: number }
  | { readonly state: 'unknown'; readonly at: number; readonly failure: Failure }
  | {
      readonly state: 'accepted';
      readonly output: Output;
      /** The vendor's words, if it reported that nothing is sent. */
      readonly notSent: string | undefined;
      /** Warnings to repeat every time, such as who was left out. */
      readonly warnings: readonly string[];
    };

/** Something with its own outcome: an item's whole input, or a part of it. */
export interface Unit {
  /** Position of the item among the call's inputs; it may differ in another try. */
  item: number;
  input: JsonObject;
  /** The outcome, if it must not be sent twice; undefined: not sent, or rejected. */
  note?: Note | undefined;
  /** Why this unit is not sent although other units of its item are. */
  refused?: Failure | undefined;
  /** The send-once keys claimed for it. */
  keys?: readonly OnceKey[] | undefined;
}

/** A unit without an outcome. */
export const unitOf = (item: number, input: JsonObject): Unit => ({ item, input, note: undefined, keys: undefined });
