import { strToU8, zipSync } from 'fflate';
import { fromCallback, TransportError, type Json, type JsonObject } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { collect, failureIn, jsonOf, rowsOf, scripted, testHost, type TestHost } from '../../support/host';
import { account, call, ID } from './reading';

/** What is read out of Braze's call to the callback endpoint. */
const calledBack = (operation: string, input: JsonObject, body: Json, host: TestHost = testHost()) =>
  fromCallback({ vendor: braze, operation, inputs: [input], account: account(), options: { longestWaitMs: 60_000 } }, body, host.ports);

/** A zip as one answer gives it; made anew each time it is asked for. */
const zipped = (files: Record<string, string>) => ({
  stream: (async function* () {
    yield zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
  })(),
});

describe('the export of a segment', () => {
  const PREFIX = 'bb8e2a91-c4aa-478b-b3f2-a4ee91731ad1-1464728599';

  it('is started once, with what was chosen', async () => {
    const send = scripted({ body: { message: 'success', object_prefix: PREFIX, url: 'https://files.test/x.zip' } });
    const outcome = await call('segment.export', { segment_id: ID, fields_to_export: ['email'], callback_endpoint: 'https://crm.test/done' }, send);
    expect(send.requests.map(({ method, url, json }) => [method, url, json])).toEqual([
      ['POST', 'https://braze.test/users/export/segment', { segment_id: ID, fields_to_export: ['email'], callback_endpoint: 'https://crm.test/done' }],
    ]);
    expect(jsonOf(outcome)).toEqual({ segment_id: ID, object_prefix: PREFIX, destination: 'url', url: 'https://files.test/x.zip' });
  });

  it('into S3 gives the prefix of its files, and the key that its own end dates', async () => {
    const outcome = await call('segment.export', { segment_id: ID }, scripted({ body: { message: 'success', object_prefix: PREFIX } }), {
      options: { longestWaitMs: 60_000 },
    });
    expect(jsonOf(outcome)).toEqual({
      segment_id: ID,
      object_prefix: PREFIX,
      destination: 's3',
      s3_key: `segment-export/${ID}/2016-05-31/${PREFIX}`,
    });
  });

  it('into S3 gives no key where the prefix has no time', async () => {
    const outcome = await call('segment.export', { segment_id: ID }, scripted({ body: { message: 'success', object_prefix: 'odd' } }));
    expect(jsonOf(outcome)).toEqual({ segment_id: ID, object_prefix: 'odd', destination: 's3' });
  });

  it.each([[['https://files.test/x.zip']], [{ href: 'https://files.test/x.zip' }], ['x.zip'], [0]])(
    'whose address is %j is refused, and not taken for one into S3',
    async (url) => {
      const outcome = await call('segment.export', { segment_id: ID }, scripted({ body: { message: 'success', object_prefix: PREFIX, url } }));
      expect(failureIn(outcome)).toMatchObject({ code: 'format', message: expect.stringContaining("its 'url' is not a URL") });
    },
  );

  it('in maintenance says that it is queued, where there is neither prefix nor address', async () => {
    const outcome = await call('segment.export', { segment_id: ID }, scripted({ status: 202, body: { message: 'queued' } }), {
      options: { longestWaitMs: 60_000 },
    });
    expect(jsonOf(outcome)).toEqual({ segment_id: ID, status: 'queued' });
  });

  it('asks the address ever more seldom until the zip is there, without the key, and reads all its files', async () => {
    const notYet = { status: 404, body: '' };
    const unauthenticated = scripted(
      notYet,
      { status: 403, body: '' },
      notYet,
      notYet,
      notYet,
      notYet,
      zipped({ 'a.txt': '{"id":1}\n{"id":2}\n', 'b.json': '{"id":3}' }),
    );
    const host = testHost({ unauthenticated });
    const send = scripted({ body: { message: 'success', object_prefix: PREFIX, url: 'https://files.test/x.zip' } });
    const outcome = await call('segment.export', { segment_id: ID }, send, { host, options: { longestWaitMs: 4 * 3_600_000 } });
    expect(await rowsOf(outcome)).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
    expect(host.slept).toEqual([15_000, 30_000, 60_000, 120_000, 240_000, 300_000]);
    expect(send.requests).toHaveLength(1);
    expect(unauthenticated.requests).toHaveLength(7);
    for (const { url, headers } of unauthenticated.requests) {
      expect(url).toBe('https://files.test/x.zip');
      expect(Object.keys(headers)).toEqual(['accept-encoding']);
    }
  });

  it("reads the zip that Braze's call names", async () => {
    const unauthenticated = scripted(zipped({ 'a.txt': '{"id":1}' }));
    const output = calledBack('segment.export', { segment_id: ID }, { success: true, url: 'https://files.test/x.zip' }, testHost({ unauthenticated }));
    if (output.kind === 'object') throw new Error('No rows');
    expect((await collect(output.rows())).flat()).toEqual([{ id: 1 }]);
  });

  it("says that it is done where Braze's call names no address", () => {
    expect(calledBack('segment.export', { segment_id: ID }, { success: true })).toEqual({ kind: 'object', json: { success: true, destination: 's3' } });
  });

  it.each(['segment.export', 'user.exportControlGroup', 'rawData.export'])("%s fails where Braze's call says so", (operation) => {
    expect(() => calledBack(operation, {}, { success: false })).toThrow(
      expect.objectContaining({ code: 'rejected', message: expect.stringContaining('the export failed') }),
    );
  });

  it.each([['nothing'], [{}], [null]])('takes no call for the end that does not say so: %j', (body) => {
    expect(() => calledBack('segment.export', { segment_id: ID }, body)).toThrow(expect.objectContaining({ code: 'format' }));
  });

  it('warns where no field is named', async () => {
    const outcome = await call('segment.export', { segment_id: ID }, scripted({ body: { message: 'success', object_prefix: PREFIX } }));
    expect(outcome).toMatchObject({ warnings: [expect.stringContaining('must specify the fields')] });
  });

  it.each([
    ['an address that is none', { callback_endpoint: 'here' }, 'callback_endpoint', /not a valid URL/, {}],
    ["today's parameters in the old API", { output_format: 'gzip' }, 'output_format', /Appboy/, { version: 'appboy' }],
    ['too many attributes', { custom_attributes_to_export: Array.from({ length: 501 }, (_, i) => `a${i}`) }, 'custom_attributes_to_export', /at most 500/, {}],
  ])('is refused with %s', async (_, input, field, says, over) => {
    const send = scripted({ body: {} });
    expect(failureIn(await call('segment.export', { segment_id: ID, ...input }, send, { over }))).toMatchObject({
      field,
      message: expect.stringMatching(says),
    });
    expect(send.requests).toHaveLength(0);
  });

  it('that is running already is a conflict, and is not asked for again', async () => {
    const send = scripted({ status: 429, headers: { 'x-ratelimit-remaining': '9' }, body: { message: 'Rate limited' } });
    expect(failureIn(await call('segment.export', { segment_id: ID }, send))).toMatchObject({ code: 'conflict' });
    expect(send.requests).toHaveLength(1);
  });
});

