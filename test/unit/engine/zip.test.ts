import { strToU8, Zip, ZipDeflate, ZipPassThrough, zipSync, type Zippable } from 'fflate';
import { BOUNDS } from '../../../engine';
import { streamedZip } from '../../support/archives';
import { zip } from '../../../ports/zip';
import { collect } from '../../support/host';

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

const read = async (bytes: Uint8Array, size = bytes.length) => (await collect(zip.lines(pieces(bytes, size)))).flat();

const streamedText = (texts: Readonly<Record<string, string>>): Uint8Array =>
  streamedZip(Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(text)])));

const files = {
  'users-1.txt': '{"id":"é€😀"}\n{"id":2}\n',
  'empty.txt': '',
  'folder/users-2.json': '{"id":3}\r\n\n{"id":4}',
};
const LINES = ['{"id":"é€😀"}', '{"id":2}', '{"id":3}\r', '{"id":4}'];
const zippable = Object.fromEntries(Object.entries(files).map(([name, content]) => [name, strToU8(content)])) as Zippable;

describe('lines of an archive', () => {
  it.each([1, 2, 3, 7, 29, 64, 1000])('are the same in pieces of %i bytes', async (size) => {
    for (const bytes of [zipSync(zippable), zipSync(zippable, { level: 0 }), streamedText(files)]) expect(await read(bytes, size)).toEqual(LINES);
  });

  it('come as the bytes arrive', async () => {
    const line = (i: number) => JSON.stringify({ id: i, text: 'x'.repeat(i % 90) });
    const content = Array.from({ length: 60_000 }, (_, i) => line(i)).join('\n');
    const batches = await collect(zip.lines(pieces(streamedText({ 'a.txt': content }), 10_000)));
    expect(batches.length).toBeGreaterThan(20);
    expect(batches.flat().join('\n')).toBe(content);
  });

  it('are not cut by bytes that look like the start of another file', async () => {
    const looks = String.fromCharCode(0x50, 0x4b, 3, 4) + 'x'.repeat(40);
    const parts: Uint8Array[] = [];
    const archive = new Zip((_, part) => parts.push(part));
    const packed = new ZipDeflate('a.txt', { level: 0 });
    archive.add(packed);
    packed.push(strToU8(`${looks}\nnext`), true);
    archive.end();
    expect(await read(Buffer.concat(parts), 5)).toEqual([looks, 'next']);
  });

  it('of an empty archive are none', async () => {
    expect(await read(zipSync({}))).toEqual([]);
  });
});

describe('an archive that cannot be read is refused with the reason', () => {
  const whole = streamedText(files);
  const refusal = (bytes: Uint8Array) =>
    read(bytes).then(
      () => 'it was read',
      (error: Error) => `${error.name}: ${error.message}`,
    );

  it.each([
    ['not an archive', strToU8('<Error>AccessDenied</Error>'), 'ZipProblem: it is not a zip archive'],
    ['nothing at all', new Uint8Array(0), 'ZipProblem: it is empty'],
    ['cut within a file', whole.slice(0, 60), "ZipProblem: it ends inside 'users-1.txt'"],
    ['cut between files', whole.slice(0, whole.indexOf(0x50, 60)), expect.stringMatching(/ZipProblem: '.*' does not have the size it states|it ends/)],
    ['another character set', zipSync({ 'a.txt': Uint8Array.of(0x41, 10, 0xff, 0xfe, 0x20) }), "ZipProblem: line 2 of 'a.txt' is not UTF-8"],
  ])('%s', async (_, bytes, says) => {
    expect(await refusal(bytes)).toEqual(says);
  });

  it('another character set far from the beginning, by its line', async () => {
    const lines = Buffer.concat([Buffer.from('{"a":1}\n\n'.repeat(40_000)), Buffer.from('{"b":'), Uint8Array.of(0xff, 10)]);
    expect(await refusal(zipSync({ 'a.txt': lines }))).toBe("ZipProblem: line 80001 of 'a.txt' is not UTF-8");
  });

  it('an encrypted file, and one that is packed otherwise', async () => {
    const encrypted = zipSync({ 'a.txt': strToU8('x') });
    encrypted[6]! |= 1;
    expect(await refusal(encrypted)).toBe("ZipProblem: 'a.txt' is encrypted");
    const other = zipSync({ 'a.txt': strToU8('x') });
    other[8] = 12;
    expect(await refusal(other)).toBe("ZipProblem: 'a.txt' uses an unsupported compression method");
  });

  it('a file whose packed data is broken', async () => {
    const bytes = zipSync({ 'a.txt': [strToU8('hello hello hello hello hello'), { level: 9 }] });
    bytes[35] = 0xff;
    expect(await refusal(bytes)).toMatch(/^ZipProblem: 'a.txt' (is damaged|does not have the size)/);
  });

  it('a stored file that does not say its size', async () => {
    const parts: Uint8Array[] = [];
    const archive = new Zip((_, part) => parts.push(part));
    const stored = new ZipPassThrough('a.txt');
    archive.add(stored);
    stored.push(strToU8('x'), true);
    archive.end();
    expect(await refusal(Buffer.concat(parts))).toBe("ZipProblem: 'a.txt' uses an unsupported compression method");
  });
});

