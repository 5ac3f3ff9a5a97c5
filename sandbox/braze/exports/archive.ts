import { Readable } from 'node:stream';
import { zipOf, type ZipMember } from './zip';

/** "We will create 1 file per 5,000 users". */
export const USERS_A_FILE = 5_000;
const USERS_A_BLOCK = 100;

/** The users of an export, one JSON text each. The same index always returns the same text. */
export interface UserLines {
  readonly count: number;
  at(index: number): string;
}

/** The zip "containing all the user files", created while it is read, so that half a million users need no memory. */
export function archiveOf(name: string, lines: UserLines, at: number): Readable {
  return Readable.from(zipOf(members(name, lines), at), { objectMode: false });
}

function* members(name: string, lines: UserLines): Generator<ZipMember> {
  const files = Math.max(1, Math.ceil(lines.count / USERS_A_FILE)); // an empty segment: one empty file
  for (let file = 0; file < files; file++) {
    const from = file * USERS_A_FILE;
    yield { name: `${name}-${file + 1}.txt`, blocks: () => blocks(lines, from, Math.min(from + USERS_A_FILE, lines.count)) };
  }
}

function* blocks(lines: UserLines, from: number, to: number): Generator<string> {
  for (let start = from; start < to; start += USERS_A_BLOCK) {
    let text = '';
    for (let index = start; index < Math.min(start + USERS_A_BLOCK, to); index++) text += `${lines.at(index)}\n`;
    yield text;
  }
}
