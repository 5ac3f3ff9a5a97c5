import type { ICheckProcessedOptions, IExecuteFunctions } from 'n8n-workflow';
import { BOUNDS, type Claim, type OnceKey, type OnceStore } from '../../engine';

/** n8n stores the keys of a node as one list, which it reads and writes as a whole. */
const MOST_ENTRIES = BOUNDS.n8nOnceKeys.most;
const OPTIONS: ICheckProcessedOptions = { mode: 'entries', maxEntries: MOST_ENTRIES };

/** The list has no timestamps, so time is encoded in the stored keys, in quarters of the window. A key lasts for the window, and up to a quarter longer. */
const PARTS = 4;

/** The stored marks of one key: one while its outcome is unknown, and one for each part of the window in which it may have been claimed, the current first. */
interface Marks {
  readonly pending: string;
  readonly parts: readonly string[];
}

const marksOf = ({ digest, forMs }: OnceKey, now: number): Marks => {
  const present = Math.floor(now / (forMs / PARTS));
  return { pending: `pending ${digest}`, parts: Array.from({ length: PARTS + 1 }, (_, back) => `claimed ${forMs} ${present - back} ${digest}`) };
};

/** Claims of one node are serialized, because n8n performs them in two steps. */
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
 * Send-once keys in n8n's own store of processed data, which is in its database: it survives executions and restarts and is shared by all workers. The
 * store can only be queried by writing to it, so each query writes the mark "pending" first: an interruption leaves a key with an unknown outcome,
 * never one that counts as sent. Two workers that query at the same instant may both find a key free, because the store has no lock.
 * @returns undefined if the workflow was never saved, so that n8n has no place for its keys
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
  /** When each key was claimed here, so that exactly the same marks are removed. */
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
