import { unzipSync } from 'fflate';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '../../../engine';
import type { Parts } from '../../../node-red/runtime/nodeRedTypes';
import { vendors } from '../../../vendors';
import { braze } from '../../../vendors/braze';
import { demoAccount } from './accounts';
import { Bench, bool, choice, fromMsg, local, num, str, type Msg, type Values } from './bench';

/** What matters most at Braze, in Node-RED's own runtime against the sandbox. */
let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const ID = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';
const picked = { type: 'pick', value: ID, label: 'The demo one' };

/** A node of a verb with Braze's demo account. */
const run = async (type: string, operation: string, values: Values, msg?: Msg): Promise<Msg[]> => {
  const account = demoAccount(braze, bench.sandbox);
  const node = { id: 'n', z: 'f', type, account: account.node.id, vendor: 'braze', operation, values, version: 1, wires: [['out']] };
  return await bench.run([node, account.node], msg, { vendors, credentials: account.credentials });
};

const sentTo = (path: string) => bench.sandbox.requests().filter((each) => each.path === `/braze${path}`);
const bodies = (path: string) => sentTo(path).map(({ body }) => JSON.parse(body) as Record<string, Json[]>);
const fault = (rule: object) => bench.sandbox.control('POST', '/faults', { vendor: 'braze', ...rule });
const settings = (changed: Record<string, Json>) => bench.sandbox.control('POST', '/braze/settings', changed);

interface Entry {
  readonly [name: string]: Json | undefined;
}
const listIn = ([msg]: readonly Msg[]): readonly Entry[] => msg!.payload as readonly Entry[];

describe('Track', () => {
  const people = (count: number) => Array.from({ length: count }, (_, i) => ({ crm_id: `c-${i}`, city: 'Paris', plan: i }));
  const attributes: Values = { kind: choice('attributes'), identifier: choice('external_id'), userColumn: str('crm_id') };
  const events: Values = { ...attributes, kind: choice('event'), name: str('bought') };
  const track = (values: Values, payload: unknown) => run('campaign-track-user', 'user.track', values, { payload });
  const answer = (status: number, rest: object = {}) => ({ match: { path: '/users/track' }, times: 1, fault: { kind: 'status', status, ...rest } });
  /** The seventieth of 134 requests: entries 5175 to 5249. */
  const serverError = { ...answer(500, { body: { message: 'Internal server error' } }), skip: 69 };

  it('makes 134 requests of a list of 10,000, and gives each entry its own result', async () => {
    const messages = await track(attributes, people(10_000));
    expect(bench.caught).toEqual([]);
    expect(sentTo('/users/track')).toHaveLength(134);
    expect(bodies('/users/track')[0]!.attributes).toHaveLength(75);
    expect(messages).toHaveLength(1);
    const entries = listIn(messages);
    expect(entries).toHaveLength(10_000);
    expect(entries.map(({ external_id: id }) => id)).toEqual(people(10_000).map(({ crm_id: id }) => id));
    expect(entries.every(({ status }) => status === 'processed')).toBe(true);
    expect(bench.statuses.at(-1)).toMatchObject({ fill: 'green', text: local('each') });
  });

  it('says of each entry what became of it, when request 70 of 134 ends in a 500 and the others go on', async () => {
    await fault(serverError);
    const entries = listIn(await track({ ...events, onError: choice('continue') }, people(10_000)));
    expect(sentTo('/users/track')).toHaveLength(134);
    expect(entries).toHaveLength(10_000);
    const failed = entries.flatMap(({ error }, i) => (error === undefined ? [] : [i]));
    expect(failed).toEqual(Array.from({ length: 75 }, (_, i) => 5_175 + i));
    expect(entries[5_175]).toEqual({
      error: expect.stringContaining('It is not known whether Braze accepted the request'),
      details: expect.objectContaining({ state: 'failed', code: 'outcomeUnknown', reached: 'maybe' }),
    });
    expect(entries.filter(({ status }) => status === 'processed')).toHaveLength(9_925);
    expect(bench.statuses.at(-1)).toMatchObject({ fill: 'yellow', text: local('partly') });
  });

  it('and stops: the error says of each entry whether it was done, failed or not tried', async () => {
    await fault(serverError);
    await track(events, people(10_000));
    expect(sentTo('/users/track')).toHaveLength(70);
    expect(bench.out).toEqual([]);
    const { code, message, cause } = bench.failure;
    expect(code).toBe('outcomeUnknown');
    expect(message).toMatch(/5175 entries were accepted\. In all, 75 entries failed\. 4750 entries were not tried\./);
    const states = (cause.outcomes as readonly Entry[]).map(({ item, state }) => ({ item, state }));
    expect(states).toEqual(people(10_000).map((_, item) => ({ item, state: item < 5_175 ? 'done' : item < 5_250 ? 'failed' : 'notTried' })));
  });

  it('repeats attributes after a 500, as twice has the same effect as once', async () => {
    await fault(answer(500));
    expect(listIn(await track(attributes, people(2)))).toHaveLength(2);
    expect(sentTo('/users/track')).toHaveLength(2);
    expect(bench.caught).toEqual([]);
  });

  it('brings an error that Braze reports beside success to the very entry', async () => {
    const payload = [{ crm_id: 'user1' }, { crm_id: 'nobody-knows-me' }, { crm_id: 'user2' }];
    const entries = listIn(await track({ ...attributes, updateExistingOnly: bool(true), onError: choice('continue') }, payload));
    expect(sentTo('/users/track')).toHaveLength(1);
    expect(entries).toEqual([
      expect.objectContaining({ external_id: 'user1', status: 'processed' }),
      expect.objectContaining({ details: expect.objectContaining({ code: 'rejected' }) }),
      expect.objectContaining({ external_id: 'user2', status: 'processed' }),
    ]);
  });

  it('takes one object for one person, and says queued during maintenance', async () => {
    await settings({ maintenance: 1 });
    const [msg] = await track(attributes, people(1)[0]);
    expect(msg!.payload).toEqual({ external_id: 'c-0', kind: 'attributes', status: 'queued', target: bench.sandbox.baseUrls.braze });
  });

  const rateLimited = (seconds: number) =>
    answer(429, {
      body: { message: 'Rate limited' },
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil(bench.clock.now() / 1000) + seconds) },
    });

  it('waits by the clock until the rate limit is renewed, and shows that it waits', async () => {
    await fault(rateLimited(60));
    await track(events, people(1));
    expect(bench.caught).toEqual([]);
    expect(sentTo('/users/track')).toHaveLength(2);
    expect(bench.clock.slept).toHaveLength(1);
    expect(bench.clock.slept[0]).toBeGreaterThan(58_000);
    expect(bench.statuses).toContainEqual({ fill: 'yellow', shape: 'ring', text: 'campaigns.status.waiting' });
  });

  it('says when to try again where that is too far off', async () => {
    await fault(rateLimited(3_600));
    await track(events, people(1));
    expect(bench.failure).toMatchObject({ code: 'rateLimited', message: expect.stringMatching(/Try again after \d{4}-\d\d-\d\d \d\d:\d\d \(in 1 h\)/) });
    expect(bench.clock.slept).toEqual([]);
  });

  it('refuses a bad entry before anything is sent, and says which it is', async () => {
    await track(attributes, [...people(3), { crm_id: '' }]);
    expect(bench.failure.message).toMatch(/^Entry 4: 'User' \(user\) is empty\./);
    expect(bench.sandbox.requests()).toEqual([]);
  });
});

