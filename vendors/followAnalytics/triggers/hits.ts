import { isBlank, startingAt, trigger, type AnyTrigger, type Feed, type Fields, type Json, type JsonObject } from '../../../engine';
import { samples, transactionalCampaign } from '../fields';
import { hit } from '../hit';

const MINUTE = 60_000;

const fields = {
  campaign_id: transactionalCampaign,
  ...startingAt,
  look_back_minutes: {
    type: 'number',
    label: 'Look Back (Minutes)',
    description: 'How far back each poll looks for hits that appear in the list late; shorter if there are very many in that time',
    default: 60,
    limits: { min: 1 },
  },
} as const satisfies Fields;

const { getMany, getManyPerUser } = hit.operations;

const moment = (member: string) => (row: Json) => Date.parse(String((row as JsonObject)[member]));

const lookBackMs: Feed<typeof fields>['lookBackMs'] = ({ look_back_minutes = fields.look_back_minutes.default }) => look_back_minutes * MINUTE;

const common = {
  topic: 'hits',
  fields,
  identity: ['campaign_id'],
  sampleInputs: [
    { campaign_id: samples.transactional },
    { campaign_id: samples.transactional, starting_at: '2015-01-01T00:00:00+05:00', look_back_minutes: 10 },
  ],
} as const satisfies Partial<Parameters<typeof trigger<typeof fields>>[0]>;

/** FollowAnalytics campaigns API, "Retrieve hits for a campaign": "since_date". The order is undocumented. */
export const hits: AnyTrigger = trigger({
  ...common,
  label: 'Hits',
  action: 'On new hits',
  description: "Return each hit on a transactional campaign's messages, with user and time",
  docs: getMany.docs,
  watch: {
    by: 'time',
    operation: 'hit.getMany',
    input: ({ campaign_id }, { since }) => ({ campaign_id, since_date: since }),
    time: moment('time'),
    key: (row) => String((row as JsonObject).user_id ?? ''),
    stepMs: 1000,
    lookBackMs,
  },
  shape: (row) => getMany.simplify!(row),
  sample: getMany.sample,
});

/**
 * FollowAnalytics campaigns API, "Retrieve hits per user for a campaign". Counts are totals since the beginning, so everything is read each time; in
 * the example a user has two rows.
 */
export const hitsPerUser: AnyTrigger = trigger({
  ...common,
  label: 'Hits per User',
  action: 'On changed hits per user',
  description: "Return each user whose number of hits on a transactional campaign's messages has increased, with the number of hits and the first and last one",
  docs: getManyPerUser.docs,
  watch: {
    by: 'time',
    operation: 'hit.getManyPerUser',
    input: ({ campaign_id }, { start }) => ({ campaign_id, since_date: start }),
    time: moment('last_time'),
    key: (row) => {
      const { user_id, hits: count, first_time } = row as JsonObject;
      return [user_id, count, first_time].filter((each) => !isBlank(each)).join(' ');
    },
    stepMs: 1000,
    lookBackMs,
  },
  replays: "Counts are totals since the trigger's start, so users without a hit since then are not returned",
  shape: (row) => getManyPerUser.simplify!(row),
  sample: getManyPerUser.sample,
});
