import { operation, promisedObjects } from '../../../engine';
import { endpoint } from '../endpoint';
import { PREFERENCE_CENTERS } from '../onlyToday';
import { sampleCenterId } from './fields';

const { path, permission, quota } = endpoint('/preference_center/v1/list', { permission: 'preference_center.list' });

const center = {
  name: 'demo-center',
  preference_center_api_id: sampleCenterId,
  created_at: '2026-01-15T10:00:00Z',
  updated_at: '2026-01-16T10:00:00Z',
};

/** List preference centers. The answer is not paged. */
export const getMany = operation({
  label: 'Get Many',
  action: 'Get many preference centers',
  description: 'List preference centers with their identifiers',
  docs: 'Braze, "List preference centers"',
  onlyWith: PREFERENCE_CENTERS,
  fields: {},
  retry: 'safe',
  permission,
  quota,
  returns: 'list',
  request: () => ({ method: 'GET', path }),
  parse: ({ body }) => ({ rows: promisedObjects(body, 'preference_centers') }),
  sample: center,
  sampleReply: { preference_centers: [center] },
  sampleInputs: [{}, {}],
});