describe('Trigger', () => {
  const trigger = (values: Values, msg?: Msg) =>
    run('campaign-trigger-batch', 'campaign.trigger', { campaignId: picked, userColumn: str('id'), variables: choice('all'), ...values }, msg);
  const recipients = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `demo-${String(i + 1).padStart(4, '0')}`, first_name: `First ${i}` }));

  it('packs fifty recipients, and the outbox shows each the message with the values filled in', async () => {
    const messages = await trigger({}, { payload: recipients(120) });
    expect(bench.caught).toEqual([]);
    expect(bodies('/campaigns/trigger/send').map((body) => body.recipients!.length)).toEqual([50, 50, 20]);
    expect(bodies('/campaigns/trigger/send')[0]).not.toHaveProperty('broadcast');
    expect(listIn(messages)).toHaveLength(120);
    expect(bench.statuses.at(-1)).toMatchObject({ fill: 'green', text: local('sent') });
    const { batches } = (await bench.sandbox.control('GET', '/braze/batches')) as unknown as { batches: { id: string; campaignId: string; count: number }[] };
    const [batch] = batches.filter(({ campaignId, count }) => campaignId === ID && count === 50);
    const page = (await bench.sandbox.control('GET', `/braze/batches/${batch!.id}/messages`)) as unknown as { messages: { title: string }[] };
    expect(page.messages[0]!.title).toMatch(/^Hello First \d+$/);
  });

  it.each([
    ['an empty list', {}, { payload: [] }, "'People' is an empty list: there is nobody in it."],
    ['an empty JSON list', { recipientsFrom: choice('json'), recipients: { type: 'json', value: '[]' } }, {}, 'there is nobody to send to'],
    ['a list that is not there', { recipientsFrom: choice('json'), recipients: fromMsg('people') }, {}, 'there is nobody to send to'],
  ])('does not take %s for everyone', async (_, values, msg, message) => {
    await trigger(values, msg);
    expect(bench.failure.message).toContain(message);
    expect(bench.sandbox.requests()).toEqual([]);
  });

  it('sends to everyone where that is chosen', async () => {
    await trigger({ recipientsFrom: choice('everybody') }, { payload: recipients(2) });
    expect(bench.caught).toEqual([]);
    expect(bodies('/campaigns/trigger/send')).toEqual([{ campaign_id: ID, broadcast: true }]);
  });

  it('is not repeated where the answer was lost', async () => {
    await fault({ match: { path: '/campaigns/trigger/send' }, times: 1, fault: { kind: 'resetAfter' } });
    await trigger({}, { payload: recipients(2) });
    expect(sentTo('/campaigns/trigger/send')).toHaveLength(1);
    expect(bench.failure.code).toBe('outcomeUnknown');
  });
});

