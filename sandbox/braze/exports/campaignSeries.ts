import type { FastifyInstance } from 'fastify';
import { find, type CampaignFacts, type ExportAccount } from './account';
import { counted, fraction, share } from './figures';
import { pointsOf, type Point } from './points';
import { seriesRange, type Query } from './query';

type Stats = Record<string, string | number>;

const CENTS = 100;
const CONTROL_GROUP = 'Control Group';

/** "Campaign Analytics Endpoint" of the document: daily, for all message types of the campaign, and for each variation of a multivariate one. */
export function campaignSeriesRoute(app: FastifyInstance, account: ExportAccount): void {
  app.get<{ Querystring: Query }>('/campaigns/data_series', async ({ query }) => {
    const now = account.world.now();
    const campaign = find(account.campaigns, query.campaign_id, 'campaign');
    const range = seriesRange(query, now, 'daily');
    const oldNames = account.settings.appboy !== 0;
    const data = pointsOf(range, now).map((point) => pointOf(campaign, point, now, oldNames));
    // The document's answer for a multivariate campaign has no "message".
    return campaign.variations.length ? { data } : { message: 'success', data };
  });
}

function pointOf(campaign: CampaignFacts, point: Point, now: number, oldNames: boolean) {
  const messages: Record<string, Stats[]> = {};
  for (const type of campaign.messageTypes) {
    const key = `${campaign.id} ${type}`;
    const name = type === 'apple_push' && !oldNames ? 'ios_push' : type;
    messages[name] = campaign.variations.length
      ? [...campaign.variations, CONTROL_GROUP].map((variation) => variationStats(key, type, variation, point, now, oldNames))
      : [messageStats(type, sentOf(key, point, now), oldNames)];
  }
  const rows = Object.values(messages).flat();
  const sent = rows.reduce((sum, row) => sum + Number(row.sent ?? 0), 0);
  return {
    time: point.time,
    ...results(campaign.id, sent),
    ...(!oldNames && { unique_recipients: share(sent, 0.9) }),
    messages,
  };
}

function sentOf(key: string, point: Point, now: number): number {
  return counted(`sent ${key}`, point, now, 20, 220);
}

function variationStats(key: string, type: string, variation: string, point: Point, now: number, oldNames: boolean): Stats {
  const sent = sentOf(`${key} ${variation}`, point, now);
  return {
    variation_name: variation,
    ...(variation === CONTROL_GROUP ? { enrolled: sent } : messageStats(type, sent, oldNames)),
    unique_recipients: share(sent, 0.9),
    ...results(`${key} ${variation}`, sent),
  };
}

/** Conversions and their revenue; the two counts differ by the day on which a conversion is counted. */
function results(key: string, sent: number): { conversions: number; revenue: number; conversions_by_send_time: number } {
  const conversions = share(sent, 0.02 + 0.06 * fraction(key));
  return { conversions, revenue: (conversions * 1999) / CENTS, conversions_by_send_time: share(conversions, 0.9) };
}

/** The statistics of each message type; from today's pages if the document does not have the type. */
function messageStats(type: string, sent: number, oldNames: boolean): Stats {
  const partOfSent = (part: number): number => share(sent, part);
  switch (type) {
    case 'email':
      return {
        sent,
        opens: partOfSent(0.4),
        unique_opens: partOfSent(0.3),
        clicks: partOfSent(0.12),
        unique_clicks: partOfSent(0.08),
        unsubscribes: partOfSent(0.01),
        [oldNames ? 'bounces_including_dropped' : 'bounces']: partOfSent(0.03),
        delivered: sent - partOfSent(0.03),
        reported_spam: partOfSent(0.002),
      };
    case 'in_app_message':
      return { sent, impressions: partOfSent(0.7), opens: partOfSent(0.2) };
    case 'webhook':
      return { sent, errors: partOfSent(0.01) };
    default: // "All push message types will have the same statistics"
      return { sent, direct_opens: partOfSent(0.06), total_opens: partOfSent(0.11), bounces: partOfSent(0.02) };
  }
}
