import { ZipProblem } from '../engine/base/ports';
import { long, viewOf, type Cursor } from './cursor';

// Zip format, APPNOTE.TXT, 4.3.
const HEADER = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const EXTRA_DATA = 0x08064b50;
const SIGNATURE = 0x05054b50;

/** Signatures that may follow the last file. */
export const DIRECTORY: readonly number[] = [HEADER, END, END_64, EXTRA_DATA];

const IN_ZIP64 = 0xffff;

/** Length of each part of the directory, by signature. */
const lengthOf = (signature: number, view: DataView): number => {
  switch (signature) {
    case HEADER:
      return 46 + view.getUint16(28, true) + view.getUint16(30, true) + view.getUint16(32, true);
    case END:
      return 22 + view.getUint16(20, true);
    case END_64:
      return 12 + long(view, 4);
    case LOCATOR_64:
      return 20;
    case EXTRA_DATA:
      return 8 + view.getUint32(4, true);
    default:
      return 6 + view.getUint16(4, true);
  }
};

const FIXED: Readonly<Record<number, number>> = { [HEADER]: 46, [END]: 22, [END_64]: 56, [LOCATOR_64]: 20, [EXTRA_DATA]: 8, [SIGNATURE]: 6 };

const cut = (): ZipProblem => new ZipProblem('it ends inside its directory');

const skip = async (cursor: Cursor, count: number): Promise<void> => {
  for (let left = count; left > 0; ) {
    const { length } = await cursor.next();
    if (length === 0) throw cut();
    cursor.skip(Math.min(left, length));
    left -= length;
  }
};

/**
 * Reads the directory after the files, to the end of the archive.
 * @param files number of files read
 * @throws ZipProblem if it lists another number of files, is truncated, or is not at the end
 */
export const readDirectory = async (cursor: Cursor, files: number): Promise<void> => {
  let listed = 0;
  let total64: number | undefined;
  for (;;) {
    const start = await cursor.peek(4);
    if (start.length < 4) throw cut();
    const signature = viewOf(start).getUint32(0, true);
    const fixed = FIXED[signature];
    if (fixed === undefined) throw new ZipProblem('its directory is damaged');
    const bytes = await cursor.peek(fixed);
    if (bytes.length < fixed) throw cut();
    const view = viewOf(bytes);
    if (signature === HEADER) listed++;
    if (signature === END_64) total64 = long(view, 32);
    const total = signature === END ? view.getUint16(10, true) : undefined;
    await skip(cursor, lengthOf(signature, view));
    if (total === undefined) continue;
    const said = total === IN_ZIP64 && total64 !== undefined ? total64 : total;
    if (listed !== files || said !== files)
      throw new ZipProblem(`it holds ${files} ${files === 1 ? 'file' : 'files'}, and its directory names ${listed === files ? said : listed}`);
    if ((await cursor.next()).length > 0) throw new ZipProblem('there is more data after its end');
    return;
  }
};
