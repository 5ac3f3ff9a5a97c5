import { BIG, BrazeBench, DEMO_ID } from './brazeHelpers';

let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

const RECEIPT = '44444444-4444-4444-8444-444444444444';
const trigger = (body: object) => bench.post('/campaigns/trigger/send', { campaign_id: DEMO_ID, ...body });
const to = (...ids: string[]) => ids.map((external_user_id) => ({ external_user_id }));
const people = (count: number) => to(...Array.from({ length: count }, (_, i) => `u${i}`));

describe('a trigger', () => {
  it('fills the template in; a recipient’s own values win', async () => {
    const { status, body } = await trigger({
      trigger_properties: { product_name: 'shoes', product_price: 79.99 },
      recipients: [
        { external_user_id: 'user1', trigger_properties: { first_name: 'Jon' } },
        { external_user_id: 'user2', trigger_properties: { first_name: '<b>Jill</b>', product_price: 9 } },
        { external_user_id: 'ghost' },
      ],
    });
    expect(status).toBe(201);
    expect(body).toEqual({ message: 'success', dispatch_id: expect.any(String) });
    expect(await bench.shown(body.dispatch_id)).toEqual([
      'apple_push user1: Hello Jon / shoes for 79.99 (sent)',
      'apple_push user2: Hello <b>Jill</b> / shoes for 9 (sent)',
      'apple_push ghost: Hello  / shoes for 79.99 (unknown user)',
    ]);
    expect((await bench.messages(body.dispatch_id)).messages[1]?.variables).toEqual({ product_name: 'shoes', product_price: '9', first_name: '<b>Jill</b>' });
    expect(await bench.batch(body.dispatch_id)).toMatchObject({ form: 'trigger', campaignId: DEMO_ID, campaignName: 'Demo Campaign', count: 3, state: 'sent' });
  });

  it('has defaults and profile values in its template', async () => {
    await bench.post('/users/track', { attributes: [{ external_id: 'nameless', email: 'nameless@example.com' }] });
    const { body } = await trigger({ campaign_id: RECEIPT, trigger_properties: { order_id: 7, product_name: 'it' }, recipients: to('user1', 'nameless') });
    expect(await bench.shown(body.dispatch_id)).toEqual([
      'email user1: Your order 7 / Hello Jon, thank you for it. (sent)',
      'email nameless: Your order 7 / Hello there, thank you for it. (sent)',
    ]);
  });

  it('finds recipients by alias, Braze id and email, and sends each one message', async () => {
    const { body } = await trigger({
      recipients: [
        { user_alias: { alias_name: 'user1', alias_label: 'crm' } },
        { braze_id: 'braze-user2' },
        { email: 'user3@example.com', trigger_properties: { first_name: 'A', product_name: 'x' } },
        { email: 'user3@example.com', trigger_properties: { first_name: 'B' } },
      ],
    });
    expect(await bench.shown(body.dispatch_id)).toEqual([
      'apple_push crm:user1: Hello  /  for  (sent)',
      'apple_push braze-user2: Hello  /  for  (sent)',
      'apple_push user3@example.com: Hello B / x for  (sent)',
    ]);
  });

  it('writes attributes first, and makes a user when it is told to', async () => {
    const attributes = { first_name: 'New', email: 'brand-new@example.com' };
    const recipients = [{ external_user_id: 'brand-new', send_to_existing_only: false, attributes }];
    const { body } = await trigger({ campaign_id: RECEIPT, recipients });
    expect(await bench.shown(body.dispatch_id)).toEqual(['email brand-new: Your order  / Hello New, thank you for . (sent)']);
    expect(await bench.user('brand-new')).toMatchObject(attributes);
  });

  it('goes to everyone only with broadcast', async () => {
    expect(await trigger({})).toMatchObject({ status: 400, body: { message: 'No Recipients' } });
    expect(await trigger({ recipients: [] })).toMatchObject({ status: 400, body: { message: 'No Recipients' } });
    expect(await trigger({ recipients: to('user1'), broadcast: true })).toMatchObject({ status: 400, body: { message: 'Bad Request' } });
    const all = await trigger({ broadcast: true });
    expect((await bench.batch(all.body.dispatch_id)).count).toBe(1205);
    const audience = { custom_attribute: { custom_attribute_name: 'eye_color', comparison: 'equals', value: 'blue' } };
    expect((await bench.batch((await trigger({ broadcast: true, audience })).body.dispatch_id)).count).toBe(400);
    const some = await trigger({ recipients: to('demo-0001', 'demo-0002'), audience });
    expect((await bench.messages(some.body.dispatch_id)).counts).toEqual({ sent: 1, 'not in the audience': 1 });
  });

  it('goes to a crowd lazily', async () => {
    const { body } = await trigger({ campaign_id: BIG, broadcast: true, trigger_properties: { news: 'read this' } });
    expect((await bench.batch(body.dispatch_id)).count).toBe(500_000);
    expect((await bench.messages(body.dispatch_id, '?offset=400000&limit=1')).messages).toMatchObject([
      { user: 'big-0400001', title: 'News for Paris', body: expect.stringMatching(/^\S+, read this$/) },
    ]);
  });

  it('goes to the whole segment without a word when the account is as old as the document', async () => {
    await bench.set({ appboy: 1 });
    expect(await trigger({})).toMatchObject({ status: 200, body: { message: 'success' } });
    expect((await trigger({ recipients: [{ braze_id: 'braze-user1' }] })).status).toBe(400);
  });

  it.each([
    [{ campaign_id: undefined }, 'Invalid Campaign ID'],
    [{ campaign_id: 'nothing' }, 'Invalid Campaign ID'],
    [{ campaign_id: '11111111-1111-4111-8111-111111111111' }, 'Invalid Campaign ID'],
    [{ recipients: people(51) }, 'Max input length exceeded'],
    [{ recipients: {} }, 'Bad Request'],
    [{ recipients: ['user1'] }, 'Bad Request'],
    [{ recipients: [{}] }, 'Bad Request'],
    [{ recipients: [{ external_user_id: 7 }] }, 'Bad Request'],
    [{ recipients: [{ external_user_id: '' }] }, 'Bad Request'],
    [{ recipients: [{ external_user_id: 'a', braze_id: 'b' }] }, 'Bad Request'],
    [{ recipients: [{ external_user_id: 'a', trigger_properties: [] }] }, 'Bad Request'],
    [{ recipients: [{ external_user_id: 'a', send_to_existing_only: false }] }, 'Bad Request'],
    [{ recipients: [{ external_user_id: 'a', attributes: { gender: 'male' } }] }, 'Bad Request'],
    [{ recipients: [{ user_alias: { alias_name: 'a', alias_label: 'b' }, send_to_existing_only: false, attributes: {} }] }, 'Bad Request'],
    [{ recipients: people(1), trigger_properties: 'x' }, 'Bad Request'],
    [{ recipients: people(1), audience: {} }, 'Bad Request'],
    [{ external_user_ids: ['user1'] }, 'No Recipients'],
  ])('refuses %j', async (body, message) => {
    expect(await trigger(body)).toMatchObject({ status: 400, body: { message } });
  });

  it('takes 50 recipients', async () => {
    expect((await trigger({ recipients: people(50) })).status).toBe(201);
  });
});
