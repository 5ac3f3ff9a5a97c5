import { operation, type Input } from '../../../engine';
import { promisedStatus } from '../accepted';
import { endpoint, IDENTITIES } from '../endpoint';
import { MOST_IN_ONE_REQUEST } from '../identifiers';
import { laidOut } from '../nonFatal';
import { ALIASES } from '../onlyToday';

const { path, permission, quota } = endpoint('/users/alias/update', { quota: IDENTITIES });

const fields = {
  alias_label: {
    type: 'text',
    label: 'Alias Label',
    description: 'Type of alias, such as the system it comes from; it stays as it is',
    required: true,
    placeholder: 'e.g. crm',
    todo: 'Enter the label that the alias was created with.',
  },
  old_alias_name: {
    type: 'text',
    label: 'Old Alias Name',
    description: 'Name that the alias has now. Braze ignores a name that it does not know, and does not say so',
    required: true,
    placeholder: 'e.g. c-1001',
    todo: 'Enter the name that the alias has now.',
  },
  new_alias_name: {
    type: 'text',
    label: 'New Alias Name',
    description: 'Name that the alias is to have',
    required: true,
    placeholder: 'e.g. c-2001',
    todo: 'Enter another name than the old one.',
  },
} as const;

type Rename = Input<typeof fields>;

/** The order of updates in a request is not guaranteed, so that a name occurs in it only once. */
const namesIn = ({ alias_label, old_alias_name, new_alias_name }: Rename): readonly string[] =>
  [old_alias_name, new_alias_name].map((name) => JSON.stringify([alias_label, name]));

/** Braze, endpoints/user_data/post_users_alias_update. */
export const rename = operation({
  label: 'Rename',
  action: 'Rename user alias',
  description: 'Give aliases another name; the label stays. Aliases of many items share a request',
  docs: 'Braze, endpoints/user_data/post_users_alias_update',
  onlyWith: ALIASES,
  fields,
  check: ({ old_alias_name, new_alias_name }) => [
    ...(old_alias_name === new_alias_name
      ? [
          {
            field: 'new_alias_name',
            message: `'${fields.new_alias_name.label}' (new_alias_name) is '${new_alias_name}', which is the old name too.`,
            todo: fields.new_alias_name.todo,
          },
        ]
      : []),
  ],
  retry: 'idempotent',
  permission,
  quota,
  returns: 'object',
  batch: { max: MOST_IN_ONE_REQUEST, conflictKey: namesIn },
  request: (inputs) => ({ method: 'POST', path, body: { json: { alias_updates: inputs } } }),
  parse(reply, inputs) {
    const status = promisedStatus(reply);
    return laidOut(
      reply,
      'alias_updates',
      inputs.map((input) => ({ ...input, status })),
    );
  },
  sample: { alias_label: 'crm', old_alias_name: 'user1', new_alias_name: 'c-2001', status: 'processed' },
  sampleReply: { message: 'success' },
  sampleInputs: [
    { alias_label: 'crm', old_alias_name: 'user1', new_alias_name: 'c-2001' },
    { alias_label: 'crm', old_alias_name: 'demo-0001', new_alias_name: 'c-2002' },
  ],
});
