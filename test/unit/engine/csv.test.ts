import { BOUNDS } from '../../../engine';
import { csvFault } from '../../../engine/validate/csvFault';
import type { CsvProblem } from '../../../engine/base/ports';
import { csv } from '../../../ports/csv';
import { CsvReader } from '../../../ports/csvReader';
import { Records } from '../../../ports/csvSinks';
import { carefully, readingOf, skimFault } from '../../support/csvReading';
import { collect } from '../../support/host';

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

const bytesOf = (content: string | readonly number[]): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : Uint8Array.from(content);
const read = async (content: string | readonly number[], size = 1_000_000) => (await collect(csv.parse(pieces(bytesOf(content), size)))).flat();

const refusal = (content: string | readonly number[], size?: number): Promise<string> =>
  read(content, size).then(
    (records) => `it was read: ${JSON.stringify(records)}`,
    (error: CsvProblem) => `${error.name}: ${csvFault(error, (text, most) => text.slice(0, most), true).replace('is not readable CSV: ', '')}`,
  );

describe('CSV', () => {
  const TEXT = '\uFEFFUser,é€😀,"c ""1"""\r\n\r\nu1,,"a, b\r\nc"\n\n"",x,\nu3,"",y';
  const RECORDS = [
    ['User', 'é€😀', 'c "1"'],
    ['u1', '', 'a, b\r\nc'],
    ['', 'x', ''],
    ['u3', '', 'y'],
  ];

  it.each([1, 2, 3, 5, 7, 11, 64, 1000])('is the same in pieces of %i bytes', async (size) => {
    expect(await read(TEXT, size)).toEqual(RECORDS);
  });

  it('comes as the bytes arrive, also from one large piece', async () => {
    const content = Array.from({ length: 40_000 }, (_, i) => `u${i},x\n`).join('');
    const batches = await collect(csv.parse(pieces(bytesOf(content), 1e9)));
    expect(batches.length).toBeGreaterThan(3);
    expect(batches.flat()).toHaveLength(40_000);
  });

  it.each([
    ['nothing', ''],
    ['empty lines', '\n\r\n\n'],
    ['a byte order mark', '\uFEFF'],
  ])('of %s has no records', async (_, content) => {
    expect(await read(content)).toEqual([]);
  });

  it('of one column leaves out empty lines and keeps empty cells', async () => {
    expect(await read('a\n\n""\nb')).toEqual([['a'], [''], ['b']]);
  });

  it.each(['__proto__', 'constructor'])('with %s in it is plain text', async (word) => {
    expect(await read(`${word}\n${word}\n`)).toEqual([[word], [word]]);
  });
});

