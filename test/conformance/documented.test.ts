import { checkAccount, operationOf, operationsOf, optionsIn, targetOf, type AnyVendor, type Failure, type JsonObject } from '../../engine';
import { addresses } from '../../ports/addresses';
import { limiterOf } from '../../engine/request/limiter';
import { waitsFor } from '../../engine/request/retry';
import { vendors } from '../../vendors';
import { scripted, sampleAccount, testHost, run } from '../support/host';
import { chosen, CLUSTERS, DATA_CENTERS, vendorOf } from './hosts';

/**
 * Constants of the catalogue, written down anew from the vendors' documents: a slip in one of them looks right in every test that reads the
 * catalogue, and sends people's data to a host that is not the customer's.
 */

/** The requests by which an account is checked, whatever comes of it. */
const requestsOf = async (vendor: AnyVendor, over: JsonObject) => {
  const unauthenticated = scripted({
    status: 200,
    headers: { authorization: 'Bearer a' },
    body: { access_token: 'a', expires_in: 60, result: { auth_token: 'a' } },
  });
  const { ports } = testHost();
  await checkAccount(vendor, sampleAccount(vendor, { email: 'name@example.com', ...over }), unauthenticated, ports).catch(() => undefined);
  return unauthenticated.requests;
};
const urlsOf = async (vendor: AnyVendor, over: JsonObject): Promise<string[]> => (await requestsOf(vendor, over)).map(({ url }) => url.replace(/\?.*/, ''));

describe('the addresses of the documents', () => {
  it.each(CLUSTERS)('Braze %s is %s', async (label, host) => {
    const braze = vendorOf('braze');
    const rest_endpoint = chosen(braze, 'rest_endpoint', label);
    expect(await urlsOf(braze, { rest_endpoint })).toEqual([`https://${host}/campaigns/list`]);
    expect(targetOf(braze, { rest_endpoint }, addresses)).toBeUndefined();
  });

  it.each(DATA_CENTERS)('MoEngage %s is %s', async (label, host) => {
    const moEngage = vendorOf('moEngage');
    const data_center = chosen(moEngage, 'data_center', label);
    expect(await urlsOf(moEngage, { data_center })).toEqual([`https://${host}/v2.1/transaction/sendpush`]);
    expect(targetOf(moEngage, { data_center, app_id: 'APP' }, addresses)).toBeUndefined();
  });

  it.each([
    ['braze', 'rest_endpoint', CLUSTERS],
    ['moEngage', 'data_center', DATA_CENTERS],
  ] as const)('%s offers these and one of your own', (id, field, table) => {
    const labels = optionsIn(vendorOf(id).credential[field]!).map(({ label }) => label);
    expect([...labels].sort()).toEqual([...table.map(([label]) => label as string), 'Custom'].sort());
  });

  const SIGN_IN = { authentication: 'signIn' };
  it.each([
    ['braze', {}, ['https://rest.iad-01.braze.com/campaigns/list']],
    ['bryj', {}, ['https://core.bryj.ai/users/sign_in']],
    ['followAnalytics', {}, ['https://api.follow-apps.com/api/campaigns']],
    ['followAnalytics', SIGN_IN, ['https://api.follow-apps.com/api/login', 'https://api.follow-apps.com/api/campaigns']],
    [
      'horisen',
      { platform_domain: 'horisen.pro', service_uuid: '5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11' },
      ['https://accounts.horisen.pro/oauth2/access-token', 'https://api.horisen.pro/news/v1/services/5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11/campaigns'],
    ],
    ['moEngage', {}, ['https://pushapi-01.moengage.com/v2.1/transaction/sendpush']],
  ])('%s, left as it is but for %j, goes to %j', async (id, over, urls) => {
    expect(await urlsOf(vendorOf(id), over)).toEqual(urls);
  });

  it.each([404, 406])('Bryj: where the sign-in is not found (%s), its older address is tried, and none after that', async (status) => {
    const bryj = vendorOf('bryj');
    const unauthenticated = scripted({ status, body: '' });
    await checkAccount(bryj, sampleAccount(bryj, { email: 'name@example.com' }), unauthenticated, testHost().ports).catch(() => undefined);
    expect(unauthenticated.requests.map(({ url }) => url)).toEqual(['https://core.bryj.ai/users/sign_in', 'https://core.bryj.ai/users/sign_in.json']);
  });

  it.each([
    ['bryj', 'base_url', ['https://core.bryj.ai']],
    ['followAnalytics', 'base_url', ['https://api.follow-apps.com']],
    ['braze', 'custom_url', ['https://rest.iad-01.braze.com', 'https://rest.fra-02.braze.eu', 'https://api.appboy.com']],
    ['moEngage', 'custom_url', ['https://pushapi.moengage.com', 'https://api-01.moengage.com']],
  ])('%s: none of its own hosts counts as a stranger, and one that only looks like them does', (id, field, own) => {
    const custom = { rest_endpoint: 'custom', data_center: 'custom', app_id: 'APP' };
    for (const url of own) {
      expect(targetOf(vendorOf(id), { ...custom, [field]: url }, addresses)).toBeUndefined();
      for (const other of [`${url}.example`, url.replace('://', '://evil-').replace(/\.(?=[a-z-]+\.[a-z]+$)/, '-')])
        expect(targetOf(vendorOf(id), { ...custom, [field]: other }, addresses)).toBe(other);
    }
  });
});

