import { plan, type Options } from '../../../engine';
import { bryj } from '../../../vendors/bryj';
import { failureIn, fileOf, jsonOf, liveHost, rowsOf, run, sampleAccount } from '../../support/host';
import { demoCredential, rehearse, type Rehearsal } from '../../support/sandbox';

/** Bryj end to end over the wire: the engine on one side, the sandbox on the other. */
let sandbox: Rehearsal;
beforeAll(async () => {
  sandbox = await rehearse();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.control('POST', '/reset'));

const WELCOME = 'CMP_demo_welcome';
const person = (i: number) => ({ user_id: `u${i}`, template_variables: { firstname: `F${i}`, lastname: `L${i}`, contractnumber: String(i) } });
const people = (n: number) => Array.from({ length: n }, (_, i) => ({ campaign_id: WELCOME, messages: [person(i)] }));
const batches = async () => ((await sandbox.control('GET', '/bryj/batches')) as { batches: { id: string; campaignId: string; createdAt: number }[] }).batches;
const before = new Set<string>();
const fresh = async () => (await batches()).filter(({ id }) => !before.has(id));
beforeEach(async () => {
  before.clear();
  for (const { id } of await batches()) before.add(id);
});

const account = () => sampleAccount(bryj, demoCredential('bryj', sandbox));
const doing = (operation: string, inputs: { readonly [wireName: string]: unknown }[], options: Options = {}, who = account()) => {
  const host = liveHost(bryj, who);
  return { host, done: run({ vendor: bryj, operation, inputs, account: who, options }, host.ports) };
};
/** Waits pass on the sandbox's clock instead of ours. */
const waiting = (operation: string, input: { readonly [wireName: string]: unknown }, options: Options) => {
  const who = account();
  let ahead = 0;
  const host = liveHost(bryj, who, { now: () => Date.now() + ahead });
  const ports = {
    ...host.ports,
    async sleep(ms: number) {
      ahead += ms;
      await sandbox.control('POST', '/clock', { advanceMs: ms });
    },
  };
  return run({ vendor: bryj, operation, inputs: [input], account: who, options }, ports);
};

it('triggers, waits and reports: 2 by JSON, 150 by upload, and a file', async () => {
  const csv = `User,firstname,lastname,contractnumber\n${Array.from({ length: 1000 }, (_, i) => `c${i},"Anne, ${i}",Blanc,${i}`).join('\n')}\n`;
  const kinds = [people(2), people(150), [{ campaign_id: WELCOME, file: fileOf(csv) }]];
  for (const [i, inputs] of kinds.entries()) {
    const outcomes = await doing('batch.trigger', inputs).done;
    const { request_id } = jsonOf(outcomes[0]);
    expect(new Set(outcomes.map((outcome) => jsonOf(outcome).request_id)).size).toBe(1);
    const [report] = await waiting('batch.getReport', { request_id }, { longestWaitMs: 3_600_000, simplify: true });
    const rows = await rowsOf(report);
    expect(new Set(rows.map(({ userId }) => userId)).size).toBe([2, 150, 1000][i]);
    expect(rows.every(({ requestId, campaignId }) => requestId === request_id && campaignId === WELCOME)).toBe(true);
  }
  expect(await fresh()).toHaveLength(3);
});

it('fetches report files without the Authorization header', async () => {
  const [outcome] = await doing('batch.getReport', [{ request_id: 'b615b03a0c538be18cd2c8610cca1d79' }]).done;
  expect((await rowsOf(outcome)).length).toBeGreaterThan(0);
  const [api, ...files] = sandbox.calls();
  expect(api).toMatchObject({ authorization: 'present' });
  expect(files.length).toBeGreaterThan(1);
  for (const file of files) expect(file).toMatchObject({ authorization: 'absent', status: 200 });
});

it('renews an expired token once in the middle of a run and goes on', async () => {
  const who = account();
  await sandbox.control('POST', '/faults', { vendor: 'bryj', match: { path: '/api/campaigns/trigger' }, skip: 1, fault: { kind: 'expireToken' } });
  const outcomes = await doing('batch.trigger', [people(1)[0]!, { ...people(1)[0]!, send_at: '2099-01-01T00:00:00Z' }], {}, who).done;
  expect(outcomes.map(({ state }) => state)).toEqual(['done', 'done']);
  expect(sandbox.requests().map(({ path, status }) => [path.replace(/.*\//, ''), status])).toEqual([
    ['sign_in', 200],
    ['trigger', 200],
    ['trigger', 401],
    ['sign_in', 200],
    ['trigger', 200],
  ]);
  expect(await fresh()).toHaveLength(2);
});

it('sends an upload from its first byte again after its token was renewed', async () => {
  await sandbox.control('POST', '/faults', { vendor: 'bryj', match: { path: '/api/campaigns/trigger' }, fault: { kind: 'expireToken' } });
  const outcomes = await doing('batch.trigger', people(150)).done;
  expect(outcomes.every(({ state }) => state === 'done')).toBe(true);
  expect(await fresh()).toHaveLength(1);
});

it('waits as told after a 429', async () => {
  await sandbox.control('POST', '/faults', {
    vendor: 'bryj',
    match: { path: '/api/campaigns/trigger' },
    fault: { kind: 'rateLimit', retryAfterSeconds: 7, withHeaders: true },
  });
  const { host, done } = doing('batch.trigger', people(1));
  expect((await done)[0]!.state).toBe('done');
  expect(host.slept).toHaveLength(1);
  expect(host.slept[0]).toBeGreaterThan(7000);
  expect(await fresh()).toHaveLength(1);
});

it.each(['timeoutAfter', 'resetAfter'])('an upload whose answer is lost (%s) ends in outcomeUnknown, and the batch exists exactly once', async (kind) => {
  await sandbox.control('POST', '/faults', { vendor: 'bryj', match: { path: '/api/campaigns/trigger' }, fault: { kind } });
  const who = account();
  const host = liveHost(bryj, who);
  const arrived = (async () => {
    while (!sandbox.requests().some(({ swallowedStatus }) => swallowedStatus === 200)) await new Promise((resolve) => setImmediate(resolve));
  })();
  const { ports } = host;
  const vendor: typeof ports.vendor = async (request, signal) => {
    if (kind !== 'timeoutAfter') return await ports.vendor(request, signal);
    // The client's patience ends once the sandbox has taken the batch, whenever that is.
    const { TransportError } = await import('../../../engine');
    const lost = arrived.then(() => {
      throw new TransportError('timeout', 'maybe');
    });
    return await Promise.race([ports.vendor(request, signal), lost]);
  };
  const outcomes = await run({ vendor: bryj, operation: 'batch.trigger', inputs: people(150), account: who }, { ...ports, vendor });
  await arrived;
  expect(failureIn(outcomes[0])).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe' });
  expect(await fresh()).toHaveLength(1);
});

it('says where nothing was sent because the connection broke inside the upload', async () => {
  await sandbox.control('POST', '/faults', { vendor: 'bryj', match: { path: '/api/campaigns/trigger' }, fault: { kind: 'resetBefore', afterBytes: 1000 } });
  async function* large() {
    yield new TextEncoder().encode('User,firstname,lastname,contractnumber\n');
    for (let i = 0; i < 100; i++) yield new TextEncoder().encode(`u${i},${'x'.repeat(200_000)},L,1\n`);
  }
  const [outcome] = await doing('batch.trigger', [{ campaign_id: WELCOME, file: { name: 'large.csv', open: large } }]).done;
  expect(failureIn(outcome)).toMatchObject({ code: 'unavailable', reached: 'no', message: expect.stringContaining('nothing was sent') });
  expect(await fresh()).toHaveLength(0);
});

it('reads a report whole though a file was cut', async () => {
  const [whole] = await doing('batch.getReport', [{ request_id: 'b615b03a0c538be18cd2c8610cca1d79' }]).done;
  const rows = await rowsOf(whole);
  const path = sandbox.calls().at(-1)!.path;
  await sandbox.control('POST', '/faults', { match: { path: path.replace(/\?.*/, '') }, fault: { kind: 'truncate', bytes: 100 } });
  const [again] = await doing('batch.getReport', [{ request_id: 'b615b03a0c538be18cd2c8610cca1d79' }]).done;
  expect(await rowsOf(again)).toEqual(rows);
});

it('cancels a scheduled batch, which is listed before and not after', async () => {
  const [made] = await doing('batch.trigger', [{ ...people(1)[0]!, send_at: '2099-01-01T00:00:00Z' }]).done;
  const { request_id } = jsonOf(made);
  const scheduled = async () =>
    (await rowsOf((await doing('batch.getScheduled', [{ campaign_id: WELCOME }], { simplify: true }).done)[0])).filter((row) => row.request_id === request_id);
  expect(await scheduled()).toEqual([expect.objectContaining({ to_be_send_at: '2099-01-01T00:00:00Z', recipients: 1, messages: [person(0)] })]);
  expect(jsonOf((await doing('batch.cancel', [{ request_id }], { simplify: true }).done)[0])).toMatchObject({ cancelled: true, messages: [person(0)] });
  expect(await scheduled()).toEqual([]);
  expect(jsonOf((await doing('batch.cancel', [{ request_id }]).done)[0])).toMatchObject({ already_cancelled: true });
});

it.each([
  ['CMP_demo_draft', 'notReady'],
  ['CMP_demo_finished', 'notReady'],
  ['CMP_none', 'notFound'],
])('campaign %s is refused as %s', async (campaign_id, code) => {
  const [outcome] = await doing('batch.trigger', [{ campaign_id, messages: [{ user_id: 'u', template_variables: { firstname: 'A' } }] }]).done;
  expect(failureIn(outcome)).toMatchObject({ code, field: 'campaign_id' });
});

it("names the variables of the campaign that the recipients lack, in the vendor's words", async () => {
  const [outcome] = await doing('batch.trigger', [{ campaign_id: WELCOME, messages: [{ user_id: 'u', template_variables: { firstname: 'A' } }] }]).done;
  expect(failureIn(outcome)).toMatchObject({ code: 'validation', message: expect.stringMatching(/missing variables.*lastname/) });
});

it('refuses a wrong password once, and sends nothing', async () => {
  const who = sampleAccount(bryj, { ...demoCredential('bryj', sandbox), password: 'wrong' });
  const [outcome] = await doing('batch.trigger', people(1), {}, who).done;
  expect(failureIn(outcome)).toMatchObject({ code: 'authentication', reached: 'no' });
  expect(sandbox.requests()).toHaveLength(1);
});

it('a dry run touches nothing', async () => {
  const who = account();
  await plan({ vendor: bryj, operation: 'batch.trigger', inputs: people(3), account: who }, liveHost(bryj, who).ports);
  expect(sandbox.requests()).toHaveLength(0);
});
