import { setTimeout as wait } from 'node:timers/promises';
import { step } from '../../support/n8nStep.mts';
import { HOST_MS, type Workflow } from '../n8n/server';
import { QueueMode } from './queueMode';

/**
 * n8n in queue mode. What is promised there: nobody is messaged twice, whatever becomes of a worker, and whoever was not messaged is named, except by an
 * execution whose worker was killed, whose data n8n itself throws away.
 */
let queue: QueueMode;
beforeAll(async () => {
  queue = await QueueMode.start();
  await queue.startWorker('one');
}, HOST_MS);
afterAll(() => queue?.stop(), HOST_MS);

const TRIGGER = '/campaigns/trigger/send';
const CAMPAIGN = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';
/** Recipients of a request. */
const PACKED = 50;

const { QUEUE_EXECUTIONS = '20', QUEUE_PEOPLE = '5000' } = process.env;
const EXECUTIONS = Number(QUEUE_EXECUTIONS);
const PEOPLE = Number(QUEUE_PEOPLE);
/** One request in twenty fails, in another way each time. */
const FAULTY = 20;

const control = (method: 'POST' | 'DELETE', path: string, body?: object) => queue.server.sandbox.control(method, path, body as never);
const accepted = (): Readonly<Record<string, number>> => queue.server.sandbox.accepted('braze').people;
const twice = (): readonly string[] =>
  Object.entries(accepted())
    .filter(([, count]) => count > 1)
    .map(([person]) => person);

let made = 0;

/** Somebody calls the webhook, and a list of people is sent. */
const sender = async (path: string, parameters: object = {}): Promise<Workflow> => {
  const { id, name } = await queue.server.credential(`Braze ${++made}`, 'brazeApi', queue.server.brazeData());
  const workflow = await queue.server.save({
    name: path,
    settings: { executionOrder: 'v1' },
    nodes: [
      step('Webhook', 'n8n-nodes-base.webhook', 2, { path, httpMethod: 'GET', responseMode: 'onReceived', options: {} }, { webhookId: path }),
      step('People', 'n8n-nodes-base.httpRequest', 4.2, { url: `=${queue.people('{{ $json.query.of }}', '{{ $json.query.count }}')}`, options: {} }),
      step(
        'Send',
        'n8n-nodes-campaigns.braze',
        2,
        { resource: 'campaign', operation: 'trigger', campaignId: { __rl: true, mode: 'id', value: CAMPAIGN }, recipientsFrom: 'items', ...parameters },
        { credentials: { brazeApi: { id, name } }, onError: 'continueRegularOutput' },
      ),
    ],
    connections: {
      Webhook: { main: [[{ node: 'People', type: 'main', index: 0 }]] },
      People: { main: [[{ node: 'Send', type: 'main', index: 0 }]] },
    },
  });
  await queue.server.activate(workflow);
  await queue.server.until(async () => (await fetch(`${queue.server.n8n.url}/webhook/${path}?of=nobody&count=0`)).ok);
  return workflow;
};

const send = async (path: string, of: string, count = PEOPLE): Promise<void> => {
  const reply = await fetch(`${queue.server.n8n.url}/webhook/${path}?of=${of}&count=${count}`);
  expect(reply.status).toBe(200);
};

const RUNNING = ['new', 'running', 'waiting'];
const ended = async ({ id }: Workflow): Promise<Awaited<ReturnType<QueueMode['states']>>> => {
  for (;;) {
    const states = await queue.states(id);
    if (states.length > 0 && states.every(({ status }) => !RUNNING.includes(status))) return states;
    await wait(500);
  }
};

interface Said {
  readonly status?: string;
  readonly code?: string;
}

/** What an execution says of each person. */
const saidIn = async (execution: number): Promise<readonly (Said & { readonly person: number })[]> => {
  const items = await queue.server.items(String(execution), 'Send');
  return items.map(({ json, pairedItem }) => {
    const { status, details } = json as { status?: string; details?: { code?: string } };
    const [{ item = 0 } = {}] = [pairedItem].flat() as { item?: number }[];
    return { person: item, ...(status !== undefined && { status }), ...(details?.code !== undefined && { code: details.code }) };
  });
};

