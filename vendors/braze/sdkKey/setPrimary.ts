import { Missing, operation } from '../../../engine';
import { endpoint } from '../endpoint';
import { SDK_KEYS } from '../onlyToday';
import { keyId, keyIn, ownApp, sampleApp, sampleKey } from './fields';

const { path, permission, quota } = endpoint('/app_group/sdk_authentication/primary', { permission: 'sdk_authentication.primary' });

const secondSample = 'cccccccc-0000-4000-8000-000000000002';

/** Set primary SDK Authentication key. */
export const setPrimary = operation({
  label: 'Set Primary',
  action: 'Set primary SDK authentication key',
  description: "Make one of an app's SDK authentication keys its primary key",
  docs: 'Braze, "Set primary SDK Authentication key"',
  onlyWith: SDK_KEYS,
  fields: { app_id: ownApp, key_id: keyId },
  retry: 'idempotent',
  permission,
  quota,
  returns: 'object',
  request: ([{ app_id, key_id: id }]) => ({ method: 'PUT', path, body: { json: { app_id, key_id: id } } }),
  parse({ body }, [{ key_id: id }]) {
    const key = keyIn(body, id);
    if (key?.is_primary !== true) throw new Missing(`it does not list the key '${id}' as the primary one`);
    return { one: key };
  },
  sample: { ...sampleKey, id: secondSample },
  sampleReply: {
    keys: [
      { ...sampleKey, is_primary: false },
      { ...sampleKey, id: secondSample },
    ],
  },
  sampleInputs: [
    { app_id: sampleApp, key_id: secondSample },
    { app_id: sampleApp, key_id: secondSample },
  ],
});
