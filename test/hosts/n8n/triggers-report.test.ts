import type { JsonObject } from '../../../engine';
import { WELCOME } from './bench';
import { PollStage } from './pollStage';

/** Bryj's report rows in n8n's own engine. */
const stage = new PollStage('bryj', Date.UTC(2026, 0, 15, 12));
const MINUTE = 60_000;

/** A batch without an upload. */
const batch = async (rows: number, sendAt?: number, prefix?: string): Promise<string> => {
  const made = await stage.sandbox.control('POST', '/bryj/synthetic', {
    campaign_id: WELCOME,
    rows,
    ...(sendAt !== undefined && { send_at: sendAt }),
    ...(prefix !== undefined && { prefix }),
  });
  return (made as { request_id: string }).request_id;
};
const watch = (parameters = {}) => stage.watch('report', { watch: 'campaign', campaignId: WELCOME, ...parameters });
const named = (ids: string[], more = {}, rest = {}) =>
  stage.watch('report', { watch: 'requests', requestIds: ids, additionalFields: { firstAskMinutes: 0, ...more }, ...rest });
const users = (rows: JsonObject[] | null) => rows?.map(({ userId }) => userId);
const questions = () => stage.wire('/report').length;
const looks = () => stage.wire('/request/scheduled').length;

it('notices a scheduled request, asks for its report half an hour after its time, and hands its rows on once', async () => {
  const node = watch();
  expect(await node.poll()).toBeNull();
  const id = await batch(40, stage.now + 20 * MINUTE);
  stage.pass(15 * MINUTE);
  // A run without items: n8n writes what was noticed only along with one, and it is not listed any more once it was sent.
  expect(await node.poll()).toEqual([]);
  expect(node.kept.poll).toMatchObject({ requests: { [id]: { sendAt: '2026-01-15T12:20:00Z', next: '2026-01-15T12:50:00Z' } } });
  stage.pass(34 * MINUTE);
  expect(await node.poll()).toBeNull();
  expect(questions()).toBe(0);

  stage.pass(MINUTE);
  const rows = (await node.poll())!;
  expect(questions()).toBe(1);
  expect(new Set(users(rows)).size).toBe(40);
  expect(rows[0]).toMatchObject({ vendor: 'bryj', campaignId: WELCOME, requestId: id, channel: 'push', raw: { request_id: id } });
  expect(rows.map(({ status }) => status)).toEqual(expect.arrayContaining(['sent']));
  stage.pass(60 * MINUTE);
  expect(await node.poll()).toBeNull();
  expect(questions()).toBe(1);
});

it('hands reports on again that were handed on since a time', async () => {
  const id = await batch(3, stage.now - 60 * MINUTE);
  const node = named([id]);
  const rows = (await node.poll())!;
  node.node.parameters = { ...node.node.parameters, options: { replaySince: new Date(stage.now).toISOString() } };
  expect(await node.poll()).toEqual(rows.map(({ raw, ...row }) => ({ ...row, replayed: true, raw })));
  expect(await node.poll()).toBeNull();
  expect(questions()).toBe(2);
});

it('names the members of its rows as all outputs do, in a node of today', async () => {
  const id = await batch(3, stage.now - 60 * MINUTE);
  const node = named([id]);
  node.node.typeVersion = 2;
  const rows = (await node.poll())!;
  expect(rows[0]).toMatchObject({ vendor: 'bryj', campaign_id: WELCOME, request_id: id, user_id: expect.any(String), raw: { request_id: id } });
  expect(Object.keys(rows[0]!).filter((name) => /[A-Z]/.test(name))).toEqual([]);
  expect(Object.keys((await node.test())![0]!)).toEqual(Object.keys(rows[0]!));
});

it('lists the requests no more often than it is told, as each time counts against the quota', async () => {
  const node = watch();
  for (let minute = 0; minute < 31; minute++) {
    await node.poll();
    stage.pass(MINUTE);
  }
  expect(looks()).toBe(3);
});

it('asks for a report that is not ready with growing gaps, and gives up in the end', async () => {
  await stage.sandbox.control('POST', '/bryj/settings', { processingMs: 100 * 60 * MINUTE });
  const id = await batch(5, stage.now - MINUTE);
  const node = named([id], { askEveryMinutes: 10, giveUpHours: 3 });
  const asked: number[] = [];
  const failures: string[] = [];
  for (let minute = 0; minute < 300; minute++) {
    const before = questions();
    expect(await node.poll().catch((error: Error) => failures.push(error.message) && null)).toBeNull();
    if (questions() > before) asked.push(minute);
    stage.pass(MINUTE);
  }
  expect(asked).toEqual([0, 10, 30, 70, 130, 190]);
  expect(node.kept.poll).toMatchObject({ requests: {}, done: [id] });
  expect(failures).toEqual([expect.stringContaining(`No report for request ${id} arrived within 3 h`)]);
});

it('forgets a request that was called back, without asking for its report', async () => {
  const node = watch();
  const id = await batch(5, stage.now + 3 * 60 * MINUTE);
  await node.poll();
  expect(node.kept.poll).toMatchObject({ requests: { [id]: expect.anything() } });
  await stage.sandbox.control('POST', '/reset');
  stage.pass(15 * MINUTE);
  await node.poll();
  expect(node.kept.poll).toMatchObject({ requests: {} });
});

