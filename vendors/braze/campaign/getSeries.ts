import { endpoint } from '../endpoint';
import { campaignId, sampleId } from '../fields';
import { seriesOf } from '../series';
import { flatPoint } from '../flat';

/** Campaign Analytics Endpoint. */
export const getSeries = seriesOf({
  endpoint: endpoint('/campaigns/data_series'),
  label: 'Get Series',
  action: 'Get campaign series',
  description: 'Get daily campaign analytics for each channel and variation: sends, opens, clicks, bounces and conversions',
  docs: 'Campaign Analytics Endpoint',
  verb: 'getReport',
  fields: { campaign_id: campaignId },
  simplify: flatPoint,
  sample: {
    time: '2014-12-10',
    conversions: 3,
    revenue: 29.5,
    conversions_by_send_time: 2,
    unique_recipients: 90,
    messages: {
      email: [
        {
          sent: 100,
          opens: 40,
          unique_opens: 35,
          clicks: 12,
          unique_clicks: 10,
          unsubscribes: 1,
          bounces: 2,
          delivered: 98,
          reported_spam: 0,
        },
      ],
    },
  },
  least: { campaign_id: sampleId },
  full: { campaign_id: sampleId },
});
