import { formOf, inputFrom, operationOf, TransportError } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { failureIn, jsonOf, scripted } from '../../support/host';
import { bodies, calling, expectRefused, type Account, type Raw } from './sending';

const trigger = calling('campaign.trigger', { body: { message: 'success', dispatch_id: 'd1' } });
const scheduleTrigger = calling('campaign.scheduleTrigger', { body: { message: 'success', schedule_id: 's1' } });
const campaign_id = 'c1';
const to = (...recipients: object[]): Raw => ({ campaign_id, recipients });
const person = (i: number, more: object = {}) => ({ external_user_id: `u${i}`, ...more });
const people = (n: number) => Array.from({ length: n }, (_, i) => to(person(i, { trigger_properties: { i } })));
const alias = { alias_name: 'a', alias_label: 'crm' };
const audience = { push_subscription_status: { comparison: 'is', value: 'opted_in' } };
const email = (...prioritization: string[]) => to({ email: 'bob@example.com', prioritization });

const refused: [string, Raw, string, RegExp, Account?][] = [
  ['no campaign', { recipients: [person(1)] }, 'campaign_id', /'Campaign' \(campaign_id\) is empty/],
  ['neither recipients nor everyone', { campaign_id }, 'recipients', /'Recipients' \(recipients\) is empty: there is nobody to send to/],
  ['an audience without saying that all are meant', { campaign_id, audience }, 'recipients', /there is nobody to send to/],
  ['an empty list of recipients', to(), 'recipients', /there is nobody to send to/],
  ['an empty list, and everyone', { ...to(), broadcast: true }, 'recipients', /there is nobody to send to/],
  ['everyone at Appboy without saying so', { campaign_id }, 'recipients', /there is nobody to send to/, 'appboy'],
  ['recipients and everyone', { ...to(person(1)), broadcast: true }, 'broadcast', /is on, but recipients are given/],
  ['a recipient without name', to({ trigger_properties: {} }), 'recipients[0].external_user_id', /is empty, and the user is not identified in any other way/],
  [
    'a recipient named twice over',
    to({ ...person(1), email: 'a@b.c', prioritization: ['identified'] }),
    'recipients[0].email',
    /identified more than once, by external_user_id and email/,
  ],
  ['an alias without label', to({ user_alias: { alias_name: 'a' } }), 'recipients[0].user_alias.alias_label', /is empty/],
  ['an address that is none', to({ email: 'bob', prioritization: ['identified'] }), 'recipients[0].email', /is 'bob', which is not a valid email address/],
  ['an address without prioritization', to({ email: 'bob@example.com' }), 'recipients[0].prioritization', /is empty, but several users may have the same/],
  ['an unknown prioritization', email('newest'), 'recipients[0].prioritization', /contains 'newest'; each entry must be one of identified/],
  ['a prioritization against itself', email('identified', 'unidentified'), 'recipients[0].prioritization', /contains both identified and unidentified/],
  ['properties that are no object', to(person(1, { trigger_properties: ['a'] })), 'recipients[0].trigger_properties', /must be a JSON object but is a list/],
  ['properties for all that are no object', { ...to(person(1)), trigger_properties: 'a' }, 'trigger_properties', /must be a JSON object/],
  ['a user to make without attributes', to(person(1, { send_to_existing_only: false })), 'recipients[0].send_to_existing_only', /there are no attributes/],
  ['the switch for an alias', to({ user_alias: alias, send_to_existing_only: true }), 'recipients[0].send_to_existing_only', /is set for a user alias/],
  [
    'attachments for everyone',
    { campaign_id, broadcast: true, attachments: [{ file_name: 'a', url: 'https://example.com/a' }] },
    'attachments',
    /but the message is for everyone/,
  ],
  ['an attachment without URL', { ...to(person(1)), attachments: [{ file_name: 'a' }] }, 'attachments[0].url', /is empty/],
  ['a send ID of 65 characters', { ...to(person(1)), send_id: 'x'.repeat(65) }, 'send_id', /at most 64/],
  ['an alias at Appboy', to({ user_alias: alias }), 'recipients[0].user_alias', /is not supported by the Appboy/, 'appboy'],
  ['attributes at Appboy', to(person(1, { attributes: { a: 1 } })), 'recipients[0].attributes', /is not supported by the Appboy/, 'appboy'],
  ['an audience at Appboy', { campaign_id, broadcast: true, audience }, 'audience', /is not supported by the Appboy/, 'appboy'],
  ['a send ID at Appboy', { ...to(person(1)), send_id: 'x' }, 'send_id', /is not supported by the Appboy/, 'appboy'],
  [
    'attachments at Appboy',
    { ...to(person(1)), attachments: [{ file_name: 'a', url: 'https://example.com/a' }] },
    'attachments',
    /is not supported by the Appboy/,
    'appboy',
  ],
];

