import { isoUtc } from '../base/dates';
import { isObject, type Json } from '../base/json';

/** Bytes of a moment in the kept form, beside its keys. */
const MOMENT_BYTES = 28;
/** Characters of a key's digest: it is compared with those of the same moment alone. */
export const SEEN_DIGEST = 12;
/** Bytes of a key in the kept form, with what stands around it. */
const KEY_BYTES = SEEN_DIGEST + 7;

type Counts = Map<string, number>;

/** How often each key was there in a moment. What came just now is digested only if it is kept: most of it is forgotten before. */
interface Moment {
  readonly digests: Counts;
  readonly fresh: Counts;
}

const count = (counts: Counts, key: string, more: number): void => void counts.set(key, (counts.get(key) ?? 0) + more);

/**
 * What was handed on of the moments that may still grow: how often each key, moment by moment. It takes no more than so many bytes; a
 * moment that is closed is forgotten, and nothing more of it is expected. Keys are addresses and IDs of people, so that only their digests are kept.
 */
export class SeenWindow {
  private readonly moments = new Map<number, Moment>();
  private bytes = 0;

  constructor(
    private readonly most: number,
    private readonly digest: (key: string) => string,
  ) {}

  /**
   * As it was kept: `{"2026-11-23T10:00:00Z": {"9f86d081884c": 1}}`.
   * @param clear how it was kept once: with the keys themselves
   */
  static from(saved: Json | undefined, clear: Json | undefined, most: number, digest: (key: string) => string): SeenWindow {
    const edge = new SeenWindow(most, digest);
    for (const [moment, key, times] of entriesOf(saved)) edge.put(Date.parse(moment), 'digests', key, times);
    for (const [moment, key, times] of entriesOf(clear)) edge.put(Date.parse(moment), 'digests', digest(key), times);
    return edge;
  }

  private costOf(moment: number, key: string): number {
    const found = this.moments.get(moment);
    if (!found) return MOMENT_BYTES + KEY_BYTES;
    return found.fresh.has(key) ? 0 : KEY_BYTES;
  }

  private put(moment: number, where: keyof Moment, key: string, times: number): void {
    const found: Moment = this.moments.get(moment) ?? { digests: new Map(), fresh: new Map() };
    if (!this.moments.has(moment)) this.bytes += MOMENT_BYTES;
    if (!found[where].has(key)) this.bytes += KEY_BYTES;
    this.moments.set(moment, found);
    count(found[where], key, times);
  }

  fits(moment: number, key: string): boolean {
    return this.bytes + this.costOf(moment, key) <= this.most;
  }

  add(moment: number, key: string): void {
    this.put(moment, 'fresh', key, 1);
  }

  /** Takes one of what was kept out, as far as it is there. */
  take(moment: number, key: string): boolean {
    const digests = this.moments.get(moment)?.digests;
    if (!digests) return false;
    const digest = this.digest(key);
    const times = digests.get(digest);
    if (times === undefined) return false;
    if (times === 1) digests.delete(digest);
    else digests.set(digest, times - 1);
    return true;
  }

  /** Forgets all moments before this one. */
  close(before: number): void {
    for (const [moment, { digests, fresh }] of this.moments) {
      if (moment >= before) continue;
      this.moments.delete(moment);
      this.bytes -= MOMENT_BYTES + KEY_BYTES * (digests.size + fresh.size);
    }
  }

  toJSON(): { [moment: string]: { [digest: string]: number } } {
    const inOrder = [...this.moments].sort(([one], [other]) => one - other);
    return Object.fromEntries(
      inOrder.map(([moment, { digests, fresh }]) => {
        const all: Counts = new Map(digests);
        for (const [key, times] of fresh) count(all, this.digest(key), times);
        return [isoUtc(moment), Object.fromEntries(all)];
      }),
    );
  }
}

function* entriesOf(saved: Json | undefined): Generator<readonly [moment: string, key: string, times: number]> {
  if (!isObject(saved)) return;
  for (const [moment, keys] of Object.entries(saved as { [moment: string]: Json })) {
    if (!isObject(keys)) continue;
    for (const [key, times] of Object.entries(keys as { [key: string]: Json })) yield [moment, key, Number(times)];
  }
}
