import { CONTRACT, NOON, Wire, type Answer, type Row } from './follow-wire';

const IMAGE = 'FACMPGN_VCFzh_NpR3Qrru3B';
const API_ID = 'CGN_ACMECORP_1401106808015';

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.open();
});
afterEach(() => wire.close());

/** The document's two people. */
const messages = [
  { user_id: 'john365', template_variables: { lastname: 'Doe', firstname: 'John', contractNumber: 'ABC56' } },
  { user_id: 'duce23', template_variables: { lastname: 'Duce', firstname: 'JC', contractNumber: '234AE' } },
];
const trigger = (over: Row = {}): Promise<Answer> => wire.post('/api/campaigns/trigger', { campaign_identifiers: [CONTRACT], messages, ...over });
const triggered = async (over: Row = {}): Promise<string> => String((await trigger(over)).body.result.request_id);
const report = (request_id: string): Promise<Answer> => wire.get('/api/campaigns/request', { request_id });
const rowsOf = async (id: string): Promise<string[][]> => {
  const { body } = await report(id);
  const { text } = await wire.send(String(body.result.report_url));
  return text
    .trim()
    .split('\n')
    .map((line) => line.split(','));
};
const hits = (name: 'hits' | 'hits_per_user', query: Record<string, string> = {}, campaign = CONTRACT): Promise<Answer> =>
  wire.get(`/api/transac/${campaign}/${name}`, query);

describe('a trigger', () => {
  it('gives a request back', async () => {
    expect(await trigger()).toMatchObject({ status: 200, body: { success: true, result: { request_id: expect.any(String) } } });
  });

  it.each<[string, Row, number, object]>([
    [
      'an unknown campaign',
      { campaign_identifiers: ['FACMPGN_nobody'] },
      400,
      { status: '400', error_message: 'Unknown campaign with identifier FACMPGN_nobody' },
    ],
    [
      'a draft at the second place',
      { campaign_identifiers: [CONTRACT, 'FACMPGN_demoDraft'] },
      400,
      { status: '404', error_message: 'Campaign with identifier FACMPGN_demoDraft at index 1 not ready' },
    ],
    ['a finished campaign', { campaign_identifiers: ['FACMPGN_demoFinished'] }, 400, { status: '404', error_message: expect.stringContaining('not ready') }],
    ['a classic campaign', { campaign_identifiers: ['FACMPGN_UIsHGR9-r5y_fQc7'] }, 400, { status: '404', error_message: expect.stringContaining('not ready') }],
    ['no campaign', { campaign_identifiers: [] }, 400, { status: '405', error_message: 'Missing or empty campaign key' }],
    ['no messages', { messages: [] }, 400, { status: '400', error_message: expect.stringContaining('messages') }],
    ['a message without a user', { messages: [{}] }, 400, { status: '400', error_message: 'messages[0].user_id is required' }],
    [
      'variables that are a list',
      { messages: [{ user_id: 'a', template_variables: [] }] },
      400,
      { error_message: expect.stringContaining('template_variables') },
    ],
    ['a time that is none', { send_at: 'soon' }, 400, { error_message: expect.stringContaining('send_at') }],
  ])('with %s is refused, and nothing is made', async (_, over, status, body) => {
    const before = wire.sandbox.requests().length;
    expect(await trigger(over)).toMatchObject({ status, body: { success: false, ...body } });
    const { body: listed } = await wire.control('GET', '/followAnalytics/batches');
    expect((listed.batches as { createdAt: number }[]).filter(({ createdAt }) => createdAt === NOON)).toEqual([]);
    expect(wire.sandbox.requests().length).toBe(before + 1);
  });
});

