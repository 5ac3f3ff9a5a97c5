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
  /** When rows of it were passed on last; ISO 8601. */
  readonly toldAt?: string;
  /** In a replay: only what was passed on of a report that is not finished. */
  readonly upTo?: { readonly rows: number; readonly digest: string };
}

/** Number of finished reports that can be replayed. */
const MOST_PAST = 100;

/** The stored state of a trigger's requests. */
export interface Memory {
  readonly watched: Map<string, Watched>;
  /** The finished ones, latest last. */
  readonly done: Set<string>;
  /** When the reports of finished requests were passed on, latest last; ISO 8601. */
  readonly past: Map<string, string>;
  /** When they were listed last. */
  lookedAt?: number;
}

const timesIn = (value: Json | undefined): [string, string][] =>
  isObject(value) ? Object.entries(value).flatMap(([id, at]): [string, string][] => (typeof at === 'string' ? [[id, at]] : [])) : [];

export const memoryOf = (saved: JsonObject | undefined): Memory => ({
  watched: new Map(isObject(saved?.requests) ? (Object.entries(saved.requests) as unknown as [string, Watched][]) : []),
  done: new Set(Array.isArray(saved?.done) ? (saved.done as string[]) : []),
  past: new Map(timesIn(saved?.past)),
  ...(typeof saved?.lookedAt === 'string' && { lookedAt: Date.parse(saved.lookedAt) }),
});

/** The state in its stored form. */
export const keptOf = ({ watched, done, past, lookedAt }: Memory): JsonObject => ({
  requests: Object.fromEntries(watched) as unknown as Json,
  done: [...done],
  ...(past.size > 0 && { past: Object.fromEntries(past) }),
  ...(lookedAt !== undefined && { lookedAt: isoUtc(lookedAt) }),
});

/** A finished request whose report was passed on, if any of it was. */
export const rememberPast = ({ watched, past }: Memory, id: string): void => {
  const at = watched.get(id)?.toldAt;
  if (at === undefined) return;
  past.delete(id);
  past.set(id, at);
  for (const old of past.keys()) {
    if (past.size <= MOST_PAST) return;
    past.delete(old);
  }
};
