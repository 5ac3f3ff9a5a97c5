import { BOUNDS, CampaignError, TransportError, type Failure, type HttpReply, type HttpRequest, type Json } from '../../../engine';
import { partBytes, type Source } from '../../../engine/output/files';
import { addresses } from '../../../ports/addresses';
import { testHost } from '../../support/host';
import { privateAddresses } from '../../support/privateAddresses';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A file's answer: its pieces, after which it breaks off or ends. */
const file = (pieces: readonly string[], { breaks = false, ...over }: Partial<HttpReply> & { readonly breaks?: boolean } = {}): HttpReply => ({
  status: 200,
  headers: {},
  body: null as Json,
  stream: (async function* () {
    for (const piece of pieces) yield bytes(piece);
    if (breaks) throw new Error('the connection was reset');
  })(),
  ...over,
});

const BASE = 'https://api.example';
const FIRST = 'https://files.example/2026/report.csv?sig=1';

/** Reads a part whose answers come in turn. */
const read = async (replies: readonly (HttpReply | Error)[], over: Partial<Source> = {}) => {
  const asked: HttpRequest[] = [];
  const { ports } = testHost({
    unauthenticated: async (request) => {
      const reply = replies[asked.length];
      asked.push(request);
      if (!reply) throw new Error('It was asked once more than this test expects');
      if (reply instanceof Error) throw reply;
      return reply;
    },
  });
  const source: Source = {
    urls: [FIRST],
    baseUrl: BASE,
    timeoutMs: 1_000,
    patience: { attempts: 4, longestRetryWaitMs: 60_000 },
    refresh: () => Promise.resolve([FIRST]),
    shown: (text, most) => text.slice(0, most),
    fail: (failure: Failure) => new CampaignError(failure, 'acme', 'thing.get'),
    ...over,
  };
  const decoder = new TextDecoder();
  let text = '';
  let error: CampaignError | undefined;
  try {
    for await (const piece of partBytes(0, { now: source.urls }, source, ports)) text += decoder.decode(piece, { stream: true });
  } catch (thrown) {
    error = thrown as CampaignError;
  }
  return { text, error, asked, urls: asked.map(({ url }) => url) };
};

const CHANGED = { code: 'format', reached: 'yes', message: expect.stringMatching(/report\.csv changed while it was being read/) };

describe('a download that broke', () => {
  it('goes on where it broke, whatever the pieces are, and as often as it breaks', async () => {
    const replies = [file(['ab', 'cd'], { breaks: true }), file(['a'], { breaks: true }), file(['abc', 'def'], { breaks: true }), file(['abcdefgh'])];
    expect(await read(replies)).toMatchObject({ text: 'abcdefgh', error: undefined });
  });

  it.each<[string, HttpReply, HttpReply]>([
    ['begins with other bytes', file(['abcd'], { breaks: true }), file(['abXdef'])],
    ['begins with other bytes, in pieces', file(['ab', 'cd'], { breaks: true }), file(['X', 'bc', 'def'])],
    ['is shorter than what was handed on', file(['abcd'], { breaks: true }), file(['ab'])],
    ['is empty', file(['abcd'], { breaks: true }), file([])],
    ['has another length', file(['abcd'], { breaks: true, headers: { 'content-length': '6' } }), file(['abcdefgh'], { headers: { 'content-length': '8' } })],
    ['has another ETag', file(['abcd'], { breaks: true, headers: { etag: '"1"' } }), file(['abcdef'], { headers: { etag: '"2"' } })],
    [
      'was modified since',
      file(['abcd'], { breaks: true, headers: { 'last-modified': 'Thu, 15 Jan 2026 12:00:00 GMT' } }),
      file(['abcdef'], { headers: { 'last-modified': 'Thu, 15 Jan 2026 12:00:05 GMT' } }),
    ],
  ])('fails where the file %s, and nothing of the new one is handed on', async (_, before, after) => {
    expect(await read([before, after])).toMatchObject({ text: 'abcd', error: CHANGED });
  });

  // Words that one of the two checks takes for each other.
  it.each([
    ['CRC-32', 'plumless', 'buckeroo'],
    ['CRC-32C', 'vqdsyjei', 'pldmhujb'],
  ])('fails where the file begins with other bytes of the same %s', async (_, before, after) => {
    expect(await read([file([before], { breaks: true }), file([`${after}more`])])).toMatchObject({ text: before, error: CHANGED });
  });

  it('takes the new file where nothing of the earlier one was handed on', async () => {
    const replies = [
      file([], { breaks: true, headers: { etag: '"1"', 'content-length': '4' } }),
      file(['new'], { headers: { etag: '"2"', 'content-length': '3' } }),
    ];
    expect(await read(replies)).toMatchObject({ text: 'new', error: undefined });
    // It breaks once more: what counts is the file that was begun.
    const twice = [
      ...replies.slice(0, 1).map(() => file([], { breaks: true, headers: { etag: '"1"' } })),
      file(['ne'], { breaks: true, headers: { etag: '"2"' } }),
      file(['new'], { headers: { etag: '"2"' } }),
    ];
    expect(await read(twice)).toMatchObject({ text: 'new', error: undefined });
  });

  it('goes on at a new address, where the same content may have another ETag, and not with other content', async () => {
    const second = 'https://files.example/2026/report.csv?sig=2';
    const over = { refresh: () => Promise.resolve([second]) };
    const begun = () => [file(['abcd'], { breaks: true, headers: { etag: '"1"' } }), file([], { status: 403, stream: undefined })];
    expect(await read([...begun(), file(['abcdef'], { headers: { etag: '"2"' } })], over)).toMatchObject({
      text: 'abcdef',
      error: undefined,
      urls: [FIRST, FIRST, second],
    });
    expect(await read([...begun(), file(['abXdef'], { headers: { etag: '"2"' } })], over)).toMatchObject({ text: 'abcd', error: CHANGED });
  });
});