describe('an archive that lies is refused', () => {
  const FILES = { 'a.txt': strToU8('{"id":1}\n{"id":2}\n'), 'b.txt': strToU8('{"id":3}\n') };
  /** A moment without a byte that a text could not have, or that would end a line: archives hold it. */
  const mtime = new Date(2026, 0, 1);
  const stored = () => zipSync(FILES, { level: 0, mtime });
  const packed = () => zipSync(FILES, { level: 9, mtime });
  const refusal = (bytes: Uint8Array, size = bytes.length) =>
    read(bytes, size).then(
      (found) => `it was read: ${found.join('|')}`,
      (error: Error) => `${error.name}: ${error.message}`,
    );
  /** Where a signature stands, counted from 0. */
  const at = (bytes: Uint8Array, signature: readonly number[], nth = 0): number => {
    let from = -1;
    for (let i = 0; i <= nth; i++) from = Buffer.from(bytes).indexOf(Buffer.from([0x50, 0x4b, ...signature]), from + 1);
    return from;
  };
  const set = (bytes: Uint8Array, place: number, ...values: number[]): Uint8Array => {
    bytes.set(values, place);
    return bytes;
  };
  const LOCAL = [3, 4];
  const DESCRIPTOR = [7, 8];
  const CENTRAL = [1, 2];
  const END = [5, 6];

  it.each([
    ['stored', stored],
    ['packed', packed],
  ])('where the checksum of a %s file is not that of its content', async (_, make) => {
    for (const nth of [0, 1]) {
      const bytes = make();
      const place = at(bytes, LOCAL, nth) + 14;
      expect(await refusal(set(bytes, place, bytes[place]! ^ 1))).toBe(
        `ZipProblem: '${nth === 0 ? 'a' : 'b'}.txt' is damaged: its checksum does not match its content`,
      );
    }
  });

  it('where a stored file has another byte', async () => {
    const bytes = stored();
    const place = Buffer.from(bytes).indexOf('"id":2');
    expect(await refusal(set(bytes, place + 5, 0x37))).toMatch(/^ZipProblem: 'a\.txt' is damaged/);
  });

  it('where the checksum or the sizes behind the data are others', async () => {
    const bytes = streamedText({ 'a.txt': '{"id":1}' });
    const place = at(bytes, DESCRIPTOR) + 4;
    expect(await refusal(set(bytes.slice(), place, bytes[place]! ^ 1))).toMatch(/^ZipProblem: 'a\.txt' is damaged/);
    expect(await refusal(set(bytes.slice(), place + 4, bytes[place + 4]! ^ 1))).toBe("ZipProblem: 'a.txt' does not have the size it states");
  });

  it('where a file says another size', async () => {
    for (const make of [stored, packed]) {
      const bytes = make();
      const place = at(bytes, LOCAL) + 22;
      expect(await refusal(set(bytes, place, bytes[place]! + 1))).toBe("ZipProblem: 'a.txt' does not have the size it states");
    }
  });

  /** The first file with an extra field of its own, and sizes that are said to stand there. */
  const withExtra = (extra: readonly number[]): Uint8Array => {
    const bytes = stored();
    const head = set(bytes.slice(0, 30 + 5), 18, 255, 255, 255, 255, 255, 255, 255, 255);
    set(head, 28, extra.length, 0);
    return Buffer.concat([head, Uint8Array.from(extra), bytes.slice(35)]);
  };
  const eight = (value: number) => [value, 0, 0, 0, 0, 0, 0, 0];

  it('but read where its sizes stand in a field of zip64', async () => {
    expect(await read(withExtra([1, 0, 16, 0, ...eight(18), ...eight(18)]))).toEqual(['{"id":1}', '{"id":2}', '{"id":3}']);
  });

  it.each([
    ['has one size', [1, 0, 8, 0, ...eight(18)]],
    ['is empty', [1, 0, 0, 0]],
    ['is cut', [1, 0, 16, 0, 18, 0, 0]],
    ['says that it is longer than it is', [1, 0, 255, 255, ...eight(18)]],
  ])('where the field of zip64 %s', async (_, extra) => {
    expect(await refusal(withExtra(extra))).toBe("ZipProblem: 'a.txt' states its size in a field that is too short");
  });

  it('where sizes of zip64 are beyond all measure', async () => {
    // What follows is read as its text.
    expect(await refusal(withExtra([1, 0, 16, 0, ...Array<number>(16).fill(255)]))).toMatch(/^ZipProblem: line 3 of 'a\.txt' is not UTF-8/);
  });

  it('where its directory names another number of files', async () => {
    const bytes = packed();
    const second = at(bytes, CENTRAL, 1);
    const end = at(bytes, END);
    expect(await refusal(Buffer.concat([bytes.slice(0, second), bytes.slice(end)]))).toBe('ZipProblem: it holds 2 files, and its directory names 1');
    expect(await refusal(set(packed(), end + 10, 3))).toBe('ZipProblem: it holds 2 files, and its directory names 3');
    const first = at(bytes, CENTRAL);
    expect(await refusal(Buffer.concat([bytes.slice(0, at(bytes, LOCAL, 1)), bytes.slice(first)]))).toBe(
      'ZipProblem: it holds 1 file, and its directory names 2',
    );
  });

  it('wherever it is cut', async () => {
    for (const whole of [stored(), packed(), streamedText(files)]) {
      for (let length = 0; length < whole.length; length++) expect(await refusal(whole.slice(0, length))).toMatch(/^ZipProblem: \S/);
    }
  });

  it('where more stands behind its end, but for a comment that it announces', async () => {
    const bytes = packed();
    expect(await refusal(Buffer.concat([bytes, Buffer.from('x')]))).toBe('ZipProblem: there is more data after its end');
    const end = at(bytes, END);
    expect(await read(Buffer.concat([set(bytes, end + 20, 2, 0), Buffer.from('hi')]))).toHaveLength(3);
  });

  it('where its directory is damaged', async () => {
    const bytes = packed();
    expect(await refusal(set(bytes, at(bytes, CENTRAL, 1) + 2, 9))).toBe('ZipProblem: its directory is damaged');
  });
});

