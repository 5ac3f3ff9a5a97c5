import type { JsonObject } from '../../../engine';
import { followAnalytics } from '../../../vendors/followAnalytics';
import { horisen } from '../../../vendors/horisen';
import { moEngage } from '../../../vendors/moEngage';
import { json, oneOf, parse, refusal, type Asked, type Raw, type Surroundings, type Wire, type World } from './wire';

/** Bodies of a launch for which the documents show none. */
const isEmpty = (body: string): boolean => ['', 'null', '{}'].includes(body);

const FOLLOW_REFUSALS: readonly Raw[] = [
  json(200, { success: false, error_message: 'invalid parameter value' }),
  json(422, { success: false, error_message: 'invalid parameter value' }),
];

/** Drafts by what was sent, "List all campaigns". */
const followDrafts = ({ now }: Surroundings): World => {
  const drafts: JsonObject[] = [];
  return {
    sends: (method, path) => method === 'POST' && path === '/api/campaign',
    people: (asked) => [parse<{ name: string }>(asked).name],
    process(asked, people) {
      const body = parse<JsonObject>(asked);
      drafts.unshift({ ...body, identifier: `FACMPGN_${drafts.length}`, created_at: Math.floor(now() / 1000), status: 'Draft' });
      return people;
    },
    good: () => json(200, { success: true, result: { campaign_id: drafts[0]!.identifier } }),
    said: (_, __, which) => refusal(oneOf(FOLLOW_REFUSALS, which)),
    read({ query }) {
      const found = drafts.filter(({ name }) => String(name).includes(query.get('search') ?? ''));
      return json(200, { success: true, result: found.slice(0, Number(query.get('limit') ?? 20)) });
    },
  };
};

const followLaunches = (): World => {
  const launched = new Set<string>();
  const seen = new Set<string>();
  return {
    sends: (method, path) => method === 'PUT' && path.endsWith('/launch'),
    people({ path }) {
      const id = decodeURIComponent(path.split('/')[3]!);
      seen.add(id);
      return [id];
    },
    process(_, people) {
      people.forEach((id) => launched.add(id));
      return people;
    },
    refuses: ([id = '']) => (launched.has(id) ? json(422, { success: false, error_message: 'The campaign is launched already' }) : undefined),
    good: (_, __, which) => oneOf([json(200, { success: true }), { status: 204, body: '' }, { status: 200, body: '' }], which),
    said: (_, __, which) => refusal(oneOf(FOLLOW_REFUSALS, which)),
    means: (_, body) => (isEmpty(body) ? 'accepted' : undefined),
    read: () => json(200, { success: true, result: [...seen].map((identifier) => ({ identifier, status: launched.has(identifier) ? 'Ongoing' : 'Draft' })) }),
  };
};

const HORISEN_REFUSALS: readonly Raw[] = [
  json(400, { code: 'validation', message: 'Not valid', items: [{ name: 'name', message: 'is not valid' }] }),
  { status: 404, body: '' },
];

const LIST = 'cf9eeb30-c1af-11ee-8073-bf4d6e8c1618';

/** 3.1 and 3.2: campaigns by what was sent. */
const horisenCampaigns = ({ now }: Surroundings): World => {
  const campaigns: JsonObject[] = [];
  return {
    sends: (method, path) => method === 'POST' && path.endsWith('/campaigns'),
    people: (asked) => [parse<{ name: string }>(asked).name],
    process(asked, people) {
      const at = new Date(now()).toISOString();
      const uuid = `00000000-0000-4000-8000-${String(campaigns.length).padStart(12, '0')}`;
      campaigns.unshift({ ...parse<JsonObject>(asked), uuid, created_dt: at, updated_dt: at });
      return people;
    },
    good: () => json(201, campaigns[0]),
    said: (_, __, which) => refusal(oneOf(HORISEN_REFUSALS, which)),
    read({ query }) {
      const found = campaigns.filter(({ name }) => name === query.get('eq(name)'));
      return json(200, { data: found.slice(0, Number(query.get('page_size'))), total: found.length });
    },
  };
};

