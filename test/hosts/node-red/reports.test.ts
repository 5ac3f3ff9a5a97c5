import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as join_ } from 'node:path';
import join from '@node-red/nodes/core/sequence/17-split.js';
import { Bench, choice, num, people, report, str, trigger, type Msg, type Values } from './bench';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

/** A request of so many rows whose report is ready. */
const readyReport = async (rows: number): Promise<Msg> => ({ payload: { request_id: await bench.synthetic(rows) } });
const inFile = (values: Values) => report({ output: choice('file'), ...values });

describe('a report as several files', () => {
  it('is written as one file after the other, each with the header, and told in a sequence', async () => {
    const folder = await mkdtemp(join_(tmpdir(), 'split-'));
    const path = join_(folder, 'all.rows.csv');
    const messages = await bench.run([inFile({ fileTo: choice('path'), path: str(path), rowsPerFile: num(2_000) })], {
      ...(await readyReport(5000)),
      topic: 'kept',
    });
    expect(bench.caught).toEqual([]);
    const names = [1, 2, 3].map((number) => join_(folder, `all.rows-${number}.csv`));
    expect(messages.map(({ filename, topic }) => [filename, topic])).toEqual(names.map((name) => [name, 'kept']));
    const lines = await Promise.all(names.map(async (name) => (await readFile(name, 'utf8')).trim().split('\n')));
    expect(messages.map(({ payload }) => payload)).toEqual(
      lines.map(({ length }, i) => ({ request_id: expect.any(String), files: 2, filename: names[i], part: i + 1, rows: length - 1 })),
    );
    expect(new Set(lines.map(([header]) => header)).size).toBe(1);
    const whole = join_(folder, 'one.csv');
    await bench.deploy([inFile({ fileTo: choice('path'), path: str(whole) })]);
    const seen = [...messages];
    bench.out.length = 0;
    bench.listen();
    await bench.send({ payload: { request_id: (seen[0]!.payload as { request_id: string }).request_id } });
    const [header, ...rows] = (await readFile(whole, 'utf8')).trim().split('\n');
    expect(lines[0]![0]).toBe(header);
    expect(lines.flatMap((each) => each.slice(1))).toEqual(rows);
    expect((await readdir(folder)).sort()).toEqual(['all.rows-1.csv', 'all.rows-2.csv', 'all.rows-3.csv', 'one.csv']);
    expect(seen.at(-1)).toMatchObject({ complete: true, parts: { count: 3 } });
  });

  it('is a sequence of buffers for each file', async () => {
    const messages = await bench.run([inFile({ fileTo: choice('buffers'), rowsPerFile: num(3_000) })], await readyReport(5000));
    const files = new Map<string, Buffer[]>();
    for (const { filename, payload } of messages) files.set(String(filename), [...(files.get(String(filename)) ?? []), payload as Buffer]);
    expect([...files.keys()]).toEqual([expect.stringMatching(/-1\.csv$/), expect.stringMatching(/-2\.csv$/)]);
    const counts = [...files.values()].map((pieces) => Buffer.concat(pieces).toString().trim().split('\n').length - 1);
    expect([counts[0], counts[1]! > 0]).toEqual([3_000, true]);
    expect(messages.filter(({ complete }) => complete)).toHaveLength(2);
  });
});

