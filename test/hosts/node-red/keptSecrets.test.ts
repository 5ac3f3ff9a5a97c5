import helper from 'node-red-node-test-helper';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { accountForm, accountType, isSecret } from '../../../node-red/shared/types';
import { vendors } from '../../../vendors';
import { demoAccount } from './accounts';
import { Bench, choice, str, type FlowNode } from './bench';
import { KEY, made, madeNode, MadeServer } from './made';

/** What the editor sends in place of a secret that nobody has touched. */
const KEPT = '__PWRD__';

let bench: Bench;
let server: MadeServer;

/** The address of somebody who asks for others' secrets, and all that came there. */
let elsewhere: Server;
let elsewhereUrl: string;
const came: string[] = [];

beforeAll(async () => {
  [bench, server] = [await Bench.open(), await MadeServer.open()];
  elsewhere = createServer(async (request, response) => {
    came.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)} ${await text(request)}`);
    response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
  });
  elsewhere.listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  elsewhereUrl = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
});
beforeEach(() => {
  server.reset();
  came.length = 0;
});
afterEach(() => bench.reset());
afterAll(async () => {
  elsewhere.close();
  server.close();
  await bench.close();
});

const ROUTES = ['check', 'pick'];
const source = { operation: 'campaign.getMany', value: 'id', label: 'name' };

const ask = (route: string, over: object = {}): Promise<unknown> =>
  bench.ask(`/campaigns/made-up-account/${route}`, {
    id: 'madeAccount',
    values: { customUrl: str(server.url) },
    secrets: { apiKey: KEPT },
    source,
    filter: '',
    ...over,
  });

const start = (account: FlowNode = server.account(), more: readonly FlowNode[] = []): Promise<void> =>
  bench.start([madeNode('campaign.show', {}), account, ...more], {
    vendors: [made, ...vendors],
    credentials: { madeAccount: { apiKey: KEY }, other: { password: KEY, apiKey: KEY } },
  });

describe.each(ROUTES)('a kept secret, asked for by the route %s', (route) => {
  it('goes where it was deployed to go', async () => {
    await start();
    expect(await ask(route)).toMatchObject({ ok: true });
    expect(server.seen[0]!.authorization).toBe(`Bearer ${KEY}`);
  });

  it('goes there also from an account that is disabled', async () => {
    await start({ ...server.account(), d: true } as FlowNode);
    expect(await ask(route)).toMatchObject({ ok: true });
  });

  it('goes to no other address, and the secret is asked for by its label', async () => {
    await start();
    expect(await ask(route, { values: { customUrl: str(elsewhereUrl) } })).toEqual({
      ok: false,
      code: 'validation',
      message: "'API Key' was stored for the URL with which the account was deployed, and the URL has changed.",
      todo: "Enter 'API Key' again.",
    });
    expect(came).toEqual([]);
  });

  it.each([
    ['another path', (url: string) => `${url}/elsewhere`],
    ['another host in front', (url: string) => url.replace('http://', 'http://user@')],
    ['another scheme', (url: string) => url.replace('http:', 'https:')],
  ])('goes nowhere where the address has %s', async (_, change) => {
    await start();
    expect(await ask(route, { values: { customUrl: str(change(server.url)) } })).toMatchObject({ ok: false, todo: "Enter 'API Key' again." });
    expect(server.seen).toEqual([]);
  });

  it('does not follow a choice of another address, nor one out of the environment or an expression', async () => {
    await start();
    process.env.ELSEWHERE_OF_THE_TEST = elsewhereUrl;
    try {
      for (const values of [
        { server: choice('https://one.example.com') },
        { customUrl: { type: 'env', value: 'ELSEWHERE_OF_THE_TEST' } },
        { customUrl: { type: 'jsonata', value: `"${elsewhereUrl}"` } },
      ])
        expect(await ask(route, { values })).toMatchObject({ ok: false, todo: "Enter 'API Key' again." });
    } finally {
      delete process.env.ELSEWHERE_OF_THE_TEST;
    }
    expect(came).toEqual([]);
  });

  it('may go on where the same address is written otherwise', async () => {
    await start();
    expect(await ask(route, { values: { customUrl: str(` ${server.url}/ `) } })).toMatchObject({ ok: true });
  });

  it('is not needed once the secret was typed again', async () => {
    await start();
    await ask(route, { values: { customUrl: str(elsewhereUrl) }, secrets: { apiKey: 'typed' } });
    expect(came).toEqual([expect.stringContaining('"authorization":"Bearer typed"')]);
  });

  it('says what is wrong with an address before it asks for the secret', async () => {
    await start();
    expect(await ask(route, { values: {} })).toMatchObject({ ok: false, message: expect.stringMatching(/'URL' \(custom_url\) is empty/) });
  });

  it.each([
    ['another type', 'other'],
    ['no account', 'n'],
    ['nothing', 'nobody'],
    ['every object', '__proto__'],
    ['a list', ['madeAccount']],
    ['an object', { toString: 'madeAccount' }],
    ['an instance of a subflow', 'instance-madeAccount'],
  ])('is nobody’s where the id is that of %s', async (_, id) => {
    await start(server.account(), [{ id: 'other', type: 'bryj-account', version: 1, values: {} }]);
    expect(await ask(route, { id, values: { customUrl: str(elsewhereUrl) } })).toMatchObject({
      ok: false,
      message: expect.stringMatching(/'API Key' \(api_key\) is (empty|missing)/),
    });
    expect(came).toEqual([]);
  });

  it('is asked for in JSON only: what a page of another site can send is refused', async () => {
    await start();
    for (const type of ['application/x-www-form-urlencoded', 'text/plain']) {
      const { status } = await helper
        .request()
        .post(`/campaigns/made-up-account/${route}`)
        .set('content-type', type)
        .send(`id=madeAccount&secrets[apiKey]=typed&values[customUrl]=${elsewhereUrl}&filter=`);
      expect(status).toBe(415);
    }
    expect([came, server.seen]).toEqual([[], []]);
  });
});

/** The fields of a vendor's account that name an address, by the demo account's values. */
const addressFields = vendors.flatMap((vendor) =>
  Object.entries(demoAccount(vendor, { baseUrls: { [vendor.id]: 'http://x' } } as never).node.values as Record<string, { value: unknown }>)
    .filter(([, { value }]) => String(value).startsWith('http://x'))
    .map(([name]) => [vendor.label, name, vendor] as const),
);

it('every vendor has a field that names an address', () => {
  expect(new Set(addressFields.map(([label]) => label)).size).toBe(vendors.length);
});

describe.each(addressFields)('%s: a kept secret', (_label, name, vendor) => {
  it(`does not follow another ${name}`, async () => {
    const { node, credentials } = demoAccount(vendor, bench.sandbox);
    await bench.start([node], { vendors, credentials });
    const secrets = Object.fromEntries(
      accountForm(vendor)
        .filter(isSecret)
        .map((each) => [each.name, KEPT]),
    );
    const check = (values: object) =>
      bench.ask(`/campaigns/${accountType(vendor)}/check`, { id: node.id, values: { ...(node.values as object), ...values }, secrets });
    expect(await check({})).toMatchObject({ ok: true });
    expect(await check({ [name]: str(`${elsewhereUrl}/any`) })).toMatchObject({
      ok: false,
      code: 'validation',
      todo: expect.stringMatching(/^Enter '.*' again\.$/),
    });
    expect(came).toEqual([]);
  });
});

it('a kept secret that the account does not use any more is neither sent nor asked for', async () => {
  const follow = vendors.find(({ id }) => id === 'followAnalytics')!;
  const { node, credentials } = demoAccount(follow, bench.sandbox);
  await bench.start([node], { vendors, credentials });
  const values = { ...(node.values as object), authentication: choice('signIn'), email: str('demo@example.com'), baseUrl: str(elsewhereUrl) };
  const answer = await bench.ask('/campaigns/follow-analytics-account/check', { id: node.id, values, secrets: { apiToken: KEPT, password: 'typed' } });
  expect(answer).toMatchObject({ ok: false, code: 'authentication' });
  expect(came.join()).toContain('typed');
  expect(came.join()).not.toContain('demo-api-token');
});