describe('the length of a download', () => {
  it('that is shorter than it was said is no whole file', async () => {
    const short = () => file(['abcd'], { headers: { 'content-length': '6' } });
    expect((await read([short(), short(), short(), short()])).error).toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/ended after 4 of 6 bytes/),
    });
  });

  it('is not compared with that of its packed form', async () => {
    expect(await read([file(['abcd'], { headers: { 'content-length': '60' }, isUnpacked: true })])).toMatchObject({ text: 'abcd', error: undefined });
  });
});

describe('an address that somebody else has named', () => {
  it.each(privateAddresses(80))('is not asked where it is private, however it is written: %s', async (_, url) => {
    const { error, urls } = await read([], { urls: [url] });
    expect(error).toMatchObject({ code: 'permission', reached: 'no', message: expect.stringMatching(/private network/) });
    expect(urls).toEqual([]);
  });

  it.each(privateAddresses(80))('is asked where the account itself is in the private network: %s', async (_, url) => {
    const { text, urls, asked } = await read([file(['x'])], { urls: [url], baseUrl: 'http://10.0.0.1:4010/bryj' });
    expect(text).toBe('x');
    expect(urls).toEqual([addresses.read(url)!.href]);
    expect(asked[0]!.publicOnly).toBeUndefined();
  });

  it.each(['ftp://files.example/x', 'file:///etc/passwd', 'https://[::1', '//files.example/x', 'data:text/csv,x'])(
    'is not asked where it is %s',
    async (url) => {
      const { error, urls } = await read([], { urls: [url], baseUrl: 'http://127.0.0.1' });
      expect(error).toMatchObject({ code: 'permission', message: expect.stringMatching(/neither http nor https/) });
      expect(urls).toEqual([]);
    },
  );

  it('is asked in its normal form and without a user, and for what is public alone', async () => {
    const { text, urls, asked } = await read([file(['x'])], { urls: ['HTTPS://user:pw@Files.Example\\a\t.csv?sig=%41#top'] });
    expect(text).toBe('x');
    expect(urls).toEqual(['https://files.example/a.csv?sig=%41']);
    expect(asked[0]!.publicOnly).toBe(true);
  });

  it('is not asked again where its name turns out to stand for a private network', async () => {
    const { error, urls } = await read([new TransportError('files.example is inside a private network', 'no', 'permission')]);
    expect(error).toMatchObject({
      code: 'permission',
      message: 'The response contains a file URL inside a private network, which is not downloaded: https://files.example/2026/report.csv.',
    });
    expect(urls).toEqual([FIRST]);
  });

  it('is not believed to be public where the base URL cannot be read', async () => {
    expect((await read([], { urls: ['http://10.0.0.1/x'], baseUrl: 'nowhere' })).error).toMatchObject({ code: 'permission' });
  });
});

