import { bool, choice, num, str, WELCOME, type Values } from './bench';
import { PollBench } from './pollBench';

/** The polling nodes in Node-RED's own runtime: when they look, what they send, and what they keep. */
let bench: PollBench;
beforeAll(async () => {
  bench = await PollBench.open();
});
afterEach(async () => {
  await bench.reset();
  bench.forgetAccount();
});
afterAll(() => bench.close());

const MINUTE = 60_000;
const CAMPAIGN = 'FACMPGN_fQq2YaB9vrJQuDid';
const picked = { type: 'pick', value: CAMPAIGN };

const hits = (values: Values = {}) => bench.node('hits', 'followAnalytics', 'hits', { campaignId: picked, ...values });
const hit = (user_id: string) => bench.sandbox.control('POST', '/followAnalytics/hits', { campaign_id: CAMPAIGN, user_id });
const hitAll = async (count: number) => {
  for (let i = 0; i < count; i++) await hit(`user-${i}`);
};
const looks = () => bench.wire(`/api/transac/${CAMPAIGN}/hits`).length;
const users = async () => (await bench.rows()).map(({ userId }) => userId);

describe('hits in', () => {
  it('looks when the flow starts and tells nothing, then each hit once, at its intervals', async () => {
    await bench.start(hits());
    expect(looks()).toBe(1);
    expect(await bench.taken()).toEqual([]);
    await hit('ada');
    await bench.clock.pass(4 * MINUTE);
    expect(looks()).toBe(1);
    await bench.clock.pass(MINUTE);
    expect(looks()).toBe(2);
    const [msg] = await bench.taken();
    expect(msg).toMatchObject({
      payload: { vendor: 'followAnalytics', campaignId: CAMPAIGN, userId: 'ada', raw: { user_id: 'ada' } },
      campaign: { vendor: 'followAnalytics', source: 'hits', topic: 'hits', campaignId: CAMPAIGN },
      parts: { index: 0, count: 1, type: 'array' },
      complete: true,
    });
    expect(bench.statuses.at(-1)).toMatchObject({ fill: 'yellow', text: 'campaigns.status.newsInMemory' });
    await bench.clock.pass(5 * MINUTE);
    expect(await bench.taken()).toEqual([]);
    expect(looks()).toBe(3);
    expect(bench.caught).toEqual([]);
  });

  it('names the members of its rows as all outputs do, in a node of today', async () => {
    await bench.start({ ...hits(), version: 2 });
    await hit('ada');
    await bench.clock.pass(5 * MINUTE);
    const [msg] = await bench.taken();
    expect(msg!.payload).toMatchObject({ vendor: 'followAnalytics', campaign_id: CAMPAIGN, user_id: 'ada', raw: { user_id: 'ada' } });
    expect(msg!.payload).not.toHaveProperty('userId');
  });

  it('sends one message a row, as a sequence with its end', async () => {
    await bench.start(hits());
    await hitAll(3);
    await bench.clock.pass(5 * MINUTE);
    const messages = await bench.taken();
    const { id } = messages[0]!.parts as { id: string };
    expect(messages.map(({ parts }) => parts)).toEqual([
      { id, type: 'array', index: 0 },
      { id, type: 'array', index: 1 },
      { id, type: 'array', index: 2, count: 3 },
    ]);
    expect(messages.map(({ complete }) => complete)).toEqual([undefined, undefined, true]);
    await hit('later');
    await bench.clock.pass(5 * MINUTE);
    expect((await bench.taken()).map(({ parts }) => (parts as { id: string }).id)).not.toContain(id);
  });

  it('sends groups of rows', async () => {
    await bench.start(hits({ sendRows: choice('groups'), rowsPerMessage: num(2) }));
    await hitAll(5);
    await bench.clock.pass(5 * MINUTE);
    const messages = await bench.taken();
    expect(messages.map(({ payload }) => (payload as unknown[]).length)).toEqual([2, 2, 1]);
    expect(messages.map(({ parts }) => parts)).toEqual([
      expect.objectContaining({ index: 0, len: 2 }),
      expect.objectContaining({ index: 1, len: 2 }),
      expect.objectContaining({ index: 2, len: 1, count: 3 }),
    ]);
  });

  it('sends all rows in one message, and none where there are none', async () => {
    await bench.start(hits({ sendRows: choice('all') }));
    await hitAll(5);
    await bench.clock.pass(5 * MINUTE);
    const [msg, ...others] = await bench.taken();
    expect(msg!.payload).toHaveLength(5);
    expect(msg!.parts).toBeUndefined();
    expect(others).toEqual([]);
    await bench.clock.pass(5 * MINUTE);
    expect(await bench.taken()).toEqual([]);
  });

  it('reads back to the start that is given, in bits, and keeps little of it', async () => {
    await bench.start(hits({ startingAt: str('2026-01-10T00:00:00Z'), sendRows: choice('groups'), rowsPerMessage: num(500) }));
    const messages = await bench.taken();
    expect(messages.slice(0, -1).every(({ payload }) => (payload as unknown[]).length === 500)).toBe(true);
    const rows = messages.flatMap(({ payload }) => payload as { time: string }[]);
    expect(rows.length).toBeGreaterThan(10_000);
    expect(rows.map(({ time }) => time)).toEqual(rows.map(({ time }) => time).sort());
    expect(Buffer.byteLength(JSON.stringify(await bench.kept()))).toBeLessThan(64_000);
    await bench.clock.pass(5 * MINUTE);
    expect(await bench.taken()).toEqual([]);
  });

  it('sends again what came since a time, marked, once for each time that is deployed', async () => {
    const brief = async () => (await bench.rows()).map(({ userId, replayed }) => [userId, replayed]);
    await bench.start(hits());
    await hit('ada');
    await bench.clock.pass(5 * MINUTE);
    expect(await brief()).toEqual([['ada', undefined]]);
    await hit('bob');
    const since = new Date(bench.clock.now() - 10 * MINUTE).toISOString();
    await bench.deploy(hits({ replaySince: str(since) }));
    expect(await brief()).toEqual([
      ['ada', true],
      ['bob', undefined],
    ]);
    await bench.deploy(hits({ replaySince: str(since), every: num(10) }));
    await bench.clock.pass(20 * MINUTE);
    expect(await brief()).toEqual([]);
    await bench.deploy(hits());
    expect(await brief()).toEqual([]);
    await bench.deploy(hits({ replaySince: str(since) }));
    expect(await brief()).toEqual([
      ['ada', true],
      ['bob', true],
    ]);
    expect(bench.caught).toEqual([]);
  });

  it('replays nothing since a time that an expression makes anew at each look', async () => {
    await bench.start(hits({ replaySince: { type: 'jsonata', value: '$now()' } }));
    expect(bench.statuses.at(-1)).toMatchObject({ fill: 'red' });
    await bench.clock.pass(6 * MINUTE);
    expect(bench.caught[0]!.error).toMatchObject({ code: 'validation', message: expect.stringMatching(/'Replay Since' is an expression/) });
    expect(looks()).toBe(0);
  });

  it('goes on where it stood after a deploy', async () => {
    await bench.start(hits());
    await hit('ada');
    await bench.deploy(hits({ every: num(10) }));
    expect(await users()).toEqual(['ada']);
    await bench.deploy(hits());
    expect(await bench.taken()).toEqual([]);
  });

  it('begins anew for another source, and when it is told to', async () => {
    await bench.start(hits());
    await hit('ada');
    await bench.send({ topic: 'reset' });
    expect(await bench.taken()).toEqual([]);
    expect(bench.completed).toHaveLength(1);
    await hit('bob');
    await bench.send({ payload: 'poll' });
    expect(await users()).toEqual(['bob']);
    await bench.deploy(bench.node('hits', 'followAnalytics', 'hitsPerUser', { campaignId: picked }));
    expect(await bench.taken()).toEqual([]);
  });

  it('refuses a message that says nothing', async () => {
    await bench.start(hits());
    await bench.send({ payload: 'hello' });
    expect(bench.caught[0]!.error).toMatchObject({ code: 'validation', message: expect.stringContaining("'poll' or 'reset'") });
    await bench.send({ requestId: 'some' });
    expect(bench.caught[1]!.error).toMatchObject({ message: expect.stringContaining('does not wait for reports') });
  });
});

