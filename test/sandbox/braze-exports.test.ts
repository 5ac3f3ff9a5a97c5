import { strFromU8, unzipSync } from 'fflate';
import { BIG_SEGMENT, BrazeBench, DEMO, HOUR, Listener, NOW } from './braze-exports.bench';

let bench: BrazeBench;
let listener: Listener | undefined;
beforeEach(async () => {
  bench = await BrazeBench.open();
});
afterEach(async () => {
  await bench.close();
  listener?.close();
  listener = undefined;
});

const SECONDS = 1_000;

interface User {
  external_id: string;
  [member: string]: unknown;
}

async function download(url: string): Promise<{ status: number; type: string | null; length: string | null; bytes: Uint8Array }> {
  const answer = await fetch(url);
  const { headers } = answer;
  return { status: answer.status, type: headers.get('content-type'), length: headers.get('content-length'), bytes: new Uint8Array(await answer.arrayBuffer()) };
}

/** The users of each file of a zip. */
function usersIn(bytes: Uint8Array): User[][] {
  return Object.values(unzipSync(bytes)).map((file) =>
    strFromU8(file)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as User),
  );
}

async function start(body: object = {}): Promise<string> {
  return (await bench.post('/users/export/segment', { segment_id: DEMO, ...body })).body.url;
}

