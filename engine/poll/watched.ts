import { isoUtc } from '../base/dates';
import { isObject, type Json, type JsonObject } from '../base/json';

/** How far a report's rows were passed on. */
export interface Progress {
  /** Rows read, whether wanted or not. */
  readonly rows: number;
  /** A digest of their keys, in order. */
  readonly digest: string;
  /** The digests of the individual keys, concatenated, for reports with few rows; absent: only the order counts. */
  readonly keys?: string;
}

/** A request whose report is awaited. */
export interface Watched {
  /** Time of the next check; ISO 8601. */
  readonly next: string;
  /** When it was first due. */
  readonly due: string;
  /** Checks without a report. */
  readonly tries: number;
  /** The sending time, if the vendor states it. */
  readonly sendAt?: string;
  /** Position in the report, once begun. */
  readonly progress?: Progress;
  /** Digests of the keys of rows that were open when passed on, concatenated. */
  readonly open?: string | undefined;
  /** The answer that said where the report is, kept while the report is passed on in parts: each call may be billed, and the URLs stay valid for a while. */
  readonly answer?: { readonly at: string; readonly body: Json } | undefined;
  /** The report was passed on and is checked again for the rows that were open. */
  readonly settling?: true;
}

/** The stored state of a trigger's requests. */
export interface Memory {
  readonly watched: Map<string, Watched>;
  /** The finished ones, latest last. */
  readonly done: Set<string>;
  /** When they were listed last. */
  lookedAt?: number;
}

export const memoryOf = (saved: JsonObject | undefined): Memory => ({
  watched: new Map(isObject(saved?.requests) ? (Object.entries(saved.requests) as unknown as [string, Watched][]) : []),
  done: new Set(Array.isArray(saved?.done) ? (saved.done as string[]) : []),
  ...(typeof saved?.lookedAt === 'string' && { lookedAt: Date.parse(saved.lookedAt) }),
});

/** The state in its stored form. */
export const keptOf = ({ watched, done, lookedAt }: Memory): JsonObject => ({
  requests: Object.fromEntries(watched) as unknown as Json,
  done: [...done],
  ...(lookedAt !== undefined && { lookedAt: isoUtc(lookedAt) }),
});