describe('Plain records, which are read as a whole,', () => {
  /** All texts of up to three of these. */
  const UNITS = [',', '"', '\n', '\r', '\0', 'x', '\u00a0', ' '];
  const texts = Array.from({ length: 3 }).reduce<readonly string[]>((all) => ['', ...UNITS.flatMap((unit) => all.map((text) => unit + text))], ['']);
  async function* cut(bytes: Uint8Array, at: number): AsyncGenerator<Uint8Array> {
    yield bytes.slice(0, at);
    yield bytes.slice(at);
  }

  it.each([
    ['two columns', 'a,b\n1,2\n'],
    ['one column', 'x\n1\n'],
    ['a cell that was begun', 'a,b\n1,2\n3,'],
    ['an open quote', 'a,b\n1,2\n"3'],
  ])('are what reading them character by character gives, wherever the text is cut: after %s', async (_, before) => {
    const wrong: unknown[] = [];
    for (const text of texts) {
      const bytes = bytesOf(`${before}${text}`);
      const careful = await carefully(pieces(bytes, 1e9));
      for (let at = before.length - 1; at <= bytes.length; at++) {
        const found = await readingOf(csv.parse(cut(bytes, at)));
        if (JSON.stringify(found) !== JSON.stringify(careful)) wrong.push([text, at, found, careful]);
        const skimmed = await readingOf(csv.skim(cut(bytes, at), () => ({ filled: [0] })));
        const fault = skimFault(skimmed, careful, [0]);
        if (fault !== undefined) wrong.push([text, at, fault]);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('are only counted where that is asked for', async () => {
    const text = `User,text\n${'u1,x\n"u2","a, b"\r\nUserA,\n'.repeat(100)}User,y\nu3,"two\nlines"\n ,x\n\nu4,""x`;
    const { found, problem } = await readingOf(csv.skim(pieces(bytesOf(text), 1e9), () => ({ filled: [0] })));
    expect(found).toEqual([['User', 'text'], 300, ['User', 'y'], ['u3', 'two\nlines'], [' ', 'x']]);
    expect(problem).toBe('line 307 has text after a closing quote');
  });

  it.each([1_000, 1_001])('are the same where they have %i cells', async (width) => {
    const line = Array.from({ length: width }, (_, i) => `c${i}`);
    const text = `${line.join(',')}\n${line.map(() => '1').join(',')}\n`;
    expect(await read(text)).toEqual([line, line.map(() => '1')]);
  });

  it('are no longer than any other record may be', () => {
    const { most } = BOUNDS.csvRecord;
    const reader = new CsvReader(new Records());
    reader.read('a,b\n');
    reader.read(`${'x'.repeat(most - 2)},\n`);
    expect(() => reader.read(`${'x'.repeat(most - 1)},\n`)).toThrow(`the record that starts in line 3 is longer than ${most} characters`);
  });

  it.each(['a.c', '(', '[^', '\\', '$&', 'é😀', 'a"b', ''])('are told from the first line where that begins with %j', async (name) => {
    const first = `"${name.replace('"', '""')}",b\n`;
    const { found } = await readingOf(csv.skim(pieces(bytesOf(`${first}abc,1\n${first}`), 1e9), () => ({ filled: [1] })));
    expect(found).toEqual([[name, 'b'], 1, [name, 'b']]);
  });
});

describe('CSV that is broken is refused with the line and the reason', () => {
  const first = 'User,text\n';
  const good = 'u,x\n'.repeat(30_000);
  /** In the second line, in the last one, and far from both. */
  const places: readonly [where: string, before: string, after: string, line: number][] = [
    ['in line 2 of 3', first, 'u3,C\n', 2],
    ['in the last line', `${first}u1,A\n`, '', 3],
    ['in the middle of a long file', first + good, good, 30_002],
  ];
  const faults: readonly [what: string, line: string, says: string][] = [
    ['a cell too many', 'u2,Hello, you', 'has 3 cells, but the first line has 2'],
    ['a cell too few', 'u2', 'has 1 cell, but the first line has 2'],
    ['a quote inside a cell', 'u2,5" pizza', 'has a quote inside a cell that does not start with one: 5" pizza'],
    ['a blank before a quote', 'u2, "x"', 'has a quote inside a cell that does not start with one:  "x"'],
    ['text after a closing quote', 'u2,"5" pizza', 'has text after a closing quote: 5" pizza'],
    ['a NUL character', 'u2,\0', 'contains a NUL character, which is not allowed in text'],
    ['a NUL character in quotes', 'u2,"a\0"', 'contains a NUL character, which is not allowed in text'],
    ['a carriage return by itself', 'u2,x\ru3,y', 'ends with a carriage return without a line feed, the line ending of old Mac programs'],
  ];

  it.each(faults.flatMap(([what, line, says]) => places.map(([where, ...place]) => [what, where, line, says, ...place] as const)))(
    '%s %s',
    async (_, __, line, says, before, after, number) => {
      const expected = `CsvProblem: line ${number} ${says}`;
      for (const size of [1e9, 1009]) expect(await refusal(`${before}${line}\n${after}`, size)).toBe(expected);
    },
  );

  it('a quote that never ends, by the line that opens it', async () => {
    for (const after of ['', 'u3,C\n', good]) {
      expect(await refusal(`${first}u2,"A\n${after}`)).toBe('CsvProblem: a quote is opened in line 2 and never closed');
    }
  });

  it('counts the lines within quotes', async () => {
    expect(await refusal('a,b\n"1\n2\n3",x\ny\n')).toBe('CsvProblem: line 5 has 1 cell, but the first line has 2');
    expect(await refusal('a,b\n"1\n2\n3",x"\n')).toBe('CsvProblem: line 4 has a quote inside a cell that does not start with one: x"');
  });

  it('hands on the records before the fault first', async () => {
    const seen: unknown[] = [];
    const reading = (async () => {
      for await (const records of csv.parse(pieces(bytesOf('a,b\n1,2\n3\n'), 100))) seen.push(...records);
    })();
    await expect(reading).rejects.toThrow('line 3');
    expect(seen).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('carriage returns alone as line ends', async () => {
    expect(await refusal('User,a\ru1,A\ru2,B\r')).toBe(
      'CsvProblem: line 1 ends with a carriage return without a line feed, the line ending of old Mac programs',
    );
    expect(await refusal('User,a\r')).toMatch(/^CsvProblem: line 1 ends with a carriage return/);
  });

  it.each([1, 2, 64, 1000])('another character set, by its line, in pieces of %i bytes', async (size) => {
    const latin = [...Buffer.from('User,a\nu1,é\nu2,Ren', 'utf8'), 0xe9, 10, 117];
    expect(await refusal(latin, size)).toBe('CsvProblem: line 3 is not UTF-8');
    expect(await refusal([...Buffer.from('a\né'), 0xc3], size)).toBe('CsvProblem: line 2 is not UTF-8');
  });

  it('another character set, by its line, far from the beginning, with quotes and empty lines before', async () => {
    const before = 'User,a\r\n\r\n"two\nlines",x\n'.concat('u1,"x, y"\n\n'.repeat(20_000), '"three\n\nlines",');
    for (const size of [1009, 1e9]) expect(await refusal([...Buffer.from(`${before}é`), 0xe9, 10], size)).toBe('CsvProblem: line 40007 is not UTF-8');
  });

  it('a record that is too long, without holding it', async () => {
    const { most } = BOUNDS.csvRecord;
    let given = 0;
    async function* endless() {
      yield bytesOf('a,b\n1,2\n3,"');
      for (;;) {
        given += 100_000;
        yield new Uint8Array(100_000).fill(97);
      }
    }
    await expect(collect(csv.parse(endless()))).rejects.toThrow(`the record that starts in line 3 is longer than ${most} characters`);
    expect(given).toBeLessThan(2 * most);
    expect(await read(`a\n${'x'.repeat(most - 1)}\n`)).toHaveLength(2);
    expect(await refusal(`a\n${','.repeat(most + 1)}`)).toContain('line 2 is longer');
  });

  it.each([
    ['UTF-16 with a mark', [...Buffer.from('\uFEFFUser,a\n', 'utf16le')], 'it is text in UTF-16, not in UTF-8'],
    ['UTF-16 without a mark', [...Buffer.from('User,a\n', 'utf16le')], 'it is text in UTF-16, not in UTF-8'],
    ['UTF-16 the other way round', [...Buffer.from('\uFEFFUser,a\n', 'utf16le').swap16()], 'it is text in UTF-16, not in UTF-8'],
    ['a workbook', [0x50, 0x4b, 3, 4, 20, 0], 'it is an Excel workbook or a zip archive'],
    ['a packed file', [0x1f, 0x8b, 8, 0], 'it is compressed with gzip'],
    [
      'a web page',
      '<!DOCTYPE html>\n<html><body>Please sign in</body></html>\n',
      'it is a web page, which starts with <!DOCTYPE html> <html><body>Please sign in</body></html>',
    ],
    ['another web page', ' \n<HTML lang="en">', 'it is a web page, which starts with <HTML lang="en">'],
    ['XML', '<?xml version="1.0"?>\n<Error/>', 'it is XML, which starts with <?xml version="1.0"?> <Error/>'],
    ['more XML', '<Error><Code>AccessDenied</Code></Error>', 'it is XML, which starts with <Error><Code>AccessDenied</Code></Error>'],
    ['JSON', '{"error":"gone"}', 'it is JSON, which starts with {"error":"gone"}'],
    ['a list in JSON', '[\n {"a":1}]', 'it is JSON, which starts with [ {"a":1}]'],
    ['an empty list in JSON', '[]', 'it is JSON, which starts with []'],
  ])('%s, by its name', async (_, content, is) => {
    for (const size of [1, 100_000]) expect(await refusal(content, size)).toBe(`CsvProblem: ${is}`);
  });

  it.each(['<name>,User\nx,y\n', '[a],b\n', '{{name}},User\na,b\n', `<name>,User\n${'x,y\n'.repeat(200)}<b>x</b>,y\n`])(
    'but not for a first line that looks a little like one: %s',
    async (text) => {
      expect(await read(text)).not.toEqual([]);
    },
  );
});
