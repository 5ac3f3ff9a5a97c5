import type { JsonObject } from '../../../engine';
import type { Rehearsal } from '../../support/sandbox';
import { idOf, isKnown } from './brazePeople';
import { track } from './brazeTrack';
import { listed, upTo, type Sharing } from './sharing';

/** Most identifiers, addresses, tokens or recipients: "Up to 50" (Braze document, "User Data", "Sending Messages", "Email Sync"). */
const FIFTY = 50;

const CAMPAIGN = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';
const OTHER_CAMPAIGN = '44444444-4444-4444-8444-444444444444';
const TIME = '2099-05-10T13:00:00+01:00';

const addressOf = (n: number): string => `${idOf(n)}@example.com`;
const aliasOf = (n: number): JsonObject => ({ alias_name: idOf(n), alias_label: 'crm' });
const phoneOf = (n: number): string => `+1504327${String(n).padStart(4, '0')}`;

/** "User Delete Endpoint"; today's lists besides. */
const deletion = (list: string, one: string, as: (n: number) => string | JsonObject, before?: Sharing['before']): Sharing => ({
  vendor: 'braze',
  operation: 'user.delete',
  by: list,
  list,
  max: FIFTY,
  one: (n) => ({ identifier: list, [list]: [as(n)], confirm: true }),
  all: (numbers) => ({ identifier: list, [list]: numbers.map(as), confirm: true }),
  named: (sent) => listed(sent, list),
  as,
  answer: (n) => ({ [one]: as(n), deleted: isKnown(n), status: 'processed' }),
  ...(before && { before }),
  errorsIn: list,
  async after(sandbox, count) {
    const gone = await Promise.all(
      upTo(count)
        .filter(isKnown)
        .map(async (n) => await isThere(sandbox, idOf(n))),
    );
    expect([gone.filter((each) => each), await isThere(sandbox, 'demo-1199')]).toEqual([[], true]);
  },
});

const isThere = async (sandbox: Rehearsal, id: string): Promise<boolean> =>
  await sandbox.control('GET', `/braze/users/${id}`).then(
    () => true,
    () => false,
  );

/** Gives those who are known a phone number, which the demo users have not. */
const givePhones = async (sandbox: Rehearsal, count: number): Promise<void> => {
  const attributes = upTo(count)
    .filter(isKnown)
    .map((n) => ({ external_id: idOf(n), phone: phoneOf(n) }));
  const headers = { 'content-type': 'application/json', authorization: 'Bearer demo-rest-api-key' };
  await fetch(`${sandbox.baseUrls.braze}/users/track`, { method: 'POST', headers, body: JSON.stringify({ attributes }) });
};

const found = (n: number): JsonObject => ({ found: true, external_id: idOf(n), email: addressOf(n) });

/** "Users by UserID Endpoint"; today also by alias, and one at a time by anything else. */
const listExport = (list: string, one: string, as: (n: number) => string | JsonObject): Sharing => ({
  vendor: 'braze',
  operation: 'user.export',
  by: list,
  list,
  max: FIFTY,
  one: (n) => ({ identifier: list, [list]: [as(n)] }),
  all: (numbers) => ({ identifier: list, [list]: numbers.map(as) }),
  named: (sent) => listed(sent, list),
  as,
  answer: (n) => (isKnown(n) ? found(n) : { [one]: as(n), found: false }),
  errorsIn: list,
  others: [{ fields_to_export: ['email'] }],
});
const singleExport = (name: string, as: (n: number) => string, before?: Sharing['before']): Sharing => ({
  vendor: 'braze',
  operation: 'user.export',
  by: name,
  max: 1,
  one: (n) => ({ identifier: name, [name]: as(n) }),
  named: ({ body }) => [(body as JsonObject)[name]],
  as,
  answer: (n) => (isKnown(n) && name !== 'device_id' ? found(n) : { [name]: as(n), found: false }),
  ...(before && { before }),
});

/** "Email Sync". */
const emails = (operation: string, input: JsonObject, result: JsonObject, events: Pick<Sharing, 'before' | 'after' | 'others'>): Sharing => ({
  vendor: 'braze',
  operation,
  by: 'email',
  list: 'email',
  max: FIFTY,
  one: (n) => ({ ...input, email: [addressOf(n)] }),
  all: (numbers) => ({ ...input, email: numbers.map(addressOf) }),
  named: (sent) => listed(sent, 'email'),
  as: addressOf,
  answer: (n) => ({ ...result, email: addressOf(n), status: 'processed' }),
  errorsIn: 'email',
  ...events,
});

/** Puts the addresses on one of Braze's lists, with one more that nobody speaks of. */
const put = (event: string) => async (sandbox: Rehearsal, count: number) =>
  await Promise.all(upTo(count + 1).map(async (n) => await sandbox.control('POST', '/braze/emails', { email: addressOf(n), event })));
const left =
  (list: string) =>
  async (sandbox: Rehearsal, count: number): Promise<void> => {
    const { [list]: there } = (await sandbox.control('GET', '/braze/emails')) as { readonly [name: string]: readonly string[] };
    expect(there!.filter((address) => upTo(count + 1).some((n) => addressOf(n) === address))).toEqual([addressOf(count)]);
  };

