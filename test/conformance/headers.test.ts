import { createHash } from 'node:crypto';
import type { WireEntry } from '../../sandbox';
import { operationsOf, type HttpRequest, type JsonObject, type Send } from '../../engine';
import { vendors } from '../../vendors';
import { fetchSend } from '../support/fetchSend';
import { rehearse, type Rehearsal } from '../support/sandbox';
import { play } from './play';

/**
 * All that a request says of itself beside its body, for every operation, over the wire. What it has to be is written down by vendor, from the documents:
 * which answers are wanted, what the body is, who asks.
 */
let sandbox: Rehearsal;
beforeAll(async () => {
  sandbox = await rehearse();
});
afterAll(() => sandbox.close());

/** Headers that HTTP clients write by themselves. */
const TRANSPORT = [...['host', 'connection', 'user-agent', 'accept-encoding', 'accept-language', 'sec-fetch-mode'], ...['content-length', 'transfer-encoding']];
/** The journal leaves these out, since they are secret; they are looked at where the client hands them over. */
const SECRET = ['authorization', 'x-moe-pushapi-signature'];

type Wanted = Readonly<Record<string, unknown>>;

const JSON_BODY: Wanted = { 'content-type': 'application/json' };
const WANTS_JSON: Wanted = { accept: 'application/json' };
/** "In order to use version 3, please add the value to the Accept header". */
const WANTS_V3: Wanted = { accept: 'application/vnd.fa.v3, application/json' };
const BEARER: Wanted = { authorization: expect.stringMatching(/^Bearer [^\s]+$/) };

/** "SHA 256 of appId|campaignName|key", in lower-case hexadecimal digits. */
const signature = (app: string, name: string): string => createHash('sha256').update(`${app}|${name}|demo-push-key`).digest('hex');
const moEngage = (app: string, audience: string): Wanted => ({
  ...WANTS_JSON,
  'x-moe-appkey': app,
  'x-moe-pushapi-signature': signature(app, 'order-shipped'),
  'x-moe-query-type': audience,
});

/** What all requests of a vendor have, and which of its methods have a body; all bodies are JSON. */
const BY_VENDOR: Readonly<Record<string, { readonly headers: Wanted; readonly withBody: readonly string[] }>> = {
  braze: { headers: { ...WANTS_JSON, authorization: 'Bearer demo-rest-api-key' }, withBody: ['POST', 'PUT', 'PATCH', 'DELETE'] },
  bryj: { headers: { ...WANTS_JSON, ...BEARER }, withBody: ['POST'] },
  followAnalytics: { headers: { ...WANTS_V3, authorization: 'Token demo-api-token' }, withBody: ['POST'] },
  horisen: { headers: { ...WANTS_JSON, ...BEARER }, withBody: ['POST', 'PUT', 'PATCH'] },
  moEngage: { headers: moEngage('DEMOAPP', 'user'), withBody: ['POST'] },
};

