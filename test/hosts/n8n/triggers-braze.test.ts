import { PollStage } from './pollStage';
import { picked } from './stage';

/** Braze's unsubscribes and series in n8n's own engine. */
const stage = new PollStage('braze', Date.UTC(2026, 0, 15, 12));
const HOUR = 60 * 60_000;

const unsubscribe = (email: string) => stage.sandbox.control('POST', '/braze/emails', { email, event: 'unsubscribe' });

it('tells of each unsubscribe once', async () => {
  await unsubscribe('before@example.com');
  const node = stage.watch('unsubscribes');
  expect(await node.poll()).toBeNull();
  stage.pass(HOUR);
  await unsubscribe('ada@example.com');
  await unsubscribe('zoe@example.com');
  expect(await node.poll()).toEqual([
    {
      vendor: 'braze',
      event: 'unsubscribed',
      email: 'ada@example.com',
      time: '2026-01-15T13:00:00Z',
      raw: { email: 'ada@example.com', unsubscribed_at: '2026-01-15 13:00:00 +0000' },
    },
    expect.objectContaining({ email: 'zoe@example.com' }),
  ]);
  stage.pass(12 * HOUR);
  expect(await node.poll()).toBeNull();
  // Past midnight, and two pages long.
  for (let i = 0; i < 520; i++) await unsubscribe(`crowd-${i}@example.com`);
  expect(await node.poll()).toHaveLength(520);
  expect(await node.poll()).toBeNull();
});

describe('a series', () => {
  const revenue = (lastPoint: string, more = {}) => stage.watch('revenueSeries', { lastPoint, ...more });
  const days = (rows: readonly { readonly [name: string]: unknown }[] | null) => rows?.map(({ time, complete }) => [time, complete]);

  it('tells of a day when it is over', async () => {
    const node = revenue('complete');
    expect(await node.poll()).toBeNull();
    stage.pass(11 * HOUR);
    expect(await node.poll()).toBeNull();
    stage.pass(2 * HOUR);
    const rows = (await node.poll())!;
    expect(days(rows)).toEqual([['2026-01-15', true]]);
    expect(rows[0]).toMatchObject({ vendor: 'braze', series: 'revenue', revenue: expect.any(Number), raw: { time: '2026-01-15' } });
    expect(await node.poll()).toBeNull();
    // Away for a long time: more than one request gives.
    stage.pass(250 * 24 * HOUR);
    const missed = (await node.poll())!;
    expect(missed).toHaveLength(250);
    expect([missed[0]!.time, missed.at(-1)!.time]).toEqual(['2026-01-16', '2026-09-22']);
    expect(new Set(missed.map(({ time }) => time)).size).toBe(250);
  });

  it('tells of it as it grows, and once more when it is over', async () => {
    const node = revenue('grows');
    expect(await node.poll()).toBeNull();
    expect(await node.poll()).toBeNull();
    stage.pass(4 * HOUR);
    expect(days(await node.poll())).toEqual([['2026-01-15', false]]);
    expect(await node.poll()).toBeNull();
    stage.pass(9 * HOUR);
    expect(days(await node.poll())).toEqual([
      ['2026-01-15', true],
      ['2026-01-16', false],
    ]);
  });

  it('begins where the user says', async () => {
    expect(days(await revenue('complete', { startingAt: '2026-01-12T00:00:00Z' }).poll())).toEqual([
      ['2026-01-12', true],
      ['2026-01-13', true],
      ['2026-01-14', true],
    ]);
  });

  it.each([
    ['campaignSeries', async () => ({ campaignId: picked(await idOf('/braze/campaigns/list', 'campaigns')) })],
    ['canvasSeries', async () => ({ canvasId: picked(await idOf('/braze/canvas/list', 'canvases')) })],
    ['eventSeries', async () => ({ event: picked('Event A'), unit: 'hour' })],
    ['segmentSeries', async () => ({ segmentId: picked(await idOf('/braze/segments/list', 'segments')) })],
  ])('%s comes once', async (name, parameters) => {
    const node = stage.watch(name, { lastPoint: 'complete', ...(await parameters()) });
    expect(await node.poll()).toBeNull();
    stage.pass(25 * HOUR);
    const rows = (await node.poll())!;
    expect(rows).toHaveLength(name === 'eventSeries' ? 25 : 1);
    expect(rows[0]).toMatchObject({ vendor: 'braze', complete: true, raw: expect.anything() });
    expect(rows[0]!.id).toEqual(expect.any(String));
    expect(await node.poll()).toBeNull();
  });

  it('of a Canvas is caught up with in fortnights, which is what one answer has, and goes on if its parts are wanted too', async () => {
    const canvas = { canvasId: picked(await idOf('/braze/canvas/list', 'canvases')), lastPoint: 'complete' };
    const node = stage.watch('canvasSeries', canvas);
    expect(await node.poll()).toBeNull();
    stage.pass(40 * 24 * HOUR);
    const missed = (await node.poll())!;
    expect(missed).toHaveLength(40);
    expect(new Set(missed.map(({ time }) => time)).size).toBe(40);
    expect(missed[0]).toMatchObject({ vendor: 'braze', series: 'canvas', time: '2026-01-15', entries: expect.any(Number) });
    const lengths = stage.wire('/canvas/data_series').map(({ path }) => Number(new URLSearchParams(path.split('?')[1]).get('length')));
    expect(Math.max(...lengths)).toBeLessThanOrEqual(14);
    const more = stage.watch('canvasSeries', { ...canvas, additionalFields: { includeStepBreakdown: true } });
    more.kept = node.kept;
    stage.pass(24 * HOUR);
    expect(await more.poll()).toMatchObject([{ time: '2026-02-24', step_welcome_ios_push_sent: expect.any(Number) }]);
  });
});

/** The first entry of a list of the demo account. */
const idOf = async (path: string, member: string): Promise<string> => {
  const reply = await fetch(`${stage.sandbox.url}${path}`, { headers: { authorization: 'Bearer demo-rest-api-key' } });
  const entries = ((await reply.json()) as Record<string, { id: string; analytics_tracking_enabled?: boolean }[]>)[member]!;
  return entries.find(({ analytics_tracking_enabled: tracked }) => tracked !== false)!.id;
};
