import { headFirst, sayBytes } from '../base/bytes';
import { Crc32 } from '../base/checksum';
import type { FileRef } from '../catalogue/fields';

/** Identifies a file's content. */
export interface Fingerprint {
  /** Number of bytes sent, without a byte order mark. */
  readonly bytes: number;
  /** Their CRC-32. */
  readonly checksum: number;
}

/** A file's content can no longer be sent as it was checked. */
export class ContentProblem extends Error {
  constructor(
    name: string,
    /** What is wrong, as the rest of a sentence about the file, without a full stop. */
    readonly what: string,
    /** What the user can do; one sentence. */
    readonly todo: string,
  ) {
    super(`The file '${name}' ${what}.`);
    this.name = 'ContentProblem';
  }
}

const MARK = [0xef, 0xbb, 0xbf] as const;
/** Bytes of a file that may be dropped before sending. */
export const MARK_BYTES = MARK.length;

/** A file's bytes without a UTF-8 byte order mark, which vendors read as part of the first column's name. */
const withoutMark = (bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> =>
  headFirst(bytes, MARK.length, (head) => (MARK.every((byte, i) => head[i] === byte) ? head.subarray(MARK.length) : head));

async function* readable(file: FileRef): AsyncGenerator<Uint8Array> {
  try {
    yield* file.open();
  } catch (error) {
    const why = String((error as { message?: unknown } | undefined)?.message ?? error).replace(/[.\s]+$/, '');
    throw new ContentProblem(file.name, `could not be read: ${why}`, 'Provide a file that exists and can be read.');
  }
}

/** A file's bytes as they are sent, from the first one on. Throws {@link ContentProblem} if it cannot be read. */
export const contentOf = (file: FileRef): AsyncGenerator<Uint8Array> => withoutMark(readable(file));

/**
 * The bytes of a file that was checked before, never more than it had then.
 * @throws ContentProblem if they have changed; the sender must not complete the upload then
 */
export async function* unchanged(file: FileRef, { bytes, checksum }: Fingerprint): AsyncGenerator<Uint8Array> {
  const changed = (how: string): ContentProblem =>
    new ContentProblem(
      file.name,
      `changed while it was being sent: it had ${sayBytes(bytes)} when it was checked, and ${how}`,
      'Run it again once nothing writes to the file anymore.',
    );
  const sum = new Crc32();
  let read = 0;
  for await (const chunk of contentOf(file)) {
    read += chunk.length;
    if (read > bytes) throw changed('is larger now');
    sum.add(chunk);
    yield chunk;
  }
  if (read < bytes) throw changed(`has ${sayBytes(read)} now`);
  if (sum.value !== checksum) throw changed('has different content of the same size now');
}
