import type { JsonObject } from '../../../engine';
import type { Rehearsal } from '../../support/sandbox';
import { idOf, isKnown } from './brazePeople';
import { track } from './brazeTrack';
import { listed, upTo, type Sharing } from './sharing';

/** Most identifiers, addresses, tokens or recipients: "Up to 50" (Braze document, "User Data", "Sending Messages", "Email Sync"). */
const FIFTY = 50;

const CAMPAIGN = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';
const OTHER_CAMPAIGN = '44444444-4444-4444-8444-444444444444';
const CANVAS = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';
const OTHER_CANVAS = '88888888-8888-4888-8888-888888888888';
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

/** "Sending Messages via API Triggered Delivery", "Schedule API Triggered Campaign", and the same pages for Canvases. */
const triggering = (operation: string, of: JsonObject, values: string, others: readonly JsonObject[], input: JsonObject = {}): Sharing => ({
  vendor: 'braze',
  operation,
  by: 'recipients',
  list: 'recipients',
  max: FIFTY,
  one: (n) => ({ ...of, ...input, recipients: [recipientOf(values, n)] }),
  all: (numbers) => ({ ...of, ...input, recipients: numbers.map((n) => recipientOf(values, n)) }),
  named: (sent) => listed(sent, 'recipients'),
  as: (n) => recipientOf(values, n),
  answer: (n) => ({ ...of, external_user_id: idOf(n), status: 'accepted', dispatch_id: expect.any(String) }),
  batch: { id: ({ dispatch_id }) => dispatch_id, person: idOf },
  errorsIn: 'recipients',
  others: [...others, { [values]: { product_name: 'shoes' } }],
  // "If the recipient is a duplicate, one message is sent" (recipient object): what is said twice must not meet.
  twice: 2,
});
const recipientOf = (values: string, n: number): JsonObject => ({ external_user_id: idOf(n), [values]: { number: n } });
const campaigns = (operation: string, input?: JsonObject): Sharing =>
  triggering(operation, { campaign_id: CAMPAIGN }, 'trigger_properties', [{ campaign_id: OTHER_CAMPAIGN }, { send_id: 'spring' }], input);
const canvases = (operation: string, input?: JsonObject): Sharing =>
  triggering(operation, { canvas_id: CANVAS }, 'context', [{ canvas_id: OTHER_CANVAS }], input);

/** "Create", "Edit", "Replace" and "Delete multiple catalog items": "up to 50 items". */
const items = (
  operation: string,
  list: string,
  of: (n: number) => string | JsonObject,
  wanted: (n: number, there: ReadonlySet<unknown>) => boolean,
): Sharing => ({
  vendor: 'braze',
  operation: `catalogItem.${operation}`,
  by: list,
  list,
  max: FIFTY,
  one: (n) => ({ catalog_name: 'restaurants', [list]: [of(n)] }),
  all: (numbers) => ({ catalog_name: 'restaurants', [list]: numbers.map(of) }),
  named: (sent) => listed(sent, 'items').map(({ id }) => id),
  as: itemOf,
  answer: (n) => ({ catalog_name: 'restaurants', id: itemOf(n), status: 'accepted' }),
  others: [{ catalog_name: 'offers' }],
  // "Item IDs must be unique in the request."
  twice: 2,
  async after(sandbox, count) {
    const { items: all } = (await sandbox.control('GET', '/catalogs/items?vendor=braze&catalog=restaurants&limit=500')) as {
      readonly items: readonly JsonObject[];
    };
    const there = new Set(all.map(({ id }) => id));
    expect([upTo(count).filter((n) => !wanted(n, there)), there.has('restaurant120')]).toEqual([[], true]);
  },
});
/** Every other one is there before. */
const itemOf = (n: number): string => (n % 2 === 0 ? `restaurant${n + 1}` : `new-${n}`);
const isIn = (n: number, there: ReadonlySet<unknown>): boolean => there.has(itemOf(n));
const catalogItems: readonly Sharing[] = [
  items('upsert', 'catalog_items', (n) => ({ id: itemOf(n), fields: { Rating: n } }), isIn),
  // An update creates nothing.
  items(
    'update',
    'catalog_items',
    (n) => ({ id: itemOf(n), fields: { Rating: n } }),
    (n, there) => isIn(n, there) === (n % 2 === 0),
  ),
  items('delete', 'ids', itemOf, (n, there) => !isIn(n, there)),
  {
    ...items(
      'create',
      'catalog_items',
      (n) => ({ id: `fresh-${n}`, fields: { Rating: n } }),
      (n, there) => there.has(`fresh-${n}`),
    ),
    as: (n) => `fresh-${n}`,
    answer: (n) => ({ catalog_name: 'restaurants', id: `fresh-${n}`, status: 'accepted' }),
  },
];

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

