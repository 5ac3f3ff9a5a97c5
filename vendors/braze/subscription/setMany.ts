import { operation, type Input, type JsonObject } from '../../../engine';
import { promisedStatus } from '../accepted';
import { endpoint } from '../endpoint';
import { MOST_IN_ONE_REQUEST } from '../identifiers';
import { laidOut } from '../nonFatal';
import { SUBSCRIPTION_GROUPS } from '../onlyToday';
import { groupId } from './group';

const { path, permission, quota } = endpoint('/v2/subscription/status/set', { permission: 'subscription.status.set' });

const SPREAD = `more than ${MOST_IN_ONE_REQUEST} are split across several requests, and users of several items share a request`;

const fields = {
  subscription_group_id: groupId,
  subscription_state: {
    type: 'choice',
    label: 'Subscription State',
    description: 'Whether the users are in the group',
    required: true,
    default: 'unsubscribed',
    options: [
      { value: 'subscribed', label: 'Subscribed' },
      { value: 'unsubscribed', label: 'Unsubscribed' },
    ],
  },
  identifier: {
    type: 'choice',
    label: 'Identify By',
    description: 'What identifies the users: external IDs for any group, email addresses for email groups, phone numbers for SMS groups',
    required: true,
    default: 'external_ids',
    options: [
      { value: 'emails', label: 'Email Addresses', description: 'Changes all users who share the address' },
      { value: 'external_ids', label: 'External IDs', description: 'Your own identifiers for the users' },
      { value: 'phones', label: 'Phone Numbers', description: 'Changes all users who share the number' },
    ],
  },
  external_ids: {
    type: 'list',
    label: 'External IDs',
    description: `Your own identifiers of the users; ${SPREAD}`,
    required: true,
    dependsOn: { field: 'identifier', is: ['external_ids'] },
    todo: 'Enter at least one external ID, with no empty entries.',
  },
  emails: {
    type: 'list',
    label: 'Email Addresses',
    description: `Email addresses of the users; ${SPREAD}`,
    required: true,
    placeholder: 'e.g. bob@example.com',
    dependsOn: { field: 'identifier', is: ['emails'] },
    limits: { format: 'email' },
    todo: 'Enter at least one email address, such as bob@example.com, with no empty entries.',
  },
  phones: {
    type: 'list',
    label: 'Phone Numbers',
    description: `Phone numbers of the users, in E.164 format; ${SPREAD}`,
    required: true,
    placeholder: 'e.g. +15043277269',
    dependsOn: { field: 'identifier', is: ['phones'] },
    limits: { format: 'phone' },
    todo: 'Enter at least one number with its country code, such as +15043277269, with no empty entries.',
  },
  use_double_opt_in_logic: {
    type: 'boolean',
    label: 'Use Double Opt-In',
    description:
      'For SMS groups, and for subscribing only: whether Braze first asks the users by SMS to confirm. If no answer comes, the request is then not repeated',
    dependsOn: { field: 'identifier', is: ['external_ids', 'phones'] },
  },
} as const;

type Set = Input<typeof fields>;

/** The singular of each list, for results about one user. */
const ONE = { external_ids: 'external_id', emails: 'email', phones: 'phone' } as const;

const given = (input: Set): readonly string[] => input[input.identifier] ?? [];

/** One user in one group. Braze does not distinguish case in addresses. */
const personIn = (input: Set): string => JSON.stringify([input.subscription_group_id, given(input).map((each) => each.toLowerCase())]);

/** The groups of a request, each with all its users. */
const groupsOf = (inputs: readonly Set[]): readonly JsonObject[] => {
  const groups = new Map<string, { readonly about: JsonObject; readonly users: string[] }>();
  for (const input of inputs) {
    const { subscription_group_id, subscription_state, use_double_opt_in_logic } = input;
    const about = { subscription_group_id, subscription_state, ...(use_double_opt_in_logic !== undefined && { use_double_opt_in_logic }) };
    const key = JSON.stringify(about);
    const group = groups.get(key) ?? { about, users: [] as string[] };
    group.users.push(...given(input));
    groups.set(key, group);
  }
  const [{ identifier }] = inputs as readonly [Set];
  return [...groups.values()].map(({ about, users }) => ({ ...about, [identifier]: users }));
};

/** Braze, endpoints/subscription_groups/post_update_user_subscription_group_status_v2. */
export const setMany = operation({
  label: 'Set Status',
  action: 'Set subscription group status',
  description: 'Subscribe users to subscription groups or unsubscribe them, with many users and several groups per request',
  docs: 'Braze, endpoints/subscription_groups/post_update_user_subscription_group_status_v2',
  onlyWith: SUBSCRIPTION_GROUPS,
  fields,
  check: (input) =>
    input.use_double_opt_in_logic === true && input.subscription_state === 'unsubscribed'
      ? [
          {
            field: 'use_double_opt_in_logic',
            message: `'${fields.use_double_opt_in_logic.label}' (use_double_opt_in_logic) is on, but the users are to be unsubscribed.`,
            todo: 'Turn it off, or subscribe the users.',
          },
        ]
      : [],
  // A double opt-in begins with a message to the user.
  retry: ({ use_double_opt_in_logic }) => (use_double_opt_in_logic === true ? 'send' : 'idempotent'),
  permission,
  quota,
  ifUnknown: "Check with 'Get Status' whether the users have the new state, or whether they received Braze's SMS, before you send again.",
  returns: 'object',
  batch: {
    max: MOST_IN_ONE_REQUEST,
    splitBy: ['external_ids', 'emails', 'phones'],
    // "you cannot include both emails and phones": in the whole request, whatever the group.
    sameIn: ['identifier'],
    sequence: personIn,
    conflictKey: personIn,
  },
  request: (inputs) => ({ method: 'POST', path, body: { json: { subscription_groups: groupsOf(inputs) } } }),
  parse(reply, inputs) {
    const status = promisedStatus(reply);
    // An error could only name the place of a group, which holds many users.
    return laidOut(
      reply,
      [],
      inputs.map((input) => {
        const { identifier, subscription_group_id, subscription_state } = input;
        return { [ONE[identifier]]: given(input)[0] ?? '', subscription_group_id, subscription_state, status };
      }),
    );
  },
  sameNames: { external_id: 'user_id' },
  sample: { external_id: 'user1', subscription_group_id: '4f0ef2fe-0b0d-4a5a-8d0f-3c0f0f8f9f10', subscription_state: 'unsubscribed', status: 'processed' },
  sampleReply: { message: 'success' },
  sampleInputs: [
    { subscription_group_id: '4f0ef2fe-0b0d-4a5a-8d0f-3c0f0f8f9f10', subscription_state: 'unsubscribed', identifier: 'external_ids', external_ids: ['user1'] },
    {
      subscription_group_id: '9a1c8f2e-5d3b-4c47-9a58-0f6a2d7b1e33',
      subscription_state: 'subscribed',
      identifier: 'phones',
      phones: ['+15043277269', '+15043277270'],
      use_double_opt_in_logic: false,
    },
  ],
});
