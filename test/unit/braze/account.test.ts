import { checkAccount, execute, plan, session, type Account, type JsonObject } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { collect, failureIn, run, sampleAccount, scripted, testHost } from '../../support/host';

const KEY = 'secret-0123456789';
const accountWith = (over: JsonObject = {}): Account => sampleAccount(braze, { api_key: KEY, ...over });
const sent = async (account: Account, operation: string, input: JsonObject) => {
  const unauthenticated = scripted({ body: { message: 'success', campaigns: [], users: [] } });
  const host = testHost();
  const vendor = session(braze, account, unauthenticated, host.ports);
  const outcomes = await run({ vendor: braze, operation, inputs: [input], account }, { ...host.ports, vendor });
  for (const outcome of outcomes) if (outcome.state === 'done' && outcome.output.kind !== 'object') await collect(outcome.output.rows());
  return unauthenticated.requests[0]!;
};
const TRACK: [string, JsonObject] = ['user.track', { kind: 'attributes', user: 'user1' }];

describe('an account', () => {
  it('shows the key in the header', async () => {
    const request = await sent(accountWith(), ...TRACK);
    expect(request.url).toBe('https://rest.iad-01.braze.com/users/track');
    expect(request.headers.Authorization).toBe(`Bearer ${KEY}`);
    expect(JSON.stringify(request.json)).not.toContain(KEY);
  });

  it.each(['app_group_id', 'api_key'])('shows it as %s in the body, or in the query of a GET, and never twice', async (authentication) => {
    const post = await sent(accountWith({ authentication }), ...TRACK);
    expect(post.json).toMatchObject({ [authentication]: KEY, attributes: [{ external_id: 'user1' }] });
    expect(post.headers.Authorization).toBeUndefined();
    const get = await sent(accountWith({ authentication }), 'campaign.getMany', {});
    expect(new URL(get.url).searchParams.get(authentication)).toBe(KEY);
    expect(get.headers.Authorization).toBeUndefined();
  });

  it('never shows it in a plan or an error', async () => {
    const account = accountWith({ authentication: 'app_group_id' });
    const planned = await plan({ vendor: braze, operation: 'campaign.getMany', inputs: [{}], account }, testHost().ports);
    expect(JSON.stringify(planned)).not.toContain(KEY);
    const refused = scripted({ status: 400, body: { message: `unknown ${KEY}` } });
    const [outcome] = await run({ vendor: braze, operation: 'campaign.getMany', inputs: [{}], account }, testHost({ vendor: refused }).ports);
    expect(JSON.stringify(failureIn(outcome))).not.toContain(KEY);
  });

  it('may be anywhere else, and asks for the address then', async () => {
    const request = await sent(accountWith({ rest_endpoint: 'custom', custom_url: 'http://127.0.0.1:4010/braze' }), ...TRACK);
    expect(request.url).toBe('http://127.0.0.1:4010/braze/users/track');
    const without = accountWith({ rest_endpoint: 'custom', custom_url: '' });
    await expect(execute({ vendor: braze, operation: 'campaign.getMany', inputs: [{}], account: without }, testHost().ports).next()).rejects.toMatchObject({
      code: 'validation',
      field: 'custom_url',
    });
  });

  it.each([
    ['a key in quotes', { api_key: `"${KEY}"` }, 'api_key'],
    ['no key', { api_key: '' }, 'api_key'],
    ['an address that is none', { rest_endpoint: 'custom', custom_url: 'braze' }, 'custom_url'],
    ['a cluster that is none', { rest_endpoint: 'https://rest.iad-09.braze.com' }, 'rest_endpoint'],
  ])('is refused with %s', async (_, over, field) => {
    await expect(plan({ vendor: braze, operation: 'campaign.getMany', inputs: [{}], account: accountWith(over) }, testHost().ports)).rejects.toMatchObject({
      field,
    });
  });
});

describe('the check of an account', () => {
  const check = (status: number, body: JsonObject) => checkAccount(braze, accountWith(), scripted({ status, body }), testHost().ports);

  it('reads one page of campaigns', async () => {
    const unauthenticated = scripted({ body: { message: 'success', campaigns: [] } });
    await expect(checkAccount(braze, accountWith(), unauthenticated, testHost().ports)).resolves.toMatch(/key is valid/);
    expect(unauthenticated.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET https://rest.iad-01.braze.com/campaigns/list?page=0']);
  });

  it('takes a key that lacks the permission for genuine, and says so', async () => {
    await expect(check(403, { message: 'Access Denied' })).resolves.toMatch(/valid, but not allowed to list campaigns/);
  });

  it('refuses a bad key', async () => {
    await expect(check(401, { message: 'Unauthorized' })).rejects.toMatchObject({ code: 'authentication' });
  });
});
