import type { Failure } from '../base/errors';
import type { HttpReply } from '../base/http';
import type { Json } from '../base/json';
import type { Parsed } from '../catalogue/operation';

/** The result of one request: what the answer meant, or why there is none. `settled`: there was no answer, and it was looked up what became of it. */
export type Exchanged = { readonly parsed: Parsed<Json>; readonly reply: HttpReply; readonly settled?: string } | { readonly failure: Failure };

/** How far a request got, for whom it matters when the run is cut short. */
export interface Attempt {
  /** When it was handed to the connection, in milliseconds since 1970; absent: it was not, or it was refused. */
  sentAt?: number;
}