describe('Get Report', () => {
  it('waits until the report is ready, and shows that it waits', async () => {
    const [sent] = await bench.run([trigger()], { payload: people(3) });
    await bench.deploy([report({ sendRows: choice('all') })]);
    bench.out.length = 0;
    bench.listen();
    const [msg] = await bench.send({ payload: sent!.payload });
    expect(bench.caught).toEqual([]);
    expect(bench.clock.slept).toEqual([600_000]);
    expect(bench.statuses).toContainEqual({ fill: 'yellow', shape: 'ring', text: 'campaigns.status.notReady' });
    const rows = msg!.payload as { userId: string; status: string }[];
    expect(new Set(rows.map(({ userId }) => userId))).toEqual(new Set(people(3).map(({ User }) => User)));
    expect(rows[0]).toMatchObject({ vendor: 'bryj', status: 'sent' });
  });

  it('names the members of its rows as all outputs do, unless the node was saved by an earlier release', async () => {
    const keysOf = async (over: Values) => {
      await bench.reset();
      const [msg] = await bench.run([report({}, over)], await readyReport(1));
      return Object.keys(msg!.payload as object);
    };
    const today = await keysOf({ version: 2, outputNames: '' });
    expect(today.slice(0, 4)).toEqual(['user_id', 'status', 'error_code', 'error_message']);
    const earlier = ['userId', 'status', 'errorCode', 'errorMessage'];
    expect((await keysOf({ version: 1 })).slice(0, 4)).toEqual(earlier);
    // Opened and deployed by this release.
    expect((await keysOf({ version: 2, outputNames: 'first' })).slice(0, 4)).toEqual(earlier);
  });

  it('sends one message per row, as a sequence that keeps the message and says where it ends', async () => {
    const start = await readyReport(3);
    const messages = await bench.run([report()], { ...start, topic: 'kept', _msgid: 'kept' });
    expect(messages).toHaveLength(3);
    expect(messages.map(({ topic, _msgid }) => [topic, _msgid])).toEqual(Array(3).fill(['kept', 'kept']));
    expect(messages.map(({ payload }) => (payload as { vendor: string }).vendor)).toEqual(['bryj', 'bryj', 'bryj']);
    const [{ id }] = messages.map(({ parts }) => parts as { id: string }) as [{ id: string }];
    expect(messages.map(({ parts }) => parts)).toEqual([
      { id, type: 'array', index: 0 },
      { id, type: 'array', index: 1 },
      { id, type: 'array', index: 2, count: 3 },
    ]);
    expect(messages.map(({ complete }) => complete)).toEqual([undefined, undefined, true]);
    expect(bench.statuses.at(-1)).toMatchObject({ fill: 'green', text: 'campaigns.status.rows' });
  });

  it('sends groups of rows that Join puts together again', async () => {
    const groups = report({ sendRows: choice('groups'), rowsPerMessage: num(1000) }, { wires: [['out', 'join']] });
    const joined: Msg[] = [];
    await bench.start([groups, { id: 'join', z: 'f', type: 'join', mode: 'auto', wires: [['joined']] }, { id: 'joined', z: 'f', type: 'helper' }], {
      core: [join],
    });
    bench.hear('joined', joined);
    const messages = await bench.send(await readyReport(2500));
    expect(messages.map(({ payload }) => (payload as unknown[]).length)).toEqual([1000, 1000, 500]);
    await bench.until(() => joined.length > 0);
    expect(joined[0]!.payload).toHaveLength(2500);
  });

  it('keeps the place of a message that is itself part of a sequence', async () => {
    const outer = { id: 'outer', type: 'array', index: 4, count: 9 };
    const messages = await bench.run([report()], { ...(await readyReport(1)), parts: outer });
    expect(messages[0]!.parts).toMatchObject({ index: 0, count: 1, parts: outer });
  });

  it('sends the raw columns where they are asked for, and no more rows than the limit', async () => {
    const raw = { simplify: { type: 'bool', value: 'false' }, returnAll: { type: 'bool', value: 'false' }, limit: num(2), sendRows: choice('all') };
    const [msg] = await bench.run([report(raw)], await readyReport(10));
    expect(msg!.payload).toHaveLength(2);
    expect(Object.keys((msg!.payload as object[])[0]!)).toContain('error_message');
  });

  it('writes a file, and nobody sees half of it', async () => {
    await bench.file('report.csv', 'old');
    const [msg] = await bench.run([inFile({ path: str('report.csv') })], { ...(await readyReport(2000)), topic: 'kept' });
    expect(msg).toMatchObject({ topic: 'kept', filename: `${bench.folder}/report.csv`, payload: { files: 2, filename: `${bench.folder}/report.csv` } });
    const lines = (await readFile(`${bench.folder}/report.csv`, 'utf8')).trimEnd().split('\n');
    expect(lines[0]).toMatch(/^app_id,campaign_id,user_id/);
    expect(lines).toHaveLength(2001);
    expect(await bench.files()).not.toContain('report.csv.part');
  });

  it('leaves the old file alone where the download breaks for good', async () => {
    await bench.file('report.csv', 'old');
    const start = await readyReport(2000);
    await bench.sandbox.control('POST', '/faults', { match: { path: 'part-' }, times: null, fault: { kind: 'truncate', bytes: 500 } });
    await bench.run([inFile({ path: str('report.csv') })], start);
    expect(bench.failure).toMatchObject({ code: 'unavailable' });
    expect(await readFile(`${bench.folder}/report.csv`, 'utf8')).toBe('old');
    expect(await bench.files()).not.toContain('report.csv.part');
  });

  it('says so where the folder is not there', async () => {
    await bench.run([inFile({ path: str('nowhere/report.csv') })], await readyReport(1));
    expect(bench.failure.message).toBe("The file 'nowhere/report.csv' could not be written: its folder does not exist. Correct 'Path' in the node.");
  });

  it('sends a file as a sequence of Buffers', async () => {
    const messages = await bench.run([inFile({ fileTo: choice('buffers') })], await readyReport(5000));
    const text = Buffer.concat(messages.map(({ payload }) => payload as Buffer)).toString('utf8');
    expect(text.trimEnd().split('\n')).toHaveLength(5001);
    expect(messages.at(-1)).toMatchObject({ complete: true, parts: { type: 'buffer', ch: '', count: messages.length } });
    expect(messages[0]!.filename).toMatch(/^report-.*\.csv$/);
  });

  it('fetches the parts without the credentials', async () => {
    await bench.run([report()], await readyReport(1));
    const parts = bench.sandbox.requests().filter(({ path }) => path.includes('part-'));
    expect(parts.length).toBeGreaterThan(0);
    expect(parts.map(({ headers }) => headers.authorization)).toEqual(parts.map(() => undefined));
  });
});