describe('a long line', () => {
  const { most } = BOUNDS.exportLine;
  /** One file that unpacks to so many letters without a line end, a thousand times what it takes. */
  const bomb = (megabytes: number): Uint8Array => {
    const parts: Uint8Array[] = [];
    const archive = new Zip((_, part) => parts.push(part));
    const file = new ZipDeflate('a.txt', { level: 9 });
    archive.add(file);
    file.push(strToU8('{"id":1}\n'));
    const letters = new Uint8Array(1_000_000).fill(97);
    for (let i = 0; i < megabytes; i++) file.push(letters, i === megabytes - 1);
    archive.end();
    return Buffer.concat(parts);
  };

  it('is refused at its bound, however much would follow, after the lines before it', async () => {
    const seen: string[] = [];
    const bytes = bomb(60);
    let taken = 0;
    async function* counted() {
      for await (const piece of pieces(bytes, 1000)) {
        taken += piece.length;
        yield piece;
      }
    }
    const reading = (async () => {
      for await (const batch of zip.lines(counted())) seen.push(...batch);
    })();
    await expect(reading).rejects.toThrow(`line 2 of 'a.txt' is longer than ${most} characters`);
    expect(seen).toEqual(['{"id":1}']);
    expect(taken).toBeLessThan(bytes.length / 2);
  });

  it('of the most that is allowed is read', async () => {
    const line = 'x'.repeat(most);
    expect(await read(zipSync({ 'a.txt': strToU8(`${line}\ny`) }, { level: 1 }))).toEqual([line, 'y']);
    await expect(read(zipSync({ 'a.txt': strToU8(`${line}x\ny`) }, { level: 1 }))).rejects.toThrow("line 1 of 'a.txt' is longer");
  });
});
