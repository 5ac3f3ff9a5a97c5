import { operation, promised } from '../../../engine';
import { confirmation, unconfirmed } from '../confirm';
import { endpoint, EXTERNAL_IDS } from '../endpoint';
import { MOST_IN_ONE_REQUEST } from '../identifiers';
import { onlyToday } from '../onlyToday';
import { verdictsOf } from './verdicts';

const { path, permission, quota } = endpoint('/users/external_ids/remove', { quota: EXTERNAL_IDS });

const fields = {
  external_ids: {
    type: 'list',
    label: 'External IDs',
    description: `The replaced external IDs to remove; more than ${MOST_IN_ONE_REQUEST} are split across several requests, and IDs of several items share a request`,
    required: true,
    placeholder: 'e.g. old-user1',
    todo: 'Enter at least one external ID, with no empty entries.',
  },
  confirm: confirmation('Remove for Good', 'remove the IDs permanently', 'Turn it on to confirm that users can no longer be found by these IDs.'),
} as const;

/** Braze, endpoints/user_data/external_id_migration/post_external_ids_remove. */
export const remove = operation({
  label: 'Remove',
  action: 'Remove external IDs',
  description:
    "Remove external IDs that 'Rename' has replaced; Braze refuses an ID that is in use. The users stay: deleting a user by a replaced ID would delete the whole profile",
  docs: 'Braze, endpoints/user_data/external_id_migration/post_external_ids_remove',
  onlyWith: onlyToday('removing external IDs'),
  fields,
  check: (input) => unconfirmed(fields.confirm, input.confirm, 'removing external IDs cannot be undone'),
  retry: 'idempotent',
  permission,
  quota,
  returns: 'object',
  batch: { max: MOST_IN_ONE_REQUEST, splitBy: ['external_ids'] },
  request: (inputs) => ({ method: 'POST', path, body: { json: { external_ids: inputs.flatMap(({ external_ids }) => external_ids) } } }),
  parse(reply, inputs, context) {
    promised(reply.body, 'message');
    const asked = inputs.map(({ external_ids: [external_id = ''] }) => ({ result: { external_id }, ids: [external_id] }));
    return verdictsOf(reply, { done: 'removed_ids', errors: 'removal_errors' }, asked, 'removed', context);
  },
  sameNames: { external_id: 'user_id' },
  sample: { external_id: 'old-user1', removed: true },
  sampleReply: { message: 'success', removed_ids: ['old-user1'], removal_errors: [] },
  sampleInputs: [
    { external_ids: ['old-user1'], confirm: true },
    { external_ids: ['old-user1', 'old-user2'], confirm: true },
  ],
});