describe('triggering', () => {
  it.each(refused)('with %s is refused with its field, and nothing is sent', async (_, input, field, says, account = 'today') => {
    expectRefused(await trigger([input], account), field, says);
  });

  it("goes out as in the document's API Triggered Delivery", async () => {
    const input = {
      campaign_id,
      send_id: 'x1',
      trigger_properties: { product_name: 'shoes', product_price: 79.99 },
      recipients: [
        { external_user_id: 'user1', trigger_properties: { product_price: 69.99 }, send_to_existing_only: false, attributes: { first_name: 'Anna' } },
        { user_alias: alias },
        { braze_id: 'b1' },
        { email: 'bob@example.com', prioritization: ['identified', 'most_recently_updated'] },
      ],
      audience,
      attachments: [{ file_name: 'a.pdf', url: 'https://x/a.pdf' }],
    };
    const { outcomes, send } = await trigger([input]);
    expect(send.requests).toMatchObject([{ method: 'POST', url: 'https://rest.iad-01.braze.com/campaigns/trigger/send' }]);
    expect(bodies(send)).toEqual([input]);
    expect(outcomes.map(jsonOf)).toEqual(
      [{ external_user_id: 'user1' }, { user_alias: alias }, { braze_id: 'b1' }, { email: 'bob@example.com' }].map((who) => ({
        campaign_id,
        ...who,
        status: 'accepted',
        dispatch_id: 'd1',
      })),
    );
  });

  it('for everyone says so on the wire, at Appboy only here', async () => {
    const { outcomes, send } = await trigger([{ campaign_id, broadcast: true, audience }]);
    expect(bodies(send)).toEqual([{ campaign_id, broadcast: true, audience }]);
    expect(jsonOf(outcomes[0])).toEqual({ campaign_id, broadcast: true, status: 'accepted', dispatch_id: 'd1' });
    expect(bodies((await trigger([{ campaign_id, broadcast: true }], 'appboy')).send)).toEqual([{ campaign_id }]);
  });

  it('packs 50 recipients into a request, of one item or of many', async () => {
    const sizes = (send: ReturnType<typeof scripted>) => bodies(send).map(({ recipients }) => (recipients as []).length);
    expect(sizes((await trigger(people(120))).send)).toEqual([50, 50, 20]);
    const one = await trigger([to(...Array.from({ length: 51 }, (_, i) => person(i)))]);
    expect(sizes(one.send)).toEqual([50, 1]);
    expect(one.outcomes).toHaveLength(51);
    const apart = await trigger([to(person(1)), { ...to(person(2)), trigger_properties: { a: 1 } }, { ...to(person(3)), campaign_id: 'c2' }, to(person(4))]);
    expect(sizes(apart.send)).toEqual([2, 1, 1]);
  });

  it('never fills a body beyond 4 MB', async () => {
    const text = 'x'.repeat(300_000);
    const { send } = await trigger(Array.from({ length: 20 }, (_, i) => to(person(i, { trigger_properties: { text } }))));
    for (const body of bodies(send)) expect(JSON.stringify(body).length).toBeLessThanOrEqual(4_000_000);
    expect(send.requests).toHaveLength(2);
  });

  it('lays errors at the recipients whom they name; the others are accepted', async () => {
    const answer = { body: { message: 'success', errors: [{ type: 'Invalid user', input_array: 'recipients', index: 2 }, 'something minor'] } };
    const { outcomes } = await trigger(people(4), 'today', scripted(answer), { continueOnFail: true });
    expect(outcomes.map(({ state }) => state)).toEqual(['done', 'done', 'failed', 'done']);
    expect(failureIn(outcomes[2])).toMatchObject({ code: 'rejected', reached: 'yes', message: 'Braze answered: Invalid user.' });
    expect(outcomes[0]).toMatchObject({ warnings: ['Braze accepted the request and added: something minor'] });
  });

  it('never names a user twice in one request, as Braze would make one message of the two', async () => {
    const { outcomes, send } = await trigger([to(person(1)), to(person(2)), to(person(1)), to(person(3))]);
    const recipients = bodies(send).map((body) =>
      (body as { recipients: { external_user_id: string }[] }).recipients.map(({ external_user_id }) => external_user_id),
    );
    expect(recipients).toEqual([['u1', 'u2', 'u3'], ['u1']]);
    expect(outcomes.map(({ item, state }) => [item, state])).toEqual([0, 1, 3, 2].map((item) => [item, 'done']));
  });

  it('whose answer is lost is not repeated', async () => {
    const { outcomes, send } = await trigger(people(2), 'today', scripted(new TransportError('timeout', 'maybe')));
    expect(send.requests).toHaveLength(1);
    for (const outcome of outcomes) expect(failureIn(outcome)).toMatchObject({ code: 'outcomeUnknown', todo: expect.stringContaining('Get Series') });
  });

  it('takes recipients from items, from JSON, or says that everyone is meant', async () => {
    const o = operationOf(braze, 'campaign.trigger');
    const [from] = formOf(o).filter(({ name }) => name === 'recipientsFrom');
    expect((from!.field as unknown as { options: { value: string }[] }).options.map(({ value }) => value).sort()).toEqual(['everybody', 'items', 'json']);
    const item = inputFrom(o, { campaignId: 'c1', recipientsFrom: 'items', userColumn: 'id', variables: 'all' }, { id: 7, name: 'Anna' });
    expect(bodies((await trigger([item])).send)).toEqual([{ campaign_id, recipients: [{ external_user_id: '7', trigger_properties: { name: 'Anna' } }] }]);
    const all = inputFrom(o, { campaignId: 'c1', recipientsFrom: 'everybody' }, {});
    expect(bodies((await trigger([all])).send)).toEqual([{ campaign_id, broadcast: true }]);
  });
});

