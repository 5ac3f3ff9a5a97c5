import { operation, promisedObjects, segment } from '../../engine';
import { GROW_MEMBER } from './account';
import { campaignId } from './fields';
import { simplifyRequest } from './scheduled';

/** Get scheduled requests: API Trigger Campaigns Endpoint, "Get scheduled requests". */
export const getScheduled = operation({
  label: 'Get Scheduled',
  action: 'Get scheduled batches',
  description: 'List the requests of a campaign that are scheduled but not yet sent. Each call counts toward the quota',
  docs: 'API Trigger Campaigns Endpoint, "Get scheduled requests"',
  permission: GROW_MEMBER,
  fields: { campaign_id: campaignId },
  retry: 'safe',
  returns: 'list',
  request: ([{ campaign_id }]) => ({ method: 'GET', path: `/api/campaigns/${segment(campaign_id)}/request/scheduled` }),
  parse: (reply) => ({ rows: promisedObjects(reply.body, 'requests') }),
  simplify: simplifyRequest,
  sample: {
    request_id: 'b863434d453693a62d306066b80be6c7',
    requested_at: 1652281434,
    to_be_send_at: 1654514804,
    messages: [{ user_id: 'vika-alpha', template_variables: {} }],
  },
  sampleReply: {
    campaign_id: 'CMP_Dl3Egjp4HA',
    requests: [
      {
        request_id: 'b863434d453693a62d306066b80be6c7',
        requested_at: 1652281434,
        to_be_send_at: 1654514804,
        messages: [{ user_id: 'vika-alpha', template_variables: {} }],
      },
    ],
  },
  sampleInputs: [{ campaign_id: 'CMP_Dl3Egjp4HA' }, { campaign_id: 'CMP_Dl3Egjp4HA' }],
});
