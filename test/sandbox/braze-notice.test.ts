import { BrazeBench } from './brazeHelpers';

let bench: BrazeBench;
beforeEach(async () => {
  bench = await BrazeBench.open();
});
afterEach(() => bench.close());

const PAUSED = '55555555-5555-4555-8555-555555555555';
const ARCHIVED = '66666666-6666-4666-8666-666666666666';
const recipients = [{ external_user_id: 'demo-0001', attributes: { eye_color: 'grey' } }];
const batchCount = async () => (await bench.control<{ batches: unknown[] }>('GET', '/braze/batches')).batches.length;

describe('campaigns that are stopped', () => {
  it.each([
    [PAUSED, 'The campaign is paused. Resume the campaign to ensure trigger requests will take effect.'],
    [ARCHIVED, 'The campaign is archived. Unarchive the campaign to ensure trigger requests will take effect.'],
  ])('%s: success with a notice, and nothing is sent', async (campaign_id, notice) => {
    const before = await batchCount();
    const { status, body } = await bench.post('/campaigns/trigger/send', { campaign_id, recipients });
    expect([status, body]).toEqual([201, { notice, dispatch_id: expect.stringMatching(/^[0-9a-f]{32}$/), message: 'success' }]);
    expect(await batchCount()).toBe(before);
    expect(bench.sandbox.accepted('braze')).toMatchObject({ requests: 0, people: {} });
    expect((await bench.user('demo-0001'))?.custom_attributes.eye_color).not.toBe('grey');
  });

  it('what is wrong with the request is said first', async () => {
    expect(await bench.post('/campaigns/trigger/send', { campaign_id: PAUSED })).toMatchObject({ status: 400, body: { message: 'No Recipients' } });
  });

  it('no other answer has a notice', async () => {
    const { body } = await bench.post('/campaigns/trigger/send', { campaign_id: '44444444-4444-4444-8444-444444444444', recipients });
    expect(body).not.toHaveProperty('notice');
  });

  it.each([PAUSED, ARCHIVED])('%s is refused by a schedule, and in the document by everything', async (campaign_id) => {
    const schedule = { time: '2030-01-01T00:00:00Z' };
    const refusal = { status: 400, body: { message: 'Invalid Campaign ID' } };
    expect(await bench.post('/campaigns/trigger/schedule/create', { campaign_id, recipients, schedule })).toMatchObject(refusal);
    await bench.set({ appboy: 1 });
    expect(await bench.post('/campaigns/trigger/send', { campaign_id, recipients: [{ external_user_id: 'user1' }] })).toMatchObject(refusal);
  });

  it('stand last in the list, the archived one on request only, and their details say that they are off', async () => {
    const last = async (query = '') => {
      const { body } = await bench.get(`/campaigns/list?page=2${query}`);
      return (body.campaigns as { id: string }[]).at(-1)?.id;
    };
    expect(await last()).toBe(PAUSED);
    expect(await last('&include_archived=true')).toBe(ARCHIVED);
    expect((await bench.get(`/campaigns/details?campaign_id=${PAUSED}`)).body).toMatchObject({ archived: false, enabled: false });
    expect((await bench.get(`/campaigns/details?campaign_id=${ARCHIVED}`)).body).toMatchObject({ archived: true, enabled: false });
  });
});
