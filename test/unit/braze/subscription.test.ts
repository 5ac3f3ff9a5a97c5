import { isFailed, TransportError } from '../../../engine';
import { failureIn, jsonOf, scripted } from '../../support/host';
import { bodies, calling, expectRefused, type Raw } from './sending';
import { rows } from './reading';

const set = calling('subscription.setMany');
const to = (group: string, state: string, list: string, users: readonly string[], more: Raw = {}): Raw => ({
  subscription_group_id: group,
  subscription_state: state,
  identifier: list,
  [list]: users,
  ...more,
});
const news = (state: string, ...users: string[]): Raw => to('news', state, 'external_ids', users);
const groupsIn = (send: ReturnType<typeof scripted>) => bodies(send).map(({ subscription_groups }) => subscription_groups);

describe('setting subscription groups', () => {
  it('makes one group of the items that say the same, and several groups one request', async () => {
    const { send, outcomes } = await set([
      news('subscribed', 'u1'),
      to('sms', 'subscribed', 'external_ids', ['u1']),
      news('unsubscribed', 'u2'),
      news('subscribed', 'u3'),
    ]);
    expect(send.requests).toMatchObject([{ method: 'POST', url: expect.stringMatching(/\/v2\/subscription\/status\/set$/) }]);
    expect(groupsIn(send)).toEqual([
      [
        { subscription_group_id: 'news', subscription_state: 'subscribed', external_ids: ['u1', 'u3'] },
        { subscription_group_id: 'sms', subscription_state: 'subscribed', external_ids: ['u1'] },
        { subscription_group_id: 'news', subscription_state: 'unsubscribed', external_ids: ['u2'] },
      ],
    ]);
    expect(outcomes.map(jsonOf)).toEqual([
      { external_id: 'u1', subscription_group_id: 'news', subscription_state: 'subscribed', status: 'processed' },
      { external_id: 'u1', subscription_group_id: 'sms', subscription_state: 'subscribed', status: 'processed' },
      { external_id: 'u2', subscription_group_id: 'news', subscription_state: 'unsubscribed', status: 'processed' },
      { external_id: 'u3', subscription_group_id: 'news', subscription_state: 'subscribed', status: 'processed' },
    ]);
  });

  it('counts fifty users in all, whatever their groups', async () => {
    const inputs = Array.from({ length: 51 }, (_, n) => to(`group-${n % 3}`, 'subscribed', 'external_ids', [`u${n}`]));
    const sizes = groupsIn((await set(inputs)).send).map(
      (groups) => (groups as { external_ids: unknown[] }[]).flatMap(({ external_ids }) => external_ids).length,
    );
    expect(sizes).toEqual([50, 1]);
  });

  it('never sends addresses and numbers in one request, whatever their group', async () => {
    const { send } = await set([
      to('news', 'subscribed', 'emails', ['a@example.com']),
      to('sms', 'subscribed', 'phones', ['+15043277269']),
      to('news', 'subscribed', 'emails', ['b@example.com']),
      to('sms', 'subscribed', 'phones', ['+15043277270']),
    ]);
    expect(groupsIn(send)).toEqual([
      [{ subscription_group_id: 'news', subscription_state: 'subscribed', emails: ['a@example.com', 'b@example.com'] }],
      [{ subscription_group_id: 'sms', subscription_state: 'subscribed', phones: ['+15043277269', '+15043277270'] }],
    ]);
  });

  it('keeps the order of what is said twice of one user in one group: the last word counts', async () => {
    const { send } = await set([
      to('news', 'subscribed', 'emails', ['a@example.com']),
      to('news', 'unsubscribed', 'emails', ['A@example.com']),
      to('news', 'subscribed', 'emails', ['b@example.com']),
    ]);
    expect(groupsIn(send)).toEqual([
      [{ subscription_group_id: 'news', subscription_state: 'subscribed', emails: ['a@example.com', 'b@example.com'] }],
      [{ subscription_group_id: 'news', subscription_state: 'unsubscribed', emails: ['A@example.com'] }],
    ]);
  });

  it('asks by SMS only where the form says so', async () => {
    const { send } = await set([
      to('sms', 'subscribed', 'phones', ['+15043277269'], { use_double_opt_in_logic: true }),
      to('sms', 'subscribed', 'phones', ['+15043277270'], { use_double_opt_in_logic: false }),
      to('sms', 'subscribed', 'phones', ['+15043277271']),
    ]);
    expect(groupsIn(send)).toEqual([
      [
        { subscription_group_id: 'sms', subscription_state: 'subscribed', use_double_opt_in_logic: true, phones: ['+15043277269'] },
        { subscription_group_id: 'sms', subscription_state: 'subscribed', use_double_opt_in_logic: false, phones: ['+15043277270'] },
        { subscription_group_id: 'sms', subscription_state: 'subscribed', phones: ['+15043277271'] },
      ],
    ]);
  });

  it('is done again where the answer was lost, but not if users were to be asked by SMS', async () => {
    const lost = () => scripted(new TransportError('reset', 'maybe'), { body: { message: 'success' } });
    const again = await set([news('subscribed', 'u1')], 'today', lost());
    expect([again.send.requests.length, jsonOf(again.outcomes[0])]).toEqual([2, expect.objectContaining({ status: 'processed' })]);
    const asked = await set([to('sms', 'subscribed', 'phones', ['+15043277269'], { use_double_opt_in_logic: true })], 'today', lost());
    expect(asked.send.requests).toHaveLength(1);
    expect(failureIn(asked.outcomes[0])).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe', todo: expect.stringContaining("'Get Status'") });
  });

  it('tells what Braze adds, of no user in particular', async () => {
    const body = { message: 'success', errors: [{ type: 'odd', input_array: 'subscription_groups', index: 1 }] };
    const { outcomes } = await set([news('subscribed', 'u1'), news('subscribed', 'u2')], 'today', scripted({ body }));
    expect(outcomes.map((outcome) => isFailed(outcome))).toEqual([false, false]);
    expect(outcomes[0]).toMatchObject({ warnings: [expect.stringContaining('odd')] });
  });

  it.each<[string, Raw, string, RegExp]>([
    [
      'no group',
      { ...news('subscribed', 'u1'), subscription_group_id: ' ' },
      'subscription_group_id',
      /'Subscription Group ID' \(subscription_group_id\) is empty/,
    ],
    ['nobody', news('subscribed'), 'external_ids', /'External IDs' \(external_ids\) is empty/],
    ['another state', news('opted_in', 'u1'), 'subscription_state', /'Subscription State' \(subscription_state\) is 'opted_in'/],
    ['no address', to('news', 'subscribed', 'emails', ['bob']), 'emails[0]', /is 'bob', which is not a valid email address/],
    ['a number without its country', to('sms', 'subscribed', 'phones', ['5043277269']), 'phones[0]', /is '5043277269', which is not a/],
    [
      'addresses and numbers',
      { ...to('sms', 'subscribed', 'phones', ['+15043277269']), emails: ['a@example.com'] },
      'emails',
      /set, but 'identifier' is not emails/,
    ],
    [
      'an opt-in of those who leave',
      to('sms', 'unsubscribed', 'phones', ['+15043277269'], { use_double_opt_in_logic: true }),
      'use_double_opt_in_logic',
      /'Use Double Opt-In' \(use_double_opt_in_logic\) is on, but the users are to be unsubscribed/,
    ],
  ])('with %s is refused before anything is sent', async (_, input, field, says) => expectRefused(await set([input]), field, says));
});