describe('a report', () => {
  it('is not yet complete until it is, and then a file with a row for each device', async () => {
    const id = await triggered();
    expect(await report(id)).toMatchObject({ status: 202, body: { success: true, result: 'Request not yet complete' } });
    await wire.advance(2_000);
    const [header, ...rows] = await rowsOf(id);
    expect(header!.join(',')).toBe('campaign_identifier,request_id,user_id,device_id,processed_at,status_code,status_details,channel');
    expect(new Set(rows.map(([, , user]) => user))).toEqual(new Set(['john365', 'duce23']));
    expect(
      rows.every(
        ([campaign, request, , , at, , , channel]) => campaign === CONTRACT && request === id && channel === 'push' && at === '2024-07-10T12:00:02.000Z',
      ),
    ).toBe(true);
  });

  it('of a time to come is not complete before it', async () => {
    const id = await triggered({ send_at: '2024-07-10T15:00:00+01:00' });
    await wire.advance(2 * 3_600_000);
    expect((await report(id)).status).toBe(202);
    await wire.advance(2_000);
    expect((await report(id)).status).toBe(200);
  });

  it.each([
    ['opt-out', 'DEVICE_OPT_OUT'],
    ['too_big', 'MESSAGE_TO_BIG'],
    ['invalid', 'VALIDATION_ERROR'],
    ['noDevice', 'NO_CONNECTED_DEVICE'],
    ['unknown', 'USER_UNKNOWN'],
    ['mismatch', 'MismatchSenderId'],
    ['uninstalled', 'Uninstall'],
    ['unregistered', 'FPErrTokenUnregistered'],
    ['bad-token', 'FPErrBadRecipientToken'],
    ['delivered', ''],
  ])('of a user called %s says %s', async (word, code) => {
    const id = await triggered({ messages: [{ ...messages[0], user_id: `x-${word}-android` }] });
    await wire.advance(2_000);
    expect((await rowsOf(id))[1]![5]).toBe(code);
  });

  it('says who is not known, and which message lacks a variable', async () => {
    const id = await triggered({ messages: [{ ...messages[0], user_id: 'nobody' }, { user_id: 'x-delivered' }] });
    await wire.advance(2_000);
    const codes = Object.fromEntries((await rowsOf(id)).slice(1).map(([, , user, , , code]) => [user, code]));
    expect(codes).toEqual({ nobody: 'USER_UNKNOWN', 'x-delivered': 'VALIDATION_ERROR' });
  });

  it('has a part for each campaign of the request', async () => {
    const id = await triggered({ campaign_identifiers: [CONTRACT, IMAGE] });
    await wire.advance(2_000);
    expect(new Set((await rowsOf(id)).slice(1).map(([campaign, , , , , , , channel]) => `${campaign} ${channel}`))).toEqual(
      new Set([`${CONTRACT} push`, `${IMAGE} inapp`]),
    );
  });

  it('of the seeded requests is there, or never', async () => {
    expect(new Set((await rowsOf('A_UNIQUE_REQUEST_ID')).slice(1).map(([, , user]) => user)).size).toBe(242);
    await wire.advance(1_000_000_000);
    expect((await report('demo-running-request')).status).toBe(202);
  });

  it('of an unknown request is refused', async () => {
    expect(await report('nobody')).toMatchObject({ status: 400, body: { status: '400', success: false, error_message: 'No request found for nobody' } });
  });

  it('lies behind a link that a token spoils, and that ends', async () => {
    const { body } = await report('A_UNIQUE_REQUEST_ID');
    const url = String(body.result.report_url);
    expect((await wire.send(url, { headers: { authorization: 'Token demo-api-token' } })).status).toBe(400);
    expect((await wire.send(`${url}0`)).status).toBe(403);
    await wire.advance(3_600_000);
    expect((await wire.send(url)).status).toBe(403);
  });
});

describe('a cancellation', () => {
  const cancel = (campaign: string, request: string): Promise<Answer> => wire.put(`/api/campaigns/${campaign}/request/${request}/cancel`);

  it('gives the batch back as it was scheduled, once', async () => {
    const id = await triggered({ send_at: '2024-07-11T12:00:00Z' });
    expect(await cancel(CONTRACT, id)).toMatchObject({ status: 200, body: { success: true, result: { campaign_identifier: API_ID, messages } } });
    expect(await cancel(CONTRACT, id)).toMatchObject({ status: 400, body: { error_message: "Request can't be canceled" } });
  });

  it('of what was sent, or is not there, is refused', async () => {
    const id = await triggered();
    expect(await cancel(CONTRACT, id)).toMatchObject({ status: 400, body: { status: '400', success: false, error_message: "Request can't be canceled" } });
    expect(await cancel(CONTRACT, 'nobody')).toMatchObject({ status: 400, body: { error_message: `The request nobody for campaign ${API_ID} was not found` } });
    expect(await cancel(IMAGE, id)).toMatchObject({ status: 400, body: { error_message: expect.stringContaining('was not found') } });
  });
});

