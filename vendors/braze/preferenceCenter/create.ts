import { operation, promisedText, type JsonObject } from '../../../engine';
import { endpoint } from '../endpoint';
import { madeInList } from '../modifiedList';
import { PREFERENCE_CENTERS } from '../onlyToday';
import { CENTER_CHANGES, centerBody, centerFields, fullCenter, sampleCenterId } from './fields';

const { path, permission, quota } = endpoint('/preference_center/v1', { permission: 'preference_center.update', quota: CENTER_CHANGES });

const made = {
  preference_center_api_id: sampleCenterId,
  liquid_tag: '{{preference_center.${spring-center}}}',
  created_at: '2026-01-15T10:00:00Z',
};

/** Create a preference center. */
export const create = operation({
  label: 'Create',
  action: 'Create preference center',
  description: 'Create a preference center, on which users choose what they receive',
  docs: 'Braze, "Create a preference center"',
  onlyWith: PREFERENCE_CENTERS,
  fields: {
    name: {
      type: 'text',
      label: 'Name',
      description: 'Name of the preference center: letters, digits, hyphens and underscores. It cannot be changed later',
      required: true,
      placeholder: 'e.g. spring-center',
      limits: { pattern: /^[A-Za-z0-9_-]+$/ },
      todo: 'Enter a name of letters, digits, hyphens and underscores only, without spaces.',
    },
    ...centerFields,
  },
  retry: 'nonIdempotent',
  ifUnknown: "Check with 'Get Many' whether there is a preference center with that name before you create it again.",
  permission,
  quota,
  returns: 'object',
  request: ([input]) => ({ method: 'POST', path, body: { json: centerBody(input) } }),
  parse({ body }): { readonly one: JsonObject } {
    promisedText(body, 'preference_center_api_id');
    const { message: _, ...center } = body as JsonObject;
    return { one: center };
  },
  reconcile: madeInList(
    { path: '/preference_center/v1/list', member: 'preference_centers', id: 'preference_center_api_id', name: 'name', isWhole: true },
    ({ preference_center_api_id = null, created_at = null }) => ({ preference_center_api_id, created_at }),
  ),
  sample: made,
  sampleReply: { ...made, message: 'success' },
  sampleInputs: [
    { name: 'spring-center', preference_center_page_html: '<h1>Your choice</h1>', confirmation_page_html: '<p>Thank you.</p>' },
    { name: 'spring-center_2', ...fullCenter },
  ],
});