describe('a segment export', () => {
  it('answers with a prefix and a link that says no until it is ready', async () => {
    const { status, body } = await bench.post('/users/export/segment', { segment_id: DEMO });
    expect({ status, message: body.message }).toEqual({ status: 200, message: 'success' });
    expect(body.object_prefix).toMatch(new RegExp(`^[0-9a-f-]{36}-${NOW / 1000}$`));
    expect(body.url).toContain(`/braze/_files/segment-export/${DEMO}/2014-12-10/${body.object_prefix}/`);

    await bench.advance(3 * SECONDS - 1);
    expect((await download(body.url)).status).toBe(403);
    await bench.settings({ pendingStatus: 404 });
    expect((await download(body.url)).status).toBe(404);
    await bench.advance(1);
    expect(await download(body.url)).toMatchObject({ status: 200, type: 'application/zip', length: null });
  });

  it("is a zip of the segment's users, one JSON text a line", async () => {
    const { body } = await bench.post('/users/export/segment', { segment_id: DEMO });
    await bench.advance(3 * SECONDS);
    const { bytes } = await download(body.url);
    expect(Object.keys(unzipSync(bytes))).toEqual([`${body.object_prefix.slice(0, 36)}-1.txt`]);
    const [users] = usersIn(bytes);
    expect(users).toHaveLength(1200);
    expect(users?.find((user) => user.external_id === 'demo-0001')).toMatchObject({
      braze_id: 'braze-demo-0001',
      email: 'demo-0001@example.com',
    });
  });

  it('has a file for each 5,000 users, and the same bytes each time', async () => {
    await bench.settings({ bigSegmentUsers: 10_001 });
    const url = await start({ segment_id: BIG_SEGMENT });
    await bench.settings({ bigSegmentUsers: 3 }); // an export that is running stays as it was
    await bench.advance(3 * SECONDS);
    const { bytes } = await download(url);
    const files = usersIn(bytes);
    expect(files.map((users) => users.length)).toEqual([5000, 5000, 1]);
    expect(new Set(files.flat().map((user) => user.external_id)).size).toBe(10_001);
    await bench.advance(HOUR);
    expect(Buffer.compare((await download(url)).bytes, bytes)).toBe(0);
  });

  it('keeps a user as he was when it started', async () => {
    const url = await start({ fields_to_export: ['external_id', 'first_name'] });
    await bench.post('/users/track', { attributes: [{ external_id: 'demo-0001', first_name: 'Changed' }] });
    await bench.advance(3 * SECONDS);
    const user = usersIn((await download(url)).bytes)[0]?.find(({ external_id }) => external_id === 'demo-0001');
    expect(user?.first_name).not.toBe('Changed');
  });

  it.each([DEMO, BIG_SEGMENT])('has only the fields that are asked for (%s)', async (segment_id) => {
    await bench.settings({ bigSegmentUsers: 2 });
    const url = await start({ segment_id, fields_to_export: ['external_id', 'email', 'no_such_field'] });
    await bench.advance(3 * SECONDS);
    const users = usersIn((await download(url)).bytes).flat();
    for (const user of users) expect(Object.keys(user).sort()).toEqual(['email', 'external_id']);
  });

  it('of nobody is one empty file', async () => {
    await bench.settings({ bigSegmentUsers: 0 });
    const url = await start({ segment_id: BIG_SEGMENT });
    await bench.advance(3 * SECONDS);
    expect(Object.values(unzipSync((await download(url)).bytes)).map((file) => file.length)).toEqual([0]);
  });

  it('has a link that needs no key and refuses one, and that nobody can change', async () => {
    const url = await start();
    await bench.advance(3 * SECONDS);
    const refused = await fetch(url, { headers: { authorization: 'Bearer demo-rest-api-key' } });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('Only one auth mechanism allowed');
    expect((await download(url.replace(/Signature=.*/, 'Signature=0'))).status).toBe(403);
    expect((await download(url.replace('.zip', '0.zip'))).status).toBe(403);
  });

  it('has a link that dies after four hours', async () => {
    const url = await start();
    await bench.advance(3 * SECONDS + 4 * HOUR - 1);
    expect((await download(url)).status).toBe(200);
    await bench.advance(1);
    expect((await download(url)).status).toBe(403);
  });

  it('takes the time that is set', async () => {
    await bench.settings({ exportMs: 0, exportLinkMs: 1 });
    const url = await start();
    expect((await download(url)).status).toBe(200);
    await bench.advance(1);
    expect((await download(url)).status).toBe(403);
  });

  it('never becomes ready when it is too large for a link', async () => {
    await bench.settings({ exportMaxUsers: 100, bigSegmentUsers: 101 });
    const url = await start({ segment_id: BIG_SEGMENT });
    await bench.advance(HOUR);
    expect((await download(url)).status).toBe(403);
  });

  it('that is cancelled never has a file, and another one can be started', async () => {
    const cancel = (segment_id: string) => bench.post('/export/segment/cancel', { segment_id });
    const url = await start({ fields_to_export: ['email'] });
    expect(await cancel(DEMO)).toEqual({ status: 200, body: { message: 'success' } });
    expect((await cancel('nonsense')).status).toBe(400);
    await bench.control('POST', '/clock', { advanceMs: 60_000 });
    expect((await fetch(String(url))).status).toBe(403);
    expect((await bench.post('/users/export/segment', { segment_id: DEMO })).status).toBe(200);
  });

  it('of the global control group has some of the users, and needs fields', async () => {
    const path = '/users/export/global_control_group';
    expect((await bench.post(path, {})).status).toBe(400);
    const { body } = await bench.post(path, { fields_to_export: ['external_id'] });
    expect((await bench.post(path, { fields_to_export: ['external_id'] })).status).toBe(429);
    expect((await bench.post('/users/export/segment', { segment_id: DEMO })).status).toBe(200);
    const { exports } = (await bench.control('GET', '/braze/segment-exports')).body;
    expect(exports).toContainEqual(expect.objectContaining({ segment_id: 'global_control_group', object_prefix: body.object_prefix, users: 60 }));
  });

  it('runs once at a time for a segment', async () => {
    await start();
    const second = await bench.post('/users/export/segment', { segment_id: DEMO });
    expect(second).toEqual({ status: 429, body: { message: 'An export of this segment is already in progress' } });
    expect((await bench.post('/users/export/segment', { segment_id: BIG_SEGMENT })).status).toBe(200);
    await bench.advance(3 * SECONDS);
    expect((await bench.post('/users/export/segment', { segment_id: DEMO })).status).toBe(200);
  });

  it('is said to run and forgotten, by the fault for that', async () => {
    await bench.control('POST', '/faults', { vendor: 'braze', match: { path: '/users/export/segment' }, fault: { kind: 'acceptAndDrop' } });
    const url = await start();
    await bench.advance(3 * SECONDS);
    expect((await download(url)).status).toBe(403);
    expect((await bench.post('/users/export/segment', { segment_id: DEMO })).status).toBe(200);
  });

  it('has a file that breaks off, by the fault for that', async () => {
    const url = await start();
    await bench.advance(3 * SECONDS);
    await bench.control('POST', '/faults', { vendor: 'braze', match: { path: '_files' }, fault: { kind: 'truncate', bytes: 1000 } });
    await expect(download(url)).rejects.toThrow();
    expect((await download(url)).status).toBe(200);
  });

  it("into one's own bucket has a prefix and no link", async () => {
    await bench.settings({ s3: 1 });
    const { body } = await bench.post('/users/export/segment', { segment_id: DEMO });
    expect(Object.keys(body)).toEqual(['message', 'object_prefix']);
    const { exports } = (await bench.control('GET', '/braze/segment-exports')).body;
    expect(exports).toMatchObject([{ key: `segment-export/${DEMO}/2014-12-10/${body.object_prefix}`, url: null, state: 'running', users: 1200 }]);
  });

  it.each([
    [{ segment_id: undefined }, 'segment_id must be a string of the segment api identifier'],
    [{ segment_id: 'nonsense' }, 'segment_id must be a string of the segment api identifier'],
    [{ fields_to_export: 'email' }, 'fields_to_export must be an array of strings'],
    [{ fields_to_export: [] }, 'fields_to_export must name at least one field'],
    [{ callback_endpoint: 'nowhere' }, 'callback_endpoint must be a valid URL'],
    [{ callback_endpoint: 7 }, 'callback_endpoint must be a string'],
    [{ output_format: 1 }, 'output_format must be a string'],
    [{ custom_attributes_to_export: Array(501).fill('a') }, 'custom_attributes_to_export takes at most 500 attributes'],
  ])('refuses %j', async (part, message) => {
    expect(await bench.post('/users/export/segment', { segment_id: DEMO, ...part })).toEqual({ status: 400, body: { message } });
  });
});

