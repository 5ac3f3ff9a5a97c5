import { isoUtc } from '../base/dates';
import { isObject, type Json, type JsonObject } from '../base/json';
import type { PollState } from './context';
import { memoryOf, type Memory, type Watched } from './watched';

/** The reports that were passed on, at least in part, since a time: they are asked for once more, beside those that are awaited. */
export const replayedRequests = (saved: PollState, since: string, now: number): PollState => {
  const { watched, done, past } = memoryOf(saved as JsonObject);
  const isSince = (at: string | undefined): boolean => at === undefined || Date.parse(at) >= Date.parse(since);
  // An earlier release did not store when a report was passed on.
  const over = [...done].filter((id) => !past.has(id)).concat([...past].flatMap(([id, at]) => (isSince(at) ? [id] : [])));
  const begun = [...watched].flatMap(([id, { progress, toldAt }]): [string, JsonObject][] =>
    progress && progress.rows > 0 && isSince(toldAt) ? [[id, { upTo: { rows: progress.rows, digest: progress.digest } }]] : [],
  );
  const requests = Object.fromEntries([...over.map((id): [string, JsonObject] => [id, {}]), ...begun]);
  return { ...saved, replay: { since, rest: { at: isoUtc(now), requests } } };
};

/** The requests of a replay as they are awaited. Only what differs from how they began is stored, because there may be many. */
export const replayMemory = ({ at, requests }: JsonObject): Memory => {
  const all = isObject(requests) ? Object.entries(requests as JsonObject) : [];
  const begun = { next: String(at), due: String(at), tries: 0 };
  const watched = all.map(([id, entry]): [string, Watched] => [id, { ...begun, ...(isObject(entry) ? (entry as Partial<Watched>) : {}) }]);
  return { watched: new Map(watched), done: new Set(), past: new Map() };
};

/** The stored form; undefined once all were passed on. */
export const replayRest = ({ watched }: Memory, at: string): JsonObject | undefined => {
  if (watched.size === 0) return undefined;
  const asBegun = JSON.stringify({ next: at, due: at, tries: 0 });
  const requests = [...watched].map(([id, entry]): [string, Json] => {
    const { next, due, tries, ...more } = entry;
    return [id, (JSON.stringify({ next, due, tries }) === asBegun ? more : entry) as unknown as Json];
  });
  return { at, requests: Object.fromEntries(requests) };
};
