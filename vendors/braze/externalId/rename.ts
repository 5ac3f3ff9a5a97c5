import { operation, promised, type Input } from '../../../engine';
import { endpoint, EXTERNAL_IDS } from '../endpoint';
import { MOST_IN_ONE_REQUEST } from '../identifiers';
import { onlyToday } from '../onlyToday';
import { verdictsOf } from './verdicts';

const { path, permission, quota } = endpoint('/users/external_ids/rename', { quota: EXTERNAL_IDS });

const fields = {
  current_external_id: {
    type: 'text',
    label: 'Current External ID',
    description: 'External ID that the user has now; not one that was itself replaced',
    required: true,
    placeholder: 'e.g. user1',
    todo: 'Enter the external ID that the user has now.',
  },
  new_external_id: {
    type: 'text',
    label: 'New External ID',
    description: 'External ID that the user is to have; no user may have it, or have had it, unless it was removed',
    required: true,
    placeholder: 'e.g. customer-1',
    todo: 'Enter another ID than the current one.',
  },
} as const;

type Rename = Input<typeof fields>;

/** Braze, endpoints/user_data/external_id_migration/post_external_ids_rename. */
export const rename = operation({
  label: 'Rename',
  action: 'Rename external ID',
  description: "Give users another external ID. The previous one stays valid until it is removed with 'Remove'; users of many items share a request",
  docs: 'Braze, endpoints/user_data/external_id_migration/post_external_ids_rename',
  onlyWith: onlyToday('renaming external IDs'),
  fields,
  check: ({ current_external_id, new_external_id }) => [
    ...(current_external_id === new_external_id
      ? [
          {
            field: 'new_external_id',
            message: `'${fields.new_external_id.label}' (new_external_id) is '${new_external_id}', which is the current one too.`,
            todo: fields.new_external_id.todo,
          },
        ]
      : []),
  ],
  retry: 'idempotent',
  permission,
  quota,
  returns: 'object',
  batch: { max: MOST_IN_ONE_REQUEST, conflictKey: ({ current_external_id, new_external_id }: Rename) => [current_external_id, new_external_id] },
  request: (inputs) => ({ method: 'POST', path, body: { json: { external_id_renames: inputs } } }),
  parse(reply, inputs, context) {
    promised(reply.body, 'message');
    const asked = inputs.map(({ current_external_id, new_external_id }) => ({
      result: { current_external_id, new_external_id },
      ids: [current_external_id, new_external_id],
    }));
    return verdictsOf(reply, { done: 'external_ids', errors: 'rename_errors' }, asked, 'renamed', context);
  },
  sample: { current_external_id: 'user1', new_external_id: 'customer-1', renamed: true },
  sampleReply: { message: 'success', external_ids: ['customer-1'], rename_errors: [] },
  sampleInputs: [
    { current_external_id: 'user1', new_external_id: 'customer-1' },
    { current_external_id: 'demo-0001', new_external_id: 'customer-2' },
  ],
});