const GROUP = '77777777-7777-4777-8777-777777777777';
const OTHER_GROUP = '88888888-8888-4888-8888-888888888888';

/** "Update user's subscription group status V2": up to 50 users in all, whatever their group; email addresses and phone numbers never together. */
const subscriptions = (list: string, one: string, as: (n: number) => string): Sharing => ({
  vendor: 'braze',
  operation: 'subscription.setMany',
  by: list,
  list,
  max: FIFTY,
  one: (n) => ({ subscription_group_id: n % 2 ? GROUP : OTHER_GROUP, subscription_state: 'subscribed', identifier: list, [list]: [as(n)] }),
  all: (numbers) => ({ subscription_group_id: GROUP, subscription_state: 'subscribed', identifier: list, [list]: numbers.map(as) }),
  // Groups stand one after the other, each with all its users.
  named: (sent) =>
    listed(sent, 'subscription_groups')
      .flatMap((group) => group[list] as readonly string[])
      .sort((a, b) => numberOf(as, a) - numberOf(as, b)),
  as,
  answer: (n) => ({ [one]: as(n), subscription_state: 'subscribed', status: 'processed' }),
  isUnordered: true,
});
const numberOf = (as: (n: number) => string, text: string): number => upTo(FIFTY + 1).find((n) => as(n) === text) ?? -1;

/** "List user's subscription group status": at most 50 `external_id`; others one by one. */
const subscriptionStates: readonly Sharing[] = [
  {
    vendor: 'braze',
    operation: 'subscription.getStatus',
    by: 'external_ids',
    list: 'external_ids',
    max: FIFTY,
    one: (n) => ({ subscription_group_id: GROUP, identifier: 'external_ids', external_ids: [idOf(n)] }),
    all: (numbers) => ({ subscription_group_id: GROUP, identifier: 'external_ids', external_ids: numbers.map(idOf) }),
    named: ({ query }) => query['external_id[]'] as readonly string[],
    as: idOf,
    answer: (n) => ({ external_id: idOf(n), subscription_group_id: GROUP, subscription_state: isKnown(n) ? 'subscribed' : 'unknown' }),
    before: async (sandbox, count) => await subscribe(sandbox, upTo(count).filter(isKnown).map(idOf)),
    others: [{ subscription_group_id: OTHER_GROUP }],
  },
  {
    vendor: 'braze',
    operation: 'subscription.getStatus',
    by: 'email',
    max: 1,
    one: (n) => ({ subscription_group_id: GROUP, identifier: 'email', email: addressOf(n) }),
    named: ({ query }) => [query.email],
    as: addressOf,
    answer: (n) => ({ email: addressOf(n), subscription_state: isKnown(n) ? 'subscribed' : 'unknown' }),
    before: async (sandbox, count) => await subscribe(sandbox, upTo(count).filter(isKnown).map(idOf)),
  },
];
const subscribe = async (sandbox: Rehearsal, external_ids: readonly string[]): Promise<void> => {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer demo-rest-api-key' };
  const subscription_groups = [{ subscription_group_id: GROUP, subscription_state: 'subscribed', external_ids }];
  await fetch(`${sandbox.baseUrls.braze}/v2/subscription/status/set`, { method: 'POST', headers, body: JSON.stringify({ subscription_groups }) });
};