describe('the schedule', () => {
  it('follows a cron expression', async () => {
    await bench.start(hits({ schedule: choice('cron'), cron: str('0 * * * *') }));
    const before = looks();
    await bench.clock.pass(3 * 60 * MINUTE);
    expect(looks() - before).toBe(3);
    const hour = new Date(bench.clock.now());
    expect(bench.clock.slept.at(-1)).toBeLessThanOrEqual(60 * MINUTE);
    expect(hour.getMinutes()).toBe(new Date(bench.clock.now()).getMinutes());
  });

  it.each([
    [{ schedule: choice('cron'), cron: str('every day') }, /'Cron Expression' is 'every day', which cannot be read/],
    [{ every: num(2), everyUnit: choice('seconds') }, /the minimum is 10 seconds/],
  ])('says what is wrong with it', async (values, message) => {
    await bench.start(hits(values));
    expect(bench.statuses.at(-1)).toMatchObject({ fill: 'red' });
    await bench.clock.pass(6 * MINUTE);
    expect(bench.caught[0]!.error).toMatchObject({ code: 'validation', message: expect.stringMatching(message) });
  });

  it('does nothing while it is not enabled', async () => {
    await bench.start(hits({ enabled: bool(false) }));
    await bench.clock.pass(20 * MINUTE);
    expect(looks()).toBe(0);
    expect(bench.statuses.at(-1)).toMatchObject({ fill: 'grey', text: 'campaigns.status.disabled' });
  });

  it('says on the node when nothing is kept beyond the end of Node-RED', async () => {
    await bench.start(hits(), { contextStorage: { default: { module: 'memory' } } });
    expect(bench.statuses.at(-1)!.text).toBe('campaigns.status.memoryOnly');
    await bench.reset();
    await bench.start(hits(), { contextStorage: { default: 'file', file: { module: 'localfilesystem' } } });
    expect(bench.statuses.at(-1)!.text).toBe('campaigns.status.nothingNew');
    await bench.reset();
    await bench.start(hits({ contextStore: str('quick') }), { contextStorage: { default: { module: 'localfilesystem' }, quick: { module: 'memory' } } });
    expect(bench.statuses.at(-1)!.text).toBe('campaigns.status.memoryOnly');
  });
});

