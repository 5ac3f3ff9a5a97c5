import { BOUNDS } from '../../../engine';
import { bodyOf, parsed } from '../../../ports/answer';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield bytes(text);
}

describe('the body of an answer', () => {
  it('is parsed where it is JSON, also where a character is cut in two, and text otherwise', async () => {
    const [head, tail] = [bytes('{"a":"é"}').slice(0, 7), bytes('{"a":"é"}').slice(7)];
    const cut = (async function* () {
      yield head;
      yield tail;
    })();
    expect(await bodyOf(200, cut, () => 0)).toEqual({ a: 'é' });
    expect(await bodyOf(200, pieces('<html>'), () => 0)).toBe('<html>');
    expect(await bodyOf(200, pieces(), () => 0)).toBe('');
  });

  it('is read up to its bound in size, and no further', async () => {
    const piece = bytes(' '.repeat(1_000_000));
    let given = 0;
    const endless = (most: number) =>
      (async function* () {
        for (given = 0; given < most; given++) yield piece;
      })();
    const megabytes = BOUNDS.answerBytes.most / piece.length;
    expect(await bodyOf(200, endless(megabytes), () => 0)).toHaveLength(BOUNDS.answerBytes.most);
    await expect(bodyOf(200, endless(Infinity), () => 0)).rejects.toMatchObject({
      name: 'TransportError',
      code: 'format',
      reached: 'maybe',
      message: 'it is larger than 64.0 MB',
    });
    expect(given).toBe(megabytes);
  });

  it('is read within its bound in time, however often something comes', async () => {
    let now = 0;
    const dripping = (async function* () {
      for (;;) {
        now += 1_000;
        yield bytes(' ');
      }
    })();
    await expect(bodyOf(200, dripping, () => now)).rejects.toMatchObject({
      code: 'unavailable',
      reached: 'maybe',
      message: expect.stringMatching(/it had not arrived completely after 5 min/),
    });
    expect(now).toBe(BOUNDS.answerMs.most + 1_000);
  });

  it('of a refusal is its beginning', async () => {
    const long = 'x'.repeat(60_000);
    expect(await bodyOf(502, pieces(long, long, long), () => 0)).toBe(long + long);
    expect(await bodyOf(400, pieces('{"message":', '"no"}'), () => 0)).toEqual({ message: 'no' });
  });
});

describe('JSON', () => {
  const nested = (depth: number, [open, close]: string): string => open!.repeat(depth) + close!.repeat(depth);

  it('is data up to a depth, and text beyond it', () => {
    const { most } = BOUNDS.answerDepth;
    expect(parsed(nested(most, '[]'))).toBeInstanceOf(Array);
    expect(parsed(nested(most + 1, '[]'))).toBe(nested(most + 1, '[]'));
    expect(parsed(`{"a":${nested(100_000, '[]')}}`)).toHaveLength(200_006);
    expect(typeof parsed(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)).toBe('string');
  });

  it('is not deep because of brackets in texts or beside one another', () => {
    const flat = { text: '[{'.repeat(1_000), quoted: '"'.repeat(3) + '['.repeat(1_000), rows: Array.from({ length: 2_000 }, () => [{}]) };
    expect(parsed(JSON.stringify(flat))).toEqual(flat);
  });

  it.each(['{"a":{"__proto__":{"x":1},"b":2}}', '{"a":{"\\u005f_pr\\u006fto__":{"x":1},"b":2}}'])(
    'has no member by which an object changes its nature: %s',
    (text) => {
      const { a } = parsed(text) as unknown as { a: object };
      expect(Object.keys(a)).toEqual(['b']);
      expect('x' in { ...a }).toBe(false);
    },
  );

  it('has whole characters only', () => {
    const value = parsed('{"half \\ud83d":["\\ude00","\\ud83d\\ude00","\\\\ud83d"]}');
    expect(value).toEqual({ 'half \ufffd': ['\ufffd', '😀', '\\ud83d'] });
    expect(() => encodeURIComponent(JSON.stringify(value))).not.toThrow();
  });

  it('takes the last of two members of one name', () => {
    expect(parsed('{"a":1,"a":2}')).toEqual({ a: 2 });
  });
});
