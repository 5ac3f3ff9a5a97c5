import { operation, promisedText, segment, type JsonObject } from '../../../engine';
import { endpoint } from '../endpoint';
import { PREFERENCE_CENTERS } from '../onlyToday';
import { CENTER_CHANGES, centerBody, centerFields, fullCenter, preferenceCenterId, sampleCenterId } from './fields';

const { permission, quota } = endpoint('/preference_center/v1/{id}', { permission: 'preference_center.update', quota: CENTER_CHANGES });

const changed = { preference_center_api_id: sampleCenterId, created_at: '2026-01-15T10:00:00Z', updated_at: '2026-01-16T10:00:00Z' };
const { preference_center_page_html, confirmation_page_html } = fullCenter;

/** Update preference center. Its page asks for both pages in any case. */
export const update = operation({
  label: 'Update',
  action: 'Update preference center',
  description: 'Replace the pages of a preference center; its name cannot change',
  docs: 'Braze, "Update preference center"',
  onlyWith: PREFERENCE_CENTERS,
  fields: { preference_center_api_id: preferenceCenterId, ...centerFields },
  retry: 'idempotent',
  permission,
  quota,
  returns: 'object',
  request: ([{ preference_center_api_id, ...input }]) => ({
    method: 'PUT',
    path: `/preference_center/v1/${segment(preference_center_api_id)}`,
    body: { json: centerBody(input) },
  }),
  parse({ body }): { readonly one: JsonObject } {
    promisedText(body, 'preference_center_api_id');
    const { message: _, ...center } = body as JsonObject;
    return { one: center };
  },
  sample: changed,
  sampleReply: { ...changed, message: 'success' },
  sampleInputs: [
    { preference_center_api_id: sampleCenterId, preference_center_page_html, confirmation_page_html },
    { preference_center_api_id: sampleCenterId, ...fullCenter },
  ],
});
