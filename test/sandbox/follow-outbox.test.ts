import { CONTRACT, TRANSACTIONAL, Wire, type Row } from './follow-wire';

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.open();
});
afterEach(() => wire.close());

interface Page {
  total: number;
  counts?: Record<string, number>;
  messages: { user: string; title: string; body: string; variables: Row; platforms: string[]; status: string }[];
}

async function trigger(campaign: string, messages: readonly Row[]): Promise<string> {
  const { body } = await wire.post('/api/campaigns/trigger', { campaign_identifiers: [campaign], messages });
  return String(body.result.request_id);
}
const page = async (id: string, limit = 24): Promise<Page> =>
  (await wire.control('GET', `/followAnalytics/batches/${id}/messages?limit=${limit}`)).body as unknown as Page;

async function ongoing(params: Row, over: Row = {}): Promise<string> {
  const { body } = await wire.post('/api/campaign', { ...TRANSACTIONAL, params, ...over });
  const id = String(body.result.campaign_id);
  await wire.put(`/api/campaign/${id}/launch`);
  await wire.advance(1_500);
  return id;
}

describe('a message in the outbox', () => {
  it.each<[string, string, Row, string]>([
    ['a name without a value stays visible', 'Hi *@name@*', {}, 'Hi *@name@*'],
    ['so does one whose value is null', 'Hi *@name@*', { name: null }, 'Hi *@name@*'],
    ['and one that every object in JavaScript has', 'Hi *@toString@*', {}, 'Hi *@toString@*'],
    ['zero and false are values', '*@a@* *@b@*', { a: 0, b: false }, '0 false'],
    ['an object is shown as JSON', 'Order *@order@*', { order: { no: 7 } }, 'Order {"no":7}'],
    ['names may have dots, spaces and an at sign', '*@a.b@*, *@c d@*, *@e@f@*', { 'a.b': 1, 'c d': 2, 'e@f': 3 }, '1, 2, 3'],
    ['what a value says is not filled in again', '*@a@*', { a: '*@b@*', b: 'no' }, '*@b@*'],
  ])('%s', async (_, push_message, template_variables, shown) => {
    const id = await trigger(await ongoing({ push_message }), [{ user_id: 'delivered', template_variables }]);
    expect((await page(id)).messages[0]?.body).toBe(shown);
  });

  it('of both kinds shows both texts, and each device once', async () => {
    const params = { push_message: 'Push', inapp: 'native', message_title: 'Title', message_content: 'Content', message_btn: 'OK' };
    const id = await trigger(await ongoing(params, { includes_inapp: true }), [{ user_id: 'delivered-twodevices' }]);
    expect((await page(id)).messages[0]).toMatchObject({ title: 'Title', body: 'Push | Content', platforms: ['android', 'ios'] });
  });

  it('is pending, and then what the report says', async () => {
    const variables = { template_variables: { firstname: 'a', lastname: 'b', contractNumber: 'c' } };
    const id = await trigger(
      CONTRACT,
      ['x-delivered', 'y-delivered', 'z-optout'].map((user_id) => ({ user_id, ...variables })),
    );
    expect((await page(id)).counts).toEqual({ pending: 3 });
    await wire.advance(2_000);
    expect(await page(id, 1)).toMatchObject({ total: 3, counts: { sent: 2, DEVICE_OPT_OUT: 1 }, messages: [{ status: 'sent' }] });
  });

  it('is canceled with its request', async () => {
    await wire.put(`/api/campaigns/${CONTRACT}/request/demo-scheduled-request/cancel`);
    expect((await page('demo-scheduled-request')).counts).toEqual({ canceled: 2 });
  });
});

it('does not count the statuses of very many messages on a click', async () => {
  const campaign = await ongoing({ push_message: 'Hello' });
  const many = Array.from({ length: 200_001 }, (_, number) => ({ user_id: `u${number}` }));
  expect((await page(await trigger(campaign, many.slice(0, -1)), 1)).counts).toEqual({ pending: 200_000 });
  const shown = await page(await trigger(campaign, many), 1);
  expect(shown).toMatchObject({ total: 200_001, messages: [{ user: 'u0' }] });
  expect(shown).not.toHaveProperty('counts');
});

describe('the outbox page', () => {
  it('lists this vendor with its account and campaigns, without the crowd', async () => {
    const { body } = await wire.control('GET', '/overview');
    const vendor = (body.vendors as { id: string; label: string; account: Row[]; campaigns: Row[] }[]).find(({ id }) => id === 'followAnalytics');
    expect(vendor).toMatchObject({ label: 'FollowAnalytics', account: expect.arrayContaining([{ label: 'API token', value: 'demo-api-token' }]) });
    expect(vendor?.campaigns.map(({ id }) => id)).toContain(CONTRACT);
    expect(vendor?.campaigns.find(({ id }) => id === CONTRACT)).toMatchObject({ state: 'ongoing', variables: ['firstname', 'lastname', 'contractNumber'] });
    expect(vendor?.campaigns).toHaveLength(6);
  });
});