describe('a callback', () => {
  it('comes when the clock says that the export is ready, with the link', async () => {
    listener = new Listener();
    const url = await start({ callback_endpoint: await listener.url() });
    await bench.advance(3 * SECONDS);
    expect(await listener.called(1)).toEqual([{ method: 'POST', type: 'application/json', body: { success: true, url } }]);
  });

  it('has no link when the account has its own bucket', async () => {
    listener = new Listener();
    await bench.settings({ s3: 1, exportMs: 0 });
    await start({ callback_endpoint: await listener.url() });
    expect(await listener.called(1)).toMatchObject([{ body: { success: true } }]);
    expect(listener.calls).not.toHaveProperty('[0].body.url');
  });

  it('is tried again a few times', async () => {
    listener = new Listener([500, 404]);
    await bench.settings({ exportMs: 0 });
    await start({ callback_endpoint: await listener.url() });
    const tried = async (tries: number, state: string) => {
      for (;;) {
        const { exports } = (await bench.control('GET', '/braze/segment-exports')).body;
        const callback = exports[0]?.callback as { tries: number; state: string };
        if (callback.tries === tries && callback.state === state) return;
      }
    };
    await tried(1, 'waiting');
    await bench.advance(SECONDS);
    await tried(2, 'waiting');
    await bench.advance(10 * SECONDS);
    await tried(3, 'delivered');
    expect(listener.calls).toHaveLength(3);
  });

  it('is forgotten when the sandbox starts afresh', async () => {
    listener = new Listener();
    await start({ callback_endpoint: await listener.url() });
    await bench.control('POST', '/reset');
    expect((await bench.control('GET', '/braze/segment-exports')).body.exports).toEqual([]);
  });
});

describe('a raw data export', () => {
  const DAYS = { starting_at: '2014-12-01T22:49:05+00:00', ending_at: '2014-12-03T23:49:05+00:00' };
  const post = (body: object) => bench.post('/raw_data/export', body);
  const keys = async () => (await bench.control('GET', '/braze/raw-exports')).body.exports.map((one) => one.keys);

  it('answers success, and writes files into the bucket when it is done', async () => {
    expect(await post(DAYS)).toEqual({ status: 200, body: { success: true, message: 'success' } });
    expect(await keys()).toEqual([[]]);
    await bench.advance(5 * SECONDS);
    const [written] = await keys();
    expect(written).toHaveLength(6);
    expect(written?.[0]).toMatch(/^appboy-event-data\/app_groups\/[0-9a-f-]{36}\/2014-12-01-22-49-events\.csv\.zip$/);
    expect(written?.at(-1)).toMatch(/2014-12-03-22-49-event_properties\.csv\.zip$/);
  });

  it.each([
    ['gzip', 'gz'],
    ['zip', 'zip'],
    ['unknown', 'zip'],
  ])('in the format %s ends in .%s', async (output_format, extension) => {
    await bench.settings({ rawExportMs: 0 });
    await post({ ...DAYS, output_format });
    for (const key of (await keys())[0] ?? []) expect(key).toMatch(new RegExp(`\\.csv\\.${extension}$`));
  });

  it('takes apps, the REST API among them, and event names', async () => {
    expect((await post({ ...DAYS, app_ids: ['api', DEMO], event_names: ['$campaign_received', 'Event A'] })).status).toBe(200);
  });

  it('runs once at a time', async () => {
    await post(DAYS);
    expect(await post(DAYS)).toEqual({ status: 429, body: { message: 'A raw data export is already in progress' } });
    await bench.advance(5 * SECONDS);
    expect((await post(DAYS)).status).toBe(200);
  });

  it('calls back when it is done', async () => {
    listener = new Listener();
    await post({ ...DAYS, callback_endpoint: await listener.url() });
    await bench.advance(5 * SECONDS);
    expect(await listener.called(1)).toMatchObject([{ method: 'POST', body: { success: true } }]);
  });

  it.each([
    [{ starting_at: undefined }, 'starting_at is required'],
    [{ ending_at: undefined }, 'ending_at is required'],
    [{ starting_at: 'now' }, 'starting_at must be a datetime as ISO 8601 string'],
    [{ ending_at: DAYS.starting_at }, 'starting_at must be before ending_at'],
    [{ ending_at: '2014-12-08T22:49:06Z' }, 'You may only export up to one week of data at a time'],
    [{ starting_at: '2014-09-01T00:00:00Z', ending_at: '2014-09-02T00:00:00Z' }, 'You can only export data from the last 3 months'],
    [{ app_ids: 'api' }, 'app_ids must be an array of strings'],
    [{ app_ids: ['nonsense'] }, 'app_ids contains an unknown app api identifier: nonsense'],
    [{ event_names: [1] }, 'event_names must be an array of strings'],
    [{ callback_endpoint: 'ftp://example.com' }, 'callback_endpoint must be a valid URL'],
  ])('refuses %j', async (part, message) => {
    expect(await post({ ...DAYS, ...part })).toEqual({ status: 400, body: { message } });
  });
});
