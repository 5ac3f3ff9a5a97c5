import type { Fields, Input } from './fields';
import type { Json, JsonObject } from '../base/json';
import type { CheckContext, Problem } from './operation';

/** What a trigger tells of: rows of reports and series, what people did, or what became of campaigns. */
export type Topic = 'report' | 'hits' | 'status';

/** From where on a trigger tells: both as ISO 8601 in UTC. */
export interface Span {
  /** All from here on may be new. */
  readonly since: string;
  /** The first moment that the user asked for. */
  readonly start: string;
}

/** Rows that each stand for a moment, and that a reading operation gives from a moment on, in whatever order. */
export interface Feed<F extends Fields> {
  readonly by: 'time';
  readonly operation: string;
  input(chosen: Input<F>, span: Span): JsonObject;
  /** The row's moment, in milliseconds since 1970; NaN where it has none. */
  time(row: Json): number;
  /** What tells a row from others of the same moment; equal ones are told apart by their number. */
  key(row: Json): string;
  /** The unit in which moments are told. */
  readonly stepMs: number;
  /** A row may appear so long after its moment and is found all the same. */
  lookBackMs(chosen: Input<F>): number;
}

/** Objects whose state changes, all of which a reading operation lists, newest first. */
export interface Changes<F extends Fields> {
  readonly by: 'change';
  readonly operation: string;
  input(chosen: Input<F>): JsonObject;
  id(row: Json): string;
  /** Fields of a filter that a campaign may come to fit later, by another name or label. */
  readonly entersBy?: readonly (keyof F & string)[];
  /** In lower case. */
  status(row: Json): string;
  /** Milliseconds since 1970. */
  createdAt(row: Json): number;
  /** When it ran last, as the vendor writes it; undefined where it never did. */
  lastRun?(row: Json): string | undefined;
  /** No campaign in one of these states changes any more by itself. */
  readonly over: readonly string[];
  /** The one of them that an end of its own accord leads to. */
  readonly finished: string;
}

/** Points in time with figures, of which the last one grows until the next one begins. */
export interface Series<F extends Fields> {
  readonly by: 'point';
  operation(chosen: Input<F>): string;
  /** @param ending ISO 8601; undefined: now */
  input(chosen: Input<F>, length: number, ending: string | undefined): JsonObject;
  /** As the vendor writes it: texts that stand in the order of time. */
  time(point: Json): string;
  unitMs(chosen: Input<F>): number;
  /** Most points of one request. */
  readonly most: number;
  /** Whether a point is told as it grows. */
  grows(chosen: Input<F>): boolean;
}

/** A request whose report is there some time after it was sent. */
export interface Requests<F extends Fields> {
  readonly by: 'request';
  /** Gives the rows of a request's report, or fails with `notReady`. */
  readonly operation: string;
  input(id: string): JsonObject;
  /** The requests that the user names. */
  ids(chosen: Input<F>): readonly string[];
  /** A reading operation that lists the requests of a campaign that wait for their time. */
  readonly scheduled?: {
    readonly operation: string;
    /** Undefined: the user names requests. */
    input(chosen: Input<F>): JsonObject | undefined;
    id(row: Json): string;
    /** Milliseconds since 1970. */
    sendAt(row: Json): number;
    lookEveryMs(chosen: Input<F>): number;
  };
  /** What tells a row from the others of its report, and does not change. */
  key(row: Json): string;
  /** Whether the vendor does not know yet how the row ended. */
  isOpen?(row: Json): boolean;
  /** Whether rows that were open come again once they are not. */
  again?(chosen: Input<F>): boolean;
  wants(row: JsonObject, chosen: Input<F>): boolean;
  timing(chosen: Input<F>): {
    /** From the sending time, or else from when the request was noticed, to the first question. */
    readonly firstMs: number;
    /** From one question to the next; it doubles up to `slowestMs`. */
    readonly everyMs: number;
    readonly slowestMs: number;
    readonly giveUpMs: number;
    /** From the report to the look for what was open in it. */
    readonly settleMs: number;
  };
}

export type Watch<F extends Fields> = Feed<F> | Changes<F> | Series<F> | Requests<F>;

/** Where a feed begins. */
export const startingAt = {
  starting_at: {
    type: 'dateTime',
    label: 'Starting At',
    description: 'Return events since this time; used on the first poll only. If empty, only events from now on',
    prominent: true,
    todo: 'Enter a time such as 2026-05-01T00:00:00+02:00, or leave it empty.',
  },
} as const satisfies Fields;

/** A source of rows that a host polls; the host keeps where it stands. */
export interface Trigger<F extends Fields> {
  /** Title Case: "Report Rows". */
  readonly label: string;
  /** Sentence case: "On new report rows". */
  readonly action: string;
  readonly description: string;
  /** Vendor document and section. */
  readonly docs: string;
  /** Earlier names under which saved workflows and flows may still call it, the latest first; where it stands is kept under the oldest. */
  readonly was?: readonly string[];
  readonly topic: Topic;
  readonly fields: F;
  /** The fields that say what is watched: with another value in one of them it begins anew. The others may be changed at any time. */
  readonly identity: readonly (keyof F & string)[];
  check?(input: Input<F>, context: CheckContext): readonly Problem[];
  readonly watch: Watch<F>;
  /** A row in the form that triggers of all vendors share; the vendor's own row is added as `raw`. */
  shape(row: Json, chosen: Input<F>): JsonObject;
  /** A row as the vendor gives it. */
  readonly sample: Json;
  readonly sampleInputs: readonly [least: JsonObject, full: JsonObject];
}

export type AnyTrigger = Trigger<Fields>;

/** Writes down a trigger with its input type inferred from its fields; the cast is safe as in `operation`. */
export const trigger = <const F extends Fields>(t: Trigger<F>): AnyTrigger => t as unknown as AnyTrigger;
