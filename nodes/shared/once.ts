import type { ICheckProcessedOptions, IExecuteFunctions } from 'n8n-workflow';
import { BOUNDS, type Claim, type OnceKey, type OnceStore } from '../../engine';

/** n8n keeps the keys of a node as one list, which it reads and writes as a whole. */
const MOST_ENTRIES = BOUNDS.n8nOnceKeys.most;
const OPTIONS: ICheckProcessedOptions = { mode: 'entries', maxEntries: MOST_ENTRIES };

/** The list has no times, so that the time is part of what is kept: in quarters of the window. A key lasts for the window, and up to a quarter longer. */
const PARTS = 4;

/** Marks of one key: while it is not known what became of it, and of each part of the window in which it may have been claimed, the present one first. */
interface Marks {
  readonly pending: string;
  readonly parts: readonly string[];
}

const marksOf = ({ digest, forMs }: OnceKey, now: number): Marks => {
  const present = Math.floor(now / (forMs / PARTS));
  return { pending: `pending ${digest}`, parts: Array.from({ length: PARTS + 1 }, (_, back) => `claimed ${forMs} ${present - back} ${digest}`) };
};

/** Claims of one node wait for each other: what n8n does in two steps must not be mixed up. */
const lines = new Map<string, Promise<unknown>>();

const inLine = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  const turn = (lines.get(name) ?? Promise.resolve()).then(work, work);
  lines.set(name, turn);
  try {
    return await turn;
  } finally {
    if (lines.get(name) === turn) lines.delete(name);
  }
};

/**
 * Send-once keys in n8n's own store of processed data, which is in its database: it outlasts executions and restarts, and all workers share it.
 * The store can only be asked by writing into it, so each question writes the mark "pending" first: whatever is cut short leaves behind a key of
 * which it is not known what became of it, never one that was sent. Two workers that ask in the very same instant may both be told that a key
 * is free: the store has no lock.
 * @returns undefined where the workflow was never saved, and n8n has no place for its keys
 */
export const onceStoreOf = (host: IExecuteFunctions, now: () => number): OnceStore | undefined => {
  const { id } = host.getWorkflow();
  if (!id) return undefined;
  const line = `${id} ${host.getNode().id}`;
  const record = async (marks: readonly string[]): Promise<ReadonlySet<unknown>> =>
    new Set((await host.helpers.checkProcessedAndRecord([...marks], 'node', OPTIONS)).processed);
  const remove = async (marks: readonly string[]): Promise<void> => {
    if (marks.length > 0) await host.helpers.removeProcessed([...marks], 'node', OPTIONS);
  };
  /** When each key was claimed here, so that the very same marks are taken back. */
  const claimed = new Map<string, Marks>();
  return {
    claim: async (keys) =>
      await inLine(line, async () => {
        const all = keys.map((key) => marksOf(key, now()));
        const wanted = all.flatMap(({ pending, parts }) => [pending, ...parts]);
        const count = await host.helpers.getProcessedDataCount('node', OPTIONS);
        if (count + wanted.length > MOST_ENTRIES) {
          throw new Error(
            `this node stores ${count} keys, and n8n allows at most ${MOST_ENTRIES}; a copy of the node starts without keys, once the old ones no longer matter`,
          );
        }
        const before = await record(wanted);
        const undo: string[] = [];
        const claims = all.map((marks, i): Claim => {
          const { pending, parts } = marks;
          const fresh = parts.filter((mark) => !before.has(mark));
          if (fresh.length === parts.length) {
            undo.push(...parts.slice(1));
            claimed.set(keys[i]!.digest, marks);
            return 'claimed';
          }
          undo.push(...fresh);
          if (before.has(pending)) return 'unknown';
          undo.push(pending);
          return 'sent';
        });
        await remove(undo);
        return claims;
      }),
    accepted: async (keys) => await inLine(line, async () => await remove(keys.map((key) => (claimed.get(key.digest) ?? marksOf(key, now())).pending))),
    release: async (keys) =>
      await inLine(line, async () => {
        await remove(
          keys.flatMap((key) => {
            const { pending, parts } = claimed.get(key.digest) ?? marksOf(key, now());
            claimed.delete(key.digest);
            return [...parts, pending];
          }),
        );
      }),
  };
};
