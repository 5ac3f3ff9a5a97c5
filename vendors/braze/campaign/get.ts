import { operation, type Fields, type JsonObject } from '../../../engine';
import { endpoint } from '../endpoint';
import { campaignId, detailsIn, sampleId } from '../fields';
import { todayOnly } from '../messages/version';
import { getRequest } from '../query';

const { path, permission, quota } = endpoint('/campaigns/details');

const fields = {
  campaign_id: campaignId,
  post_launch_draft_version: {
    type: 'boolean',
    label: 'Draft Version',
    description: 'Whether to return changes that are not launched yet, if there are any',
  },
  include_has_translatable_content: {
    type: 'boolean',
    label: 'Include Translatable Content',
    description: 'Whether to say of each message if it has content to translate',
  },
} as const satisfies Fields;

/** Fields of today's API that the Appboy document does not have. */
const TODAY = ['post_launch_draft_version', 'include_has_translatable_content'];

const details = {
  created_at: '2014-12-01',
  updated_at: '2014-12-02',
  name: 'API campaign',
  schedule_type: 'api_triggered',
  channels: ['android_push', 'email'],
  first_sent: '2014-12-03',
  last_sent: '2014-12-10',
  tags: ['api'],
  teams: ['Sales'],
  messages: { 'd1b1f6f2-7d6c-4c5c-9d59-1e3f1c2b0a01': { channel: 'email', name: 'Variant 1', subject: 'Your order', body: '<p>Thank you.</p>' } },
  conversion_behaviors: [{ type: 'Opens Email', window: 86_400 }],
};

/** Campaign Details Endpoint. */
export const get = operation({
  label: 'Get',
  action: 'Get campaign',
  description: 'Get details of a campaign: when and how it is sent, its messages, and what counts as a conversion',
  docs: 'Braze document, "Campaign Details Endpoint"',
  fields,
  check: (input, context) => todayOnly(fields, TODAY, input as JsonObject, context),
  retry: 'safe',
  permission,
  quota,
  returns: 'object',
  request: ([input], context) => getRequest(path, input, context),
  parse: (reply, [{ campaign_id }]) => detailsIn(reply, 'created_at', { campaign_id }),
  sample: { campaign_id: sampleId, ...details },
  sampleReply: { message: 'success', ...details },
  sampleInputs: [{ campaign_id: sampleId }, { campaign_id: sampleId, post_launch_draft_version: true, include_has_translatable_content: false }],
});