describe('how a request shows who sends it, and which version of the API it means', () => {
  it.each([
    ['braze', {}, -1, { Authorization: 'Bearer test-api_key' }],
    ['followAnalytics', {}, -1, { Authorization: 'Token test-api_token', accept: 'application/vnd.fa.v3, application/json' }],
    ['followAnalytics', { api_version: 'v2' }, -1, { accept: 'application/json' }],
    ['followAnalytics', { authentication: 'signIn' }, 0, { accept: 'application/vnd.fa.v3, application/json' }],
    ['followAnalytics', { authentication: 'signIn' }, 1, { Authorization: 'Token a' }],
    ['horisen', { platform_domain: 'horisen.pro', service_uuid: '5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11' }, -1, { Authorization: 'Bearer a' }],
  ])('%s with %j, request %s: %j', async (id, over, at, headers) => {
    expect((await requestsOf(vendorOf(id), over)).at(at)!.headers).toMatchObject(headers);
  });
});

/** What Braze counts together, and apart from all else (api_limits.md); what is not here shares the limit by default. */
const BRAZE_GROUPS: readonly (readonly string[])[] = [
  ['user.track'],
  ['user.export'],
  ['user.delete', 'alias.create', 'alias.rename', 'user.identify', 'user.merge'],
  ['externalId.rename', 'externalId.remove'],
  ['subscription.setMany'],
  ['campaign.getSeries'],
  ['canvas.duplicate'],
  ['cdi.getMany'],
  ['cdi.getJobs'],
  ['cdi.sync'],
  ['preferenceCenter.create', 'preferenceCenter.update'],
  ['preferenceCenter.getUrl'],
  ['preferenceCenter.getMany'],
  ['preferenceCenter.get'],
  ['catalog.getMany', 'catalog.create', 'catalog.delete'],
  ['catalogItem.get', 'catalogItem.getMany'],
  ['catalogItem.upsert', 'catalogItem.create', 'catalogItem.update', 'catalogItem.delete'],
  ['catalogField.create', 'catalogField.delete', 'catalogSelection.create', 'catalogSelection.delete'],
  ['attribute.getMany', 'event.getDefinitions', 'event.getMany', 'purchase.getProducts', 'purchase.getRevenueSeries', 'purchase.getQuantitySeries'],
];

