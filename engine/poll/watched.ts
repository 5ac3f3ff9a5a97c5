import { isoUtc } from '../base/dates';
import { isObject, type Json, type JsonObject } from '../base/json';

/** How far the rows of a report were handed on. */
export interface Progress {
  /** Rows that were read, whether they were wanted or not. */
  readonly rows: number;
  /** A digest of their keys in their order. */
  readonly digest: string;
  /** The keys' own digests one after the other, for reports whose rows are few enough; absent: only the order counts. */
  readonly keys?: string;
}

/** A request whose report is waited for. */
export interface Watched {
  /** When it is asked for next; ISO 8601. */
  readonly next: string;
  /** When it was due first. */
  readonly due: string;
  /** Questions that found no report. */
  readonly tries: number;
  /** When it is sent, where the vendor says it. */
  readonly sendAt?: string;
  /** Where the report stands, once it was begun. */
  readonly progress?: Progress;
  /** Digests of the keys of rows that were open when they were handed on, one after the other. */
  readonly open?: string | undefined;
  /** The answer that said where the report is, while the report is handed on in parts: each question may cost, and the addresses last for a while. */
  readonly answer?: { readonly at: string; readonly body: Json } | undefined;
  /** The report was handed on, and is looked at again for what was open in it. */
  readonly settling?: true;
}

/** All that is kept of the requests of a trigger. */
export interface Memory {
  readonly watched: Map<string, Watched>;
  /** Those that are done with, the latest last. */
  readonly done: Set<string>;
  /** When their list was asked for last. */
  lookedAt?: number;
}

export const memoryOf = (saved: JsonObject | undefined): Memory => ({
  watched: new Map(isObject(saved?.requests) ? (Object.entries(saved.requests) as unknown as [string, Watched][]) : []),
  done: new Set(Array.isArray(saved?.done) ? (saved.done as string[]) : []),
  ...(typeof saved?.lookedAt === 'string' && { lookedAt: Date.parse(saved.lookedAt) }),
});

/** The memory as it is kept. */
export const keptOf = ({ watched, done, lookedAt }: Memory): JsonObject => ({
  requests: Object.fromEntries(watched) as unknown as Json,
  done: [...done],
  ...(lookedAt !== undefined && { lookedAt: isoUtc(lookedAt) }),
});