describe('scheduling a trigger', () => {
  const time = '2099-05-10T13:00:00+01:00';

  it('sends the schedule beside the rest, and tells each user its ID', async () => {
    const { outcomes, send } = await scheduleTrigger([{ ...to(person(1), person(2)), time, trigger_properties: { a: 1 } }]);
    expect(send.requests).toMatchObject([{ url: expect.stringMatching(/\/campaigns\/trigger\/schedule\/create$/) }]);
    expect(bodies(send)).toEqual([{ campaign_id, trigger_properties: { a: 1 }, recipients: [person(1), person(2)], schedule: { time } }]);
    expect(outcomes.map(jsonOf)).toEqual(['u1', 'u2'].map((id) => ({ campaign_id, external_user_id: id, status: 'accepted', schedule_id: 's1' })));
  });

  it('keeps different times apart', async () => {
    const { send } = await scheduleTrigger([
      { ...to(person(1)), time },
      { ...to(person(2)), time: '2099-05-11T13:00:00+01:00' },
      { ...to(person(3)), time },
    ]);
    expect(bodies(send).map(({ recipients }) => (recipients as []).length)).toEqual([2, 1]);
  });

  it('is held to the rules of both', async () => {
    expectRefused(await scheduleTrigger([to(person(1))]), 'time', /is empty/);
    expectRefused(await scheduleTrigger([{ ...to(person(1)), time: '2020-01-01T00:00:00Z' }]), 'time', /in the past/);
    expectRefused(await scheduleTrigger([{ campaign_id, time }]), 'recipients', /nobody to send to/);
  });
});
