import { ENCODINGS, ENCODING_NAMES } from './encodings';
import { EchoVendor } from './echoVendor';
import { Searcher } from './search';
import { KEY_CHARACTERS, newSecret, PROSE_CHARACTERS, secretOf, TOKEN_CHARACTERS } from './secrets';
import { Tally, textOf } from './tally';

/** What the canary test is worth: a leak is found in whichever form it is planted, and nothing where there is none. */
const USER = 'name@example.com';
const secrets = [newSecret('key', KEY_CHARACTERS), newSecret('password', PROSE_CHARACTERS), newSecret('token', TOKEN_CHARACTERS)];
const searcher = new Searcher(secrets, USER);

describe.each(ENCODING_NAMES)('%s', (name) => {
  const planted = secrets.map((secret) => [secret.what, secret, ENCODINGS[name]!(secret.text, USER)] as const);

  it.each(planted)('finds the %s', (what, _, text) => {
    const [found, ...more] = searcher.in(`It said: ${text}, and more`);
    expect(found).toMatchObject({ secret: what, encoding: expect.stringContaining(name) as string });
    expect(more).toEqual([]);
  });

  it.each(planted)('finds the %s in JSON in JSON, in a page in an address, and in base64', (what, _, text) => {
    const inside = [
      JSON.stringify({ said: JSON.stringify([text]) }),
      encodeURIComponent(`<p>${text}</p>`),
      Buffer.from(`{"said":"${text}"}`).toString('base64'),
    ];
    expect(inside.map((each) => searcher.in(`x${each}x`).map(({ secret }) => secret))).toEqual([[what], [what], [what]]);
  });

  it.each(planted)('finds half of the %s', (what, secret) => {
    const [first = '', last = ''] = secret.pieces.map((piece) => ENCODINGS[name]!(`....${piece}....`, USER));
    expect([first, last].map((each) => searcher.in(each).map((find) => find.secret))).toEqual([[what], [what]]);
  });
});

it('finds what is in an error, its cause, its stack and its members, in bytes and in lists', () => {
  const [{ text }] = secrets as [(typeof secrets)[number]];
  const error = Object.assign(new Error('Bad', { cause: new Error('Worse', { cause: { request: { headers: { authorization: text } } } }) }), {});
  const stacked = Object.assign(new Error('Bad'), { stack: `Error: ${text}` });
  for (const each of [
    error,
    stacked,
    Object.assign(new Error('Bad'), { context: { data: [text] } }),
    [[{ deep: [{ er: text }] }]],
    { payload: Buffer.from(text) },
  ]) {
    expect(searcher.in(textOf(each))).toHaveLength(1);
  }
});

it('finds nothing where there is nothing, and in what was masked', () => {
  expect(searcher.in(JSON.stringify({ message: 'Braze answered: ***', list: ENCODING_NAMES }))).toEqual([]);
});

it('counts runs, texts and hits, and says where they were', () => {
  const tally = new Tally();
  const secret = secretOf('signature', 'abcdefabcdefabcdef');
  tally.search('a vendor / an operation / 400', [secret], USER, { log: ['one', 'abcdefabcdefabcdef'], error: new Error('two') });
  expect([tally.runs, tally.texts, tally.hits.length]).toEqual([1, 3, 1]);
  expect(tally.found).toEqual([expect.stringMatching(/^log: signature: 1 in 400; such as a vendor \/ an operation \/ 400: as it is/)]);
});

describe('the vendor', () => {
  let vendor: EchoVendor;
  beforeAll(async () => {
    vendor = await EchoVendor.open();
  });
  afterAll(() => vendor.close());

  const [key] = secrets as [(typeof secrets)[number]];
  const good = { answers: [], files: () => ({ status: 404 }), otherwise: () => ({ status: 200, body: '{}' }) };

  it('knows what it has seen, and says it again from then on in every encoding', async () => {
    vendor.meet([key], USER);
    vendor.play({ ...good, answers: [(echo) => ({ status: 400, body: echo.lines.join('\n') }), (echo) => ({ status: 400, body: echo.lines.join('\n') })] });
    expect((await (await fetch(vendor.url)).text()).trim()).toBe('');
    expect(vendor.unseen).toEqual(['key']);
    const again = await (await fetch(`${vendor.url}/x?api_key=${encodeURIComponent(key.text)}`)).text();
    expect(vendor.unseen).toEqual([]);
    for (const name of ENCODING_NAMES) expect(again.split('\n')).toContain(ENCODINGS[name]!(key.text, USER));
  });

  it.each([
    ['the header', async (reply: Response) => reply.headers.get('authorization'), '/users/sign_in'],
    ['the result', async (reply: Response) => ((await reply.json()) as { result: { auth_token: string } }).result.auth_token, '/api/login'],
    ['the answer', async (reply: Response) => ((await reply.json()) as { access_token: string }).access_token, '/oauth2/access-token'],
  ])('hands out a new token each time, in %s, and counts it as a secret', async (_, tokenIn, path) => {
    vendor.meet([], USER);
    vendor.play(good);
    const tokens = [
      await tokenIn(await fetch(`${vendor.url}${path}`, { method: 'POST' })),
      await tokenIn(await fetch(`${vendor.url}${path}`, { method: 'POST' })),
    ];
    expect(vendor.known.map(({ text }) => text)).toEqual(tokens.map((token) => token!.replace('Bearer ', '')));
    expect(new Set(tokens).size).toBe(2);
  });

  it('breaks off where it is told to', async () => {
    vendor.play({ ...good, answers: [() => ({ status: 200, body: '{"a":1}', ends: 'cut' }), () => ({ status: 200, ends: 'reset' })] });
    await expect(fetch(vendor.url).then((reply) => reply.text())).rejects.toThrow();
    await expect(fetch(vendor.url)).rejects.toThrow();
  });
});
