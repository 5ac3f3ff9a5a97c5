import { textOf } from '../../../ports/text';

const read = async (...chunks: (readonly number[] | string)[]): Promise<string[]> => {
  const texts: string[] = [];
  const bytes = (async function* () {
    for (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : Uint8Array.from(chunk);
  })();
  // Whoever reads the texts knows the line in which the last one ended.
  const broken = (lines: number): Error => new Error(`line ${texts.join('').split('\n').length + lines}`);
  for await (const text of textOf(bytes, broken)) texts.push(text);
  return texts;
};
/** A text in two chunks, divided after each of its bytes in turn. */
const divided = async (text: string): Promise<string[]> => {
  const bytes = [...Buffer.from(text)];
  return await Promise.all(bytes.map(async (_, at) => (await read(bytes.slice(0, at), bytes.slice(at))).join('')));
};

it.each(['a\u007f\u0080é\u07ff\u0800€\uffff😀\u{10ffff}z', 'é', '€', '😀'])('%j is the same wherever its bytes are divided', async (text) => {
  expect(new Set(await divided(text))).toEqual(new Set([text]));
});

it('a character that is complete is handed on at once', async () => {
  expect(await read('a€', 'b')).toEqual(['a€', 'b']);
  expect(await read('a😀', [0xe2], [0x82], [0xac])).toEqual(['a😀', '€']);
});

it('a mark at the beginning is left out, and kept elsewhere', async () => {
  expect((await read([0xef], [0xbb, 0xbf, 0x61], '\uFEFFb')).join('')).toBe('a\uFEFFb');
  expect(await read('\uFEFF')).toEqual([]);
});

it.each([
  ['in the first line', [[0xff, 0x0a, 0x61]], 'line 1'],
  ['in a later line of a later chunk', ['a\nb\n', [0x63, 0x0a, 0xc3, 0x28]], 'line 4'],
  ['after a line that begins with a line feed', ['\n\n', [0x0a, 0xff]], 'line 4'],
  ['an incomplete character at the end', ['a\n', [0xe2, 0x82]], 'line 2'],
] as const)('bytes that are not UTF-8 are named by their line: %s', async (_, chunks, message) => {
  await expect(read(...chunks)).rejects.toThrow(message);
});