describe('the raw export of events', () => {
  const span = { starting_at: '2026-01-08T00:00:00Z', ending_at: '2026-01-14T00:00:00Z' };

  it('is started with its span and filters', async () => {
    const send = scripted({ body: { success: true, message: 'success' } });
    expect(jsonOf(await call('rawData.export', { ...span, app_ids: ['api'], event_names: '$email_opened, bought', output_format: 'gzip' }, send))).toEqual({
      status: 'started',
    });
    expect(send.requests[0]).toMatchObject({
      url: 'https://braze.test/raw_data/export',
      json: {
        starting_at: '2026-01-08T00:00:00+00:00',
        ending_at: '2026-01-14T00:00:00+00:00',
        app_ids: ['api'],
        event_names: ['$email_opened', 'bought'],
        output_format: 'gzip',
      },
    });
  });

  it.each([
    ['an end before the begin', { ending_at: '2026-01-07T00:00:00Z' }, 'ending_at', /not after 'Starting At'/, {}],
    ['more than a week', { ending_at: '2026-01-15T00:00:01Z' }, 'ending_at', /more than 7 days after/, {}],
    ['a begin of long ago', { starting_at: '2025-10-14T00:00:00Z', ending_at: '2025-10-15T00:00:00Z' }, 'starting_at', /which is more than 3 months ago/, {}],
    ['an account in the EU', {}, 'starting_at', /not available in the EU/, { rest_endpoint: 'https://rest.fra-01.braze.eu' }],
    [
      "an account at one of today's addresses",
      {},
      'starting_at',
      /replaced the raw event export with Currents/,
      { rest_endpoint: 'https://rest.iad-01.braze.com' },
    ],
  ])('is refused with %s', async (_, input, field, says, over) => {
    const send = scripted({ body: {} });
    expect(failureIn(await call('rawData.export', { ...span, ...input }, send, { over }))).toMatchObject({
      code: 'validation',
      field,
      message: expect.stringMatching(says),
    });
    expect(send.requests).toHaveLength(0);
  });

  it('doubts a name that looks like one of Braze, and sends it all the same', async () => {
    const send = scripted({ body: { success: true, message: 'success' } });
    const outcome = await call('rawData.export', { ...span, event_names: ['$email_opened', 'bought', '$email_open'] }, send);
    expect(outcome).toMatchObject({ warnings: [expect.stringMatching(/\(event_names\[2\]\) is '\$email_open'.*\$email_opened/)] });
    expect(send.requests[0]!.json).toMatchObject({ event_names: ['$email_opened', 'bought', '$email_open'] });
  });

  it('that is running already is a conflict, while a spent rate limit is waited for', async () => {
    const running = scripted({ status: 429, headers: { 'x-ratelimit-remaining': '9' }, body: { message: 'Rate limited' } });
    expect(failureIn(await call('rawData.export', span, running))).toMatchObject({
      code: 'conflict',
      todo: expect.stringContaining('running raw data export'),
    });
    expect(running.requests).toHaveLength(1);

    const host = testHost();
    const reset = String(host.clock.now / 1000 + 30);
    const spent = scripted(
      { status: 429, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }, body: { message: 'Rate limited' } },
      { body: { success: true, message: 'success' } },
    );
    expect(jsonOf(await call('rawData.export', span, spent, { host }))).toEqual({ status: 'started' });
    expect(spent.requests).toHaveLength(2);
    expect(host.slept.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(30_000);
  });

  it('says queued in maintenance, and exported when Braze calls', async () => {
    expect(jsonOf(await call('rawData.export', span, scripted({ status: 202, body: { message: 'queued' } })))).toEqual({ status: 'queued' });
    expect(calledBack('rawData.export', span, { success: true })).toEqual({ kind: 'object', json: { success: true, status: 'exported' } });
  });

  it('takes exactly a week', async () => {
    const send = scripted({ body: { success: true, message: 'success' } });
    await call('rawData.export', { starting_at: '2026-01-08T00:00:00Z', ending_at: '2026-01-15T00:00:00Z' }, send);
    expect(send.requests).toHaveLength(1);
  });
});

