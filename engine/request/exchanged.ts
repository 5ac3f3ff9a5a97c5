import type { Failure } from '../base/errors';
import type { HttpReply } from '../base/http';
import type { Json } from '../base/json';
import type { Parsed, Request } from '../catalogue/operation';

/** A request and what its answer meant; paging and a second look at its files go on from it. */
export interface Answered {
  readonly request: Request;
  readonly reply: HttpReply;
  readonly parsed: Parsed<Json>;
  /** Said where the answer was lost, and it was looked up what became of the request. */
  readonly settled?: string;
}

/** The result of one request: what the answer meant, or why there is none. */
export type Exchanged = Answered | { readonly failure: Failure };

/** How far a request got, for whom it matters when the run is cut short. */
export interface Attempt {
  /** When it was handed to the connection, in milliseconds since 1970; absent: it was not, or it was refused. */
  sentAt?: number;
}
