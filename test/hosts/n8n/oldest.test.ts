import { WorkflowExecute } from 'n8n-core';
import type * as n8n from 'n8n-workflow';
import { NodeApiError, type INode, type INodeExecutionData } from 'n8n-workflow';
import { knowsExceptions, lookupOf } from '../../../nodes/shared/host';
import { guardOf } from '../../../nodes/shared/publicOnly';
import type { Host } from '../../../nodes/shared/n8nTypes';
import { transportError } from '../../../nodes/shared/transport';
import { BareServer } from '../../support/bareServer';
import { testAccount } from './credentialTest';
import { demoAccounts } from './engine';
import { asInOldest } from './outbound';
import { PollStage } from './pollStage';
import { failureOfOne } from './sendOne';
import { picked, Stage } from './stage';
import { trigger } from './triggers';

/** What n8n 2.0.0 lacks of the helpers that the nodes use, by its n8n-core and n8n-workflow. */
jest.mock('n8n-workflow', () => {
  const { WorkflowExpression: _expression, redactedHeaders: _headers, ...oldest } = jest.requireActual<typeof n8n>('n8n-workflow');
  /** A field of a class of its own takes the place of what it wraps (`execution-base.error.js`). */
  class NodeApiError extends oldest.NodeApiError {
    constructor(...given: ConstructorParameters<typeof n8n.NodeApiError>) {
      super(...given);
      if (!(given[1] instanceof NodeApiError)) Object.defineProperty(this, 'cause', { value: undefined });
    }
  }
  return { ...oldest, NodeApiError };
});

/** What leaves by the error output, after `handleNodeErrorOutput` of n8n-core 2.0.0: the rest of what the method does is as it was. */
const splitAsInOldest = (): void => {
  const prototype = WorkflowExecute.prototype as unknown as { handleNodeErrorOutput(...given: [unknown, unknown, INodeExecutionData[][], number]): void };
  const { handleNodeErrorOutput: split } = prototype;
  const isFailed = ({ json }: INodeExecutionData): boolean => ['error', 'error,message'].includes(Object.keys(json).sort().join());
  jest.spyOn(prototype, 'handleNodeErrorOutput').mockImplementation(function (this: unknown, workflow, executed, outputs, runIndex) {
    const all = outputs[0]!;
    outputs[0] = all.filter(isFailed);
    split.call(this, workflow, executed, outputs, runIndex);
    outputs[0].push(...all.filter((item) => !isFailed(item)));
  });
};

afterEach(() => jest.restoreAllMocks());

const follow = new Stage('followAnalytics');
const list = { resource: 'campaign', operation: 'getMany', returnAll: false, limit: 5 };

describe('a token that has expired, where n8n throws no 401', () => {
  const signIn = { authentication: 'signIn', email: 'demo@example.com', password: 'demo-password' };
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
      message: expect.stringMatching(/within the 36 s that n8n allows/),
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
    const { types, stored } = demoAccounts(stage.sandbox);
    return await testAccount(types.brazeApi!, { ...stored.braze!, customUrl: own.url });
  };

  it('passes by an answer alone, and says of a refusal what n8n says of its status', async () => {
    expect(await shown(200)).toBeUndefined();
    expect(await shown(401)).toMatch(/^Authorization failed/);
    expect(await shown(403)).toMatch(/^Forbidden/);
    expect(await shown(404)).toMatch(/could not be found$/);
  });
});

describe('an error, where n8n loses what it wraps', () => {
  const bryj = new Stage('bryj');
  const braze = new Stage('braze');
  const push = { resource: 'batch', operation: 'trigger', campaignId: 'CMP_demo_welcome', recipientsFrom: 'items', userColumn: 'id', variables: 'none' };
  const detailsWith = async (over: Record<string, string>) =>
    (await bryj.run(push, [{ json: { id: 'ada' } }], undefined, { accounts: bryj.account(over) })).error?.context.data;

  it('of a sign-in is told whole', async () => {
    expect(await detailsWith({ password: 'wrong' })).toMatchObject({ code: 'authentication', reached: 'no' });
    expect(await detailsWith({ baseUrl: 'http://127.0.0.1:9' })).toMatchObject({ code: 'unavailable', reached: 'no' });
  });

  it('of a connection that was refused tells that nothing was sent, and of one that broke that it is not known', async () => {
    expect(await failureOfOne(braze, 'http://127.0.0.1:9')).toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/the connection was refused/),
    });
    await braze.fault({ match: { path: '/campaigns/trigger/send' }, fault: { kind: 'resetAfter' } });
    expect(await failureOfOne(braze, braze.sandbox.baseUrls.braze!)).toMatchObject({ code: 'outcomeUnknown' });
  });

  it.each([
    ['connect ETIMEDOUT 192.0.2.1:443', 'ETIMEDOUT', 'no'],
    ['connect EHOSTUNREACH 192.0.2.1:443', 'EHOSTUNREACH', 'no'],
    ['Client network socket disconnected before secure TLS connection was established', 'ECONNRESET', 'no'],
    ['read ETIMEDOUT', 'ETIMEDOUT', 'maybe'],
    ['socket hang up', 'ECONNRESET', 'maybe'],
    ['write EPROTO 40FD:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number', 'EPROTO', 'maybe'],
  ])('tells by the words of Node whether there was a connection: %s', (message, code, reached) => {
    const error = new NodeApiError({ name: '' } as INode, Object.assign(new Error(message), { code }) as never);
    expect(error.cause).toBeUndefined();
    expect(transportError(error)).toMatchObject({ reached });
  });

  // An n8n between the two changes throws a 401, and loses the answer.
  it('of a second 401 tells of the account', async () => {
    const ran = await follow.run(list, undefined, undefined, { accounts: follow.account({ apiToken: 'nobody-knows-it' }) });
    expect(ran.error?.context.data).toMatchObject({ code: 'authentication', status: 401 });
  });
});

describe('an item that has failed, where n8n takes none with details for the error output', () => {
  const stage = new Stage('braze');

  it('leaves by it all the same, with the details in the place of the message', async () => {
    splitAsInOldest();
    const ran = await stage.run(trigger, [{ json: { user: 'u1' } }, { json: { user: '', note: 'own' } }], { onError: 'continueErrorOutput' });
    expect(ran.jsons('Node', 0)).toEqual([expect.not.objectContaining({ error: expect.anything() })]);
    expect(ran.jsons('Node', 1)).toEqual([{ user: '', note: 'own', error: expect.any(String), message: expect.objectContaining({ code: 'validation' }) }]);
  });

  it('has its details by their name where it leaves with the others', async () => {
    const ran = await stage.run(trigger, [{ json: { user: '' } }], { onError: 'continueRegularOutput' });
    expect(ran.jsons('Node', 0)).toEqual([{ error: expect.any(String), details: expect.objectContaining({ code: 'validation' }) }]);
  });
});

it('knows no exceptions by that', () => expect(knowsExceptions()).toBe(false));

it('a name is not looked up where n8n lends no lookup; an address that shows that it is private is refused all the same', async () => {
  const host = { helpers: {} } as Host;
  expect(lookupOf(host)).toBeUndefined();
  const guard = guardOf(host);
  await expect(guard('https://files.example.com/a.csv')).resolves.toBeUndefined();
  await expect(guard('http://127.0.0.1/a.csv')).rejects.toThrow(/127\.0\.0\.1/);
});