/** Vendor's faults for so many requests, and an answer that takes its time. */
const trouble = async (requests: number): Promise<void> => {
  const kinds = [
    { kind: 'status', status: 500 },
    { kind: 'answer', status: 500 },
    { kind: 'resetBefore' },
    { kind: 'resetAfter' },
    { kind: 'rateLimit', retryAfterSeconds: 1 },
    { kind: 'status', status: 400, body: { message: 'Bad Request' } },
  ];
  for (let skip = FAULTY - 1, i = 0; skip < requests; skip += FAULTY, i++)
    await control('POST', '/faults', { vendor: 'braze', match: { path: TRIGGER }, skip, fault: kinds[i % kinds.length] });
  await control('POST', '/faults', { vendor: 'braze', match: { path: TRIGGER }, times: null, fault: { kind: 'slow', ms: 100 } });
};

/** Seconds from the first start to the last end. */
const secondsOf = (states: Awaited<ReturnType<QueueMode['states']>>): number =>
  (Math.max(...states.map(({ stoppedAt }) => Date.parse(stoppedAt))) - Math.min(...states.map(({ startedAt }) => Date.parse(startedAt)))) / 1000;

const print = (line: string): void => void process.stderr.write(`${line}\n`);

it(
  'a send-once key that one worker has noted holds for another',
  async () => {
    const workflow = await sender('once', { options: { sendOnceKey: 'spring' } });
    const before = (await ended(workflow)).length;
    await send('once', 'member', 300);
    expect((await ended(workflow)).map(({ status }) => status)).toEqual(Array(before + 1).fill('success'));
    await queue.startWorker('two');
    await queue.stopWorker('one');
    await send('once', 'member', 300);
    const again = (await ended(workflow)).at(-1)!;
    expect((await saidIn(again.id)).map(({ status }) => status)).toEqual(Array(300).fill('skipped'));
    expect(Object.values(accepted())).toEqual(Array(300).fill(1));
    await queue.startWorker('one');
  },
  HOST_MS,
);

it(
  'executions at a vendor that takes its time, by one worker and by two: each person is messaged once',
  async () => {
    const [executions, people] = [EXECUTIONS / 2, (PEOPLE * 2) / 5];
    const workflow = await sender('slow');
    for (const workers of ['one', 'two']) {
      await control('POST', '/reset');
      await control('POST', '/faults', { vendor: 'braze', match: { path: TRIGGER }, times: null, fault: { kind: 'slow', ms: 300 } });
      if (workers === 'one') await queue.stopWorker('two');
      else await queue.startWorker('two');
      const before = (await ended(workflow)).map(({ id }) => id);
      for (let i = 0; i < executions; i++) await send('slow', `${workers}${i}`, people);
      const all = (await ended(workflow)).filter(({ id }) => !before.includes(id));
      print(
        `queue mode: ${executions} executions of ${people} people, 300 ms a request, by ${workers}: ${((executions * 60) / secondsOf(all)).toFixed(1)} a minute`,
      );
      expect(all.map(({ status }) => status)).toEqual(Array(executions).fill('success'));
      expect([Object.keys(accepted()).length, twice()]).toEqual([executions * people, []]);
    }
  },
  HOST_MS,
);

it(
  `${EXECUTIONS} executions of ${PEOPLE} people over two workers, with faults: each is messaged once at most, and all others are named`,
  async () => {
    await control('POST', '/reset');
    await trouble((EXECUTIONS * PEOPLE) / PACKED);
    const workflow = await sender('many');
    const before = (await ended(workflow)).map(({ id }) => id);
    for (let i = 0; i < EXECUTIONS; i++) await send('many', `e${i}`);
    const all = (await ended(workflow)).filter(({ id }) => !before.includes(id));
    print(`queue mode: ${EXECUTIONS} executions of ${PEOPLE} people over two workers in ${secondsOf(all).toFixed(1)} s`);
    expect(all.map(({ status }) => status)).toEqual(Array(EXECUTIONS).fill('success'));
    const got = accepted();
    expect(twice()).toEqual([]);
    let unknown = 0;
    let refused = 0;
    for (const { id } of all) {
      const said = await saidIn(id);
      expect(new Set(said.map(({ person }) => person)).size).toBe(PEOPLE);
      unknown += said.filter(({ code }) => code === 'outcomeUnknown').length;
      refused += said.filter(({ code, status }) => code !== 'outcomeUnknown' && status !== 'accepted').length;
    }
    // Whoever is said to be messaged was, and nobody else was but those of whom it is not known.
    const told = EXECUTIONS * PEOPLE - unknown - refused;
    expect(Object.keys(got).length).toBeGreaterThanOrEqual(told);
    expect(Object.keys(got).length).toBeLessThanOrEqual(told + unknown);
    expect([unknown > 0, refused > 0]).toEqual([true, true]);
  },
  HOST_MS,
);

