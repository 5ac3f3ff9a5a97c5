import { isObject, operation, promisedObjects, type Input, type Json, type JsonObject } from '../../../engine';
import { endpoint } from '../endpoint';
import { emailOf, phoneOf } from '../identifiers';
import { SUBSCRIPTION_GROUPS } from '../onlyToday';

const { path, permission, quota } = endpoint('/subscription/user/status', { permission: 'subscription.groups.get' });

/** "Default (and max) limit is 100." */
const PAGE = 100;

const fields = {
  identifier: {
    type: 'choice',
    label: 'Identify By',
    description: 'What identifies the user',
    required: true,
    default: 'external_id',
    options: [
      { value: 'email', label: 'Email Address', description: 'The groups of all users who share the address' },
      { value: 'external_id', label: 'External ID', description: 'Your own identifier for the user' },
      { value: 'phone', label: 'Phone', description: 'The groups of all users who share the number' },
    ],
  },
  external_id: {
    type: 'text',
    label: 'External ID',
    description: 'Your own identifier of the user',
    required: true,
    placeholder: 'e.g. user1',
    dependsOn: { field: 'identifier', is: ['external_id'] },
    todo: 'Enter the external ID of a user.',
  },
  email: { ...emailOf('the user'), dependsOn: { field: 'identifier', is: ['email'] } },
  phone: { ...phoneOf('the user'), dependsOn: { field: 'identifier', is: ['phone'] } },
} as const;

const askedFor = ({ identifier, ...input }: Input<typeof fields>): { readonly [name: string]: string } => ({ [identifier]: input[identifier] ?? '' });

const MEMBER = 'subscription_groups';

/**
 * The groups in an answer, one row each. The pages do not show the answer for several users, so that a list of groups, and a list of users with a list
 * of groups each, are both read.
 */
const groupsIn = (body: Json, asked: JsonObject): readonly JsonObject[] => {
  const isByUser = isObject(body) && Array.isArray((body as JsonObject).users);
  return promisedObjects(body, isByUser ? 'users' : MEMBER).flatMap((entry) => {
    const { [MEMBER]: groups, ...user } = entry as JsonObject;
    const about = { ...asked, ...Object.fromEntries(Object.entries(user).filter(([, value]) => value !== null)) };
    return Array.isArray(groups) ? groups.filter(isObject).map((group) => ({ ...about, ...(group as JsonObject) })) : [about];
  });
};

/** Braze, endpoints/subscription_groups/get_list_user_subscription_groups. */
export const getGroups = operation({
  label: 'Get Groups',
  action: 'Get subscription groups of user',
  description: 'List the subscription groups of a user: those in which the state was ever changed',
  docs: 'Braze, endpoints/subscription_groups/get_list_user_subscription_groups',
  onlyWith: SUBSCRIPTION_GROUPS,
  fields,
  retry: 'safe',
  permission,
  quota,
  returns: 'list',
  paging: { by: 'offset', param: 'offset', size: { param: 'limit', max: PAGE } },
  request: ([input]) => ({ method: 'GET', path, query: { ...askedFor(input), limit: PAGE } }),
  parse: (reply, [input]) => ({ rows: groupsIn(reply.body, askedFor(input)) }),
  sameNames: { external_id: 'user_id' },
  sample: { external_id: 'user1', id: '4f0ef2fe-0b0d-4a5a-8d0f-3c0f0f8f9f10', name: 'Newsletter', channel: 'email', status: 'Subscribed' },
  sampleReply: {
    message: 'success',
    users: [
      {
        external_id: 'user1',
        email: null,
        phone: null,
        subscription_groups: [{ id: '4f0ef2fe-0b0d-4a5a-8d0f-3c0f0f8f9f10', name: 'Newsletter', channel: 'email', status: 'Subscribed' }],
      },
    ],
  },
  sampleInputs: [
    { identifier: 'external_id', external_id: 'user1' },
    { identifier: 'email', email: 'user1@example.com' },
  ],
});
