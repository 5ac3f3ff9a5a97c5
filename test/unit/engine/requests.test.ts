import type { Failure, HttpReply, Json, JsonObject } from '../../../engine';
import { isRedirect, moved, readFailure } from '../../../engine/request/answers';
import type { RequestContext } from '../../../engine/request/context';
import { baseOf, encode } from '../../../engine/request/encode';
import { askAfter } from '../../../engine/request/waiting';
import { asUnknown, formatFailure, withWhen } from '../../../engine/request/requestFailures';
import { acme, listing } from '../../support/acme';
import { fileOf, NOON, testHost } from '../../support/host';

const { ports } = testHost();
const list = listing({ by: 'token', param: 'page', next: () => undefined });

describe('a request as it goes out', () => {
  const request = (over: object = {}, base = 'https://api.example') => encode(base, { method: 'GET', path: '/a', ...over }, undefined, 1_000, ports);

  it.each([
    ['https://api.example/', '/a', 'https://api.example/a'],
    [' https://api.example/v1// ', '/a', 'https://api.example/v1/a'],
    ['https://api.example', 'https://other.example/b', 'https://other.example/b'],
    ['https://api.example', 'HTTP://other.example/b', 'HTTP://other.example/b'],
    ['https://api.example', '/to/https://other.example', 'https://api.example/to/https://other.example'],
  ])('below %j to %j goes to %j', (base, path, url) => {
    expect(request({ path }, base).url).toBe(url);
  });

  it('has its query written out, and its headers in small letters beside what it takes', () => {
    const { url, headers } = request({ query: { 'a b': 'c&d', n: 0 }, headers: { 'X-Own': 'Y' } });
    expect(url).toBe('https://api.example/a?a%20b=c%26d&n=0');
    expect(headers).toEqual({ accept: 'application/json', 'x-own': 'Y' });
    expect(request({ query: { 'id[]': ['1', 'a&b'], none: [], n: 1 } }).url).toBe('https://api.example/a?id%5B%5D=1&id%5B%5D=a%26b&n=1');
    expect(request({ query: {}, headers: { Accept: 'text/csv' } })).toMatchObject({ url: 'https://api.example/a', headers: { accept: 'text/csv' } });
    expect(baseOf('https://api.example///')).toBe('https://api.example');
  });

  it('has one body, in the form that the vendor takes', () => {
    expect(request({ body: { json: { a: 1 } } })).toMatchObject({ json: { a: 1 } });
    expect(request({ body: { form: { a: '1' } } })).toMatchObject({ form: { a: '1' } });
    for (const name of ['json', 'form', 'upload']) expect(request()).not.toHaveProperty(name);
  });

  describe('with a file', () => {
    const upload = async (content: object, facts?: object, fields: JsonObject = { id: 'x' }) => {
      const file = { field: 'file', name: 'a "b"\r\n.csv', type: 'text/csv', content };
      const made = encode(
        'https://api.example',
        { method: 'POST', path: '/', body: { multipart: { fields, file } } } as never,
        facts as never,
        1_000,
        ports,
      ).upload!;
      let text = '';
      for await (const piece of made.open()) text += typeof piece === 'string' ? piece : Buffer.from(piece).toString('utf8');
      return { text, ...made };
    };

    it('is written as browsers do, with its length said before', async () => {
      const { text, length, contentType } = await upload({ columns: ['id', 'é'], rows: [['1', 'ü']] });
      // Chance is a half in these tests: of four times 32 bits the first is set.
      const boundary = `campaign-${'80000000'.repeat(4)}`;
      expect(contentType).toBe(`multipart/form-data; boundary=${boundary}`);
      expect(text).toBe(
        `--${boundary}\r\nContent-Disposition: form-data; name="id"\r\n\r\nx\r\n` +
          `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a %22b%22%0D%0A.csv"\r\nContent-Type: text/csv\r\n\r\n` +
          `id,é\n1,ü\n\r\n--${boundary}--\r\n`,
      );
      expect(length).toBe(Buffer.byteLength(text));
    });

    it.each([0, 998, 999, 1_000, 2_500])('has all of its %i rows', async (count) => {
      const { text, length } = await upload({ columns: ['id'], rows: Array.from({ length: count }, (_, i) => [`u${i}`]) });
      expect(text.split('\n').filter((line) => /^u\d+$/.test(line))).toHaveLength(count);
      expect(length).toBe(Buffer.byteLength(text));
    });

    it('is not sent before it was looked at', async () => {
      await expect(upload(fileOf('id\n1\n'))).rejects.toThrow('inspect the file before it is sent');
    });
  });
});

