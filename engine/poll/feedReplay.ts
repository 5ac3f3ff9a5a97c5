import { isoUtc } from '../base/dates';
import { isObject, type Json, type JsonObject } from '../base/json';
import type { PollContext, PollState } from './context';
import { replayIn } from './replay';
import { SeenWindow, SEEN_DIGEST } from './seenWindow';

/** Where a list of stored keys is; `seen` in an older state format. */
interface Kept {
  readonly told?: Json | undefined;
  readonly seen?: Json | undefined;
}

/** The stored keys of a feed. */
export const windowOf = ({ ports, of }: PollContext, { told, seen }: Kept, most: number): SeenWindow =>
  SeenWindow.from(told, seen, most, (key) => ports.sha256(`${of} ${key}`).slice(0, SEEN_DIGEST));

type Told = { readonly [moment: string]: Json };

const toldIn = (told: Json | undefined): Told => (isObject(told) ? (told as Told) : {});

const filtered = (told: Told, keep: (moment: number) => boolean): Told =>
  Object.fromEntries(Object.entries(told).filter(([moment]) => keep(Date.parse(moment))));

/**
 * Puts a feed's position back to a time. The position it had is kept beside it: a row that was done by then comes again and is marked, any other is new.
 * So new rows wait behind the replay and cannot be lost by it, nor come twice.
 */
export const rewoundFeed = (context: PollContext, saved: PollState, since: string, stepMs: number): PollState => {
  const told = windowOf(context, { told: saved.told, seen: saved.seen }, Infinity).toJSON();
  const from = Date.parse(String(saved.from));
  const begin = Math.floor(Date.parse(since) / stepMs) * stepMs;
  const { seen: _, ...rest } = saved;
  return {
    ...rest,
    from: isoUtc(Math.min(from, begin)),
    told: filtered(told, (moment) => moment < begin),
    replay: { since, rest: { from: isoUtc(from), told: filtered(told, (moment) => moment >= begin) } },
  };
};

/** Ends a replay before its time: the feed continues where it stood without it. */
export const unwoundFeed = (saved: PollState, rest: JsonObject): PollState => {
  const from = Math.max(Date.parse(String(saved.from)), Date.parse(String(rest.from)));
  const all = new Map(Object.entries(toldIn(saved.told)));
  for (const [moment, keys] of Object.entries(toldIn(rest.told))) {
    const counts: Record<string, Json> = { ...(toldIn(all.get(moment)) as Record<string, Json>) };
    for (const [key, times] of Object.entries(toldIn(keys))) counts[key] = Number(counts[key] ?? 0) + Number(times);
    all.set(moment, counts);
  }
  return { ...saved, from: isoUtc(from), told: filtered(Object.fromEntries(all), (moment) => moment >= from) };
};

/** What a feed returned before its position was put back. */
export class FeedReplay {
  private isOver = false;

  private constructor(
    private readonly since: string,
    /** All rows before this were done. */
    private readonly from: number,
    private readonly told: SeenWindow,
    /** The stored form: what is still to come, in the same bounded space as the keys of the feed. */
    private readonly left: SeenWindow,
  ) {}

  /** Undefined if the state says nothing of a replay. */
  static from(context: PollContext, saved: PollState | undefined): FeedReplay | undefined {
    const replay = replayIn(saved);
    if (!replay) return undefined;
    const { since, rest } = replay;
    const window = (): SeenWindow => windowOf(context, { told: rest?.told }, Infinity);
    const made = new FeedReplay(since, rest ? Date.parse(String(rest.from)) : -Infinity, window(), window());
    if (!rest) made.end();
    return made;
  }

  get size(): number {
    return this.isOver ? 0 : this.left.size;
  }

  /** Whether a row was returned before, which uses up one of its occurrences. */
  take(time: number, key: string): boolean {
    if (this.isOver) return false;
    this.left.take(time, key);
    return time < this.from || this.told.take(time, key);
  }

  /** A row that was taken is not returned yet. */
  putBack(time: number, key: string): void {
    if (time < this.from) return;
    this.told.putBack(time, key);
    this.left.putBack(time, key);
  }

  /** Nothing more comes for these timestamps. */
  close(before: number): void {
    this.left.close(before);
  }

  /** Everything was returned again. Gives the timestamp before which all rows were done without the replay. */
  end(): number {
    this.isOver = true;
    return this.from;
  }

  toJSON(): JsonObject {
    return { since: this.since, ...(!this.isOver && { rest: { from: isoUtc(this.from), told: this.left.toJSON() } }) };
  }
}
