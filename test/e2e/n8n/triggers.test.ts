import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import type { JsonObject } from '../../../engine';
import type { Rehearsal } from '../../support/sandbox';
import { examples, HOST_MS, Server, type Row, type Workflow } from './server';

/** Triggers in a real n8n: it is killed again and again between a poll and what comes of it, and the shipped workflows are activated. */
const CAMPAIGN = 'FACMPGN_fQq2YaB9vrJQuDid';
/** Each night it is ten. */
const KILLS = Number(process.env.KILLS ?? 4);

let server: Server;
let listener: HttpServer;
/** Users of the hits that came out of the workflow. */
const told: string[] = [];

beforeAll(async () => {
  // Killed in the middle of an activation, n8n's queue of activations waits a long time before it takes the next one; without it the start takes it.
  server = await Server.start({ N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'false' });
  listener = createServer((request, response) => {
    void json(request).then((body) => {
      told.push(String((body as { userId?: unknown }).userId));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
}, HOST_MS);
afterAll(async () => {
  listener.close();
  await server.stop();
}, HOST_MS);

const until: Server['until'] = (holds) => server.until(holds);
const control: Rehearsal['control'] = (...given) => server.sandbox.control(...given);

/** Lets a request of Bryj have been made, and gives its ID. */
const synthetic = async (over: JsonObject): Promise<string> => {
  const { request_id } = (await control('POST', '/bryj/synthetic', { campaign_id: 'CMP_demo_welcome', ...over })) as { readonly request_id: string };
  return request_id;
};

const looks = () => server.sandbox.requests().filter(({ path }) => path.includes('/hits'));

it(
  'loses no hit and tells none twice, killed again and again while an answer is on its way',
  async () => {
    const account = await server.credential('FollowAnalytics', 'followAnalyticsApi', server.followData());
    const { port } = listener.address() as AddressInfo;
    const workflow = await server.save({
      name: 'Killed',
      nodes: [
        {
          ...{ id: 'trigger', name: 'Trigger', type: 'n8n-nodes-campaigns.followAnalyticsTrigger', typeVersion: 1, position: [0, 0] },
          parameters: { triggerOn: 'hits', campaignId: { __rl: true, mode: 'id', value: CAMPAIGN }, pollTimes: { item: [{ mode: 'everyHour', minute: 59 }] } },
          credentials: { followAnalyticsApi: account },
        },
        {
          ...{ id: 'post', name: 'Post', type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, position: [200, 0] },
          parameters: {
            method: 'POST',
            url: `http://127.0.0.1:${port}`,
            sendBody: true,
            specifyBody: 'json',
            jsonBody: '={{ JSON.stringify($json) }}',
            options: {},
          },
        },
      ],
      connections: { Trigger: { main: [[{ node: 'Post', type: 'main', index: 0 }]] } },
      settings: { executionOrder: 'v1' },
    });
    // The first poll is at activation.
    await server.activate(workflow);
    await until(() => looks().length > 0);
    const happened: string[] = [];
    for (let round = 0; round < KILLS; round++) {
      await server.deactivate(workflow);
      for (const user_id of [`round${round}-a`, `round${round}-b`, `round${round}-b`]) {
        await control('POST', '/followAnalytics/hits', { campaign_id: CAMPAIGN, user_id });
        happened.push(user_id);
      }
      await control('POST', '/faults', { vendor: 'followAnalytics', match: { path: '/hits' }, times: 1, fault: { kind: 'timeoutAfter' } });
      const held = (): number => looks().filter(({ swallowedStatus }) => swallowedStatus !== undefined).length;
      const before = held();
      // It is not answered: n8n waits for the poll.
      const activating = server.activate(workflow).catch(() => undefined);
      await until(() => held() > before);
      await server.n8n.kill();
      await activating;
      await server.restart();
      await until(() => told.length >= happened.length);
    }
    expect([...told].sort()).toEqual([...happened].sort());
    await server.deactivate(workflow);
  },
  HOST_MS,
);

it(
  'keeps a request that was noticed, by an execution without items, and tells its rows after a kill',
  async () => {
    const account = await server.credential('Bryj', 'bryjApi', server.accountData());
    const workflow = await server.save({
      name: 'Noticed',
      nodes: [
        {
          ...{ id: 'trigger', name: 'Trigger', type: 'n8n-nodes-campaigns.bryjTrigger', typeVersion: 1, position: [0, 0] },
          parameters: {
            ...{ triggerOn: 'report', watch: 'campaign', campaignId: 'CMP_demo_welcome', pollTimes: { item: [{ mode: 'everyHour', minute: 59 }] } },
            additionalFields: { firstAskMinutes: 0, lookEveryMinutes: 1 },
          },
          credentials: { bryjApi: account },
        },
        { ...{ id: 'rows', name: 'Rows', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [200, 0] }, parameters: {} },
      ],
      connections: { Trigger: { main: [[{ node: 'Rows', type: 'main', index: 0 }]] } },
      settings: { executionOrder: 'v1' },
    });
    const kept = async (): Promise<string> => JSON.stringify((await server.call<{ staticData: unknown }>('GET', `/workflows/${workflow.id}`)).staticData ?? '');
    await server.activate(workflow);
    await until(async () => (await kept()).includes('lookedAt'));
    // Both clocks are ours here: it is sent in so many seconds, and looked for a minute after the first time.
    await wait(61_000);
    const sendAt = Date.now() + 15_000;
    await synthetic({ rows: 3, prefix: 'delivered-android-', send_at: sendAt });
    await server.deactivate(workflow);
    await server.activate(workflow);
    await until(async () => (await kept()).includes('sendAt'));
    await server.n8n.kill();
    await control('POST', '/clock', { advanceMs: 60_000 });
    // The start polls once, and by then it has been sent. An activation beside that poll would read what it has not saved yet.
    await wait(Math.max(0, sendAt + 1000 - Date.now()));
    await server.restart();
    await until(async () => (await server.made(workflow, 'Rows')).length > 0);
    expect((await server.made(workflow, 'Rows')).map(({ userId }) => userId)).toHaveLength(3);
    await server.deactivate(workflow);
  },
  HOST_MS,
);

it(
  'a request that fails for good holds up no other one, and is a failed execution of its own',
  async () => {
    const account = await server.credential('Bryj', 'bryjApi', server.accountData());
    const request_id = await synthetic({ rows: 3, prefix: 'delivered-android-' });
    const workflow = await server.save({
      name: 'One of two',
      nodes: [
        {
          ...{ id: 'trigger', name: 'Trigger', type: 'n8n-nodes-campaigns.bryjTrigger', typeVersion: 1, position: [0, 0] },
          parameters: {
            ...{ triggerOn: 'report', watch: 'requests', requestIds: ['no-such-request', request_id] },
            ...{ pollTimes: { item: [{ mode: 'everyHour', minute: 59 }] }, additionalFields: { firstAskMinutes: 0 } },
          },
          credentials: { bryjApi: account },
        },
        { ...{ id: 'rows', name: 'Rows', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [200, 0] }, parameters: {} },
      ],
      connections: { Trigger: { main: [[{ node: 'Rows', type: 'main', index: 0 }]] } },
      settings: { executionOrder: 'v1' },
    });
    await server.activate(workflow);
    const failed = () => server.executions(workflow, 'error');
    await until(async () => (await failed()).length > 0 && (await server.made(workflow, 'Rows')).length > 0);
    expect((await server.made(workflow, 'Rows')).map(({ userId }) => userId)).toHaveLength(3);
    const [id] = await failed();
    expect(await server.execution(id!)).toContain('no-such-request');
    await server.deactivate(workflow);
  },
  HOST_MS,
);

/** Imports a shipped workflow with the sandbox's accounts, and activates it. */
const start = async (name: string, parameters: object): Promise<{ readonly workflow: Workflow; readonly triggers: number }> => {
  const file = JSON.parse(await readFile(join(examples, `${name}.json`), 'utf8')) as {
    name: string;
    nodes: { type: string; parameters: object; credentials?: Record<string, object> }[];
  };
  const data: Record<string, object> = {
    bryjApi: server.accountData(),
    brazeApi: server.brazeData(),
    followAnalyticsApi: server.followData(),
    horisenApi: server.horisenData(),
  };
  for (const node of file.nodes) {
    if (node.type.endsWith('Trigger')) node.parameters = { ...node.parameters, ...parameters };
    for (const type of Object.keys(node.credentials ?? {})) node.credentials = { [type]: await server.credential(`${name} ${type}`, type, data[type]!) };
  }
  const workflow = await server.save(file);
  await server.activate(workflow);
  return { workflow, triggers: file.nodes.filter(({ type }) => type.endsWith('Trigger')).length };
};

describe('the examples', () => {
  /** Activates it, lets something happen, activates it again, and gives the records that come of it. */
  const watch = async (name: string, node: string, happen: () => Promise<unknown>, parameters: object = {}): Promise<Row[]> => {
    const asked = (): number => server.sandbox.requests().filter(({ status }) => status !== null).length;
    const before = asked();
    const { workflow, triggers } = await start(name, parameters);
    // The answer to an activation comes before its polls: what happens until then is not told.
    await until(() => asked() >= before + triggers);
    await wait(500);
    await happen();
    await server.deactivate(workflow);
    await server.activate(workflow);
    await until(async () => (await server.made(workflow, node)).length > 0);
    const records = await server.made(workflow, node);
    await server.deactivate(workflow);
    return records;
  };
  const nothing = async (): Promise<void> => undefined;
  const hit = () => control('POST', '/followAnalytics/hits', { campaign_id: CAMPAIGN, user_id: 'zoe' });
  const unsubscribe = () => control('POST', '/braze/emails', { email: 'zoe@example.com', event: 'unsubscribe' });
  const end = () => control('POST', `/followAnalytics/campaigns/${CAMPAIGN}/end`, {});
  const aWeekLater = () => control('POST', '/clock', { advanceMs: 8 * 24 * 3_600_000 });

  it(
    'tell of what happens, each in its own form',
    async () => {
      expect(await watch('follow-hits-to-crm', 'Record', hit)).toContainEqual(expect.objectContaining({ contact: 'zoe' }));
      const rows = await watch('follow-report-rows-to-crm', 'Record', nothing);
      expect(rows.map(({ lastPush }) => lastPush)).toEqual(expect.arrayContaining(['sent', 'failed']));
      const request_id = await synthetic({ rows: 300 });
      const failed = await watch('bryj-report-rows-to-crm', 'Record', nothing, {
        ...{ watch: 'requests', requestIds: [request_id], options: { firstAskMinutes: 0 } },
      });
      expect(failed.length).toBeGreaterThan(0);
      expect(failed.every(({ lastPush }) => lastPush === 'failed')).toBe(true);
      expect(await watch('braze-unsubscribes-as-they-come', 'Record', unsubscribe)).toEqual([expect.objectContaining({ email: 'zoe@example.com' })]);
      const yesterday = new Date(Date.now() - 24 * 3_600_000).toISOString().slice(0, 10);
      const days = await watch('braze-daily-figures', 'Row', nothing, { startingAt: `${yesterday}T00:00:00Z` });
      expect(days.length).toBeGreaterThan(0);
      expect(days.every(({ day }) => day === yesterday)).toBe(true);
      expect(await watch('follow-status-to-chat', 'Sentence', end)).toContainEqual({ text: expect.stringContaining('now finished') });
      expect(await watch('horisen-status-to-chat', 'Sentence', aWeekLater)).toContainEqual({ text: expect.stringContaining('executed at') });
    },
    HOST_MS,
  );
});
