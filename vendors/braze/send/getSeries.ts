import { flatPoint } from '../flat';
import { endpoint } from '../endpoint';
import { campaignId, sampleId } from '../fields';
import { sendId } from '../message/targets';
import { SEND_IDS } from '../onlyToday';
import { seriesOf } from '../series';

const own = {
  campaign_id: { ...campaignId, description: 'API campaign that the messages were sent for' },
  send_id: { ...sendId, description: 'Identifier that was given with the messages', required: true, placeholder: 'spring-2099' },
} as const;

const given = { campaign_id: sampleId, send_id: 'spring-2099' };

/** "Export send analytics": points like those of a campaign. */
export const getSeries = seriesOf({
  endpoint: endpoint('/sends/data_series'),
  label: 'Get Series',
  action: 'Get send series',
  description: 'Get daily analytics of the messages that were sent with a send ID. Braze keeps them for 14 days after the send',
  docs: 'Export send analytics',
  onlyWith: SEND_IDS,
  fields: own,
  simplify: flatPoint,
  sample: {
    time: '2014-12-10',
    conversions: 3,
    revenue: 29.5,
    conversions_by_send_time: 2,
    unique_recipients: 90,
    messages: { android_push: [{ sent: 100, direct_opens: 12, total_opens: 20, bounces: 2 }] },
  },
  least: given,
  full: given,
});