describe('the state in a subscription group', () => {
  const get = calling('subscription.getStatus', { body: { status: { u1: 'Subscribed', u2: 'Unsubscribed', u3: 'Unknown' } } });
  const of = (...external_ids: string[]): Raw => ({ subscription_group_id: 'news', identifier: 'external_ids', external_ids });

  it('is asked of many users at once, and told of each as it is set', async () => {
    const { send, outcomes } = await get([of('u1', 'u2'), of('u3', 'u4', 'u1')]);
    const [request, ...others] = send.requests;
    expect(others).toEqual([]);
    const { pathname, searchParams } = new URL(request!.url);
    expect([pathname, [...searchParams]]).toEqual([
      '/subscription/status/get',
      [['subscription_group_id', 'news'], ...['u1', 'u2', 'u3', 'u4'].map((id) => ['external_id[]', id])],
    ]);
    expect(outcomes.map(jsonOf).map(({ external_id, subscription_state }) => [external_id, subscription_state])).toEqual([
      ['u1', 'subscribed'],
      ['u2', 'unsubscribed'],
      ['u3', 'unknown'],
      ['u4', 'unknown'],
      ['u1', 'subscribed'],
    ]);
  });

  const byEmail = { subscription_group_id: 'news', identifier: 'email', email: 'a@example.com' };
  it.each<[string, object, object]>([
    ['by the address', { 'a@example.com': 'Subscribed' }, { subscription_state: 'subscribed' }],
    ['by another name', { u1: 'Unsubscribed' }, { subscription_state: 'unsubscribed' }],
    ['of nobody', {}, { subscription_state: 'unknown' }],
    [
      'of several who agree',
      { u1: 'Subscribed', u2: 'Subscribed' },
      {
        subscription_state: 'subscribed',
        users: [
          { id: 'u1', subscription_state: 'subscribed' },
          { id: 'u2', subscription_state: 'subscribed' },
        ],
      },
    ],
    ['of several who differ', { u1: 'Subscribed', u2: 'Unknown' }, { subscription_state: 'mixed' }],
  ])('is read %s', async (_, status, wanted) => {
    const { outcomes, send } = await get([byEmail], 'today', scripted({ body: { status } as never }));
    expect(new URL(send.requests[0]!.url).searchParams.get('email')).toBe('a@example.com');
    expect(jsonOf(outcomes[0])).toMatchObject({ email: 'a@example.com', subscription_group_id: 'news', ...wanted });
  });

  it.each([{}, { status: 'Subscribed' }, { status: null }, { status: ['Subscribed'] }])('is not guessed from %j', async (body) => {
    const { outcomes } = await get([of('u1')], 'today', scripted({ body: body as never }));
    expect(isFailed(outcomes[0]!)).toBe(true);
  });
});

