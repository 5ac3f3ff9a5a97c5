import type { Fields } from '../catalogue/fields';
import type { Json, JsonObject } from '../base/json';
import type { Requests } from '../catalogue/trigger';
import { Multiset } from './multiset';
import { rowsOf, type Reading } from './read';
import type { PollContext } from './context';
import type { Progress } from './watched';

/** Characters of a key's digest. */
export const KEY_DIGEST = 12;

const piecesOf = (joined: string): string[] => joined.match(new RegExp(`.{${KEY_DIGEST}}`, 'g')) ?? [];

/** Some rows of a report, and how far it was read with them. */
export interface ReportStep {
  readonly rows: readonly JsonObject[];
  readonly progress: Progress;
  /** Digests of the keys of all open rows so far. */
  readonly open: readonly string[];
}

/** The rows of a report changed their order after a part of them was passed on. */
export class Reordered extends Error {}

/** Number of open rows in a report. */
export const openIn = async (watch: Requests<Fields>, reading: Reading): Promise<number> => {
  let open = 0;
  for await (const rows of rowsOf(reading)) for (const row of rows) if (watch.isOpen?.(row)) open++;
  return open;
};

const digestOf = ({ ports }: PollContext, text: string): string => ports.sha256(text).slice(0, KEY_DIGEST);

/** A digest of the keys of a report's first rows, in order; undefined if it has fewer. */
export const digestOfFirst = async (context: PollContext, watch: Requests<Fields>, reading: Reading, count: number): Promise<string | undefined> => {
  let digest = '';
  let read = 0;
  for await (const rows of rowsOf(reading)) {
    for (const row of rows) {
      digest = digestOf(context, digest + digestOf(context, watch.key(row)));
      if (++read === count) return digest;
    }
  }
  return undefined;
};

/**
 * Resumes reading a report. For a report with few rows, stored keys identify those passed on, wherever they are now; for a large one, the rows already
 * read must still be at its beginning. Open rows are returned again once they are final.
 * @param keyRoom characters available for keys
 * @param most rows to read at most
 * @param unclear called if rows added since cannot be told apart from the others
 * @param lenient the whole report was passed on before: if its order changed, only the rows that were open are looked up
 * @throws Reordered
 */
export async function* reportRows(
  context: PollContext,
  watch: Requests<Fields>,
  reading: Reading,
  { progress, open: wasOpen = '' }: { readonly progress?: Progress; readonly open?: string },
  { keyRoom, lenient, most = Infinity, unclear }: { readonly keyRoom: number; readonly lenient: boolean; readonly most?: number; unclear(): void },
): AsyncGenerator<ReportStep> {
  const { chosen, batch } = context;
  const remembersOpen = watch.again?.(chosen) === true;
  const known = progress?.keys === undefined ? undefined : new Multiset(piecesOf(progress.keys));
  const skip = known || !progress ? 0 : progress.rows;
  const waiting = new Multiset(piecesOf(wasOpen));
  const open: string[] = [];
  let keys: string[] | undefined = progress && !known ? undefined : piecesOf(progress?.keys ?? '');
  let digest = '';
  let count = 0;
  let read = progress?.rows ?? 0;
  let pending: JsonObject[] = [];
  let reordered = false;
  const step = (): ReportStep => {
    const rows = pending;
    pending = [];
    const now: Progress = keys ? { rows: read, digest, keys: keys.join('') } : { rows: count, digest };
    return {
      rows,
      progress: progress && (count <= skip || reordered) ? progress : now,
      open: [...open, ...[...waiting.entries()].flatMap(([key, times]) => Array<string>(times).fill(key))],
    };
  };
  /** The same person's device may occur twice; occurrences are counted as long as keys are stored. */
  const times = new Map<string, number>();
  const numbered = (key: string): string => {
    if (!keys) return key;
    const time = (times.get(key) ?? 0) + 1;
    times.set(key, time);
    return time === 1 ? key : `${key} ${time}`;
  };
  const hand = (row: Json): void => {
    const shaped = context.shape(row);
    if (watch.wants(shaped, chosen)) pending.push(shaped);
  };

  reading: for await (const rows of rowsOf(reading)) {
    for (const row of rows) {
      if (count >= most) break reading;
      const name = watch.key(row);
      const asNumbered = numbered(name);
      const plain = digestOf(context, name);
      const key = asNumbered === name ? plain : digestOf(context, asNumbered);
      const isOpen = remembersOpen && watch.isOpen?.(row) === true;
      count++;
      // Of the key without its number, because keys are no longer numbered once there is no room for them.
      digest = digestOf(context, digest + plain);
      if (count === skip && digest !== progress!.digest) {
        if (!lenient) throw new Reordered();
        reordered = true;
        unclear();
      }
      if (count <= skip || known?.take(key) || reordered) {
        if (waiting.take(key)) {
          if (isOpen) open.push(key);
          else hand(row);
        }
      } else {
        hand(row);
        read++;
        if (isOpen) open.push(key);
        keys?.push(key);
        if (keys && keys.length * KEY_DIGEST > keyRoom) keys = undefined;
      }
      if (pending.length >= batch) yield step();
    }
  }
  if (count < skip && !lenient) throw new Reordered();
  yield step();
}