/** "Sending Messages Immediately via API Only", "Scheduling Messages". */
const message = (operation: string, input: JsonObject, list: string, one: string, as: (n: number) => string | JsonObject, person = idOf): Sharing => ({
  vendor: 'braze',
  operation,
  by: list,
  list,
  max: FIFTY,
  one: (n) => ({ ...input, [list]: [as(n)], android_push: { alert: 'Hi', title: 'Hello' } }),
  all: (numbers) => ({ ...input, [list]: numbers.map(as), android_push: { alert: 'Hi', title: 'Hello' } }),
  named: (sent) => listed(sent, list),
  as,
  answer: (n) => ({ [one]: as(n), status: 'accepted', dispatch_id: expect.any(String) }),
  batch: { id: ({ dispatch_id }) => dispatch_id, person },
  errorsIn: list,
  others: [
    { android_push: { alert: 'Bye', title: 'Hello' } },
    { segment_id: CAMPAIGN },
    { recipient_subscription_state: 'all' },
    { send_id: 'spring' },
    { audience_filters: [{ kind: 'email_subscription_status', status: 'opted_in' }] },
  ],
});
const messages = (operation: string, input: JsonObject = {}): readonly Sharing[] => [
  message(operation, input, 'external_user_ids', 'external_user_id', idOf),
  message(operation, input, 'user_aliases', 'user_alias', aliasOf, (n) => `crm:${idOf(n)}`),
];

/** "Sending Messages via API Triggered Delivery", "Schedule API Triggered Campaign". */
const triggering = (operation: string, input: JsonObject = {}): Sharing => ({
  vendor: 'braze',
  operation,
  by: 'recipients',
  list: 'recipients',
  max: FIFTY,
  one: (n) => ({ campaign_id: CAMPAIGN, ...input, recipients: [recipientOf(n)] }),
  all: (numbers) => ({ campaign_id: CAMPAIGN, ...input, recipients: numbers.map(recipientOf) }),
  named: (sent) => listed(sent, 'recipients'),
  as: recipientOf,
  answer: (n) => ({ campaign_id: CAMPAIGN, external_user_id: idOf(n), status: 'accepted', dispatch_id: expect.any(String) }),
  batch: { id: ({ dispatch_id }) => dispatch_id, person: idOf },
  errorsIn: 'recipients',
  others: [{ campaign_id: OTHER_CAMPAIGN }, { trigger_properties: { product_name: 'shoes' } }, { send_id: 'spring' }],
  // "If the recipient is a duplicate, one message is sent" (recipient object): what is said twice must not meet.
  twice: 2,
});
const recipientOf = (n: number): JsonObject => ({ external_user_id: idOf(n), trigger_properties: { number: n } });

const ACTIVITY: JsonObject = {
  ...{ app_id: '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064', activity_id: 'order-1', content_state: { stops: 3 } },
  ...{ activity_attributes_type: 'Delivery', activity_attributes: { order: 1 }, title: 'Good news', message: 'On its way', send_to: 'users' },
};

/** "Start Live Activity": at most 50 external user IDs. */
const activities: Sharing = {
  vendor: 'braze',
  operation: 'liveActivity.start',
  by: 'external_user_ids',
  list: 'external_user_ids',
  max: FIFTY,
  one: (n) => ({ ...ACTIVITY, external_user_ids: [idOf(n)] }),
  all: (numbers) => ({ ...ACTIVITY, external_user_ids: numbers.map(idOf) }),
  named: (sent) => listed(sent, 'external_user_ids'),
  as: idOf,
  answer: (n) => ({ external_user_id: idOf(n), status: 'accepted' }),
  errorsIn: 'external_user_ids',
  others: [{ activity_id: 'order-2' }, { content_state: { stops: 2 } }],
};

const APPS = ['3bbc4555-8fa0-4c9b-a5c0-4505edf3e064', '6df2c4cd-c0e3-4ee3-9ff4-9a3b0d8b6f6f'];
const tokenOf = (n: number): JsonObject => ({ app_id: APPS[n % 2]!, token: `token-${n}` });

/** "Push Notification Removal". */
const tokens: Sharing = {
  vendor: 'braze',
  operation: 'pushToken.remove',
  by: 'push_tokens',
  list: 'push_tokens',
  max: FIFTY,
  one: (n) => ({ push_tokens: [tokenOf(n)] }),
  all: (numbers) => ({ push_tokens: numbers.map(tokenOf) }),
  named: (sent) => listed(sent, 'push_tokens'),
  as: tokenOf,
  answer: (n) => ({ ...tokenOf(n), removed: true, status: 'processed' }),
  errorsIn: 'push_tokens',
};

export const braze: readonly Sharing[] = [
  ...track,
  deletion('external_ids', 'external_id', idOf),
  deletion('braze_ids', 'braze_id', (n) => `braze-${idOf(n)}`),
  deletion('user_aliases', 'user_alias', aliasOf),
  deletion('email_addresses', 'email_address', addressOf),
  deletion('phone_numbers', 'phone_number', phoneOf, givePhones),
  listExport('external_ids', 'external_id', idOf),
  listExport('user_aliases', 'user_alias', aliasOf),
  singleExport('braze_id', (n) => `braze-${idOf(n)}`),
  singleExport('email_address', addressOf),
  singleExport('phone', phoneOf, givePhones),
  singleExport('device_id', (n) => `device-${n}`),
  tokens,
  ...messages('message.send'),
  ...messages('message.schedule', { time: TIME }),
  activities,
  triggering('campaign.trigger'),
  triggering('campaign.scheduleTrigger', { time: TIME }),
  emails(
    'email.setStatus',
    { subscription_state: 'subscribed' },
    { subscription_state: 'subscribed' },
    { before: put('unsubscribe'), after: left('unsubscribed'), others: [{ subscription_state: 'opted_in' }] },
  ),
  emails('email.removeBounces', {}, { removed: true }, { before: put('bounce'), after: left('bounced') }),
  emails('email.removeSpam', {}, { removed: true }, { before: put('spam'), after: left('spam') }),
];
