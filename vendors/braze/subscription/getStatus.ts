import { isObject, Missing, operation, promised, type Input, type Json, type JsonObject, type Parsed, type Reply, type Request } from '../../../engine';
import { endpoint } from '../endpoint';
import { emailOf, MOST_IN_ONE_REQUEST, phoneOf } from '../identifiers';
import { SUBSCRIPTION_GROUPS } from '../onlyToday';
import { groupId } from './group';

const { path, permission, quota } = endpoint('/subscription/status/get');

const fields = {
  subscription_group_id: groupId,
  identifier: {
    type: 'choice',
    label: 'Identify By',
    description: 'What identifies the users',
    required: true,
    default: 'external_ids',
    options: [
      { value: 'email', label: 'Email Address' },
      { value: 'external_ids', label: 'External IDs', description: 'Your own identifiers for the users' },
      { value: 'phone', label: 'Phone' },
    ],
  },
  external_ids: {
    type: 'list',
    label: 'External IDs',
    description: `Your own identifiers of the users; more than ${MOST_IN_ONE_REQUEST} are split across several requests, and users of several items share a request`,
    required: true,
    dependsOn: { field: 'identifier', is: ['external_ids'] },
    todo: 'Enter at least one external ID, with no empty entries.',
  },
  email: { ...emailOf('the user'), dependsOn: { field: 'identifier', is: ['email'] } },
  phone: { ...phoneOf('the user'), dependsOn: { field: 'identifier', is: ['phone'] } },
} as const;

type Get = Input<typeof fields>;

/** "Subscribed", "Unsubscribed" or "Unknown", written as 'Set Status' takes them. */
const stateOf = (value: Json | undefined): string => (typeof value === 'string' ? value.toLowerCase() : 'unknown');

const statesIn = ({ body }: Reply): JsonObject => {
  const states = promised(body, 'status');
  if (!isObject(states)) throw new Missing("its 'status' is not an object");
  return states as JsonObject;
};

/** The state of the only user of a request who is named by address or number: the answer may name that user otherwise, and there may be several. */
const stateOfOnly = (named: string, states: JsonObject): JsonObject => {
  if (states[named] !== undefined) return { subscription_state: stateOf(states[named]) };
  const all = Object.entries(states).map(([id, state]) => ({ id, subscription_state: stateOf(state) }));
  const [first = 'unknown', ...others] = new Set(all.map(({ subscription_state }) => subscription_state));
  return { subscription_state: others.length > 0 ? 'mixed' : first, ...(all.length > 1 && { users: all }) };
};

/** Braze, endpoints/subscription_groups/get_list_user_subscription_group_status. */
export const getStatus = operation({
  label: 'Get Status',
  action: 'Get subscription group status',
  description:
    'Get whether users are in a subscription group: subscribed, unsubscribed, or unknown if they never had a state in it; mixed if users who share an address differ. A user who is unsubscribed from all emails keeps the state',
  docs: 'Braze, endpoints/subscription_groups/get_list_user_subscription_group_status',
  onlyWith: SUBSCRIPTION_GROUPS,
  fields,
  retry: 'safe',
  permission,
  quota,
  returns: 'object',
  batch: {
    max: MOST_IN_ONE_REQUEST,
    splitBy: ['external_ids'],
    sameIn: ['identifier', 'subscription_group_id'],
    // The pages do not say how the answer names users who are asked for by address or number, so these are asked for one by one.
    alone: ({ identifier }) => identifier !== 'external_ids',
  },
  request(inputs) {
    const [{ subscription_group_id, identifier, email, phone }] = inputs;
    const who: NonNullable<Request['query']> =
      identifier === 'external_ids'
        ? { 'external_id[]': [...new Set(inputs.flatMap(({ external_ids = [] }) => external_ids))] }
        : { [identifier]: email ?? phone ?? '' };
    return { method: 'GET', path, query: { subscription_group_id, ...who } };
  },
  parse(reply, inputs): Parsed<JsonObject> {
    const states = statesIn(reply);
    return {
      each: inputs.map((input: Get): JsonObject => {
        const { subscription_group_id, identifier, external_ids = [] } = input;
        if (identifier !== 'external_ids') {
          const named = input[identifier] ?? '';
          return { [identifier]: named, subscription_group_id, ...stateOfOnly(named, states) };
        }
        const [external_id = ''] = external_ids;
        return { external_id, subscription_group_id, subscription_state: stateOf(states[external_id]) };
      }),
    };
  },
  sameNames: { external_id: 'user_id' },
  sample: { external_id: 'user1', subscription_group_id: '4f0ef2fe-0b0d-4a5a-8d0f-3c0f0f8f9f10', subscription_state: 'subscribed' },
  sampleReply: { status: { user1: 'Subscribed' } },
  sampleInputs: [
    { subscription_group_id: '4f0ef2fe-0b0d-4a5a-8d0f-3c0f0f8f9f10', identifier: 'external_ids', external_ids: ['user1'] },
    { subscription_group_id: '4f0ef2fe-0b0d-4a5a-8d0f-3c0f0f8f9f10', identifier: 'external_ids', external_ids: ['user1', 'demo-0002'] },
  ],
});