describe('Export of a segment', () => {
  const exporting = (values: Values) => run('campaign-export-segment', 'segment.export', { segmentId: picked, ...values });
  const waiting: Values = { waitUntilReady: bool(true) };
  const fields = { fieldsToExport: str('external_id, email') };
  const linesIn = (zip: Uint8Array) => Object.values(unzipSync(zip)).flatMap((file) => Buffer.from(file).toString('utf8').trim().split('\n'));

  it('that nobody waits for says where the file will be', async () => {
    const messages = await exporting({});
    expect(messages.map(({ payload }) => payload)).toEqual([
      { segment_id: ID, destination: 'url', object_prefix: expect.any(String), url: expect.stringContaining('http') },
    ]);
  });

  it('is waited for, and comes in groups of rows as a sequence', async () => {
    const messages = await exporting({ ...waiting, ...fields, sendRows: choice('groups'), rowsPerMessage: num(500) });
    expect(bench.caught).toEqual([]);
    expect(bench.clock.slept[0]).toBe(15_000);
    expect(sentTo('/users/export/segment')).toHaveLength(1);
    const [{ id }] = messages.map(({ parts }) => parts as Parts) as [Parts];
    expect(messages.map(({ parts, complete }) => ({ parts, complete }))).toEqual([
      { parts: { id, type: 'array', index: 0, len: 500 } },
      { parts: { id, type: 'array', index: 1, len: 500 } },
      { parts: { id, type: 'array', index: 2, len: 200, count: 3 }, complete: true },
    ]);
    const rows = messages.flatMap(({ payload }) => payload as Entry[]);
    expect(new Set(rows.map(({ external_id: user }) => user)).size).toBe(1_200);
    expect(rows[0]).toEqual({ external_id: expect.any(String), email: expect.stringContaining('@') });
  });

  it('is written to a path as the archive that it is', async () => {
    const [msg] = await exporting({ ...waiting, ...fields, output: choice('file'), path: str('users.zip') });
    expect(bench.caught).toEqual([]);
    const filename = join(bench.folder, 'users.zip');
    expect(msg).toMatchObject({ filename, payload: { segment_id: ID, destination: 'url', filename } });
    const lines = linesIn(await readFile(filename));
    expect(lines).toHaveLength(1_200);
    expect(JSON.parse(lines[0]!)).toHaveProperty('external_id');
    expect(await bench.files()).toEqual(['users.zip']);
  });

  it('into S3 gives the prefix, whatever was to become of the rows', async () => {
    await settings({ s3: 1 });
    const messages = await exporting({ ...waiting, output: choice('file'), path: str('users.zip') });
    expect(messages.map(({ payload }) => payload)).toEqual([
      { segment_id: ID, destination: 's3', object_prefix: expect.any(String), s3_key: expect.stringContaining(`segment-export/${ID}/`) },
    ]);
  });

  it('gives up after the longest wait, and says so', async () => {
    await settings({ exportMs: 100 * 60 * 60_000 });
    await exporting({ ...waiting, longestWait: num(10) });
    expect(bench.failure).toMatchObject({
      code: 'notReady',
      message: expect.stringMatching(/is not available yet \(HTTP 40[34]\)\. It was requested for 10 min/),
    });
  });
});

describe('the names to choose from in Track', () => {
  const pick = async (source: object, filter = '') => {
    const { node, credentials } = demoAccount(braze, bench.sandbox);
    return (await bench.ask('/campaigns/braze-account/pick', { id: 'new', values: node.values, secrets: credentials[node.id], source, filter })) as {
      readonly entries: readonly object[];
    };
  };

  it('are those that were recorded, attributes with their data type', async () => {
    await run('campaign-track-user', 'user.track', { kind: choice('event'), recipientsFrom: choice('json'), user: str('user1'), name: str('Brand New') });
    expect((await pick({ operation: 'event.getMany', value: 'event', label: 'event' }, 'brand')).entries).toEqual([{ value: 'Brand New', label: 'Brand New' }]);
    const attributes = { operation: 'attribute.getMany', value: 'name', label: 'name', about: 'data_type' };
    expect((await pick(attributes, 'loyalty')).entries).toEqual([{ value: 'loyalty_points', label: 'loyalty_points', about: 'Number' }]);
  });
});
