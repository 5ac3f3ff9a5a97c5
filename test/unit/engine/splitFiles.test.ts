import fc from 'fast-check';
import { isObject, operationsOf } from '../../../engine';
import { splitFiles } from '../../../engine/output/splitFiles';
import { csv } from '../../../ports/csv';
import { vendors } from '../../../vendors';
import { collect } from '../../support/host';

/** A table as several files: what each of them has, wherever the pieces of the download begin and end. */

async function* piecesOf(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length]!);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

interface Made {
  readonly name: string;
  readonly number: number;
  readonly rows: number;
  readonly text: string;
}

const split = async (text: string, most: number, sizes: readonly number[] = [1_000]): Promise<readonly Made[]> => {
  const made: Made[] = [];
  for await (const part of splitFiles('report.csv', piecesOf(Buffer.from(text), sizes), most)) {
    const content = Buffer.concat(await collect(part.bytes())).toString();
    made.push({ name: part.name, number: part.number, rows: part.rows, text: content });
  }
  return made;
};
const texts = async (text: string, most: number, sizes?: readonly number[]) => (await split(text, most, sizes)).map((part) => part.text);

it('has the header and so many rows in each file, and the rest in the last', async () => {
  expect(await split('a,b\n1,2\n3,4\n5,6\n', 2)).toEqual([
    { name: 'report-1.csv', number: 1, rows: 2, text: 'a,b\n1,2\n3,4\n' },
    { name: 'report-2.csv', number: 2, rows: 1, text: 'a,b\n5,6\n' },
  ]);
});

it.each([
  ['as many rows as fit', 'a\n1\n2\n', 2, ['a\n1\n2\n']],
  ['no row at all', 'a,b\n', 2, ['a,b\n']],
  ['a header without an end', 'a,b', 2, ['a,b\n']],
  ['nothing', '', 2, ['']],
  ['a last row without an end', 'a\n1\n2\n3', 2, ['a\n1\n2\n', 'a\n3']],
  ['line ends in cells', 'a,b\n"1\n,","x"\n2,"y\r\n\n"\n3,z\n', 2, ['a,b\n"1\n,","x"\n2,"y\r\n\n"\n', 'a,b\n3,z\n']],
  ['quotes in cells', 'a,b\n"say ""x""\n",1\n2"x,"3"\n4,5\n', 1, ['a,b\n"say ""x""\n",1\n', 'a,b\n2"x,"3"\n', 'a,b\n4,5\n']],
  ['line ends of Windows', 'a\r\n1\r\n2\r\n3\r\n', 2, ['a\r\n1\r\n2\r\n', 'a\r\n3\r\n']],
  ['line ends of old Macs', 'a\r1\r2\r3\r', 2, ['a\r1\r2\r', 'a\r3\r']],
  ['blank lines, which are no rows', '\na\n1\n\n2\n\n\n3\n\n', 2, ['\na\n1\n\n2\n', '\na\n3\n\n']],
  ['a mark before a quoted header', '\uFEFF"a\nb"\n1\n2\n', 1, ['\uFEFF"a\nb"\n1\n', '\uFEFF"a\nb"\n2\n']],
  ['characters of several bytes', 'Prénom\nÉlodie 😀\n李\n', 1, ['Prénom\nÉlodie 😀\n', 'Prénom\n李\n']],
])('divides a file with %s, however it arrives', async (_, text, most, expected) => {
  for (const size of [1, 2, 3, 5, 1_000]) expect(await texts(text, most, [size])).toEqual(expected);
});

it('loses and repeats no row of any table', async () => {
  const cell = fc.oneof(fc.constantFrom('', 'x', 'a,b', '"', '""', 'line\nbreak', 'a\r\nb', ' ', 'é😀', '\t'), fc.string({ maxLength: 5 }));
  const table = fc.integer({ min: 1, max: 4 }).chain((columns) =>
    fc.record({
      columns: fc.constant(columns),
      // A row whose only cell is blank is a blank line, which counts for nothing.
      rows: fc.array(
        fc.array(cell, { minLength: columns, maxLength: columns }).map((row) => (columns === 1 ? [`x${row[0]}`] : row)),
        { maxLength: 30 },
      ),
      most: fc.integer({ min: 1, max: 12 }),
      sizes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
    }),
  );
  const parsed = async (text: string) => (await collect(csv.parse(piecesOf(Buffer.from(text), [64])))).flat();
  await fc.assert(
    fc.asyncProperty(table, async ({ columns, rows, most, sizes }) => {
      const header = Array.from({ length: columns }, (_each, i) => `column ${i}`);
      const text = csv.stringify([header, ...rows]);
      const made = await split(text, most, sizes);
      expect(made).toHaveLength(Math.max(1, Math.ceil(rows.length / most)));
      const records = await Promise.all(made.map((part) => parsed(part.text)));
      expect(records.map(([first]) => first)).toEqual(made.map(() => header));
      expect(made.map(({ rows: count }) => count)).toEqual(records.map((each) => each.length - 1));
      expect(records.flatMap((each) => each.slice(1))).toEqual((await parsed(text)).slice(1));
    }),
    { numRuns: 300, seed: 20_261_128 },
  );
});

it('passes on what arrives, and asks for no more than is read', async () => {
  let asked = 0;
  async function* slow(): AsyncGenerator<Uint8Array> {
    for (let i = 0; i < 1_000; i++) {
      asked++;
      yield Buffer.from(i === 0 ? 'a\n' : `${i}\n`);
    }
  }
  for await (const part of splitFiles('r.csv', slow(), 500)) {
    const bytes = part.bytes()[Symbol.asyncIterator]();
    await bytes.next();
    await bytes.next();
    break;
  }
  expect(asked).toBeLessThan(5);
});

it('ends the download where the reader stops, and says so where a file was left out', async () => {
  let isEnded = false;
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield Buffer.from('a\n');
    } finally {
      isEnded = true;
    }
  }
  const parts = splitFiles('r.csv', endless(), 5);
  await parts.next();
  await expect(parts.next()).rejects.toThrow('r-1.csv was not read');
  expect(isEnded).toBe(true);
});

it.each([
  ['report.csv', 'report-1.csv'],
  ['report', 'report-1'],
  ['a.b.csv', 'a.b-1.csv'],
])('numbers %s as %s', async (name, numbered) => {
  for await (const part of splitFiles(name, piecesOf(Buffer.from('a\n'), [9]), 5)) {
    expect(part.name).toBe(numbered);
    await collect(part.bytes());
  }
});

describe.each(
  vendors
    .flatMap((vendor) => operationsOf(vendor).map((each) => [`${vendor.id} ${each.name}`, each.operation] as const))
    .filter(([, o]) => o.returns === 'file'),
)('%s', (_, o) => {
  it('offers to be divided unless its files are archives', () => {
    const parsed = o.parse({ status: 200, headers: {}, body: o.sampleReply }, [o.sampleInputs[1] as never]);
    const as = isObject(parsed) && 'files' in parsed ? (parsed.files as { as: string }).as : 'csv';
    expect([as, o.isArchive === true]).toEqual([as, as === 'zip']);
  });
});