describe('when the vendor fails', () => {
  it('tells a Catch node and the status, looks again ever later, and loses nothing', async () => {
    await bench.start(hits());
    await hit('ada');
    await bench.fault({ vendor: 'followAnalytics', match: { path: '/hits' }, times: null, fault: { kind: 'status', status: 404 } });
    await bench.clock.pass(60 * MINUTE);
    expect(bench.caught[0]!.error).toMatchObject({ code: 'notFound', cause: { todo: expect.any(String) } });
    expect(bench.statuses.at(-1)).toMatchObject({ fill: 'red', shape: 'ring' });
    // After 5 minutes the first one, then after 5, 10, 20 and 40 more.
    expect(bench.caught.length).toBe(4);
    await bench.sandbox.control('DELETE', '/faults');
    await bench.clock.pass(60 * MINUTE);
    expect(await users()).toEqual(['ada']);
    await hit('bob');
    await bench.clock.pass(5 * MINUTE);
    expect(await users()).toEqual(['bob']);
  });

  it('hands on what came before the failure', async () => {
    await bench.sandbox.control('POST', '/followAnalytics/settings', { seededHits: 20_000 });
    await bench.fault({ vendor: 'followAnalytics', match: { path: '/hits' }, skip: 2, times: 1, fault: { kind: 'status', status: 404 } });
    const node = hits({ startingAt: str('2025-12-01T00:00:00Z'), sendRows: choice('groups'), rowsPerMessage: num(5_000) });
    await bench.start(node);
    const state = (await bench.kept()) as { from: string };
    expect(state.from > '2025-12-01T00:00:00Z').toBe(true);
    const before = bench.out.reduce((sum, { payload }) => sum + (payload as unknown[]).length, 0);
    expect(before).toBeGreaterThan(0);
    await bench.clock.pass(5 * MINUTE);
    expect(bench.caught[0]!.error).toMatchObject({
      message: expect.stringContaining(`Before that, ${before} rows were sent on; more would have followed.`),
      cause: { handedOn: { rows: before } },
    });
    const rows = (await bench.taken()).flatMap(({ payload }) => payload as { time: string }[]);
    expect(rows).toHaveLength(20_000);
    expect(rows.map(({ time }) => time)).toEqual(rows.map(({ time }) => time).sort());
  });
});

