import type { Failure } from '../base/errors';
import type { HttpReply } from '../base/http';
import type { Json } from '../base/json';
import type { Parsed, Request } from '../catalogue/operation';

/** A request and the meaning of its answer, from which paging and re-reading of files continue. */
export interface Answered {
  readonly request: Request;
  readonly reply: HttpReply;
  readonly parsed: Parsed<Json>;
  /** Set if the answer was lost and the outcome was looked up. */
  readonly settled?: string;
}

/** The result of a request: the meaning of its answer, or why there is none. */
export type Exchanged = Answered | { readonly failure: Failure };

/** How far a request got, for callers that are interrupted. */
export interface Attempt {
  /** When it was passed to the connection, in milliseconds since 1970; absent if it was not, or if it was refused. */
  sentAt?: number;
  /** Whether the vendor may have acted on a try whose answer was lost. */
  isLost?: boolean;
}
