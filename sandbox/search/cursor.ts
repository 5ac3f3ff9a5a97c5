import type { MessageRecord, Shelf } from './records';
import { QueryError } from './query';

/** The place of a message in the list, which stays valid while further messages arrive. */
interface Place {
  readonly vendor: string;
  readonly batch: string;
  readonly createdAt: number;
  readonly index: number;
}

/** The place after which the next page begins, as a text to send back. */
export function cursorOf({ vendor, batch, createdAt, index }: MessageRecord): string {
  return Buffer.from(JSON.stringify([vendor, batch, createdAt, index])).toString('base64url');
}

export function readCursor(text: string): Place {
  try {
    const [vendor, batch, createdAt, index] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (typeof vendor === 'string' && typeof batch === 'string' && typeof createdAt === 'number' && typeof index === 'number') {
      return { vendor, batch, createdAt, index };
    }
  } catch {
    // Refused below, like any other text.
  }
  throw new QueryError('"cursor" must be the "next" of an answer');
}

/** Where the list goes on: the shelf and the message in it. If the batch is gone, with the first one that is older. */
export function startAfter(shelves: readonly Shelf[], { vendor, batch, createdAt, index }: Place): readonly [shelf: number, index: number] {
  const same = shelves.findIndex((shelf) => shelf.batch.id === batch && shelf.batch.vendor === vendor);
  if (same >= 0) return [same, index + 1];
  const older = shelves.findIndex((shelf) => shelf.batch.createdAt < createdAt);
  return [older < 0 ? shelves.length : older, 0];
}