describe('what an answer means', () => {
  const refusal: Failure = { code: 'rejected', reached: 'yes', message: 'No.', todo: 'Mend it.' };
  const vendorWith = (failure: Failure | undefined, quota: object = {}) => acme({ list }, { readFailure: () => failure, readQuota: () => quota });
  const read = (status: number, failure: Failure | undefined, retry: 'safe' | 'idempotent' | 'nonIdempotent' | 'send' = 'send', headers = {}, quota = {}) =>
    readFailure(vendorWith(failure, quota), { status, headers, body: null }, 'thing.list', NOON, retry);

  it.each([
    [399, 'maybe'],
    [400, 'yes'],
    [407, 'yes'],
    [408, 'maybe'],
    [409, 'yes'],
    [499, 'yes'],
    [500, 'maybe'],
    [200, 'maybe'],
  ])('a send that is refused with HTTP %i reached the vendor: %s', (status, reached) => {
    expect(read(status, refusal)).toMatchObject({ reached });
    expect(read(status, refusal, 'nonIdempotent')).toMatchObject({ reached });
  });

  it.each(['safe', 'idempotent'] as const)('what is %s may be asked again whatever came', (retry) => {
    for (const status of [200, 400, 500]) expect(read(status, refusal, retry)).toMatchObject({ status, reached: 'yes' });
  });

  it('is a refusal by whatever status, where the documents say so, but not where the vendor may have acted', () => {
    expect(read(200, { ...refusal, documented: true })).toMatchObject({ reached: 'yes' });
    expect(read(400, { ...refusal, reached: 'maybe' })).toMatchObject({ reached: 'maybe' });
  });

  it.each([299, 300, 302, 399, 400])('is elsewhere by HTTP %i: only from 300 to 399', (status) => {
    expect(isRedirect(status)).toBe(status >= 300 && status < 400);
    const told = read(status, undefined, 'safe', { location: 'https://user:pw@other.example/login?next=1' });
    if (isRedirect(status))
      expect(told).toMatchObject({ code: 'format', status, reached: 'yes', message: expect.stringContaining('moved to https://other.example/login (HTTP') });
    else expect(told).toBeUndefined();
  });

  it('is elsewhere whatever the vendor says there, unless that is documented', () => {
    expect(read(302, refusal, 'safe')).toMatchObject({ code: 'format', message: expect.stringContaining('has moved (HTTP 302)') });
    expect(read(302, { ...refusal, documented: true }, 'safe')).toMatchObject({ code: 'rejected', message: 'No.' });
    expect(moved(vendorWith(undefined), { status: 302, headers: { location: `https://other.example/${'x'.repeat(400)}` } }).message.length).toBeLessThan(400);
  });

  it('says when to come back: by its own word, by its header, or by the quota that it names', () => {
    const limited: Failure = { ...refusal, code: 'rateLimited' };
    const header = { 'retry-after': '7' };
    const quota = { resetAt: NOON + 9_000 };
    expect(read(429, { ...limited, retryAfterMs: 5_000 }, 'safe', header, quota)).toMatchObject({ retryAfterMs: 5_000 });
    expect(read(429, limited, 'safe', header, quota)).toMatchObject({ retryAfterMs: 7_000 });
    expect(read(429, limited, 'safe', {}, quota)).toMatchObject({ retryAfterMs: 9_000 });
    expect(read(400, refusal, 'safe', {}, quota)).not.toHaveProperty('retryAfterMs');
    expect(isRedirect(undefined)).toBe(false);
  });
});

