import { operation } from '../../../engine';
import { endpoint } from '../endpoint';
import { campaignId, detailsIn, sampleId } from '../fields';
import { getRequest } from '../query';

const { path, permission, quota } = endpoint('/campaigns/details');

const details = {
  created_at: '2014-12-01',
  updated_at: '2014-12-02',
  name: 'API campaign',
  schedule_type: 'api_triggered',
  channels: ['android_push', 'email'],
  first_sent: '2014-12-03',
  last_sent: '2014-12-10',
  tags: ['api'],
};

/** Campaign Details Endpoint. */
export const get = operation({
  label: 'Get',
  action: 'Get campaign',
  description: 'Get details of a campaign, including when and how it is sent',
  docs: 'Braze document, "Campaign Details Endpoint"',
  fields: { campaign_id: campaignId },
  retry: 'safe',
  permission,
  quota,
  returns: 'object',
  request: ([input], context) => getRequest(path, input, context),
  parse: (reply, [{ campaign_id }]) => detailsIn(reply, 'created_at', { campaign_id }),
  sample: { campaign_id: sampleId, ...details },
  sampleReply: { message: 'success', ...details },
  sampleInputs: [{ campaign_id: sampleId }, { campaign_id: sampleId }],
});
