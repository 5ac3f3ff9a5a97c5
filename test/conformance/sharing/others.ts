import type { JsonObject } from '../../../engine';
import { rowsIn, type Sent } from '../../properties/operations/wire';
import { listed, upTo, type Sharing } from './sharing';

const personOf = (n: number): string => `person-${n}`;

/** Bryj: variables of the campaign `CMP_demo_welcome` at the sandbox. */
const VARIABLES = ['firstname', 'lastname', 'contractnumber'];
const variablesOf = (n: number): JsonObject => Object.fromEntries(VARIABLES.map((name) => [name, `${name}-${n}`]));
const messageOf = (n: number): JsonObject => ({ user_id: personOf(n), template_variables: variablesOf(n) });
/** Each with the form in which it travels. */
const messagesIn = (sent: Sent): readonly unknown[] => {
  if (!sent.file) return listed(sent, 'messages').map((message) => ['json', message]);
  const [[user, ...names] = [], ...rows] = rowsIn(sent.file.text);
  expect(user).toBe('User');
  return rows.map(([user_id = '', ...values]) => ['csv', { user_id, template_variables: Object.fromEntries(names.map((name, i) => [name, values[i] ?? ''])) }]);
};

/** "API Trigger Campaigns Endpoint": a hundred users by JSON, any number by CSV; each call counts against the quota, so there is never a second one. */
const bryj = (by: string, sent_as: 'csv' | 'json', counts: readonly number[], send_as?: string): Sharing => ({
  vendor: 'bryj',
  operation: 'batch.trigger',
  by,
  max: 100,
  counts,
  one: (n) => ({ campaign_id: 'CMP_demo_welcome', messages: [messageOf(n)], ...(send_as !== undefined && { send_as }) }),
  all: (numbers) => ({ campaign_id: 'CMP_demo_welcome', messages: numbers.map(messageOf), ...(send_as !== undefined && { send_as }) }),
  named: messagesIn,
  as: (n) => [sent_as, messageOf(n)],
  answer: (n) => ({ request_id: expect.stringMatching(/^[0-9a-f]{32}$/), campaign_id: 'CMP_demo_welcome', user_id: personOf(n), sent_as }),
  requests: (count) => [upTo(count)],
  batch: { id: ({ request_id }) => request_id, person: personOf },
  ...(counts[0] === 1 && { others: [{ send_at: '2099-05-10T13:00:00+01:00' }] }),
});

/** FollowAnalytics: no maximum is documented, and 1,000 a request by the account's own choice ("Robust client"). */
const followAnalytics = (by: string, max: number, account?: JsonObject): Sharing => ({
  vendor: 'followAnalytics',
  operation: 'batch.trigger',
  by,
  list: 'messages',
  max,
  ...(account && { account }),
  one: (n) => ({ campaign_id: 'FACMPGN_fQq2YaB9vrJQuDid', messages: [{ user_id: personOf(n) }], check_variables: false }),
  all: (numbers) => ({ campaign_id: 'FACMPGN_fQq2YaB9vrJQuDid', messages: numbers.map((n) => ({ user_id: personOf(n) })), check_variables: false }),
  named: (sent) => listed(sent, 'messages').map(({ user_id }) => user_id),
  as: personOf,
  answer: (n) => ({
    request_id: expect.any(String),
    campaign_identifiers: ['FACMPGN_fQq2YaB9vrJQuDid'],
    user_id: personOf(n),
    send_at: null,
  }),
  batch: { id: ({ request_id }) => request_id, person: personOf },
  others: [{ campaign_id: 'FACMPGN_VCFzh_NpR3Qrru3B' }, { campaign_identifiers: ['FACMPGN_VCFzh_NpR3Qrru3B'] }, { send_at: '2099-04-06T16:41:44+05:00' }],
});

/** The sandbox shows only users whom it knows. */
const demoOf = (n: number): string => `demo-${String(n + 1).padStart(4, '0')}`;
const pushNameOf = (n: number): string => `order-shipped-${n}`;

/** MoEngage: one push a request, several requests at a time. */
const moEngage: Sharing = {
  vendor: 'moEngage',
  operation: 'push.send',
  by: 'one each',
  max: 1,
  counts: [1, 2, 25],
  one: (n) => ({
    campaignName: pushNameOf(n),
    targetAudience: 'User',
    attribute: 'USER_ATTRIBUTE_UNIQUE_ID',
    comparisonParameter: 'is',
    attributeValue: demoOf(n),
    targetPlatform: ['ANDROID'],
    specify: 'form',
    type: 'soon',
    android: { title: 'Your order', message: `Number ${n}` },
  }),
  named: ({ body }) => {
    const { campaignName, targetUserAttributes, payload } = body as { readonly [name: string]: JsonObject };
    return [[campaignName, targetUserAttributes!.attributeValue, (payload!.ANDROID as JsonObject).message]];
  },
  as: (n) => [pushNameOf(n), demoOf(n), `Number ${n}`],
  answer: (n) => ({ status: 'accepted', campaign_name: pushNameOf(n), cid: expect.any(String) }),
  isUnordered: true,
  // The first one is answered last.
  before: async (sandbox) => await sandbox.control('POST', '/faults', { vendor: 'moEngage', match: {}, times: 1, fault: { kind: 'slow', ms: 100 } }),
  batch: { id: ({ cid }) => cid, person: demoOf },
};

export const others: readonly Sharing[] = [
  bryj('JSON up to a hundred', 'json', [1, 100]),
  bryj('CSV above', 'csv', [101, 250]),
  bryj('CSV where it is asked for', 'csv', [1, 100], 'csv'),
  bryj('JSON where it is asked for', 'json', [100], 'json'),
  followAnalytics('1,000 as a matter of course', 1000),
  followAnalytics('as many as the account says', 7, { messages_per_request: 7 }),
  moEngage,
];