describe('a failure as it is told', () => {
  const context = (over: object = {}) => ({ vendor: { label: 'Acme' }, operation: {}, ports, ...over }) as unknown as RequestContext;
  const failure: Failure = { code: 'unavailable', reached: 'maybe', message: 'No answer came.', todo: 'Later.' };

  it('is that nobody knows, where it was a send that may have been acted on', () => {
    expect(asUnknown(failure, context(), 'send')).toMatchObject({
      code: 'outcomeUnknown',
      message: 'It is not known whether Acme accepted the request: No answer came. It was not sent a second time.',
      todo: 'Check at Acme whether it was accepted before you send it again.',
    });
    expect(asUnknown(failure, context({ operation: { ifUnknown: 'Look there.' } }), 'nonIdempotent').todo).toBe('Look there.');
    expect(asUnknown({ ...failure, status: 302 }, context({ operation: { ifUnknown: 'Look there.' } }), 'send').todo).toBe('Look there. Later.');
  });

  it.each<[Failure, 'send' | 'safe' | 'idempotent']>([
    [{ ...failure, reached: 'no' }, 'send'],
    [{ ...failure, reached: 'yes' }, 'send'],
    [failure, 'safe'],
    [failure, 'idempotent'],
  ])('is itself otherwise: %j, %s', (given, retry) => {
    expect(asUnknown(given, context(), retry)).toBe(given);
  });

  it('shows an answer of 500 characters, and only the beginning of a longer one', () => {
    const told = (body: Json) => formatFailure({ status: 200, headers: {}, body } as HttpReply, 'it is odd', 'send');
    expect(told('x'.repeat(500)).details).toEqual({ answer: 'x'.repeat(500) });
    expect(told('x'.repeat(501)).details).toEqual({ answer: `${'x'.repeat(500)}... (501 characters)` });
    expect(told({ a: 1 })).toMatchObject({ code: 'format', reached: 'maybe', status: 200, details: { answer: { a: 1 } } });
    expect(formatFailure({ status: 200, headers: {}, body: null }, 'it is odd', 'idempotent').reached).toBe('yes');
  });

  it('says the moment at which a limit is over, in the zone of the user', () => {
    expect(withWhen({ ...failure, code: 'rateLimited', retryAfterMs: 90_000 }, context()).todo).toBe('Try again after 2026-01-15 13:01 (in 2 min).');
    const other = { ...failure, retryAfterMs: 90_000 };
    expect(withWhen(other, context())).toBe(other);
    const without: Failure = { ...failure, code: 'rateLimited' };
    expect(withWhen(without, context())).toBe(without);
  });
});

it('questions for what is not ready come at the chosen pace, no closer than a second, and slower each time where that is said', () => {
  const MINUTE = 60_000;
  const plain = { everyMs: MINUTE, slowestMs: MINUTE, longestMs: 10 * MINUTE };
  expect([1, 5].map((asked) => askAfter(plain, {}, asked))).toEqual([MINUTE, MINUTE]);
  expect([1_000, 999, 0].map((askEveryMs) => askAfter(plain, { askEveryMs }, 1))).toEqual([1_000, MINUTE, MINUTE]);
  const slower = { ...plain, slowestMs: 3 * MINUTE };
  expect([1, 2, 3, 9].map((asked) => askAfter(slower, {}, asked))).toEqual([MINUTE, 2 * MINUTE, 3 * MINUTE, 3 * MINUTE]);
  expect([1, 2].map((asked) => askAfter(slower, { askEveryMs: 5 * MINUTE }, asked))).toEqual([5 * MINUTE, 5 * MINUTE]);
  expect([1, 2, 3].map((asked) => askAfter(slower, { askEveryMs: 2 * MINUTE, slowestMs: 5 * MINUTE }, asked))).toEqual([2, 4, 5].map((each) => each * MINUTE));
  expect([1, 2].map((asked) => askAfter(slower, { askEveryMs: 5 * MINUTE, slowestMs: MINUTE }, asked))).toEqual([5 * MINUTE, 5 * MINUTE]);
});