it(
  'a worker that is killed in mid-send, and started again: nobody is messaged twice, and its executions are no successes',
  async () => {
    await control('POST', '/reset');
    await control('POST', '/faults', { vendor: 'braze', match: { path: TRIGGER }, times: null, fault: { kind: 'slow', ms: 400 } });
    const workflow = await sender('killed');
    const before = (await ended(workflow)).map(({ id }) => id);
    const executions = Math.max(4, EXECUTIONS / 4);
    for (let i = 0; i < executions; i++) await send('killed', `k${i}`);
    await queue.server.until(() => Object.keys(accepted()).length > (executions * PEOPLE) / 4);
    await queue.killWorker('one');
    await queue.startWorker('one');
    const all = (await ended(workflow)).filter(({ id }) => !before.includes(id));
    const successes = all.filter(({ status }) => status === 'success').length;
    print(`queue mode: of ${executions} executions ${successes} ended, ${executions - successes} were lost with their worker`);
    expect(all).toHaveLength(executions);
    expect(successes).toBeLessThan(executions);
    expect(twice()).toEqual([]);
    expect(Object.keys(accepted()).length).toBeGreaterThanOrEqual(successes * PEOPLE);
  },
  HOST_MS,
);

it(
  'a polling trigger tells each row once, by one worker or the other',
  async () => {
    const account = await queue.server.credential('FollowAnalytics', 'followAnalyticsApi', queue.server.followData());
    const CAMPAIGN_OF_HITS = 'FACMPGN_fQq2YaB9vrJQuDid';
    const workflow = await queue.server.save({
      name: 'Hits',
      settings: { executionOrder: 'v1' },
      nodes: [
        step(
          'Trigger',
          'n8n-nodes-campaigns.followAnalyticsTrigger',
          2,
          { triggerOn: 'hits', campaignId: CAMPAIGN_OF_HITS, pollTimes: { item: [{ mode: 'everyHour', minute: 59 }] } },
          { credentials: { followAnalyticsApi: account } },
        ),
        step('Rows', 'n8n-nodes-base.noOp', 1, {}),
      ],
      connections: { Trigger: { main: [[{ node: 'Rows', type: 'main', index: 0 }]] } },
    });
    const asked = (): number => queue.server.sandbox.requests().filter(({ path }) => path.includes('/hits')).length;
    const happened: string[] = [];
    for (let round = 0; round < 4; round++) {
      const before = asked();
      // The poll at the activation.
      await queue.server.activate(workflow);
      await queue.server.until(() => asked() > before);
      await queue.server.until(async () => (await queue.server.made(workflow, 'Rows')).length >= happened.length);
      await queue.server.deactivate(workflow);
      for (const user of ['a', 'b', 'b']) {
        await control('POST', '/followAnalytics/hits', { campaign_id: CAMPAIGN_OF_HITS, user_id: `${user}${round}` });
        happened.push(`${user}${round}`);
      }
    }
    await queue.server.activate(workflow);
    await queue.server.until(async () => (await queue.server.made(workflow, 'Rows')).length >= happened.length);
    const rows = await queue.server.made(workflow, 'Rows');
    expect(rows.map(({ user_id }) => user_id).sort()).toEqual([...happened].sort());
    await queue.server.deactivate(workflow);
  },
  HOST_MS,
);