describe('a redirect of a download', () => {
  const to = (location: string, status = 302): HttpReply => ({ status, headers: { location }, body: null });

  it.each([
    ['/new', 'https://files.example/new'],
    ['other.csv?sig=2', 'https://files.example/2026/other.csv?sig=2'],
    ['../x', 'https://files.example/x'],
    ['//cdn.example/x', 'https://cdn.example/x'],
    ['?sig=3', 'https://files.example/2026/report.csv?sig=3'],
    ['https://cdn.example/y', 'https://cdn.example/y'],
  ])('to %s is followed to %s', async (location, url) => {
    expect(await read([to(location), file(['x'])])).toMatchObject({ text: 'x', error: undefined, urls: [FIRST, url] });
  });

  it('is read against the address that answered, each time', async () => {
    expect((await read([to('//cdn.example/a/b', 301), to('c', 307), file(['x'])])).urls).toEqual([FIRST, 'https://cdn.example/a/b', 'https://cdn.example/a/c']);
  });

  it.each(privateAddresses(80))('to a private address is refused, however it is written: %s', async (_, location) => {
    const { error, urls } = await read([to(location)]);
    expect(error).toMatchObject({ code: 'permission', message: expect.stringMatching(/private network/) });
    expect(urls).toEqual([FIRST]);
  });

  it('is followed so many times, and no more', async () => {
    const hops = (count: number) => Array.from({ length: count }, (_, i) => to(`/hop${i + 1}`));
    expect(BOUNDS.redirects.most).toBe(3);
    expect(await read([...hops(3), file(['x'])])).toMatchObject({ text: 'x', error: undefined });
    const { error, urls } = await read([...hops(4), ...hops(4), ...hops(4), ...hops(4)]);
    expect(error).toMatchObject({ message: expect.stringMatching(/redirected more than 3 times/) });
    expect(urls.slice(0, 5)).toEqual([FIRST, 'https://files.example/hop1', 'https://files.example/hop2', 'https://files.example/hop3', ...urls.slice(4, 5)]);
    expect(urls).not.toContain('https://files.example/hop4');
  });

  it.each(['http://10.0.0.1/x', '//localhost/x', 'https://metadata.internal/x'])('to %s in a private network is refused', async (location) => {
    const { error, urls } = await read([to(location)]);
    expect(error).toMatchObject({ code: 'permission', message: expect.stringMatching(/private network/) });
    expect(urls).toEqual([FIRST]);
  });

  it.each(['', 'ftp://files.example/x', 'javascript:alert(1)', 'http://', 'http://%zz/'])('to %j is no address, and says so', async (location) => {
    const { error, urls } = await read([to(location)]);
    expect(error).toMatchObject({ code: 'format', message: expect.stringMatching(/redirected \(HTTP 302\) to an invalid URL/) });
    expect(urls).toEqual([FIRST]);
  });
});

it.each([202, 204, 299])('a file that HTTP %i does not bring is asked for once', async (status) => {
  const { error, asked } = await read([{ ...file([]), status, stream: undefined } as never]);
  expect([asked.length, error?.code, error?.message]).toEqual([1, 'format', `The file 2026/report.csv is not available: HTTP ${status} contains no file.`]);
});

it.each([
  [400, 'notFound', 1],
  [410, 'notFound', 1],
  [429, 'rateLimited', 2],
  [500, 'unavailable', 2],
])('a file that is refused with HTTP %i is %s, and is asked for again only where that helps', async (status, code, times) => {
  const refused = () => ({ ...file([]), status, stream: undefined }) as never;
  const { error, asked } = await read(Array.from({ length: times }, refused), { patience: { attempts: 2, longestRetryWaitMs: 1_500 } });
  expect([error?.code, asked.length]).toEqual([code, times]);
});