describe('the export of the global control group', () => {
  const started = { body: { message: 'success', object_prefix: 'prefix-1464728599', url: 'https://files.test/x.zip' } };

  it('is waited for, and its rows are read', async () => {
    const host = testHost({ unauthenticated: scripted({ status: 403, body: '' }, zipped({ 'a.txt': '{"id":1}\n{"id":2}' })) });
    const send = scripted(started);
    const outcome = await call('user.exportControlGroup', { fields_to_export: ['email'] }, send, { host, options: { longestWaitMs: 3_600_000 } });
    expect(await rowsOf(outcome)).toEqual([{ id: 1 }, { id: 2 }]);
    expect(send.requests.map(({ method, url, json }) => [method, url, json])).toEqual([
      ['POST', 'https://braze.test/users/export/global_control_group', { fields_to_export: ['email'] }],
    ]);
  });

  it('into S3 gives the prefix alone: no page says where its files are', async () => {
    const outcome = await call(
      'user.exportControlGroup',
      { fields_to_export: ['email'] },
      scripted({ body: { message: 'success', object_prefix: 'p-1464728599' } }),
    );
    expect(jsonOf(outcome)).toEqual({ object_prefix: 'p-1464728599', destination: 's3' });
  });

  it('needs fields', async () => {
    const send = scripted(started);
    for (const fields_to_export of [[], undefined])
      expect(failureIn(await call('user.exportControlGroup', { fields_to_export }, send))).toMatchObject({ code: 'validation', field: 'fields_to_export' });
    expect(send.requests).toEqual([]);
  });

  it('whose link was lost says so, and that one that runs is in conflict', async () => {
    const running = { status: 429, headers: { 'x-ratelimit-remaining': '5' }, body: { message: 'An export is in progress' } };
    const input = { fields_to_export: ['email'] };
    expect(failureIn(await call('user.exportControlGroup', input, scripted(running)))).toMatchObject({
      code: 'conflict',
      message: expect.not.stringContaining('lost'),
    });
    const lost = scripted(new TransportError('reset', 'maybe'), running);
    expect(failureIn(await call('user.exportControlGroup', input, lost))).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('link was lost'),
    });
  });
});

describe('cancelling an export', () => {
  it('sends its segment', async () => {
    const send = scripted({ body: { message: 'success' } });
    expect(jsonOf(await call('segment.cancelExport', { segment_id: ID }, send))).toEqual({ segment_id: ID, cancelled: true, status: 'processed' });
    expect(send.requests.map(({ url, json }) => [url, json])).toEqual([['https://braze.test/export/segment/cancel', { segment_id: ID }]]);
  });

  it('that is refused as there is none is only done where the answer of a first try was lost', async () => {
    const none = { status: 400, body: { message: 'No export is running' } };
    expect(failureIn(await call('segment.cancelExport', { segment_id: ID }, scripted(none)))).toMatchObject({ code: 'rejected' });
    const again = await call('segment.cancelExport', { segment_id: ID }, scripted(new TransportError('reset', 'maybe'), none));
    expect(again).toMatchObject({ state: 'done', warnings: expect.arrayContaining([expect.stringContaining('had finished before')]) });
  });
});
