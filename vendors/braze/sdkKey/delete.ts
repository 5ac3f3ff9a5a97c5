import { Missing, operation } from '../../../engine';
import { unconfirmed } from '../confirm';
import { endpoint } from '../endpoint';
import { SDK_KEYS } from '../onlyToday';
import { keyId, keyIn, ownApp, sampleApp, sampleKey } from './fields';

const { path, permission, quota } = endpoint('/app_group/sdk_authentication/delete', { permission: 'sdk_authentication.delete' });

const secondSample = 'cccccccc-0000-4000-8000-000000000002';

const confirm = {
  type: 'boolean',
  label: 'Delete for Good',
  description: 'Whether to delete the key; apps whose tokens are signed with it are then refused',
  required: true,
  todo: 'Turn it on to confirm that the key will be deleted.',
} as const;

/** Delete SDK Authentication key. */
export const deleteKey = operation({
  label: 'Delete',
  action: 'Delete SDK authentication key',
  description: 'Delete an SDK authentication key of an app, which must not be its primary key',
  docs: 'Braze, "Delete SDK Authentication key"',
  onlyWith: SDK_KEYS,
  fields: { app_id: ownApp, key_id: keyId, confirm },
  check: ({ confirm: isOn }) => unconfirmed(confirm, isOn, 'apps whose tokens are signed with the key are refused once it is deleted'),
  retry: 'idempotent',
  permission,
  quota,
  returns: 'object',
  request: ([{ app_id, key_id: id }]) => ({ method: 'DELETE', path, body: { json: { app_id, key_id: id } } }),
  parse({ body }, [{ key_id: id }]) {
    if (keyIn(body, id)) throw new Missing(`it still lists the key '${id}'`);
    return { one: { key_id: id, deleted: true } };
  },
  // The first try deleted it. That the primary key cannot be deleted is a refusal at any time.
  recover: ({ code, message }, [{ key_id: id }], again) =>
    again && ['notFound', 'rejected', 'validation'].includes(code) && !/primary/i.test(message) ? { one: { key_id: id, deleted: true } } : undefined,
  sample: { key_id: secondSample, deleted: true },
  sampleReply: { keys: [sampleKey] },
  sampleInputs: [
    { app_id: sampleApp, key_id: secondSample, confirm: true },
    { app_id: sampleApp, key_id: secondSample, confirm: true },
  ],
});
