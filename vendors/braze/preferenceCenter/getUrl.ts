import { operation, promisedAddress, segment } from '../../../engine';
import { endpoint } from '../endpoint';
import { PREFERENCE_CENTERS } from '../onlyToday';
import { preferenceCenterId, sampleCenterId } from './fields';

const { permission, quota } = endpoint('/preference_center/v1/{id}/url/{user}', { permission: 'preference_center.user.get' });

const preference_center_url = 'https://preferences.example.com/5f2b';

/** Generate preference center URL. */
export const getUrl = operation({
  label: 'Get URL',
  action: 'Get preference center URL',
  description: "Get a user's own link to a preference center. Everyone who has it can change the user's subscriptions",
  docs: 'Braze, "Generate preference center URL"',
  onlyWith: PREFERENCE_CENTERS,
  fields: {
    preference_center_api_id: preferenceCenterId,
    external_id: {
      type: 'text',
      label: 'External ID',
      description: 'Your own identifier of the user',
      required: true,
      inPath: true,
      todo: 'Enter the external ID of a user.',
    },
  },
  retry: 'safe',
  permission,
  quota,
  returns: 'object',
  request: ([{ preference_center_api_id, external_id }]) => ({
    method: 'GET',
    path: `/preference_center/v1/${segment(preference_center_api_id)}/url/${segment(external_id)}`,
  }),
  parse: ({ body }, [{ external_id }]) => ({ one: { external_id, preference_center_url: promisedAddress(body, 'preference_center_url') } }),
  sameNames: { external_id: 'user_id' },
  sample: { external_id: 'user1', preference_center_url },
  sampleReply: { preference_center_url },
  sampleInputs: [
    { preference_center_api_id: sampleCenterId, external_id: 'user1' },
    { preference_center_api_id: sampleCenterId, external_id: 'user1' },
  ],
});
