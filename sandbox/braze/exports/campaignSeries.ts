import type { FastifyInstance } from 'fastify';
import { find, type CampaignFacts, type ExportAccount, type MessageFacts } from './account';
import { channelInSeries, hasType } from './channels';
import { counted, fraction, share } from './figures';
import { messageStats } from './messageStats';
import { pointsOf, type Point } from './points';
import { seriesRange, type Query } from './query';

type Stats = Record<string, string | number>;

const CENTS = 100;
/** "conversions" to "conversions3": a campaign has up to four conversion events. */
const MOST_CONVERSIONS = 4;

/** "Campaign Analytics Endpoint" of the document: daily, for all message types of the campaign, and for each variation of a multivariate one. */
export function campaignSeriesRoute(app: FastifyInstance, account: ExportAccount): void {
  app.get<{ Querystring: Query }>('/campaigns/data_series', async ({ query }) => {
    const now = account.world.now();
    const campaign = find(account.campaigns, query.campaign_id, 'campaign');
    const range = seriesRange(query, now, 'daily');
    const appboy = account.settings.appboy !== 0;
    const data = pointsOf(range, now).map((point) => pointOf(campaign, point, now, appboy));
    // The answer for a multivariate campaign has no "message", in the document and today.
    return campaign.variations.length ? { data } : { message: 'success', data };
  });
}

/** One day of a campaign. */
export function pointOf(campaign: CampaignFacts, point: Point, now: number, appboy: boolean) {
  const messages: Record<string, Stats[]> = {};
  let sent = 0;
  for (const message of campaign.messages) {
    if (!hasType(message.type, appboy)) continue;
    const reached = sentOf(campaign, message, point, now);
    sent += message.isControl ? 0 : reached;
    (messages[channelInSeries(message.type, campaign.isApi, appboy)] ??= []).push(rowOf(campaign, message, reached, appboy));
  }
  return {
    time: point.time,
    ...results(campaign.id, sent, campaign, appboy),
    ...(!appboy && { unique_recipients: share(sent, 0.9) }),
    messages,
  };
}

function sentOf(campaign: CampaignFacts, { type, name }: MessageFacts, point: Point, now: number): number {
  return counted(`sent ${campaign.id} ${type}${campaign.variations.length ? ` ${name}` : ''}`, point, now, 20, 220);
}

/** Today each message has its ID; those of a multivariate campaign have their name and results of their own, in the document too. */
function rowOf(campaign: CampaignFacts, { id, type, name, isControl }: MessageFacts, reached: number, appboy: boolean): Stats {
  const isMultivariate = campaign.variations.length > 0;
  return {
    ...(isMultivariate && { variation_name: name }),
    ...(!appboy && { variation_api_id: id }),
    ...(isControl ? { enrolled: reached } : messageStats(channelInSeries(type, campaign.isApi, appboy), reached, appboy)),
    ...(isMultivariate && { unique_recipients: share(reached, 0.9), ...results(`${campaign.id} ${type} ${name}`, reached, campaign, appboy) }),
  };
}

/**
 * Conversions and their revenue; the two counts differ by the day on which a conversion is counted. Today those of the second to fourth conversion
 * event follow, also if the campaign does not have so many.
 */
function results(key: string, sent: number, { conversions: events }: CampaignFacts, appboy: boolean): Stats {
  const first = share(sent, 0.02 + 0.06 * fraction(key));
  const counts: Stats = { conversions: first, revenue: (first * 1999) / CENTS, conversions_by_send_time: share(first, 0.9) };
  for (let number = 1; !appboy && number < MOST_CONVERSIONS; number++) {
    const count = events[number] ? share(first, 1 / (number + 1)) : 0;
    counts[`conversions${number}`] = count;
    counts[`conversions${number}_by_send_time`] = share(count, 0.9);
  }
  return counts;
}
