import type { Fields, Input } from './fields';
import type { Json, JsonObject } from '../base/json';
import type { CheckContext, Problem } from './operation';

/** What a trigger reports: rows of reports and series, people's actions, or campaign changes. */
export type Topic = 'report' | 'hits' | 'status';

/** The time span a trigger reports; both ends as ISO 8601 in UTC. */
export interface Span {
  /** Everything from here on may be new. */
  readonly since: string;
  /** The start the user asked for. */
  readonly start: string;
}

/** Rows with a timestamp that a reading operation returns from a given time on, in any order. */
export interface Feed<F extends Fields> {
  readonly by: 'time';
  readonly operation: string;
  input(chosen: Input<F>, span: Span): JsonObject;
  /** The row's timestamp in milliseconds since 1970; NaN if it has none. */
  time(row: Json): number;
  /** Distinguishes a row from others with the same timestamp; equal keys are counted. */
  key(row: Json): string;
  /** The resolution of the timestamps. */
  readonly stepMs: number;
  /** How long after its timestamp a row may appear and still be found. */
  lookBackMs(chosen: Input<F>): number;
}

/** Objects with a state, all listed by a reading operation, newest first. */
export interface Changes<F extends Fields> {
  readonly by: 'change';
  readonly operation: string;
  input(chosen: Input<F>): JsonObject;
  id(row: Json): string;
  /** Filter fields that a campaign may match later, after its name or label changes. */
  readonly entersBy?: readonly (keyof F & string)[];
  /** In lower case. */
  status(row: Json): string;
  /** Milliseconds since 1970. */
  createdAt(row: Json): number;
  /** When anything about it was changed last; milliseconds since 1970, NaN if the vendor does not say. */
  changedAt(row: Json): number;
  /** When it ran last, as the vendor writes it; undefined if never. */
  lastRun?(row: Json): string | undefined;
  /** A campaign in one of these states no longer changes by itself. */
  readonly over: readonly string[];
  /** The one that a campaign reaches when it ends regularly. */
  readonly finished: string;
}

/** Data points over time, of which the last grows until the next begins. */
export interface Series<F extends Fields> {
  readonly by: 'point';
  operation(chosen: Input<F>): string;
  /** @param ending ISO 8601; undefined: now */
  input(chosen: Input<F>, length: number, ending: string | undefined): JsonObject;
  /** As the vendor writes it: texts whose order is chronological. */
  time(point: Json): string;
  unitMs(chosen: Input<F>): number;
  /** Maximum points per request. */
  readonly most: number;
  /** Whether a point is reported while it grows. */
  grows(chosen: Input<F>): boolean;
}

/** Requests whose reports become available some time after sending. */
export interface Requests<F extends Fields> {
  readonly by: 'request';
  /** Returns the rows of a request's report, or fails with `notReady`. */
  readonly operation: string;
  input(id: string): JsonObject;
  /** The requests named by the user. */
  ids(chosen: Input<F>): readonly string[];
  /** A reading operation that lists the scheduled requests of a campaign. */
  readonly scheduled?: {
    readonly operation: string;
    /** Undefined: the user names the requests. */
    input(chosen: Input<F>): JsonObject | undefined;
    id(row: Json): string;
    /** Milliseconds since 1970. */
    sendAt(row: Json): number;
    lookEveryMs(chosen: Input<F>): number;
  };
  /** Identifies a row within its report; stable. */
  key(row: Json): string;
  /** Whether the vendor does not know the row's final state yet. */
  isOpen?(row: Json): boolean;
  /** Whether rows that were open are returned again once they are final. */
  again?(chosen: Input<F>): boolean;
  wants(row: JsonObject, chosen: Input<F>): boolean;
  timing(chosen: Input<F>): {
    /** From the sending time, or otherwise from the discovery of the request, to the first check. */
    readonly firstMs: number;
    /** Interval between checks; doubles up to `slowestMs`. */
    readonly everyMs: number;
    readonly slowestMs: number;
    readonly giveUpMs: number;
    /** From the report to the next check of its open rows. */
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

/** A source of rows that a host polls; the host stores its state. */
export interface Trigger<F extends Fields> {
  /** Title Case: "Report Rows". */
  readonly label: string;
  /** Sentence case: "On new report rows". */
  readonly action: string;
  readonly description: string;
  /** Vendor document and section. */
  readonly docs: string;
  /** Earlier names that saved workflows and flows may still use, latest first; the state is stored under the oldest. */
  readonly was?: readonly string[];
  readonly topic: Topic;
  readonly fields: F;
  /** The fields that define what is watched: changing one of them resets the trigger. The others can be changed at any time. */
  readonly identity: readonly (keyof F & string)[];
  check?(input: Input<F>, context: CheckContext): readonly Problem[];
  readonly watch: Watch<F>;
  /** A row in the form shared by the triggers of all vendors; the vendor's own row is added as `raw`. */
  shape(row: Json, chosen: Input<F>): JsonObject;
  /** Members of a row for what other outputs call otherwise, and that name; see `sameNames` of a call. */
  readonly sameNames?: { readonly [name: string]: string };
  /** What a replay cannot return, beyond what its mechanics cannot; a sentence without its period. */
  readonly replays?: string;
  /** A row as the vendor returns it. */
  readonly sample: Json;
  readonly sampleInputs: readonly [least: JsonObject, full: JsonObject];
}

export type AnyTrigger = Trigger<Fields>;

/** Declares a trigger with its input type inferred from its fields; the cast is safe as in `operation`. */
export const trigger = <const F extends Fields>(t: Trigger<F>): AnyTrigger => t as unknown as AnyTrigger;
