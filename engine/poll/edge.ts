import { utf8Length } from '../bytes';
import { isoUtc } from '../dates';
import { isObject, type Json } from '../json';

/** Bytes of a moment in the kept form, beside its keys. */
const MOMENT_BYTES = 28;
/** Bytes that stand around a key. */
const AROUND_BYTES = 5;

type Keys = Map<string, number>;

/**
 * What was handed on of the moments that may still grow: how often each key, moment by moment. It takes no more than so many bytes; a
 * moment that is closed is forgotten, and nothing more of it is expected.
 */
export class Edge {
  private readonly moments = new Map<number, Keys>();
  private bytes = 0;

  constructor(private readonly most: number) {}

  /** As it was kept: `{"2026-11-23T10:00:00Z": {"john365": 1}}`. */
  static from(kept: Json | undefined, most: number): Edge {
    const edge = new Edge(most);
    if (!isObject(kept)) return edge;
    for (const [moment, keys] of Object.entries(kept as { [moment: string]: Json })) {
      if (!isObject(keys)) continue;
      for (const [key, count] of Object.entries(keys as { [key: string]: Json })) edge.add(Date.parse(moment), key, Number(count));
    }
    return edge;
  }

  private costOf(moment: number, key: string): number {
    const keys = this.moments.get(moment);
    if (!keys) return MOMENT_BYTES + utf8Length(JSON.stringify(key)) + AROUND_BYTES;
    return keys.has(key) ? 0 : utf8Length(JSON.stringify(key)) + AROUND_BYTES;
  }

  fits(moment: number, key: string): boolean {
    return this.bytes + this.costOf(moment, key) <= this.most;
  }

  add(moment: number, key: string, count = 1): void {
    this.bytes += this.costOf(moment, key);
    const keys = this.moments.get(moment) ?? new Map<string, number>();
    this.moments.set(moment, keys);
    keys.set(key, (keys.get(key) ?? 0) + count);
  }

  /** Takes one out, as far as it is there. */
  take(moment: number, key: string): boolean {
    const keys = this.moments.get(moment);
    const count = keys?.get(key);
    if (!keys || count === undefined) return false;
    if (count === 1) keys.delete(key);
    else keys.set(key, count - 1);
    return true;
  }

  /** Forgets all moments before this one. */
  close(before: number): void {
    for (const [moment, keys] of this.moments) {
      if (moment >= before) continue;
      this.moments.delete(moment);
      this.bytes -= MOMENT_BYTES;
      for (const key of keys.keys()) this.bytes -= utf8Length(JSON.stringify(key)) + AROUND_BYTES;
    }
  }

  /** The first moment of which something is remembered. */
  get first(): number | undefined {
    return this.moments.size === 0 ? undefined : Math.min(...this.moments.keys());
  }

  toJSON(): { [moment: string]: { [key: string]: number } } {
    return Object.fromEntries([...this.moments].sort(([one], [other]) => one - other).map(([moment, keys]) => [isoUtc(moment), Object.fromEntries(keys)]));
  }
}
