import { NodeApiError } from 'n8n-workflow';
import type { JsonObject } from '../../../engine';
import { PollStage, type Watched } from './pollStage';
import { picked } from './stage';

/** FollowAnalytics' hits in n8n's own engine: from the first poll at activation on. */
const stage = new PollStage('followAnalytics', Date.UTC(2026, 0, 15, 12));
const MINUTE = 60_000;

/** The demo campaign that has hits from the start. */
const campaign = 'FACMPGN_fQq2YaB9vrJQuDid';

const hit = (user_id: string, time?: string) =>
  stage.sandbox.control('POST', '/followAnalytics/hits', { campaign_id: campaign, user_id, ...(time !== undefined && { time }) });
const hits = (parameters = {}): Watched => stage.watch('hits', { campaignId: picked(campaign), ...parameters });
const who = (rows: JsonObject[] | null): unknown[] | null => rows && rows.map(({ userId }) => userId);

it('tells nothing at activation, then each hit once, in the common form with the own one beside it', async () => {
  const node = hits();
  expect(await node.poll()).toBeNull();
  expect(node.kept.poll).toMatchObject({ start: '2026-01-15T12:00:00Z' });

  stage.pass(MINUTE);
  await hit('ada');
  await hit('bob');
  const rows = await node.poll();
  expect(rows).toEqual([
    {
      vendor: 'followAnalytics',
      campaignId: campaign,
      userId: 'ada',
      time: '2026-01-15T12:01:00Z',
      raw: { campaign_id: campaign, user_id: 'ada', time: '2026-01-15T12:01:00Z' },
    },
    expect.objectContaining({ userId: 'bob' }),
  ]);
  expect(await node.poll()).toBeNull();
  // The same user once more in the same second, and one whose hit comes late.
  await hit('ada');
  await hit('late', '2026-01-15T12:00:30Z');
  expect(who(await node.poll())).toEqual(['late', 'ada']);
  expect(await node.poll()).toBeNull();
});

it('asks from the moment on that is done with, and a second earlier', async () => {
  const node = hits();
  await node.poll();
  stage.pass(2 * 60 * MINUTE);
  await node.poll();
  await node.poll();
  const asked = stage.wire('/hits').map(({ path }) => new URL(path, 'http://sandbox').searchParams.get('since_date'));
  expect(asked).toEqual(['2026-01-15T11:00:00+00:00', '2026-01-15T11:59:59+00:00', '2026-01-15T12:59:59+00:00']);
});

it('begins where the user says, and hands on so many rows in a run', async () => {
  const node = hits({ startingAt: '2026-01-15T06:00:00Z', options: { rowsPerRun: 100 } });
  const first = await node.poll();
  const second = await node.poll();
  expect([first?.length, second?.length]).toEqual([100, 100]);
  const all = hits({ startingAt: '2026-01-15T06:00:00Z', options: { allInOneRun: true } });
  const every = (await all.poll())!;
  expect(every.length).toBeGreaterThan(200);
  expect([...first!, ...second!]).toEqual(every.slice(0, 200));
  expect(every.every(({ time }) => String(time) >= '2026-01-15T06:00:00Z')).toBe(true);
  expect(await all.poll()).toBeNull();
});

it('shows real hits in a test run, and keeps nothing', async () => {
  const node = hits();
  const shown = (await node.test())!;
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.length).toBeLessThanOrEqual(10);
  expect(shown[0]).toMatchObject({ vendor: 'followAnalytics', campaignId: campaign, raw: { campaign_id: campaign } });
  expect(node.kept).toEqual({});
  await node.poll();
  const { kept } = node;
  await node.test();
  expect(node.kept).toEqual(kept);
});

it('begins anew for another campaign, and goes on where only the look back was changed', async () => {
  const node = hits();
  await node.poll();
  stage.pass(MINUTE);
  await hit('ada');
  node.node.parameters = { ...node.node.parameters, additionalFields: { lookBackMinutes: 5 } };
  expect(who(await node.poll())).toEqual(['ada']);
  // It counts at the first look: an expression that is another moment each time tells nothing again.
  node.node.parameters = { ...node.node.parameters, startingAt: '2026-01-15T11:59:00Z' };
  expect(await node.poll()).toBeNull();
  const { of } = node.kept.poll as { of: string };
  node.node.parameters = { ...node.node.parameters, campaignId: picked('FACMPGN_demo-0287'), startingAt: '' };
  expect(await node.poll()).toBeNull();
  expect(node.kept.poll).toMatchObject({ of: expect.not.stringContaining(of) });
});

