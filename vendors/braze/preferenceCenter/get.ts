import { operation, segment } from '../../../engine';
import { endpoint } from '../endpoint';
import { detailsIn } from '../fields';
import { PREFERENCE_CENTERS } from '../onlyToday';
import { preferenceCenterId, sampleCenterId } from './fields';

const { permission, quota } = endpoint('/preference_center/v1/{id}', { permission: 'preference_center.get' });

const center = {
  name: 'demo-center',
  preference_center_api_id: sampleCenterId,
  created_at: '2026-01-15T10:00:00Z',
  updated_at: '2026-01-16T10:00:00Z',
  preference_center_title: 'Your choice',
  preference_center_page_html: '<h1>Your choice</h1>',
  confirmation_page_html: '<p>Thank you.</p>',
  redirect_page_html: null,
  preference_center_options: { 'meta-viewport-content': 'width=device-width, initial-scale=2' },
  state: 'active',
};

/** View details for preference center. */
export const get = operation({
  label: 'Get',
  action: 'Get preference center',
  description: 'Get the pages and settings of a preference center',
  docs: 'Braze, "View details for preference center"',
  onlyWith: PREFERENCE_CENTERS,
  fields: { preference_center_api_id: preferenceCenterId },
  retry: 'safe',
  permission,
  quota,
  returns: 'object',
  request: ([{ preference_center_api_id }]) => ({ method: 'GET', path: `/preference_center/v1/${segment(preference_center_api_id)}` }),
  parse: (reply, [{ preference_center_api_id }]) => detailsIn(reply, 'preference_center_page_html', { preference_center_api_id }),
  sample: center,
  sampleReply: center,
  sampleInputs: [{ preference_center_api_id: sampleCenterId }, { preference_center_api_id: sampleCenterId }],
});
