import { isFilled } from '../checks';
import { phaseOf, type Batch } from '../outbox/batch';
import { refuse } from '../refusals';
import type { Route } from '../route';
import { readTime } from '../times';
import { spanOf } from './schedule';

/** Today's "List upcoming scheduled campaigns and Canvases", the next first. Its answer has no `message`. */
export const getMessagesScheduledBroadcasts: Route = (app, state) => {
  app.get<{ Querystring: Record<string, unknown> }>('/messages/scheduled_broadcasts', async ({ query }) => {
    const { end_time } = query;
    if (!isFilled(end_time)) throw refuse.badRequest("'end_time' is required");
    const end = readTime(end_time)?.ms;
    if (end === undefined) throw refuse.badRequest("'end_time' must be a datetime as ISO 8601 string");
    state.outbox.settle();
    const now = state.world.now();
    const ahead = state.outbox.batches().filter((batch) => phaseOf(batch, now) === 'scheduled' && batch.schedule.at <= end);
    return { scheduled_broadcasts: ahead.sort((a, b) => spanOf(a.schedule)[0] - spanOf(b.schedule)[0]).map(rowOf) };
  });
};

/** Messages without a campaign have no name of their own; the page does not say what they are called. */
function rowOf({ campaign, scheduleId, schedule: { mode, at } }: Batch) {
  return {
    name: campaign?.name ?? 'Messages without a campaign',
    id: campaign?.id ?? scheduleId,
    type: 'Campaign',
    tags: campaign?.tags ?? [],
    next_send_time: new Date(at).toISOString().slice(0, 'yyyy-MM-ddTHH:mm:ss'.length).replace('T', ' '),
    schedule_type: { fixed: 'UTC', local: 'local_time_zones', optimal: 'intelligent_delivery' }[mode],
  };
}
