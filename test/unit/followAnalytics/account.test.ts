import { CampaignError, checkAccount, session, type JsonObject } from '../../../engine';
import { followAnalytics } from '../../../vendors/followAnalytics';
import { headersOf } from '../../../vendors/followAnalytics/account';
import { sampleAccount, scripted, testHost } from '../../support/host';

const DAY = 24 * 60 * 60_000;
const signIn = { authentication: 'signIn', api_token: undefined };
const login = { body: { success: true, result: { auth_token: 'abc-DEF_1' } } };
const list = { body: { success: true, result: [] } };
const ask = { method: 'GET', url: 'https://api.follow-apps.com/api/campaigns', headers: {}, reply: 'json', timeoutMs: 1 } as const;
const shown = (send: ReturnType<typeof scripted>) =>
  send.requests.map(({ url, headers }) => [url.replace('https://api.follow-apps.com', ''), headers.Authorization]);

it('with a token shows it in each request', async () => {
  const send = scripted(list);
  const host = testHost();
  await session(followAnalytics, sampleAccount(followAnalytics, { api_token: 'lasting' }), send, host.ports)(ask);
  expect(shown(send)).toEqual([['/api/campaigns', 'Token lasting']]);
});

it('signs in as the vendor says, keeps the token for a day, and signs in again then', async () => {
  const send = scripted(login, list, list, login, list);
  const host = testHost();
  const asking = session(followAnalytics, sampleAccount(followAnalytics, signIn), send, host.ports);
  await asking(ask);
  await asking(ask);
  host.clock.now += DAY;
  await asking(ask);
  expect(send.requests[0]).toMatchObject({
    method: 'POST',
    json: { email: 'name@example.com', password: 'test-password' },
    headers: { accept: 'application/vnd.fa.v3, application/json' },
  });
  expect(shown(send).map(([path, token]) => `${path} ${token ?? ''}`)).toEqual([
    '/api/login ',
    '/api/campaigns Token abc-DEF_1',
    '/api/campaigns Token abc-DEF_1',
    '/api/login ',
    '/api/campaigns Token abc-DEF_1',
  ]);
});

it('chooses the version by the Accept header', () => {
  expect([headersOf({}), headersOf({ api_version: 'v3' }), headersOf({ api_version: 'v2' })].map(({ accept }) => accept)).toEqual([
    'application/vnd.fa.v3, application/json',
    'application/vnd.fa.v3, application/json',
    'application/json',
  ]);
});

describe('is refused before anything is sent', () => {
  it.each<[string, JsonObject, string]>([
    ['without a token', { api_token: '' }, 'api_token'],
    ['without a password', { ...signIn, password: '' }, 'password'],
    ['with a request of no messages', { messages_per_request: 0 }, 'messages_per_request'],
    ['with an address that is none', { base_url: 'follow-apps' }, 'base_url'],
  ])('%s', async (_, over, field) => {
    const send = scripted(list);
    const checking = checkAccount(followAnalytics, sampleAccount(followAnalytics, over), send, testHost().ports);
    await expect(checking).rejects.toThrow(CampaignError);
    await expect(checking).rejects.toMatchObject({ code: 'validation', field });
    expect(send.requests).toEqual([]);
  });
});

it('is proved by a list of campaigns', async () => {
  const send = scripted(list);
  expect(await checkAccount(followAnalytics, sampleAccount(followAnalytics), send, testHost().ports)).toMatch(/can list campaigns/);
  expect(shown(send)).toEqual([['/api/campaigns?limit=100', 'Token test-api_token']]);
  await expect(checkAccount(followAnalytics, sampleAccount(followAnalytics), scripted({ status: 401 }), testHost().ports)).rejects.toMatchObject({
    code: 'authentication',
  });
});
