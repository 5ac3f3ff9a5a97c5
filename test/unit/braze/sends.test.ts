import { TransportError } from '../../../engine';
import { failureIn, scripted } from '../../support/host';
import { bodies, calling, expectRefused, type Raw } from './sending';

/** Transactional emails, send IDs, what is scheduled, and Live Activities. */

const CAMPAIGN = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';
const transactional = calling('transactional.send', { body: { dispatch_id: 'd1', status: 'sent', metadata: {} } });
const create = calling('send.create', { body: { send_id: 's1', message: 'success' } });
const scheduled = calling('message.getScheduled', { body: { scheduled_broadcasts: [] } });
const start = calling('liveActivity.start');
const update = calling('liveActivity.update');

describe('a transactional email', () => {
  const to = (more: Raw): Raw => ({ campaign_id: CAMPAIGN, ...more });
  const alias = { alias_name: 'a', alias_label: 'l' };

  it('is for one person, by ID or alias', async () => {
    expect(bodies((await transactional([to({ external_user_id: 'u1', user_alias: {} })])).send)).toEqual([{ recipient: { external_user_id: 'u1' } }]);
    const all = { user_alias: alias, attributes: { a: 1 }, trigger_properties: { b: 2 }, external_send_id: 'x-_+/=9' };
    const { send } = await transactional([to(all)]);
    expect(bodies(send)).toEqual([{ external_send_id: 'x-_+/=9', trigger_properties: { b: 2 }, recipient: { user_alias: alias, attributes: { a: 1 } } }]);
    expect(send.requests[0]!.url).toMatch(new RegExp(`/transactional/v1/campaigns/${CAMPAIGN}/send$`));
  });

  it('has a request of its own for each person', async () => {
    expect((await transactional(['u1', 'u2'].map((external_user_id) => to({ external_user_id })))).send.requests).toHaveLength(2);
  });

  it.each<[string, Raw, string, RegExp]>([
    ['nobody', {}, 'external_user_id', /is empty: there is nobody to send to/],
    ['an alias without label', { user_alias: { alias_name: 'a' } }, 'user_alias.alias_label', /'Alias Label' .* is empty/],
    ['two names', { external_user_id: 'u1', user_alias: alias }, 'user_alias', /is set, but 'External User ID' \(external_user_id\) is too/],
    ['a key with a blank', { external_user_id: 'u1', external_send_id: 'a b' }, 'external_send_id', /is not valid: 'a b'/],
    ['a campaign that is a path', { campaign_id: '../users', external_user_id: 'u1' }, 'campaign_id', /contains '\/'/],
  ])('with %s is refused', async (_, more, field, says) => expectRefused(await transactional([to(more)]), field, says));
});

describe('a send ID', () => {
  it('is of ASCII, with 64 characters at most', async () => {
    expect(bodies((await create([{ campaign_id: CAMPAIGN }])).send)).toEqual([{ campaign_id: CAMPAIGN }]);
    expect(bodies((await create([{ campaign_id: CAMPAIGN, send_id: 'x'.repeat(64) }])).send)).toHaveLength(1);
    expectRefused(await create([{ campaign_id: CAMPAIGN, send_id: 'été' }]), 'send_id', /has characters other than those of ASCII/);
    expectRefused(await create([{ campaign_id: CAMPAIGN, send_id: 'x'.repeat(65) }]), 'send_id', /64/);
  });

  it('of one’s own is asked for again after a lost answer, as it is there once; one that Braze makes up is not', async () => {
    const lost = () => scripted(new TransportError('reset', 'maybe'), { body: { send_id: 'spring', message: 'success' } });
    const own = await create([{ campaign_id: CAMPAIGN, send_id: 'spring' }], 'today', lost());
    expect([own.outcomes[0]!.state, bodies(own.send)]).toEqual(['done', Array(2).fill({ campaign_id: CAMPAIGN, send_id: 'spring' })]);
    const made = await create([{ campaign_id: CAMPAIGN }], 'today', lost());
    expect([failureIn(made.outcomes[0]).code, bodies(made.send)]).toEqual(['outcomeUnknown', [{ campaign_id: CAMPAIGN }]]);
  });
});

it('what is scheduled is asked for until a day, or a time with its offset', async () => {
  const urls = async (end_time: string) => (await scheduled([{ end_time }])).send.requests.map(({ url }) => new URL(url).searchParams.get('end_time'));
  expect(await urls('2099-05-10')).toEqual(['2099-05-10']);
  expect(await urls('2099-07-01T10:00')).toEqual(['2099-07-01T10:00:00+02:00']);
});

describe('a Live Activity', () => {
  const activity = { app_id: 'a', activity_id: 'order-1', content_state: { stops: 3 } };
  const attributes = { activity_attributes_type: 'Delivery', activity_attributes: { order: 1 } };
  const alert = { title: 'Good news', message: 'On its way' };
  const notification = { alert: { title: 'Good news', body: 'On its way' } };
  const to = (more: Raw): Raw => ({ ...activity, ...attributes, ...alert, send_to: 'users', external_user_ids: ['u1'], ...more });

  it('starts for at most fifty people in a request', async () => {
    const { outcomes, send } = await start([to({ external_user_ids: Array.from({ length: 51 }, (_, i) => `u${i}`) })]);
    expect(bodies(send).map(({ external_user_ids }) => (external_user_ids as string[]).length)).toEqual([50, 1]);
    expect(outcomes).toHaveLength(51);
  });

  it('starts for an audience, and its alert may have more', async () => {
    const filters = [{ kind: 'push_subscription_status', status_comparison: 'is', status: 'opted_in' }];
    const { send } = await start([to({ send_to: 'audience', external_user_ids: undefined, audience_filters: filters, notification: { sound: 'x' } })]);
    expect(bodies(send)).toEqual([
      {
        ...activity,
        ...attributes,
        notification: { sound: 'x', ...notification },
        custom_audience: { push_subscription_status: { comparison: 'is', value: 'opted_in' } },
      },
    ]);
  });

  it.each<[string, Raw, string, RegExp]>([
    ['nobody', { external_user_ids: [] }, 'external_user_ids', /is empty: there is nobody to send to/],
    ['no segment', { send_to: 'segment', external_user_ids: undefined }, 'segment_id', /is empty: there is nobody/],
    ['no audience', { send_to: 'audience', external_user_ids: undefined }, 'audience_filters', /is empty: there is nobody/],
    ['no title', { title: '' }, 'title', /'Title' \(title\) is empty/],
    ['no text', { message: undefined }, 'message', /'Message' \(message\) is empty/],
    ['no state', { content_state: undefined }, 'content_state', /is empty/],
  ])('with %s is refused', async (_, more, field, says) => expectRefused(await start([to(more)]), field, says));

  it('may change without an alert, but not with half of one', async () => {
    expect(bodies((await update([{ ...activity, end_activity: true }])).send)).toEqual([{ ...activity, end_activity: true }]);
    expectRefused(await update([{ ...activity, title: 'Only' }]), 'message', /is empty/);
  });

  it('changes again after a lost answer, unless it alerts', async () => {
    const down = { status: 503, body: {} };
    expect((await update([activity], 'today', scripted(down, { body: { message: 'success' } }))).send.requests).toHaveLength(2);
    const alerted = await update([{ ...activity, ...alert }], 'today', scripted(down, { body: { message: 'success' } }));
    expect(alerted.send.requests).toHaveLength(1);
  });
});
