import { Container, Logger } from './engine';
import { BinaryDataService } from 'n8n-core';
import { hostClock } from '../../../nodes/shared/clock';
import { Bench, bryjNode, chainOf, csvItem, csvOf, triggerWith } from './bench';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const IDS = ['delivered-1', 'optout-1', 'nodevice-1'];
const send = triggerWith({ recipientsFrom: 'file' });
const report = (parameters = {}) => bryjNode('Report', { operation: 'getReport', requestId: '={{ $json.request_id }}', ...parameters });
const items = [csvItem(csvOf(IDS))];
const READY_AFTER = { processingMs: 25 * 60_000, settleMs: 0 };

describe('the report', () => {
  it('is not asked for twice when it is not ready, and says what to do', async () => {
    await bench.settings(READY_AFTER);
    const ran = await bench.run(chainOf(send, report()), { items });
    expect(ran.error).toMatchObject({ message: expect.stringMatching(/not processed yet/), description: expect.stringMatching(/Wait Until Ready/) });
    expect(bench.wire('/report')).toHaveLength(1);
    expect(bench.slept).toEqual([]);
  });

  it('is waited for, and its rows become items of the request they belong to', async () => {
    await bench.settings(READY_AFTER);
    const ran = await bench.run(chainOf(send, report({ waitUntilReady: true, askEvery: 600 })), { items });
    expect(ran.error).toBeUndefined();
    expect(bench.slept).toEqual([600_000, 600_000, 600_000]);
    const rows = ran.items('Report');
    expect(rows.map(({ json }) => [json.userId, json.status, json.errorCode]).sort()).toEqual([
      ['delivered-1', 'sent', ''],
      ['nodevice-1', 'failed', 'noDevice'],
      ['optout-1', 'failed', 'optOut'],
    ]);
    expect(rows.every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(true);
  });

  it('is asked for soon at first, and then less and less often', async () => {
    await bench.settings({ ...READY_AFTER, processingMs: 60 * 60_000 });
    const ran = await bench.run(chainOf(send, { ...report({ waitUntilReady: true }), typeVersion: 2 }), { items });
    expect(ran.error).toBeUndefined();
    expect(bench.slept.map((ms) => ms / 60_000)).toEqual([5, 10, 20, 20, 20]);
    expect(ran.hints('Report')).toContain('Wait Until Ready: ready after 6 checks in 1 h 15 min.');
  });

  it('that is not ready says in the log and in the editor when it is asked for again, by the clock of the workflow', async () => {
    await bench.settings(READY_AFTER);
    // Later than any token of the other tests.
    bench.now = Date.UTC(2036, 0, 15, 22, 40);
    const logged = jest.spyOn(Container.get(Logger), 'info').mockReturnValue();
    const ran = await bench.run(chainOf(send, { ...report({ waitUntilReady: true }), typeVersion: 2 }), { items });
    expect(ran.told).toEqual([
      expect.stringMatching(/not processed yet.* It is checked again at 23:45, until 2036-01-16 01:40 at the latest \(Europe\/Paris\)\.$/),
      expect.stringMatching(/ It is checked again at 23:55, until/),
      expect.stringMatching(/ It is checked again at 2036-01-16 00:15, until/),
    ]);
    const lines = logged.mock.calls.map(([line]) => line);
    expect(lines).toEqual(expect.arrayContaining(ran.told.map((line) => `Report: ${line}`)));
  });

  it('has the names of all outputs in a node of today, and those of the first release in an earlier one', async () => {
    await bench.settings({ processingMs: 0, settleMs: 0 });
    const today = await bench.run(chainOf(send, { ...report({ onlyFailures: true }), typeVersion: 2 }), { items });
    expect(today.jsons('Report').map(({ user_id, error_code }) => [user_id, error_code])).toEqual([
      ['optout-1', 'optOut'],
      ['nodevice-1', 'noDevice'],
    ]);
    expect(Object.keys(today.jsons('Report')[0]!).filter((name) => /[A-Z]/.test(name))).toEqual([]);
    const earlier = await bench.run(chainOf(send, report({ onlyFailures: true })), { items });
    expect(earlier.jsons('Report').map(({ userId, errorCode }) => [userId, errorCode])).toEqual([
      ['optout-1', 'optOut'],
      ['nodevice-1', 'noDevice'],
    ]);
    const raw = await bench.run(chainOf(send, { ...report({ simplify: false }), typeVersion: 2 }), { items });
    expect(Object.keys(raw.jsons('Report')[0]!)).toEqual(expect.arrayContaining(['app_id', 'error_message']));
  });

  it('is given up on after the longest wait', async () => {
    await bench.settings({ ...READY_AFTER, processingMs: 9e9 });
    const ran = await bench.run(chainOf(send, report({ waitUntilReady: true, longestWait: 30, askEvery: 600 })), { items });
    expect(ran.error?.message).toMatch(/It was checked for 30 min, 4 times\./);
    expect(bench.slept).toEqual([600_000, 600_000, 600_000]);
  });

  it('is fetched without the credential', async () => {
    await bench.settings({ processingMs: 0, settleMs: 0 });
    await bench.run(chainOf(send, report()), { items });
    const parts = bench.wire().filter(({ path }) => path.includes('part-'));
    expect(parts.length).toBeGreaterThan(0);
    expect(parts.every(({ authorization }) => authorization === 'absent')).toBe(true);
  });

  it('comes as one file, under the name that was chosen, in the raw form of the vendor', async () => {
    await bench.settings({ processingMs: 0, settleMs: 0, rowsPerPart: 1 });
    const ran = await bench.run(chainOf(send, report({ output: 'file', outputField: 'report' })), { items });
    expect(ran.error).toBeUndefined();
    const [item, ...others] = ran.items('Report');
    expect(others).toEqual([]);
    const binary = item!.binary!.report!;
    expect(binary).toMatchObject({ mimeType: 'text/csv', fileExtension: 'csv', id: expect.stringMatching(/^filesystem/) });
    expect(binary.fileName).toMatch(/^report-[0-9a-f]+\.csv$/);
    const text = (await Container.get(BinaryDataService).getAsBuffer(binary)).toString();
    const [header, ...lines] = text.trim().split('\n');
    expect(header).toBe('app_id,campaign_id,user_id,device_id,sent_at,request_id,channel,error_message');
    expect(lines.map((line) => line.split(',')[2]).sort()).toEqual(['delivered-1', 'nodevice-1', 'optout-1']);
  });
});

describe('a report as several files', () => {
  const rows = 7;
  it('is one item per file, each with the header and so many rows, and with what was asked for', async () => {
    await bench.settings({ processingMs: 0, settleMs: 0, rowsPerPart: 2 });
    const people = Array.from({ length: rows }, (_, i) => `delivered-android-${i}`);
    const ran = await bench.run(chainOf(send, report({ output: 'file', outputField: 'report', rowsPerFile: 3 })), { items: [csvItem(csvOf(people))] });
    expect(ran.error).toBeUndefined();
    const made = ran.items('Report');
    expect(made.map(({ json }) => [json.part, json.parts, json.rows])).toEqual([
      [1, 3, 3],
      [2, 3, 3],
      [3, 3, 1],
    ]);
    expect(new Set(made.map(({ json }) => json.request_id)).size).toBe(1);
    expect(made.map(({ binary }) => binary!.report!.fileName!.replace(/[0-9a-f]{32}/, 'ID'))).toEqual([
      'report-ID-1.csv',
      'report-ID-2.csv',
      'report-ID-3.csv',
    ]);
    const texts = await Promise.all(made.map(async ({ binary }) => (await Container.get(BinaryDataService).getAsBuffer(binary!.report!)).toString()));
    const lines = texts.map((text) => text.trim().split('\n'));
    expect(new Set(lines.map(([header]) => header))).toEqual(new Set(['app_id,campaign_id,user_id,device_id,sent_at,request_id,channel,error_message']));
    expect(lines.flatMap((each) => each.slice(1).map((line) => line.split(',')[2])).sort()).toEqual(people);
  });

  it('is refused before anything is asked where the number is none', async () => {
    const ran = await bench.run(chainOf(send, report({ output: 'file', outputField: 'report', rowsPerFile: 0 })), { items });
    expect(ran.error?.message).toContain("'Split Into Files of N Rows'");
  });
});

describe('cancelling the execution', () => {
  it('ends a wait at once', async () => {
    await bench.settings(READY_AFTER);
    let waiting = (): void => undefined;
    const cancelWhen = new Promise<void>((resolve) => {
      waiting = resolve;
    });
    const clock = {
      ...bench.clock,
      // The host's own sleep, which would take ten minutes.
      sleep: (ms: number, signal?: Parameters<typeof hostClock.sleep>[1]) => {
        bench.slept.push(ms);
        setImmediate(waiting);
        return hostClock.sleep(ms, signal);
      },
    };
    const ran = await bench.run(chainOf(send, report({ waitUntilReady: true })), { items, clock, cancelWhen });
    expect(bench.slept).toEqual([600_000]);
    expect(ran.run.status).toBe('canceled');
    expect(bench.wire('/report')).toHaveLength(1);
  });
});