describe('hits', () => {
  it('come in pages of 5000, oldest first', async () => {
    const { body } = await hits('hits');
    expect(body).toMatchObject({ success: true, result: { campaignKey: CONTRACT, page: 1, page_size: 5000 } });
    const all = await Promise.all(
      ['1', '2', '3', '4'].map(async (page) => (await hits('hits', { page })).body.result.hits as { user_id: string; time: string }[]),
    );
    expect(all.map(({ length }) => length)).toEqual([5000, 5000, 2000, 0]);
    const times = all.flat().map(({ time }) => time);
    expect(times).toEqual([...times].sort());
    expect(times[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it('since a date are those since then', async () => {
    const { body } = await hits('hits', { since_date: '2024-07-10T12:00:00+02:00' });
    expect((body.result.hits as { time: string }[]).every(({ time }) => time >= '2024-07-10T10:00:00Z')).toBe(true);
  });

  it('are summed up for each user', async () => {
    const { body } = await hits('hits_per_user');
    const rows = body.result.hits as { user_id: string; hits: number; first_time: string; last_time: string }[];
    expect(rows.reduce((sum, row) => sum + row.hits, 0)).toBe(12_000);
    expect(rows.every(({ first_time, last_time }) => first_time <= last_time)).toBe(true);
  });

  it('come of messages that were delivered, a minute later', async () => {
    const people = Array.from({ length: 60 }, (_, i) => ({ ...messages[0], user_id: `delivered-${i}` }));
    await triggered({ messages: people });
    await wire.advance(61_999);
    const opened = async () => ((await hits('hits', { since_date: '2024-07-10T12:00:01Z' })).body.result.hits as unknown[]).length;
    expect(await opened()).toBe(0);
    await wire.advance(1);
    expect(await opened()).toBeGreaterThan(5);
    expect(await opened()).toBeLessThan(40);
  });

  it('can be added by hand', async () => {
    expect(await wire.control('POST', '/followAnalytics/hits', { campaign_id: IMAGE, user_id: 'demo-0001' })).toMatchObject({ status: 201, body: { hits: 1 } });
    expect((await hits('hits', {}, IMAGE)).body.result.hits).toEqual([{ user_id: 'demo-0001', time: '2024-07-10T12:00:00Z' }]);
  });

  it.each([
    ['page', '-1'],
    ['page', '0'],
    ['page_size', '0'],
    ['page_size', '5001'],
    ['since_date', 'yesterday'],
  ])('with %s %s are refused', async (name, value) => {
    expect(await hits('hits', { [name]: value })).toMatchObject({
      status: 400,
      body: { status: '400', success: false, error_message: expect.stringContaining('Invalid parameter value') },
    });
  });

  it('of a campaign whose identifier is long and unknown are refused in the same words', async () => {
    const long = 'x'.repeat(2_000);
    expect(await hits('hits', {}, long)).toMatchObject({ status: 404, body: { error_message: `Unknown campaign key ${long}` } });
  });

  it('of an unknown campaign are refused with 404', async () => {
    expect(await hits('hits_per_user', {}, 'FACMPGN_nobody')).toMatchObject({
      status: 404,
      body: { status: '404', error_message: 'Unknown campaign key FACMPGN_nobody' },
    });
  });
});

describe('the outbox', () => {
  const page = async (id: string) =>
    (await wire.control('GET', `/followAnalytics/batches/${id}/messages`)).body as unknown as { total: number; counts: Row; messages: Row[] };

  it('shows each message with its placeholders filled in', async () => {
    const id = await triggered({
      campaign_identifiers: [CONTRACT, IMAGE],
      messages: [{ ...messages[0], template_variables: { ...messages[0]!.template_variables, image_name: 'boat', pos: 'top' } }],
    });
    const { total, messages: shown } = await page(id);
    expect(total).toBe(2);
    expect(shown[0]).toMatchObject({ user: 'john365', title: 'Hello John Doe', body: 'Your contract ABC56 is ready', status: 'pending' });
    // Nobody gave a width: it stands there as the person would see it.
    expect(shown[1]).toMatchObject({ title: 'custom content', body: expect.stringMatching(/boat\.jpg, position: top, width: \*@width@\*, type: headline/) });
  });

  it('lists the requests with their states', async () => {
    const id = await triggered();
    const { body } = await wire.control('GET', '/followAnalytics/batches');
    const batches = body.batches as Row[];
    expect(batches.find((batch) => batch.id === id)).toMatchObject({
      vendor: 'followAnalytics',
      campaignName: 'Contract ready',
      channel: 'push',
      state: 'processing',
      count: 2,
    });
    expect(batches.find((batch) => batch.id === 'demo-scheduled-request')).toMatchObject({ state: 'scheduled' });
  });

  it('shows a campaign that was ended by hand as ended', async () => {
    expect(await wire.control('POST', `/followAnalytics/campaigns/${CONTRACT}/end`, {})).toMatchObject({ status: 200, body: { state: 'finished' } });
    expect(await trigger()).toMatchObject({ status: 400, body: { status: '404' } });
  });
});
