import type { Json } from './json';

/** The error family; stable, so users can branch on it. */
export type Code =
  | 'validation'
  | 'authentication'
  | 'permission'
  | 'notFound'
  | 'notReady'
  | 'conflict'
  | 'rateLimited'
  | 'rejected'
  | 'unavailable'
  | 'outcomeUnknown'
  | 'format'
  | 'cancelled'
  /** A bug in this software or a fault of its environment. */
  | 'unexpected';

/** A failure as plain data. */
export interface Failure {
  readonly code: Code;
  /** Whether the vendor may have acted on the request. */
  readonly reached: 'no' | 'maybe' | 'yes';
  /** What happened: one sentence that keeps the vendor's own words. */
  readonly message: string;
  /** What the user can do next: one sentence. */
  readonly todo: string;
  /** The ID of the person concerned, as it appears in the user's data. */
  readonly person?: string;
  /** Position of the entry concerned among the entries of its item's lists, from 1. */
  readonly entry?: number;
  /** Wire path of the invalid field, `messages[3].user_id`. */
  readonly field?: string;
  readonly status?: number;
  /** How long to wait before a retry can help; absent if unknown or if a retry cannot help. */
  readonly retryAfterMs?: number;
  /** The vendor documents this refusal, so it counts as one even if its status says otherwise (2xx, 3xx, 408, 5xx). */
  readonly documented?: true;
  /** False if the engine must not repeat the request although its code would allow it. */
  readonly repeatable?: false;
  /** Further problems of the same input, and the vendor's answer. */
  readonly details?: Json;
}

/** A failure with its context: the only error the engine throws. */
export class CampaignError extends Error implements Failure {
  readonly code: Code;
  readonly reached: 'no' | 'maybe' | 'yes';
  readonly todo: string;
  readonly person?: string;
  readonly entry?: number;
  readonly field?: string;
  readonly status?: number;
  readonly retryAfterMs?: number;
  readonly details?: Json;

  constructor(
    failure: Failure,
    /** Vendor id, `bryj`. */
    readonly vendor: string,
    /** `batch.trigger`. */
    readonly operation: string,
    /** Positions of the inputs concerned. */
    readonly items: readonly number[] = [],
  ) {
    super(failure.message);
    this.name = 'CampaignError';
    this.code = failure.code;
    this.reached = failure.reached;
    this.todo = failure.todo;
    this.person = failure.person;
    this.entry = failure.entry;
    this.field = failure.field;
    this.status = failure.status;
    this.retryAfterMs = failure.retryAfterMs;
    this.details = failure.details;
  }

  /** Whether a retry, by hand or in a later run, can succeed without any other change. */
  get retryable(): boolean {
    return this.code === 'rateLimited' || this.code === 'unavailable' || this.code === 'notReady';
  }

  /** The bare failure, for building another one. */
  get failure(): Failure {
    const { code, reached, message, todo, person, entry, field, status, retryAfterMs, details } = this;
    return {
      code,
      reached,
      message,
      todo,
      ...(person !== undefined && { person }),
      ...(entry !== undefined && { entry }),
      ...(field !== undefined && { field }),
      ...(status !== undefined && { status }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(details !== undefined && { details }),
    };
  }

  /** As plain data for a message, a log or an output item. */
  toJSON(): { [key: string]: Json | undefined } {
    return {
      code: this.code,
      message: this.message,
      todo: this.todo,
      vendor: this.vendor,
      operation: this.operation,
      person: this.person,
      entry: this.entry,
      field: this.field,
      status: this.status,
      reached: this.reached,
      retryable: this.retryable,
      retryAfterMs: this.retryAfterMs,
      details: this.details,
    };
  }
}

/** Thrown by a port to abort the whole call at any point; passed through unchanged. */
export class Ended extends Error {}

/** Wraps an unforeseen error as a failure, so it has a code and belongs to an item like any other. */
export const unexpected = (error: unknown, reached: Failure['reached']): Failure => ({
  code: 'unexpected',
  reached,
  message: `An unexpected error occurred: ${(error instanceof Error ? error.message : String(error)).replace(/[.\s]+$/, '')}.`,
  todo: "Check the log, and report the error together with the node's input.",
});
