import { CONTRACT, INAPP, TRANSACTIONAL, Wire, type Row } from './follow-wire';

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.open();
});
afterEach(() => wire.close());

const VARIABLES = { lastname: 'Doe', firstname: 'John', contractNumber: 'ABC56' };

async function ongoing(over: Row): Promise<string> {
  const { body } = await wire.post('/api/campaign', { ...TRANSACTIONAL, ...over });
  const id = String(body.result.campaign_id);
  expect((await wire.put(`/api/campaign/${id}/launch`)).status).toBe(200);
  await wire.advance(1_500);
  return id;
}

async function reportOf(campaign: string, messages: readonly Row[]): Promise<string> {
  const sent = await wire.post('/api/campaigns/trigger', { campaign_identifiers: [campaign], messages });
  await wire.advance(2_000);
  const { body } = await wire.get('/api/campaigns/request', { request_id: String(sent.body.result.request_id) });
  return (await wire.send(String(body.result.report_url))).text;
}

/** The cells of the rows below the header; none of them has a comma of its own. */
const cells = (csv: string): string[][] =>
  csv
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

describe('the rows of a report', () => {
  it('are one for each device of a user', async () => {
    const rows = cells(await reportOf(CONTRACT, [{ user_id: 'delivered-two-devices', template_variables: VARIABLES }]));
    expect(rows.map(([, , user, device]) => [user, device?.split('-')[0]])).toEqual([
      ['delivered-two-devices', 'android'],
      ['delivered-two-devices', 'ios'],
    ]);
  });

  it('have no device where none was tried', async () => {
    expect(cells(await reportOf(CONTRACT, [{ user_id: 'x-nodevice', template_variables: VARIABLES }]))[0]).toMatchObject({
      3: '',
      5: 'NO_CONNECTED_DEVICE',
      6: '',
    });
  });

  it('are one for each of the two kinds of message, and no push service refuses an in-app one', async () => {
    const campaign = await ongoing({ includes_inapp: true, params: { ...INAPP.params, push_message: 'Hello' } });
    const rows = cells(
      await reportOf(
        campaign,
        ['x-mismatch-android', 'x-unknown'].map((user_id) => ({ user_id })),
      ),
    );
    expect(rows.map(([, , user, , , code, , channel]) => [user, code, channel])).toEqual([
      ['x-mismatch-android', 'MismatchSenderId', 'push'],
      ['x-mismatch-android', '', 'inapp'],
      ['x-unknown', 'USER_UNKNOWN', 'push'],
      ['x-unknown', 'USER_UNKNOWN', 'inapp'],
    ]);
  });

  it('count only values that the message itself brings', async () => {
    const campaign = await ongoing({ params: { push_message: 'For *@toString@*' } });
    const rows = cells(
      await reportOf(campaign, [{ user_id: 'a-delivered-android' }, { user_id: 'b-delivered-android', template_variables: { toString: 'T' } }]),
    );
    expect(rows.map(([, , user, , , code, details]) => [user, code, details])).toEqual([
      ['a-delivered-android', 'VALIDATION_ERROR', 'missing template variables'],
      ['b-delivered-android', '', ''],
    ]);
  });

  it('put user ids in quotes that would break the file', async () => {
    const csv = await reportOf(CONTRACT, [{ user_id: 'a,"delivered"\n-android', template_variables: VARIABLES }]);
    expect(csv).toContain(',"a,""delivered""\n-android",android-');
  });

  it('are all there when there are many, in the order of the messages', async () => {
    const users = Array.from({ length: 12_345 }, (_, number) => `delivered-android-${number}`);
    const rows = cells(
      await reportOf(
        CONTRACT,
        users.map((user_id) => ({ user_id, template_variables: VARIABLES })),
      ),
    );
    expect(rows.map(([, , user]) => user)).toEqual(users);
  });
});

it('leaves a campaign out for which the request was canceled', async () => {
  const other = await ongoing({ params: { push_message: 'Hello' } });
  const sent = await wire.post('/api/campaigns/trigger', {
    campaign_identifiers: [CONTRACT, other],
    messages: [{ user_id: 'delivered-android', template_variables: VARIABLES }],
    send_at: '2024-07-10T13:00:00Z',
  });
  const request_id = String(sent.body.result.request_id);
  expect((await wire.put(`/api/campaigns/${CONTRACT}/request/${request_id}/cancel`)).status).toBe(200);
  await wire.advance(2 * 3_600_000);
  const { body } = await wire.get('/api/campaigns/request', { request_id });
  expect(cells((await wire.send(String(body.result.report_url))).text).map(([campaign]) => campaign)).toEqual([other]);
});
