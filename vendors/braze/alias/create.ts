import { operation, type Input, type JsonObject } from '../../../engine';
import { promisedStatus } from '../accepted';
import { endpoint, IDENTITIES } from '../endpoint';
import { aliasColumns, MOST_IN_ONE_REQUEST } from '../identifiers';
import { withWarnings } from '../message/answer';
import { laidOut } from '../nonFatal';
import { ALIASES } from '../onlyToday';
import { countDoubts } from '../processed';

const { path, permission, quota } = endpoint('/users/alias/new', { quota: IDENTITIES });

const fields = {
  add_to: {
    type: 'choice',
    label: 'Add To',
    description: 'Who gets the alias',
    required: true,
    default: 'user',
    options: [
      { value: 'new_user', label: 'New User', description: 'Creates a user who has only this alias, unless one has it already' },
      { value: 'user', label: 'User', description: 'A user whom Braze knows by external ID' },
    ],
  },
  external_id: {
    type: 'text',
    label: 'External ID',
    description: 'Your own identifier of the user. Braze ignores an ID that it does not know, and does not say so',
    required: true,
    placeholder: 'e.g. user1',
    dependsOn: { field: 'add_to', is: ['user'] },
    todo: "Enter the external ID of the user, or choose to add the alias to a new user. If it comes from an input item, check the item's field.",
  },
  alias_name: { ...aliasColumns.alias_name, todo: 'Enter a name for the alias.' },
  alias_label: {
    ...aliasColumns.alias_label,
    description: 'Type of alias, such as the system it comes from; a user has at most one alias with each label',
    todo: 'Enter a label for the alias.',
  },
} as const;

type Create = Input<typeof fields>;

const aliasIn = ({ external_id, alias_name, alias_label }: Create): JsonObject => ({
  ...(external_id !== undefined && { external_id }),
  alias_name,
  alias_label,
});

/** What an alias must not have in common with another of its request: its name, and its user, of whom each label is only one alias. */
const namesIn = ({ external_id, alias_name, alias_label }: Create): readonly string[] => [
  JSON.stringify(['name', alias_label, alias_name]),
  ...(external_id === undefined ? [] : [JSON.stringify(['user', alias_label, external_id])]),
];

/** Braze, endpoints/user_data/post_user_alias. */
export const create = operation({
  label: 'Create',
  action: 'Create user alias',
  description: 'Add aliases to users, or create users who have only an alias; aliases of many items share a request',
  docs: 'Braze, endpoints/user_data/post_user_alias',
  onlyWith: ALIASES,
  fields,
  retry: 'idempotent',
  permission,
  quota,
  returns: 'object',
  batch: { max: MOST_IN_ONE_REQUEST, conflictKey: namesIn },
  request: (inputs) => ({ method: 'POST', path, body: { json: { user_aliases: inputs.map(aliasIn) } } }),
  parse(reply, inputs, context) {
    const status = promisedStatus(reply);
    const parsed = laidOut(
      reply,
      'user_aliases',
      inputs.map((input) => ({ ...aliasIn(input), status })),
    );
    return withWarnings(parsed, countDoubts(reply, 'aliases_processed', inputs.length, 'aliases', context));
  },
  sameNames: { external_id: 'user_id' },
  sample: { external_id: 'user1', alias_name: 'c-1001', alias_label: 'crm_id', status: 'processed' },
  sampleReply: { aliases_processed: 1, message: 'success' },
  sampleInputs: [
    { add_to: 'user', external_id: 'user1', alias_name: 'c-1001', alias_label: 'crm_id' },
    { add_to: 'new_user', alias_name: 'device-17', alias_label: 'device' },
  ],
});
