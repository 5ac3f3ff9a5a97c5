import { contentDetailsOf } from '../details';
import { campaignId } from '../fields';

/** Campaign Details Endpoint. */
export const get = contentDetailsOf({
  path: '/campaigns/details',
  action: 'Get campaign',
  description: 'Get details of a campaign: when and how it is sent, its messages, and what counts as a conversion',
  docs: 'Campaign Details Endpoint',
  id: 'campaign_id',
  field: campaignId,
  details: {
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
  },
});