describe('report in', () => {
  const report = (values: Values = {}) => bench.node('report', 'bryj', 'report', { watch: choice('requests'), firstAskMinutes: num(0), ...values });
  const batch = async (rows: number, prefix: string) => {
    const made = await bench.sandbox.control('POST', '/bryj/synthetic', { campaign_id: WELCOME, rows, prefix });
    return (made as { request_id: string }).request_id;
  };

  it('waits for the requests that messages name, as a trigger batch node answers, and forgets them when their report was handed on', async () => {
    await bench.start(report());
    expect(bench.statuses.at(-1)).toMatchObject({ shape: 'ring', text: 'campaigns.status.noRequest' });
    const one = await batch(3, 'delivered-android-a');
    await bench.send({ payload: { request_id: one } });
    expect(await bench.kept('requests')).toEqual([]);
    const messages = await bench.taken();
    expect(messages.map(({ payload }) => (payload as { requestId: string }).requestId)).toEqual([one, one, one]);
    expect(messages[0]!.campaign).toEqual({ vendor: 'bryj', source: 'report', topic: 'report', requestId: one });
    const two = await batch(2, 'delivered-android-b');
    await bench.send({ requestId: [two] });
    expect((await bench.rows()).map(({ requestId }) => requestId)).toEqual([two, two]);
    expect(bench.caught).toEqual([]);
  });

  it('tells of one request that fails, and looks for the others as often as before', async () => {
    const one = await batch(2, 'delivered-android-a');
    await bench.start(report({ requestIds: str(`nobody, ${one}`), every: num(1) }));
    expect((await bench.rows()).map(({ requestId }) => requestId)).toEqual([one, one]);
    expect(bench.caught.map(({ error }) => error)).toEqual([
      expect.objectContaining({ code: 'notFound', message: expect.stringMatching(/The report of request nobody could not be read: .*the others continue/) }),
    ]);
    expect(bench.statuses.at(-1)).toMatchObject({ fill: 'red', shape: 'ring' });
    for (let look = 0; look < 3; look++) await bench.clock.pass(MINUTE);
    // Not at longer intervals, as after a look that failed as a whole.
    expect(bench.clock.slept).toEqual([MINUTE, MINUTE, MINUTE, MINUTE]);
    expect(bench.caught).toHaveLength(1);
  });

  it('goes on asking for a report that is not ready, also after a deploy', async () => {
    await bench.sandbox.control('POST', '/bryj/settings', { processingMs: 12 * MINUTE });
    await bench.start(report({ every: num(1) }));
    const id = (await bench.sandbox.control('POST', '/bryj/synthetic', {
      campaign_id: WELCOME,
      rows: 2,
      send_at: bench.clock.now(),
      prefix: 'delivered-android-',
    })) as { request_id: string };
    await bench.send({ requestId: id.request_id });
    expect(await bench.taken()).toEqual([]);
    expect(await bench.kept('requests')).toEqual([id.request_id]);
    await bench.deploy(report({ every: num(1) }));
    await bench.clock.pass(60 * MINUTE);
    expect(await bench.rows()).toHaveLength(2);
    expect(await bench.kept('requests')).toEqual([]);
  });

  it('sends the report of a request again that a message had named, although it is forgotten', async () => {
    await bench.start(report());
    const [id] = [
      (await bench.sandbox.control('POST', '/bryj/synthetic', {
        campaign_id: WELCOME,
        rows: 2,
        send_at: bench.clock.now() - 60 * MINUTE,
        prefix: 'delivered-android-',
      })) as {
        request_id: string;
      },
    ];
    await bench.send({ requestId: id!.request_id });
    const rows = await bench.rows();
    expect(rows).toHaveLength(2);
    await bench.clock.pass(10 * MINUTE);
    expect(await bench.kept('requests')).toEqual([]);
    await bench.deploy(report({ replaySince: str(new Date(bench.clock.now() - 60 * MINUTE).toISOString()) }));
    expect(await bench.rows()).toEqual(rows.map((row) => ({ ...row, replayed: true })));
    await bench.clock.pass(10 * MINUTE);
    expect(await bench.rows()).toEqual([]);
    expect(bench.caught).toEqual([]);
  });

  it('takes no request while it watches a campaign', async () => {
    await bench.start(report({ watch: choice('campaign'), campaignId: str(WELCOME) }));
    await bench.send({ requestId: 'some' });
    expect(bench.caught[0]!.error).toMatchObject({ message: expect.stringContaining('watches a campaign') });
  });

  it("tells of Braze's days", async () => {
    await bench.start(bench.node('report', 'braze', 'revenueSeries', { lastPoint: choice('complete'), every: num(6), everyUnit: choice('hours') }));
    await bench.clock.pass(24 * 60 * MINUTE);
    expect(bench.caught).toEqual([]);
    const [msg] = await bench.taken();
    expect(msg).toMatchObject({ payload: { vendor: 'braze', series: 'revenue', complete: true }, campaign: { source: 'revenueSeries' } });
  });
});