it('hands a large report on in runs, in its order, and asks the vendor once for all of them', async () => {
  const id = await batch(2_000);
  const whole = (await named([id], {}, { options: { allInOneRun: true } }).poll())!;
  expect(whole.length).toBeGreaterThan(2_000);
  const before = questions();
  const node = named([id], {}, { options: { rowsPerRun: 900 } });
  const runs: JsonObject[][] = [];
  for (let rows = await node.poll(); rows; rows = await node.poll()) runs.push(rows);
  expect(runs.map(({ length }) => length).slice(0, 2)).toEqual([900, 900]);
  expect(runs.flat()).toEqual(whole);
  expect(questions() - before).toBe(1);
  expect(Buffer.byteLength(JSON.stringify(node.kept))).toBeLessThan(64_000);
});

it('asks again where the addresses of a report have ended between two runs', async () => {
  const id = await batch(2_000);
  const node = named([id], {}, { options: { rowsPerRun: 1_500 } });
  const first = (await node.poll())!;
  stage.pass(50 * MINUTE);
  const rest = (await node.poll())!;
  expect(questions()).toBe(2);
  const whole = (await named([id], {}, { options: { allInOneRun: true } }).poll())!;
  expect(users([...first, ...rest])).toEqual(users(whole));
});

it('tells only of failures, and of one channel', async () => {
  const id = await batch(300);
  const all = (await named([id]).poll())!;
  const failed = (await stage.watch('report', { watch: 'requests', requestIds: [id], onlyFailures: true, additionalFields: { firstAskMinutes: 0 } }).poll())!;
  expect(failed).toEqual(all.filter(({ status }) => status === 'failed'));
  expect(failed.length).toBeGreaterThan(0);
  expect(await stage.watch('report', { watch: 'requests', requestIds: [id], channel: 'inapp', additionalFields: { firstAskMinutes: 0 } }).poll()).toBeNull();
});

it('tells of rows in progress again once they are settled, where that is wished', async () => {
  await stage.sandbox.control('POST', '/bryj/settings', { settleMs: 30 * MINUTE });
  const id = await batch(600, stage.now - MINUTE);
  const once = named([id]);
  const node = stage.watch('report', { watch: 'requests', requestIds: [id], inProgress: 'again', additionalFields: { firstAskMinutes: 0 } });
  const first = (await node.poll())!;
  const open = first.filter(({ status }) => status === 'inProgress');
  expect(open.length).toBeGreaterThan(0);
  expect(await once.poll()).toEqual(first);

  stage.pass(59 * MINUTE);
  expect(await node.poll()).toBeNull();
  stage.pass(MINUTE);
  const settled = (await node.poll())!;
  expect(users(settled)).toEqual(users(open));
  expect(settled.every(({ status }) => status === 'sent')).toBe(true);
  stage.pass(24 * 60 * MINUTE);
  expect(await node.poll()).toBeNull();
  expect(await once.poll()).toBeNull();
});

it('takes up a request that is named later, and does not tell of the others again', async () => {
  const one = await batch(3, undefined, 'one');
  const node = named([one]);
  expect((await node.poll())!.length).toBeGreaterThanOrEqual(3);
  const two = await batch(3, undefined, 'two');
  node.node.parameters = { ...node.node.parameters, requestIds: [one, two] };
  const rows = (await node.poll())!;
  expect(new Set(rows.map(({ requestId }) => requestId))).toEqual(new Set([two]));
  expect(await node.poll()).toBeNull();
});

it('says of a request that is not known what is wrong, and goes on with the others', async () => {
  const id = await batch(3);
  const node = named(['nobody', id]);
  expect((await node.poll())!.length).toBeGreaterThanOrEqual(3);
  stage.pass(60 * MINUTE);
  await expect(node.poll()).rejects.toThrow(/The request nobody was not found/);
});

it('tells n8n of one request that fails beside what it gives, so that neither rows nor the wait are lost', async () => {
  const id = await batch(3);
  const node = named(['nobody', id]);
  const failures: Error[] = [];
  expect((await node.poll({ failures }))!.length).toBeGreaterThanOrEqual(3);
  expect(failures.map(({ message }) => message)).toEqual([expect.stringMatching(/The report of request nobody could not be read: .*the others continue/)]);
  expect(node.kept.poll).toMatchObject({ requests: { nobody: { tries: 1 } }, done: [id] });
  // Nothing is thrown either where nothing comes: n8n would wait longer with all that is watched, and forget how far each is.
  for (let minute = 0; minute < 60; minute++) {
    stage.pass(MINUTE);
    expect(await node.poll({ failures })).toBeNull();
  }
  // At once, after 10 minutes, and after 20 more; the good one once.
  expect(failures).toHaveLength(3);
  expect(questions()).toBe(4);
});

it('shows rows of one request in a test run where another one fails', async () => {
  const id = await batch(3);
  expect(new Set((await named(['nobody', id]).test())!.map(({ requestId }) => requestId))).toEqual(new Set([id]));
  await expect(named(['nobody']).test()).rejects.toThrow(/nobody was not found/);
});

it('shows real rows in a test run, and keeps nothing', async () => {
  const node = named([await batch(30)]);
  expect((await node.test())!).toHaveLength(10);
  expect(node.kept).toEqual({});
});