/** "You can add up to 50 user aliases per request." */
const aliasing: Sharing = {
  vendor: 'braze',
  operation: 'alias.create',
  by: 'items',
  max: FIFTY,
  one: (n) => ({ add_to: 'user', ...newAliasOf(n) }),
  named: (sent) => listed(sent, 'user_aliases'),
  as: newAliasOf,
  answer: (n) => ({ ...newAliasOf(n), status: 'processed' }),
  errorsIn: 'user_aliases',
};
function newAliasOf(n: number): JsonObject {
  return { external_id: idOf(n), alias_name: `c-${n}`, alias_label: 'crm_id' };
}

/** "Update user aliases": 50, in no certain order. */
const renaming: Sharing = {
  vendor: 'braze',
  operation: 'alias.rename',
  by: 'items',
  max: FIFTY,
  one: renamedOf,
  named: (sent) => listed(sent, 'alias_updates'),
  as: renamedOf,
  answer: (n) => ({ ...renamedOf(n), status: 'processed' }),
  errorsIn: 'alias_updates',
};
function renamedOf(n: number): JsonObject {
  return { alias_label: 'crm', old_alias_name: idOf(n), new_alias_name: `c-${n}` };
}

/** "Identify users": "up to 50 user aliases per request". */
const identifying = (identifier: string, list: string, who: (n: number) => JsonObject, form: (n: number) => JsonObject): Sharing => ({
  vendor: 'braze',
  operation: 'user.identify',
  by: identifier,
  max: FIFTY,
  one: (n) => ({ external_id: `customer-${n}`, identifier, confirm: true, ...form(n) }),
  named: (sent) => listed(sent, list),
  as: (n) => ({ external_id: `customer-${n}`, ...who(n) }),
  answer: (n) => ({ external_id: `customer-${n}`, status: 'processed' }),
  errorsIn: list,
});
const rules = { prioritization: ['unidentified', 'most_recently_updated'] };

/** "Merge users": "Up to 50 merges may be specified per request". */
const merging: Sharing = {
  vendor: 'braze',
  operation: 'user.merge',
  by: 'items',
  max: FIFTY,
  one: (n) => ({ merge_by: 'external_id', merge_external_id: idOf(n), keep_by: 'external_id', keep_external_id: `kept-${n}`, confirm: true }),
  named: (sent) => listed(sent, 'merge_updates'),
  as: (n) => ({ identifier_to_merge: { external_id: idOf(n) }, identifier_to_keep: { external_id: `kept-${n}` } }),
  answer: (n) => ({ merged: { external_id: idOf(n) }, kept: { external_id: `kept-${n}` }, status: 'accepted' }),
  errorsIn: 'merge_updates',
};

/** "You can send up to 50 rename objects per request"; those whom nobody has are refused by themselves. */
const idRenaming: Sharing = {
  vendor: 'braze',
  operation: 'externalId.rename',
  by: 'items',
  max: FIFTY,
  one: newIdOf,
  named: (sent) => listed(sent, 'external_id_renames'),
  as: newIdOf,
  answer: (n) => (isKnown(n) ? { ...newIdOf(n), renamed: true } : /not a primary external_id/),
  before: async () => undefined,
  async after(sandbox, count) {
    const there = await Promise.all(upTo(count).map(async (n) => await isThere(sandbox, `customer-${n}`)));
    expect(there).toEqual(upTo(count).map(isKnown));
  },
};
function newIdOf(n: number): JsonObject {
  return { current_external_id: idOf(n), new_external_id: `customer-${n}` };
}