describe('the subscription groups of a user', () => {
  const who = { identifier: 'external_id', external_id: 'u1' };
  const group = (n: number) => ({ id: `g${n}`, status: 'Subscribed' });

  it.each<[string, object]>([
    ['groups', { success: true, subscription_groups: [group(1), group(2)] }],
    ['users with groups', { message: 'success', users: [{ external_id: 'u1', email: null, subscription_groups: [group(1), group(2)] }] }],
  ])('are read from a list of %s', async (_, body) => {
    expect(await rows('subscription.getGroups', who, scripted({ body: body as never }))).toEqual([1, 2].map((n) => ({ external_id: 'u1', ...group(n) })));
  });

  it('are told for each of those who share an address', async () => {
    const users = ['u1', 'u2'].map((external_id) => ({ external_id, email: 'a@example.com', phone: null, subscription_groups: [group(1)] }));
    const read = await rows('subscription.getGroups', { identifier: 'email', email: 'a@example.com' }, scripted({ body: { users } }));
    expect(read).toEqual(['u1', 'u2'].map((external_id) => ({ email: 'a@example.com', external_id, ...group(1) })));
  });

  it('have pages of a hundred, the first without an offset', async () => {
    const page = (from: number, count: number) => ({
      body: { success: true, subscription_groups: Array.from({ length: count }, (_each, n) => group(from + n)) },
    });
    const send = scripted(page(0, 100), page(100, 3));
    expect(await rows('subscription.getGroups', who, send)).toHaveLength(103);
    expect(send.requests.map(({ url }) => new URL(url).search)).toEqual(['?external_id=u1&limit=100', '?external_id=u1&limit=100&offset=100']);
  });
});

it.each([
  ['subscription.setMany', news('subscribed', 'u1')],
  ['subscription.getStatus', { subscription_group_id: 'news', identifier: 'external_ids', external_ids: ['u1'] }],
  ['subscription.getGroups', { identifier: 'external_id', external_id: 'u1' }],
])('%s is refused for an account of the Appboy version, which has no groups', async (operation, input) => {
  expectRefused(await calling(operation)([input], 'appboy'), 'version', /account is Appboy, which does not have subscription groups/);
});
