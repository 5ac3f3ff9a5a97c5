import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

export const COLUMNS = ['User', 'firstname', 'lastname', 'contractnumber'] as const;

/** Plain, in several scripts, and quoted, so that no reader gets by with the easy case. */
const FIRST = ['Pierre', 'Aïcha', 'Noah', 'Zoé', 'Malik', '"Jean, Luc"', 'Ana', 'Søren', 'Yuki', 'Łucja', 'Tom'];
const LAST = ['DUPONT', 'MARTIN', 'NGUYEN', 'LEROY', 'PETIT', 'GARCÍA', 'ROUX'];
const AT_ONCE = 20_000;

const row = (i: number): string => `customer-${String(i).padStart(8, '0')}@example.com,${FIRST[i % FIRST.length]},${LAST[i % LAST.length]},${100_000 + i}\n`;

/** Writes a CSV of people that is as large as `bytes` allow, about 50 bytes a row, and gives its number of rows. */
export const writePeople = async (path: string, bytes: number): Promise<number> => {
  const file = createWriteStream(path);
  let left = bytes;
  let rows = 0;
  let text = `${COLUMNS.join(',')}\n`;
  for (let full = false; !full; ) {
    for (let i = 0; i < AT_ONCE; i++) text += row(rows + i);
    let block = Buffer.from(text);
    full = block.length > left;
    // The last block ends with the last row that fits.
    if (full) block = block.subarray(0, block.subarray(0, left).lastIndexOf('\n') + 1);
    const header = rows === 0 ? 1 : 0;
    rows += full ? block.reduce((lines, byte) => (byte === 10 ? lines + 1 : lines), -header) : AT_ONCE;
    left -= block.length;
    text = '';
    if (!file.write(block)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  return rows;
};
