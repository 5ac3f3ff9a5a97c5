import { isoUtc } from '../base/dates';
import { isObject, type Json } from '../base/json';

/** Bytes of a timestamp in the stored form, without its keys. */
const MOMENT_BYTES = 28;
/** Characters of a key's digest; it only has to be unique within a timestamp. */
export const SEEN_DIGEST = 12;
/** Bytes of a key in the stored form, including separators. */
const KEY_BYTES = SEEN_DIGEST + 7;

type Counts = Map<string, number>;

/** The count of each key in the stored form. */
interface StoredCounts {
  [digest: string]: number;
}

/** A timestamp in the stored form. */
interface Stored {
  readonly name: string;
  readonly counts: StoredCounts;
}

/** How often each key occurred at a timestamp. New keys are digested only when stored, because most are forgotten before. Most have one of the two. */
interface Moment {
  digests?: Counts;
  /** A single key stands for itself: most timestamps have one, and a map for each would be a third of the memory that a long list takes. */
  fresh?: string | Counts;
  /** Kept until the counts change, because a state is stored after each few of a thousand timestamps. */
  stored?: Stored | undefined;
}

const keysIn = ({ digests, fresh }: Moment): number => (digests?.size ?? 0) + (typeof fresh === 'string' ? 1 : (fresh?.size ?? 0));

const countsOf = (fresh: Moment['fresh']): Counts => (typeof fresh === 'string' ? new Map([[fresh, 1]]) : (fresh ?? new Map<string, number>()));

/**
 * What was passed on for timestamps that may still grow: the count of each key by timestamp, in bounded space. A closed timestamp is forgotten, and
 * nothing more is expected for it. Keys are email addresses and people's IDs, so only their digests are stored.
 */
export class SeenWindow {
  private moments = new Map<number, Moment>();
  private bytes = 0;
  /** The last timestamp so far. */
  private last = -Infinity;

  constructor(
    private readonly most: number,
    private readonly digest: (key: string) => string,
  ) {}

  /**
   * Restores the stored form: `{"2026-11-23T10:00:00Z": {"9f86d081884c": 1}}`.
   * @param clear an older stored form, with the keys in clear
   */
  static from(saved: Json | undefined, clear: Json | undefined, most: number, digest: (key: string) => string): SeenWindow {
    const edge = new SeenWindow(most, digest);
    for (const [moment, key, times] of entriesOf(saved)) edge.put(Date.parse(moment), key, times);
    for (const [moment, key, times] of entriesOf(clear)) edge.put(Date.parse(moment), digest(key), times);
    return edge;
  }

  private costOf(moment: number, key: string): number {
    const found = this.moments.get(moment);
    if (!found) return MOMENT_BYTES + KEY_BYTES;
    const { fresh } = found;
    return fresh === key || (typeof fresh === 'object' && fresh.has(key)) ? 0 : KEY_BYTES;
  }

  private momentAt(moment: number): Moment {
    let found = this.moments.get(moment);
    if (!found) {
      found = {};
      this.moments.set(moment, found);
      this.bytes += MOMENT_BYTES;
      this.last = Math.max(this.last, moment);
    }
    found.stored = undefined;
    return found;
  }

  private count(counts: Counts, key: string, more: number): void {
    if (!counts.has(key)) this.bytes += KEY_BYTES;
    counts.set(key, (counts.get(key) ?? 0) + more);
  }

  /** Adds a stored key. */
  private put(moment: number, digest: string, times: number): void {
    const found = this.momentAt(moment);
    this.count((found.digests ??= new Map<string, number>()), digest, times);
  }

  /** @param besides bytes that something else takes from the same space */
  fits(moment: number, key: string, besides = 0): boolean {
    return this.bytes + besides + this.costOf(moment, key) <= this.most;
  }

  /** Bytes of the stored form. */
  get size(): number {
    return this.bytes;
  }

  add(moment: number, key: string): void {
    const found = this.momentAt(moment);
    if (found.fresh === undefined) {
      found.fresh = key;
      this.bytes += KEY_BYTES;
    } else this.count((found.fresh = countsOf(found.fresh)), key, 1);
  }

  /** Removes one occurrence of a stored key, if there is one. */
  take(moment: number, key: string): boolean {
    const found = this.moments.get(moment);
    if (!found) return false;
    const digest = this.digest(key);
    const times = found.digests?.get(digest);
    if (found.digests === undefined || times === undefined) return false;
    found.stored = undefined;
    if (times > 1) {
      found.digests.set(digest, times - 1);
      return true;
    }
    found.digests.delete(digest);
    this.bytes -= KEY_BYTES;
    if (keysIn(found) === 0) {
      this.moments.delete(moment);
      this.bytes -= MOMENT_BYTES;
    }
    return true;
  }

  /** Puts back what was taken. */
  putBack(moment: number, key: string): void {
    this.put(moment, this.digest(key), 1);
  }

  /**
   * Forgets all timestamps before this one. What is left is put into a new map: one from which much is deleted leaves a chain of former tables, which
   * takes half of the memory of a long list.
   */
  close(before: number): void {
    const all = this.moments;
    this.moments = new Map();
    this.bytes = 0;
    if (this.last < before) return;
    for (const [moment, keys] of all) {
      if (moment < before) continue;
      this.moments.set(moment, keys);
      this.bytes += MOMENT_BYTES + KEY_BYTES * keysIn(keys);
    }
  }

  toJSON(): { [moment: string]: StoredCounts } {
    // Filled by hand, as below: a state is stored after each thousand rows, and lists of pairs for this took a tenth of the time.
    const all: { [moment: string]: StoredCounts } = {};
    for (const [moment, keys] of this.inOrder()) {
      const { name, counts } = (keys.stored ??= this.storedOf(moment, keys));
      all[name] = counts;
    }
    return all;
  }

  /** From the oldest to the newest; they mostly come like that. */
  private inOrder(): Iterable<readonly [number, Moment]> {
    let last = -Infinity;
    for (const moment of this.moments.keys()) {
      if (moment < last) return [...this.moments].sort(([one], [other]) => one - other);
      last = moment;
    }
    return this.moments;
  }

  private storedOf(moment: number, { digests, fresh }: Moment): Stored {
    const counts: StoredCounts = digests ? Object.fromEntries(digests) : {};
    for (const [key, times] of countsOf(fresh)) {
      const digest = this.digest(key);
      counts[digest] = (counts[digest] ?? 0) + times;
    }
    return { name: isoUtc(moment), counts };
  }
}

function* entriesOf(saved: Json | undefined): Generator<readonly [moment: string, key: string, times: number]> {
  if (!isObject(saved)) return;
  for (const [moment, keys] of Object.entries(saved as { [moment: string]: Json })) {
    if (!isObject(keys)) continue;
    for (const [key, times] of Object.entries(keys as { [key: string]: Json })) yield [moment, key, Number(times)];
  }
}
