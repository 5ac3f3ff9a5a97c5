import { find } from '../exports/account';
import { pointOf } from '../exports/campaignSeries';
import { pointsOf } from '../exports/points';
import { seriesRange, text, type Query } from '../exports/query';
import { bad } from '../exports/refusals';
import type { Route } from '../route';

/** Today's "Export send analytics": like a campaign's. Nothing is said of days before the identifier was created, and of any day 14 days later. */
export const getSendsDataSeries: Route = (app, state) => {
  app.get<{ Querystring: Query }>('/sends/data_series', async ({ query }) => {
    const now = state.world.now();
    const campaign = find(state.campaigns, query.campaign_id, 'campaign');
    const sendId = text(query, 'send_id');
    if (sendId === undefined) throw bad('send_id is required');
    const range = seriesRange(query, now, 'daily');
    const kept = state.sendIds.kept(campaign.id, sendId);
    if (!kept) throw bad('send_id is not known for this campaign');
    const [from, to] = kept;
    const isKept = (day: string) => now <= to && Date.parse(day) >= from;
    const sent = { ...campaign, id: `${campaign.id} ${sendId}` };
    const data = pointsOf(range, now).map((point) => (isKept(point.time) ? pointOf(sent, point, now, false) : emptied(pointOf(sent, point, now, false))));
    return { message: 'success', data };
  });
};

/** A day on which nothing happened. */
function emptied(point: object): object {
  const zeros = Object.entries(point).map(([name, value]) => [name, typeof value === 'number' ? 0 : value]);
  return { ...Object.fromEntries(zeros), messages: {} };
}