/** The requests of a run as they came, sign-ins among them, each with its headers. */
const headersOf = async (
  vendor: string,
  operation: string,
  input: JsonObject,
  account: JsonObject = {},
): Promise<readonly { readonly line: WireEntry; readonly headers: Readonly<Record<string, string>> }[]> => {
  const handed: HttpRequest[] = [];
  const unauthenticated: Send = async (request, signal) => {
    handed.push(request);
    return await fetchSend(request, signal);
  };
  await sandbox.control('DELETE', '/requests');
  await play(sandbox, { vendor, operation, inputs: [input], account, ports: { unauthenticated }, options: { limit: 1 } });
  return sandbox.requests().map((line, i) => {
    const secret = Object.entries(handed[i]!.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
    return {
      line,
      headers: Object.fromEntries([
        ...Object.entries(line.headers).filter(([name]) => !TRANSPORT.includes(name)),
        ...secret.filter(([name]) => SECRET.includes(name)),
      ]),
    };
  });
};

/** Says everything in its path. */
const WITHOUT_BODY = ['cdi.sync', 'catalog.delete', 'catalogField.delete', 'catalogSelection.delete'];

const isSignIn = ({ path }: WireEntry): boolean => /sign_in|\/login$|\/access-token$/.test(path);

const all = vendors.flatMap((vendor) => operationsOf(vendor).map(({ name, operation }) => [vendor.id, name, operation.sampleInputs[0]] as const));

it.each(all)('%s %s', async (vendor, name, input) => {
  const { headers: wanted, withBody } = BY_VENDOR[vendor]!;
  const own = (await headersOf(vendor, name, input)).filter(({ line }) => !isSignIn(line));
  expect(own.length).toBeGreaterThan(0);
  for (const { line, headers } of own) {
    const hasBody = withBody.includes(line.method) && !WITHOUT_BODY.includes(name);
    expect([line.method, line.bodyBytes > 0, headers]).toEqual([line.method, hasBody, { ...wanted, ...(hasBody && JSON_BODY) }]);
  }
});

const PUSH = {
  campaignName: 'order-shipped',
  targetPlatform: ['ANDROID'],
  specify: 'form',
  android: { title: 'Your order', message: 'It is on its way' },
  type: 'soon',
};
const TO_ALL = { ...PUSH, targetAudience: 'All Users' };
const TO_SEGMENT = { ...PUSH, targetAudience: 'Custom Segment', customSegmentName: 'Demo Segment' };
const FOLLOW_SIGN_IN = { authentication: 'signIn', email: 'demo@example.com', password: 'demo-password' };

it.each<[string, string, JsonObject, JsonObject, Wanted]>([
  ['followAnalytics', 'campaign.getMany', {}, { api_version: 'v2' }, { ...WANTS_JSON, authorization: 'Token demo-api-token' }],
  ['followAnalytics', 'campaign.getMany', {}, FOLLOW_SIGN_IN, { ...WANTS_V3, authorization: expect.stringMatching(/^Token [\w-]+$/) }],
  ['moEngage', 'push.send', TO_ALL, {}, { ...moEngage('DEMOAPP', 'all users'), ...JSON_BODY }],
  ['moEngage', 'push.send', TO_SEGMENT, {}, { ...moEngage('DEMOAPP', 'custom segment'), ...JSON_BODY }],
  ['moEngage', 'push.send', TO_ALL, { test_workspace: true }, { ...moEngage('DEMOAPP_DEBUG', 'all users'), ...JSON_BODY }],
  // Version 2 has all of it in the body.
  ['moEngage', 'push.send', TO_ALL, { version: 'v2' }, { ...WANTS_JSON, ...JSON_BODY }],
])('%s %s of %j, with the account %j', async (vendor, name, input, account, wanted) => {
  const own = (await headersOf(vendor, name, input, account)).filter(({ line }) => !isSignIn(line));
  expect(own.map(({ line, headers }) => [line.status, headers])).toEqual([[200, wanted]]);
});

/** Until 2020, and in the Appboy document: one parameter of the body or the query, and no header. */
it.each(['app_group_id', 'api_key'])('Braze with %s', async (authentication) => {
  const account = { authentication, api_key: '75480f9a-4db8-4057-8b7e-4d59bfd73709' };
  const [get] = await headersOf('braze', 'campaign.getMany', {}, account);
  expect([get!.line.status, get!.headers, get!.line.path]).toEqual([200, WANTS_JSON, `/braze/campaigns/list?page=0&${authentication}=***`]);
  const [post] = await headersOf('braze', 'user.track', { kind: 'attributes', user: 'user1' }, account);
  expect([post!.line.status, post!.headers]).toEqual([201, { ...WANTS_JSON, ...JSON_BODY }]);
  expect(JSON.parse(post!.line.body)).toEqual({ attributes: [{ external_id: 'user1' }], [authentication]: '***' });
});

it('a CSV upload of Bryj is a form with a file of type text/csv', async () => {
  const [, upload] = await headersOf('bryj', 'batch.trigger', { campaign_id: 'CMP_demo_plain', messages: [{ user_id: 'a' }], send_as: 'csv' });
  const wanted = { ...BY_VENDOR.bryj!.headers, 'content-type': expect.stringMatching(/^multipart\/form-data; boundary=[\w'()+,./:=?-]{1,70}$/) };
  expect([upload!.line.status, upload!.headers]).toEqual([200, wanted]);
  expect(upload!.line.body).toMatch(/Content-Disposition: form-data; name="campaign_id"\r\n\r\nCMP_demo_plain\r\n/);
  expect(upload!.line.body).toMatch(/Content-Disposition: form-data; name="file"; filename="[^"]+\.csv"\r\nContent-Type: text\/csv\r\n\r\n/);
});

it.each<[string, string, JsonObject, JsonObject, Wanted, RegExp]>([
  [
    'bryj',
    'batch.getScheduled',
    { campaign_id: 'CMP_demo_plain' },
    {},
    { ...WANTS_JSON, ...JSON_BODY },
    /^\{"user":\{"email":"demo@example.com","password":"\*\*\*"\}\}$/,
  ],
  ['followAnalytics', 'campaign.getMany', {}, FOLLOW_SIGN_IN, { ...WANTS_V3, ...JSON_BODY }, /^\{"email":"demo@example.com","password":"\*\*\*"\}$/],
  [
    'horisen',
    'campaign.getMany',
    {},
    {},
    { ...WANTS_JSON, 'content-type': expect.stringMatching(/^application\/x-www-form-urlencoded/) },
    /^grant_type=client_credentials&client_id=demo-client&client_secret=\*\*\*$/,
  ],
])('%s signs in before %s, once, and shows nobody yet', async (vendor, name, input, account, wanted, body) => {
  const lines = await headersOf(vendor, name, input, account);
  expect(lines.map(({ line }) => isSignIn(line))).toEqual([true, false]);
  const [{ line, headers }] = lines as [(typeof lines)[number]];
  expect([line.method, line.status, headers, line.body]).toEqual(['POST', 200, wanted, expect.stringMatching(body)]);
});
