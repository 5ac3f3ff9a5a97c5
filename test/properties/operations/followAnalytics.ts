import { filledObject, listOf, only, rowsOf, type Meaning, type Meanings } from './meaning';
import { Like } from './compare';
import { Moment, type Members } from './meant';

/** What requests to FollowAnalytics have to say: its campaigns API, by the names of its sections. */

const get = (path: readonly string[], query: Members): Meaning => ({ method: 'GET', path: ['api', ...path], query });

/** "comma-separated". */
const commas = (value: unknown): string | undefined => (listOf(value).length > 0 ? listOf(value).join(',') : undefined);
const LISTS = ['app_ids', 'status', 'workflow_types', 'labels', 'message_types'];
const filtersOf = (input: Members): Members =>
  Object.fromEntries(Object.entries(input).map(([name, value]) => [name, LISTS.includes(name) ? commas(value) : value]));

/** Pages are fetched by themselves, however long. */
const SIZE = new Like('a whole number from 1', (value) => /^[1-9]\d*$/.test(String(value)));
const FIRST = new Like('0 or nothing', (value) => value === undefined || value === '0');

const seconds = (at: unknown): number | undefined => (at instanceof Moment ? at.seconds : undefined);

/** Members of `params` ("Body parameters"). */
const PARAMS = [
  ...['push_message', 'push_title', 'push_subtitle', 'deep_linking_url', 'pushAttachment', 'pushCategory', 'push_includes_sound', 'push_sound_value'],
  ...['inapp', 'message_title', 'message_content', 'message_btn', 'inapp_content_url', 'inapp_content_title', 'inapp_content_auto_display'],
];

/** "Classic campaign with audience targeting using segments". */
const segments = (segment_identifiers: unknown): Members => ({
  blocks: [{ filters: [{ filter_on: 'segments', selection: 'any_of', operator: 'is_in', segment_identifiers }] }],
});

/** "Dynamic campaign": days are numbers from 0, Sunday. */
const recurrenceOf = (input: Members): Members => ({
  start_time: filledObject({ hour: input.recurrence_start_hour, min: input.recurrence_start_minute }),
  end_time: filledObject({ hour: input.recurrence_end_hour }),
  timezone: input.recurrence_timezone,
  day_of_week: listOf(input.recurrence_days)
    .map(Number)
    .sort((one, other) => one - other),
});

/** "Campaign creation". */
const campaignOf = (input: Members): unknown =>
  input.specify === 'json'
    ? input.payload
    : {
        ...only(input, 'name', 'type', 'app_id', 'includes_inapp', 'includes_push', 'push_ttl', 'inapp_ttl', 'adapt_tz', 'skip_message_limit'),
        source: 'API',
        start_date: seconds(input.start_date) ?? 'now',
        end_date: seconds(input.end_date),
        params: {
          ...only(input, ...PARAMS),
          inapp_parameters: Array.isArray(input.inapp_parameters) ? rowsOf(input.inapp_parameters).map(({ key, value = '' }) => ({ key, value })) : undefined,
        },
        filters: input.segment_identifiers === undefined ? input.filters : segments(input.segment_identifiers),
        recurrence: input.type === 'dynamic' ? recurrenceOf(input) : undefined,
        notif_limit: input.type === 'dynamic' ? { maximum: input.notif_maximum, interval: input.notif_interval } : undefined,
      };

const hits =
  (report: string) =>
  ({ campaign_id, since_date, page_size = 5000 }: Members): Meaning =>
    get(['transac', String(campaign_id), report], { since_date, page_size, page: 1 });

export const followAnalytics: Meanings = {
  'batch.cancel': ({ campaign_id, request_id }) => ({
    method: 'PUT',
    path: ['api', 'campaigns', String(campaign_id), 'request', String(request_id), 'cancel'],
  }),
  'batch.getReport': ({ request_id }) => get(['campaigns', 'request'], { request_id }),
  'batch.trigger': ({ campaign_id, campaign_identifiers, messages, send_at }) => ({
    method: 'POST',
    path: ['api', 'campaigns', 'trigger'],
    body: { campaign_identifiers: [...new Set([campaign_id, ...listOf(campaign_identifiers)])], messages, send_at },
  }),
  'campaign.create': (input) => ({ method: 'POST', path: ['api', 'campaign'], body: campaignOf(input) }),
  'campaign.launch': ({ campaign_id }) => ({ method: 'PUT', path: ['api', 'campaign', String(campaign_id), 'launch'] }),
  'campaign.getMany': (input) => get(['campaigns'], { ...filtersOf(input), limit: SIZE, offset: FIRST }),
  'campaign.getStats': (input) => get(['campaigns', 'quick_stats'], filtersOf(input)),
  'campaign.export': (input) => get(['campaigns', 'list_export'], filtersOf(input)),
  'hit.getMany': hits('hits'),
  'hit.getManyPerUser': hits('hits_per_user'),
};