it('campaign status in tells of campaigns that end', async () => {
  await bench.start(bench.node('status', 'followAnalytics', 'status', { events: { type: 'choices', value: ['finished'] } }));
  await bench.sandbox.control('POST', `/followAnalytics/campaigns/${CAMPAIGN}/end`, {});
  await bench.clock.pass(5 * MINUTE);
  expect(await bench.rows()).toEqual([expect.objectContaining({ event: 'finished', campaignId: CAMPAIGN, previousStatus: 'ongoing' })]);
});

it('is closed in the middle of a look, and comes back to it', async () => {
  await bench.start(hits());
  await hit('ada');
  await bench.fault({ vendor: 'followAnalytics', match: { path: '/hits' }, times: 1, fault: { kind: 'timeoutBefore' } });
  const sent = bench.clock.pass(5 * MINUTE);
  while (!bench.wire('/hits').some(({ fault }) => fault === 'timeoutBefore')) await new Promise((go) => setImmediate(go));
  await bench.deploy(hits());
  await sent;
  expect(await users()).toEqual(['ada']);
  expect(bench.caught).toEqual([]);
});

it('looks again after a minute where more came in it than can be remembered', async () => {
  await bench.start(hits({ every: num(6), everyUnit: choice('hours') }));
  for (let i = 0; i < 2_500; i++) await hit(`somebody with a long name, number ${i}`);
  await bench.send({ topic: 'poll' });
  const first = await users();
  expect(first.length).toBeLessThan(2_500);
  await bench.clock.pass(2 * MINUTE);
  const rest = await users();
  expect(first.length + rest.length).toBe(2_500);
  expect(new Set([...first, ...rest]).size).toBe(2_500);
});
