import * as n8n from 'n8n-workflow';
import { knowsExceptions, lookupOf } from '../../../nodes/shared/host';
import { guardOf } from '../../../nodes/shared/publicOnly';
import type { Host } from '../../../nodes/shared/ports';
import { testOf } from '../../../nodes/shared/credential';
import { braze } from '../../../vendors/braze';
import { BareServer } from '../../support/bareServer';
import { testAccount } from './credentialTest';
import { demoAccounts } from './engine';
import { asInOldest } from './outbound';
import { PollStage } from './pollStage';
import { picked, Stage } from './stage';

/** What n8n 2.0.0 lacks of the helpers that the nodes use, by its n8n-core and n8n-workflow. */
afterEach(() => jest.restoreAllMocks());

describe('a token that has expired, where n8n throws no 401', () => {
  const follow = new Stage('followAnalytics');
  const signIn = { authentication: 'signIn', email: 'demo@example.com', password: 'demo-password' };
  const list = { resource: 'campaign', operation: 'getMany', returnAll: false, limit: 5 };
  beforeEach(asInOldest);
  const expire = () => follow.sandbox.control('POST', '/followAnalytics/expire-tokens', {});

  it('is renewed once, the request goes on, and the new one is kept', async () => {
    const accounts = follow.account(signIn);
    const run = () => follow.run(list, undefined, undefined, { accounts });
    expect((await run()).error).toBeUndefined();
    await expire();
    const ran = await run();
    expect(ran.error).toBeUndefined();
    expect(ran.jsons('Node')).toHaveLength(5);
    expect((await run()).error).toBeUndefined();
    expect(follow.wire('/api/login')).toHaveLength(2);
    expect(follow.wire('/api/campaigns').map(({ status }) => status)).toEqual([200, 401, 200, 200]);
  });

  it('is not asked for again and again where the new one is refused too', async () => {
    await follow.fault({ match: { path: '/api/campaigns' }, times: null, fault: { kind: 'status', status: 401 } });
    const ran = await follow.run(list, undefined, undefined, { accounts: follow.account(signIn) });
    expect(ran.error?.context.data).toMatchObject({ code: 'authentication' });
    expect(follow.wire('/api/login')).toHaveLength(2);
    expect(follow.wire('/api/campaigns')).toHaveLength(2);
  });

  it('is asked for once by an account that shows a key, since there is none to renew', async () => {
    const ran = await follow.run(list, undefined, undefined, { accounts: follow.account({ apiToken: 'nobody-knows-it' }) });
    expect(ran.error?.context.data).toMatchObject({ code: 'authentication' });
    expect(follow.wire('/api/campaigns')).toHaveLength(1);
  });
});

describe('a poll, where n8n says no time', () => {
  const hits = new PollStage('followAnalytics', Date.UTC(2026, 0, 15, 12));
  const campaignId = picked('FACMPGN_fQq2YaB9vrJQuDid');

  it('hands on what came, as elsewhere', async () => {
    const node = hits.watch('hits', { campaignId });
    expect(await node.poll({ budgetMs: null })).toBeNull();
    hits.pass(60_000);
    await hits.sandbox.control('POST', '/followAnalytics/hits', { campaign_id: campaignId.value, user_id: 'ada' });
    expect(await node.poll({ budgetMs: null })).toMatchObject([{ userId: 'ada' }]);
  });

  it('ends before n8n starts the next one, and says how to get more time', async () => {
    const clock = { ...hits.clock, sleep: async () => void hits.pass(40_000) };
    const node = hits.watch('hits', { campaignId, startingAt: '2025-12-01T00:00:00Z' });
    await hits.fault({ match: { path: '/hits' }, fault: { kind: 'rateLimit', retryAfterSeconds: 10 } });
    const error = await node.poll({ budgetMs: null, clock }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      message: expect.stringMatching(/in the 36 s that n8n leaves/),
      description: expect.stringContaining('update n8n to 2.38 or newer'),
    });
    expect((error as Error & { description: string }).description).not.toContain('N8N_SCHEDULER_POLL_TIMEOUT');
  });
});

describe("n8n's test of an account, where no refusal can be let pass", () => {
  const own = BareServer.forEachTest();
  const stage = new Stage('braze');
  beforeEach(asInOldest);
  const shown = async (status: number): Promise<string | undefined> => {
    own.answer = (response) => void response.writeHead(status, { 'content-type': 'application/json' }).end('{"message":"no"}');
    const accounts = demoAccounts(stage.sandbox);
    const type = { ...accounts.types.brazeApi!, test: testOf(braze, false) };
    return await testAccount(type, { ...accounts.stored.braze!, customUrl: own.url });
  };

  it('passes by an answer alone', async () => {
    expect(await shown(200)).toBeUndefined();
    expect(await shown(401)).toMatch(/key/i);
    expect(await shown(302)).toMatch(/the API has moved/);
    expect(await shown(418)).toMatch(/418/);
  });

  it('says of a refusal that proves something what it proves', async () => {
    expect(await shown(403)).toMatch(/The key is genuine, but it may not list campaigns/);
  });
});

it('an n8n-workflow that is younger than the exceptions has the export by which they are known', () => {
  expect(knowsExceptions()).toBe(true);
  const { WorkflowExpression: _, ...oldest } = n8n;
  expect(knowsExceptions(oldest)).toBe(false);
});

it('a name is not looked up where n8n lends no lookup; an address that shows that it is private is refused all the same', async () => {
  const host = { helpers: {} } as Host;
  expect(lookupOf(host)).toBeUndefined();
  const guard = guardOf(host);
  await expect(guard('https://files.example.com/a.csv')).resolves.toBeUndefined();
  await expect(guard('http://127.0.0.1/a.csv')).rejects.toThrow(/127\.0\.0\.1/);
});