/** "You can send up to 50 external IDs per request"; "Only deprecated IDs can be removed". */
const idRemoval: Sharing = {
  vendor: 'braze',
  operation: 'externalId.remove',
  by: 'external_ids',
  list: 'external_ids',
  max: FIFTY,
  one: (n) => ({ external_ids: [idOf(n)], confirm: true }),
  all: (numbers) => ({ external_ids: numbers.map(idOf), confirm: true }),
  named: (sent) => listed(sent, 'external_ids'),
  as: idOf,
  answer: (n) => (isKnown(n) ? { external_id: idOf(n), removed: true } : /not a deprecated external_id/),
  async before(sandbox, count) {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer demo-rest-api-key' };
    for (const external_id_renames of [upTo(50), upTo(count).slice(50)].map((numbers) => numbers.filter(isKnown).map(newIdOf)))
      await fetch(`${sandbox.baseUrls.braze}/users/external_ids/rename`, { method: 'POST', headers, body: JSON.stringify({ external_id_renames }) });
  },
  async after(sandbox, count) {
    const known = upTo(count).filter(isKnown);
    const there = await Promise.all(known.map(async (n) => [await isThere(sandbox, idOf(n)), await isThere(sandbox, `customer-${n}`)]));
    expect(there).toEqual(known.map(() => [false, true]));
  },
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
  ...catalogItems,
  tokens,
  subscriptions('external_ids', 'external_id', idOf),
  subscriptions('emails', 'email', addressOf),
  subscriptions('phones', 'phone', phoneOf),
  ...subscriptionStates,
  aliasing,
  renaming,
  identifying('user_alias', 'aliases_to_identify', (n) => ({ user_alias: aliasOf(n) }), aliasOf),
  identifying(
    'email',
    'emails_to_identify',
    (n) => ({ email: addressOf(n), ...rules }),
    (n) => ({ email: addressOf(n), ...rules }),
  ),
  identifying(
    'phone',
    'phone_numbers_to_identify',
    (n) => ({ phone: phoneOf(n), ...rules }),
    (n) => ({ phone: phoneOf(n), ...rules }),
  ),
  merging,
  idRenaming,
  idRemoval,
  ...messages('message.send'),
  ...messages('message.schedule', { time: TIME }),
  campaigns('campaign.trigger'),
  campaigns('campaign.scheduleTrigger', { time: TIME }),
  canvases('canvas.trigger'),
  canvases('canvas.scheduleTrigger', { time: TIME }),
  activities,
  emails(
    'email.setStatus',
    { subscription_state: 'subscribed' },
    { subscription_state: 'subscribed' },
    { before: put('unsubscribe'), after: left('unsubscribed'), others: [{ subscription_state: 'opted_in' }] },
  ),
  emails('email.removeBounces', {}, { removed: true }, { before: put('bounce'), after: left('bounced') }),
  emails(
    'email.block',
    { confirm: true },
    { blocked: true },
    {
      async after(sandbox, count) {
        const { bounced, unsubscribed } = (await sandbox.control('GET', '/braze/emails')) as { readonly [name: string]: readonly string[] };
        for (const list of [bounced!, unsubscribed!]) expect(list).toEqual(expect.arrayContaining(upTo(count).map(addressOf)));
        expect(bounced).not.toContain(addressOf(count));
      },
    },
  ),
  {
    vendor: 'braze',
    operation: 'sms.removeInvalidNumbers',
    by: 'phone_numbers',
    list: 'phone_numbers',
    max: FIFTY,
    one: (n) => ({ phone_numbers: [phoneOf(n)] }),
    all: (numbers) => ({ phone_numbers: numbers.map(phoneOf) }),
    named: (sent) => listed(sent, 'phone_numbers'),
    as: phoneOf,
    answer: (n) => ({ phone_number: phoneOf(n), removed: true, status: 'processed' }),
    errorsIn: 'phone_numbers',
    before: async (sandbox, count) =>
      await Promise.all(upTo(count + 1).map(async (n) => await sandbox.control('POST', '/braze/phones', { phone: phoneOf(n), reason: 'deactivated' }))),
    async after(sandbox, count) {
      const { invalid } = (await sandbox.control('GET', '/braze/phones')) as { readonly invalid: readonly string[] };
      expect(invalid.filter((phone) => upTo(count + 1).some((n) => phoneOf(n) === phone))).toEqual([phoneOf(count)]);
    },
  },
  emails('email.removeSpam', {}, { removed: true }, { before: put('spam'), after: left('spam') }),
];
