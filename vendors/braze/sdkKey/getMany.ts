import { operation, promisedObjects } from '../../../engine';
import { endpoint } from '../endpoint';
import { SDK_KEYS } from '../onlyToday';
import { getRequest } from '../query';
import { ownApp, sampleApp, sampleKey } from './fields';

const { path, permission, quota } = endpoint('/app_group/sdk_authentication/keys', { permission: 'sdk_authentication.keys' });

/** List SDK Authentication keys. */
export const getMany = operation({
  label: 'Get Many',
  action: 'Get many SDK authentication keys',
  description: 'List the SDK authentication keys of an app',
  docs: 'Braze, "List SDK Authentication keys"',
  onlyWith: SDK_KEYS,
  fields: { app_id: ownApp },
  retry: 'safe',
  permission,
  quota,
  returns: 'list',
  request: ([input], context) => getRequest(path, input, context),
  parse: ({ body }) => ({ rows: promisedObjects(body, 'keys') }),
  sample: sampleKey,
  sampleReply: { keys: [sampleKey] },
  sampleInputs: [{ app_id: sampleApp }, { app_id: sampleApp }],
});