describe('Replay Since', () => {
  const replaying = (node: Watched, replaySince: string) => {
    node.node.parameters = { ...node.node.parameters, options: { rowsPerRun: 2, ...(replaySince !== '' && { replaySince }) } };
  };
  const brief = (rows: JsonObject[] | null) => rows && rows.map(({ userId, replayed }) => [userId, replayed]);

  it('hands on again what came since, marked, in runs of the usual size, and then goes on', async () => {
    const node = hits({ options: { rowsPerRun: 2 } });
    await node.poll();
    for (const user of ['ada', 'bob', 'cyd']) {
      stage.pass(MINUTE);
      await hit(user);
    }
    expect([who(await node.poll()), who(await node.poll()), await node.poll()]).toEqual([['ada', 'bob'], ['cyd'], null]);
    // Without an offset, it is in the time zone of the workflow.
    replaying(node, '2026-01-15T12:01:00Z');
    expect(brief(await node.poll())).toEqual([
      ['ada', true],
      ['bob', true],
    ]);
    stage.pass(MINUTE);
    await hit('new');
    expect(brief(await node.poll())).toEqual([
      ['cyd', true],
      ['new', undefined],
    ]);
    // n8n stores that it is over along with an execution, which has no items.
    while ((await node.poll()) !== null);
    expect(await node.poll()).toBeNull();
    replaying(node, '2026-01-15T12:03:00Z');
    expect(brief(await node.poll())).toEqual([
      ['cyd', true],
      ['new', true],
    ]);
    while ((await node.poll()) !== null);
    replaying(node, '');
    expect(await node.poll()).toEqual([]);
    expect(await node.poll()).toBeNull();
    expect(node.kept.poll).not.toHaveProperty('replay');
  });

  it('names the field where its time cannot be read, or has not come, and asks nothing', async () => {
    const node = hits({ options: { replaySince: '2026-02-01T00:00:00Z' } });
    await expect(node.poll()).rejects.toThrow(/'Replay Since' is in the future/);
    replaying(node, '={{ $now.minus({ hours: 1 }).toISO() }}');
    await expect(node.poll()).rejects.toMatchObject({
      message: expect.stringMatching(/'Replay Since' is an expression/),
      description: expect.stringMatching(/fixed time/),
    });
    replaying(node, 'monday');
    await expect(node.poll()).rejects.toThrow(/'Replay Since'/);
    expect(stage.wire('/hits')).toEqual([]);
  });
});

describe('when the vendor fails', () => {
  it('fails with the cause by which n8n waits, and loses nothing', async () => {
    const node = hits();
    await node.poll();
    const { kept } = node;
    stage.pass(MINUTE);
    await hit('ada');
    await stage.fault({ match: { path: '/hits' }, fault: { kind: 'rateLimit', retryAfterSeconds: 1200 } });
    const error = (await node.poll().catch((thrown: unknown) => thrown)) as NodeApiError & { failure?: object };
    expect(error).toBeInstanceOf(NodeApiError);
    expect(error.description).toMatch(/Try again after 2026-01-15/);
    expect(error.failure).toMatchObject({ cause: 'rate-limited', retryAfterMs: 1_200_000 });
    expect(node.kept).toEqual(kept);
    await stage.sandbox.control('DELETE', '/faults');
    expect(who(await node.poll())).toEqual(['ada']);
  });

  it('waits no longer than a part of the time that n8n gives', async () => {
    const node = hits();
    await node.poll();
    await stage.fault({ match: { path: '/hits' }, fault: { kind: 'rateLimit', retryAfterSeconds: 30 } });
    const error = await node.poll({ budgetMs: 36_000 }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ failure: { cause: 'rate-limited', retryAfterMs: 30_000 } });
    expect(stage.slept).toEqual([]);
  });

  it('hands on the rows that came before the failure', async () => {
    await stage.sandbox.control('POST', '/followAnalytics/settings', { seededHits: 20_000 });
    const node = hits({ startingAt: '2025-12-01T00:00:00Z', options: { allInOneRun: true } });
    await stage.fault({ match: { path: '/hits' }, skip: 2, fault: { kind: 'status', status: 404 } });
    const first = await node.poll();
    await stage.sandbox.control('DELETE', '/faults');
    const rest = await node.poll();
    const whole = await hits({ startingAt: '2025-12-01T00:00:00Z', options: { allInOneRun: true } }).poll();
    expect(first!.length).toBeGreaterThan(0);
    expect([...first!, ...rest!]).toEqual(whole);
  });

  it('says which field is wrong before anything is asked', async () => {
    const before = stage.wire('/hits').length;
    await expect(stage.watch('hits', { campaignId: picked('') }).poll()).rejects.toThrow(/'Campaign ID' \(campaign_id\)/);
    expect(stage.wire('/hits')).toHaveLength(before);
  });
});

it('tells of a user again when there are more hits of theirs', async () => {
  const node = stage.watch('hitsPerUser', { campaignId: picked(campaign) });
  expect(await node.poll()).toBeNull();
  stage.pass(MINUTE);
  await hit('ada');
  expect(await node.poll()).toEqual([
    expect.objectContaining({ userId: 'ada', hits: 1, firstTime: '2026-01-15T12:01:00Z', lastTime: '2026-01-15T12:01:00Z', raw: expect.anything() }),
  ]);
  expect(await node.poll()).toBeNull();
  stage.pass(MINUTE);
  await hit('ada');
  await hit('bob');
  const rows = (await node.poll())!;
  expect(rows.map(({ userId, hits: count }) => [userId, count])).toEqual(
    expect.arrayContaining([
      ['ada', 2],
      ['bob', 1],
    ]),
  );
  expect(rows).toHaveLength(2);
});
