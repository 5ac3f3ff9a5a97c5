import type { Json } from './json';

/** The family of errors; stable, for users to branch on. */
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
  /** A fault of this software, or of what it runs in. */
  | 'unexpected';

/** Something that did not work, as data. */
export interface Failure {
  readonly code: Code;
  /** Whether the vendor can have acted on the request. */
  readonly reached: 'no' | 'maybe' | 'yes';
  /** What happened: one sentence, the vendor's own words kept. */
  readonly message: string;
  /** What the user does next: one sentence. */
  readonly todo: string;
  /** The ID of the person whom it concerns, as the user's own data has it. */
  readonly person?: string;
  /** Position of the entry that it concerns among those of its item's lists, from 1. */
  readonly entry?: number;
  /** Wire path of the field at fault, `messages[3].user_id`. */
  readonly field?: string;
  readonly status?: number;
  /** How long to wait before trying again can help; absent where it is unknown or no use. */
  readonly retryAfterMs?: number;
  /** The vendor's documents have this refusal, so that it is one although it comes with a status that says otherwise (2xx, 3xx, 408, 5xx). */
  readonly documented?: true;
  /** False where the engine must not repeat the request although its code would allow it. */
  readonly repeatable?: false;
  /** Further problems of the same input, and what the vendor sent. */
  readonly details?: Json;
}

/** A failure with its place: the only error that the engine throws. */
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

  /** Whether trying again, by hand or by a later run, can help without any other change. */
  get retryable(): boolean {
    return this.code === 'rateLimited' || this.code === 'unavailable' || this.code === 'notReady';
  }

  /** The failure alone, to make another one of. */
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

  /** As plain data, for a message, a log or an output item. */
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

/** Thrown by a port to end the whole call, whatever it is at; it is handed on as it is. */
export class Ended extends Error {}

/** A fault that nobody foresaw, as a failure: it has a code, and belongs to an item, as all others do. */
export const unexpected = (error: unknown, reached: Failure['reached']): Failure => ({
  code: 'unexpected',
  reached,
  message: `An unexpected error occurred: ${(error instanceof Error ? error.message : String(error)).replace(/[.\s]+$/, '')}.`,
  todo: "Check the log, and report the error together with the node's input.",
});
