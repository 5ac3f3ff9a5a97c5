import { parse } from 'csv-parse/sync';
import { CsvScanner } from '../../sandbox/csv/scanner';

/** Reads a text that comes in pieces of so many bytes. */
function scan(text: string, size: number): string[][] {
  const rows: string[][] = [];
  const scanner = new CsvScanner((record) => rows.push(Array.from({ length: record.length }, (_, i) => record.text(i))));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) scanner.push(bytes.subarray(at, at + size));
  scanner.end();
  return rows;
}

describe('the CSV scanner', () => {
  const texts = ['a,b\n1,2\n', 'a,b\r\n"x ""y"" z","l1\r\nl2"\r\n', 'é,"ü,\n"\n"",', '"a"', 'a,\n,b', '"""",""""""\n😀,"😀"', 'a\n\n\nb\n'];

  it.each(texts)('agrees with csv-parse on %j, however it is cut', (text) => {
    const expected = parse(text, { skip_empty_lines: true, relax_column_count: true });
    for (let size = 1; size <= Buffer.byteLength(text); size++) expect(scan(text, size)).toEqual(expected);
  });

  it('agrees with csv-parse on any mixture', () => {
    const cells = ['', 'a', 'é😀', '"q"', ',', 'x\ny', '\r\n', ' s ', '""', "'"];
    let seed = 1;
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (let round = 0; round < 200; round++) {
      const rows = Array.from({ length: 1 + random(5) }, () => Array.from({ length: 2 + random(3) }, () => cells[random(cells.length)] as string));
      const end = random(2) ? '\n' : '\r\n';
      const text = rows
        .map((row) => row.map((cell) => (/[",\r\n]/.test(cell) || random(3) === 0 ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','))
        .join(end);
      expect(scan(text, 1 + random(9))).toEqual(rows);
      expect(parse(text, { relax_column_count: true, record_delimiter: ['\n', '\r\n'] })).toEqual(rows);
    }
  });

  it('reports the byte position of each record', () => {
    const offsets: number[] = [];
    const scanner = new CsvScanner((record) => offsets.push(record.offset));
    for (const byte of Buffer.from('a,é\n"b\n",c\nd,e')) scanner.push(Buffer.from([byte]));
    scanner.end();
    expect(offsets).toEqual([0, 5, 12]);
  });

  it.each([
    ['a,b\n"c', 'Unclosed quoted field in line 2.'],
    ['a,b\n"x\ny",z\nc"', 'Illegal quoting in line 4.'],
    ['"a"b', "Any value after quoted field isn't allowed in line 1."],
    ['a\rb', 'Unquoted fields do not allow new line <"\\r"> in line 1.'],
    ['a\0', 'Illegal character in line 1.'],
  ])('refuses %j', (text, message) => {
    for (let size = 1; size <= text.length; size++) expect(() => scan(text, size)).toThrow(message);
  });

  it('does not take an unclosed quote for one endless field', () => {
    const scanner = new CsvScanner(() => {});
    scanner.push(Buffer.from('a\n"'));
    expect(() => {
      for (let i = 0; i < 40; i++) scanner.push(Buffer.alloc(65_536, 'x'));
    }).toThrow('Unclosed quoted field in line 2.');
  });
});