/** 3.5: the status of a campaign; no body is described for the answer. */
const horisenLaunches = (): World => {
  const active = new Set<string>();
  const uuidIn = ({ path }: Asked): string => path.split('/').at(-1)!;
  return {
    sends: (method) => method === 'PATCH',
    people: (asked) => (parse<{ status: string }>(asked).status === 'active' ? [uuidIn(asked)] : []),
    process(_, people) {
      people.forEach((id) => active.add(id));
      return people;
    },
    refuses: ([id = '']) => (active.has(id) ? json(409, { code: 'conflict', message: 'It is active already' }) : undefined),
    good: (_, [uuid], which) => oneOf([{ status: 204, body: '' }, { status: 200, body: '' }, json(200, { uuid, status: 'active' })], which),
    said: (_, __, which) => refusal(oneOf(HORISEN_REFUSALS, which)),
    means: (_, body) => (isEmpty(body) ? 'accepted' : undefined),
    read: (asked) => json(200, { uuid: uuidIn(asked), name: 'x', status: active.has(uuidIn(asked)) ? 'active' : 'draft' }),
  };
};

/** "Possible failures"; all come with HTTP 200. */
const MOENGAGE_REFUSALS: readonly Raw[] = [
  json(200, { status: 'Fail', Error_Message: 'Signature mismatch', requestId: 'r' }),
  json(200, { status: 'Fail', Error_Message: 'Request limit exceeded' }),
  json(200, { status: 'Fail', Error_Message: 'Parsing error' }),
  json(400, { error: { message: 'Not allowed' } }),
];

const pushes = (): World => ({
  sends: (method, path) => method === 'POST' && path.endsWith('/transaction/sendpush'),
  people: (asked) => [parse<{ targetUserAttributes: { attributeValue: string | string[] } }>(asked).targetUserAttributes.attributeValue].flat(),
  // Users by an attribute: each of them once.
  process: (_, people) => [...new Set(people)],
  good: () => json(200, { status: 'Success', requestId: 'r', responseId: 's', cid: 'c' }),
  said: (_, __, which) => refusal(oneOf(MOENGAGE_REFUSALS, which)),
  means: (_, body) => (body === '{"status":"error"}' ? 'refused' : undefined),
});

const single = { divides: false, most: 1, keys: false } as const;

export const campaignWires: readonly Wire[] = [
  {
    ...single,
    name: 'followAnalytics campaign.create',
    vendor: followAnalytics,
    operation: 'campaign.create',
    input: ([name], { item, person }) => ({
      name: name!,
      type: 'transactional',
      app_id: 'FAAPPLI_1',
      includes_push: true,
      includes_inapp: false,
      push_message: `Hello ${item ?? person ?? ''}`,
    }),
    world: followDrafts,
  },
  {
    ...single,
    name: 'followAnalytics campaign.launch',
    vendor: followAnalytics,
    operation: 'campaign.launch',
    isState: true,
    keys: true,
    input: ([campaign_id]) => ({ campaign_id: campaign_id! }),
    world: followLaunches,
  },
  {
    ...single,
    name: 'horisen campaign.create',
    vendor: horisen,
    operation: 'campaign.create',
    input: ([name], { item, person }) => ({
      name: name!,
      status: 'active',
      sending_type: 'sms',
      template: `Hello ${item ?? person ?? ''}`,
      sender: '+41587000000',
      recipient_lists: [LIST],
      query_type: 'all',
      schedule_type: 'once',
      schedule_at: '2099-05-01T19:05:00+02:00',
    }),
    world: horisenCampaigns,
  },
  {
    ...single,
    name: 'horisen campaign.launch',
    vendor: horisen,
    operation: 'campaign.launch',
    isState: true,
    keys: true,
    idOf: (name) => `00000000-0000-4000-8000-${name.replace(/\D/g, '').padStart(12, '0')}`,
    input: ([campaign_uuid]) => ({ campaign_uuid: campaign_uuid! }),
    world: horisenLaunches,
  },
  {
    name: 'moEngage push.send',
    vendor: moEngage,
    operation: 'push.send',
    divides: false,
    most: 4,
    keys: true,
    isDistinct: true,
    input: (people, { item, person }) => ({
      campaignName: 'order-shipped',
      targetAudience: 'User',
      attribute: 'USER_ATTRIBUTE_UNIQUE_ID',
      ...(people.length > 1 ? { comparisonParameter: 'in', attributeValues: people } : { comparisonParameter: 'is', attributeValue: people[0]! }),
      targetPlatform: ['ANDROID'],
      specify: 'form',
      android: { title: 'Your order', message: `Hello ${item ?? person ?? ''}` },
      type: 'soon',
    }),
    world: pushes,
  },
];
