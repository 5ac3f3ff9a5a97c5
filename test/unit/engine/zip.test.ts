import { strToU8, Zip, ZipDeflate, ZipPassThrough, zipSync, type Zippable } from 'fflate';
import { zip } from '../../../ports/zip';
import { collect } from '../../support/host';

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

const read = async (bytes: Uint8Array, size = bytes.length) => (await collect(zip.lines(pieces(bytes, size)))).flat();

/** An archive whose files say their sizes behind the data, as one does that is made while it is sent. */
const streamed = (files: Readonly<Record<string, string>>): Uint8Array => {
  const parts: Uint8Array[] = [];
  const archive = new Zip((error, part) => {
    if (error) throw error;
    parts.push(part);
  });
  for (const [name, content] of Object.entries(files)) {
    const file = new ZipDeflate(name);
    archive.add(file);
    file.push(strToU8(content), true);
  }
  archive.end();
  return Buffer.concat(parts);
};

const files = {
  'users-1.txt': '{"id":"é€😀"}\n{"id":2}\n',
  'empty.txt': '',
  'folder/users-2.json': '{"id":3}\r\n\n{"id":4}',
};
const LINES = ['{"id":"é€😀"}', '{"id":2}', '{"id":3}\r', '{"id":4}'];
const zippable = Object.fromEntries(Object.entries(files).map(([name, content]) => [name, strToU8(content)])) as Zippable;

describe('lines of an archive', () => {
  it.each([1, 2, 3, 7, 29, 64, 1000])('are the same in pieces of %i bytes', async (size) => {
    for (const bytes of [zipSync(zippable), zipSync(zippable, { level: 0 }), streamed(files)]) expect(await read(bytes, size)).toEqual(LINES);
  });

  it('come as the bytes arrive', async () => {
    const line = (i: number) => JSON.stringify({ id: i, text: 'x'.repeat(i % 90) });
    const content = Array.from({ length: 60_000 }, (_, i) => line(i)).join('\n');
    const batches = await collect(zip.lines(pieces(streamed({ 'a.txt': content }), 10_000)));
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
  const whole = streamed(files);
  const refusal = (bytes: Uint8Array) =>
    read(bytes).then(
      () => 'it was read',
      (error: Error) => `${error.name}: ${error.message}`,
    );

  it.each([
    ['not an archive', strToU8('<Error>AccessDenied</Error>'), 'ZipProblem: it is no zip archive'],
    ['nothing at all', new Uint8Array(0), 'ZipProblem: it is no zip archive'],
    ['cut within a file', whole.slice(0, 60), "ZipProblem: it ends within 'users-1.txt'"],
    ['cut between files', whole.slice(0, whole.indexOf(0x50, 60)), expect.stringMatching(/ZipProblem: '.*' has another size than it says|it ends/)],
    ['another character set', zipSync({ 'a.txt': Uint8Array.of(0xff, 0xfe, 0x20) }), 'ZipProblem: the text in it is not UTF-8'],
  ])('%s', async (_, bytes, says) => {
    expect(await refusal(bytes)).toEqual(says);
  });

  it('an encrypted file, and one that is packed otherwise', async () => {
    const encrypted = zipSync({ 'a.txt': strToU8('x') });
    encrypted[6]! |= 1;
    expect(await refusal(encrypted)).toBe("ZipProblem: 'a.txt' is encrypted");
    const other = zipSync({ 'a.txt': strToU8('x') });
    other[8] = 12;
    expect(await refusal(other)).toBe("ZipProblem: 'a.txt' is packed in a way that cannot be read");
  });

  it('a file whose packed data is broken', async () => {
    const bytes = zipSync({ 'a.txt': [strToU8('hello hello hello hello hello'), { level: 9 }] });
    bytes[35] = 0xff;
    expect(await refusal(bytes)).toMatch(/^ZipProblem: 'a.txt' (is broken|has another size)/);
  });

  it('a stored file that does not say its size', async () => {
    const parts: Uint8Array[] = [];
    const archive = new Zip((_, part) => parts.push(part));
    const stored = new ZipPassThrough('a.txt');
    archive.add(stored);
    stored.push(strToU8('x'), true);
    archive.end();
    expect(await refusal(Buffer.concat(parts))).toBe("ZipProblem: 'a.txt' is packed in a way that cannot be read");
  });
});