describe('the limits of the documents', () => {
  /** Whether the other operation waits once the one was told that none of its calls is left. */
  const waits = async (vendor: AnyVendor, one: string, other: string): Promise<boolean> => {
    const host = testHost();
    const limiter = limiterOf({}, `${vendor.id} ${one} ${other}`, vendor.quotas, host.ports);
    limiter.learn(operationOf(vendor, one).quota ?? 'default', { left: 0, resetAt: host.clock.now + 10_000 });
    await limiter.enter(operationOf(vendor, other).quota ?? 'default', 60_000);
    return host.slept.length > 0;
  };
  const braze = vendorOf('braze');
  const names = operationsOf(braze).map(({ name }) => name);
  const groupOf = (name: string): number => BRAZE_GROUPS.findIndex((group) => group.includes(name));

  it('every operation of these groups is one of Braze', () => {
    expect(BRAZE_GROUPS.flat().filter((name) => !names.includes(name))).toEqual([]);
  });

  it.each(BRAZE_GROUPS.flat())('Braze: what %s has used up, its own group waits for and nothing else', async (name) => {
    const waiting: string[] = [];
    for (const other of names) if (await waits(braze, name, other)) waiting.push(other);
    expect(waiting.sort()).toEqual([...BRAZE_GROUPS[groupOf(name)]!].sort());
  });

  it('Braze: what shares the limit by default keeps none of these groups waiting', async () => {
    for (const name of names.filter((each) => groupOf(each) < 0))
      for (const other of BRAZE_GROUPS.flat()) expect([name, other, await waits(braze, name, other)]).toEqual([name, other, false]);
  });

  it.each([
    ['braze', {}],
    ['bryj', {}],
    ['followAnalytics', {}],
    ['horisen', {}],
    // "The rate limit is 10,000 requests per minute"
    ['moEngage', { 'push.send': { calls: 10_000, perMs: 60_000 } }],
  ])('%s: the limits that a document names by a number are kept, and no others', (id, documented) => {
    const vendor = vendorOf(id);
    const kept = operationsOf(vendor).flatMap(({ name, operation }) => {
      const quota = vendor.quotas[operation.quota ?? 'default'];
      return quota ? [[name, quota] as const] : [];
    });
    expect(Object.fromEntries(kept)).toEqual(documented);
    const used = operationsOf(vendor).map(({ operation }) => operation.quota ?? 'default');
    expect(Object.keys(vendor.quotas).filter((name) => !used.includes(name))).toEqual([]);
  });
});

/** How long and how often is a matter of choice, and written down here so that a slip of a digit is seen. */
const PATIENCE = [
  ['braze', 4, 60_000, 300_000],
  ['bryj', 3, 120_000, 300_000],
  ['followAnalytics', 4, 120_000, 300_000],
  ['horisen', 4, 60_000, 300_000],
  ['moEngage', 4, 60_000, 300_000],
] as const;

describe('the patience of each vendor', () => {
  it('is written down for all', () => {
    expect(PATIENCE.map(([id]) => id as string).sort()).toEqual(vendors.map(({ id }) => id).sort());
  });

  it.each(PATIENCE)('%s: %s tries of a reading, each of at most %s ms, and waits of at most %s ms', async (id, tries, timeoutMs, longestMs) => {
    const vendor = vendorOf(id);
    const refusal: Pick<Failure, 'code' | 'reached' | 'message' | 'todo'> = { code: 'rateLimited', reached: 'yes', message: 'a', todo: 'b' };
    const next = (retryAfterMs: number) => waitsFor(vendor.patience, () => 0).next({ ...refusal, retryAfterMs });
    expect([next(longestMs), next(longestMs + 1)]).toEqual([longestMs, undefined]);
    const reading = operationsOf(vendor).find(({ operation }) => operation.retry === 'safe' || operation.retry === 'idempotent');
    const { name, operation } = reading ?? operationsOf(vendor)[0]!;
    const send = scripted({ status: 503, body: '' });
    const host = testHost({ vendor: send, unauthenticated: send });
    await run({ vendor, operation: name, inputs: [operation.sampleInputs[0]], account: sampleAccount(vendor, { email: 'name@example.com' }) }, host.ports);
    expect(send.requests.map((request) => request.timeoutMs)).toEqual(Array.from({ length: reading ? tries : 1 }, () => timeoutMs));
    expect(vendor.patience.attempts).toBe(tries);
  });
});
