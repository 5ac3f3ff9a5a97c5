import { isObject, operation, promised, promisedText, type CheckContext, type Json, type JsonObject } from '../../../engine';
import { headersOf } from '../account';
import { samples } from '../fields';
import { placeholdersWithin } from '../placeholders';
import { getRequest } from '../query';
import { bodyOf, type Create } from './createBody';
import { createFields } from './createFields';
import { bodyProblems } from './createRules';
import { campaignsIn, numberIn, PAGE } from './rows';

const MS = 1_000;

const doubtsOf = (input: Create, { timeZone }: CheckContext): readonly string[] => {
  const body = bodyOf(input, timeZone);
  const doubts: string[] = [];
  const names = body.type === 'transactional' ? [] : placeholdersWithin(body.params ?? null);
  if (names.length > 0) {
    doubts.push(
      `The texts contain placeholders (${names.join(', ')}), but a ${String(body.type)} campaign does not fill them in: people will see them as they are.`,
    );
  }
  if (body.end_date !== undefined && body.includes_inapp === false && body.type === 'classic') {
    doubts.push(`'${createFields.end_date.label}' (end_date) has no effect on push-only campaigns.`);
  }
  if (input.specify === 'json' && body.type !== 'transactional' && body.filters === undefined) {
    doubts.push('The campaign has no filters: once launched, it reaches all users of the app.');
  }
  return doubts;
};

/** A body's dates depend on the time zone, its texts do not. */
const made = (input: Create, { campaign_id, campaign_api_identifier: apiId }: JsonObject): JsonObject => ({
  campaign_id,
  ...(typeof apiId === 'string' && { campaign_api_identifier: apiId }),
  status: 'draft',
  placeholders: placeholdersWithin(bodyOf(input, 'UTC').params ?? null),
});

/** Members that an answer returns in the form in which they were sent. */
const KNOWN_BY = ['name', 'app_id', 'type', 'includes_push', 'includes_inapp'] as const;

const isPlain = (value: Json | undefined): boolean => typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number';

/** Whether a listed campaign can be the one that was sent: members that both have are equal. */
const isLike = (campaign: JsonObject, body: JsonObject): boolean => {
  const alike = (one: JsonObject, other: JsonObject, names: readonly string[]): boolean =>
    names.every((name) => !isPlain(one[name]) || !isPlain(other[name]) || one[name] === other[name]);
  const sent = isObject(body.params) ? (body.params as JsonObject) : {};
  const kept = isObject(campaign.params) ? (campaign.params as JsonObject) : {};
  return campaign.name === body.name && alike(body, campaign, KNOWN_BY) && alike(sent, kept, Object.keys(sent));
};

const nameOf = (input: Create, timeZone: string): string | undefined => {
  const { name } = bodyOf(input, timeZone);
  return typeof name === 'string' ? name : undefined;
};

const appIn = (input: Create): JsonObject => {
  const { app_id } = bodyOf(input, 'UTC');
  return typeof app_id === 'string' && !app_id.includes(',') ? { app_ids: [app_id] } : {};
};

const least = {
  name: 'Most simple transactional campaign',
  type: 'transactional',
  app_id: samples.app,
  includes_push: true,
  includes_inapp: false,
  push_message: 'Hello *@first_name@* *@last_name@*, we hope you a nice day',
} satisfies JsonObject;

/** Create a campaign: FollowAnalytics campaigns API, "Campaign creation". */
export const create = operation({
  label: 'Create',
  action: 'Create campaign',
  description: 'Create a classic, dynamic or transactional campaign as a draft; nothing is sent until it is launched',
  docs: 'FollowAnalytics campaigns API, "Campaign creation"',
  verb: 'createCampaign',
  fields: createFields,
  check: (input, { now, timeZone }) => bodyProblems(bodyOf(input, timeZone), now, input.specify !== 'json'),
  warn: doubtsOf,
  // A second draft reaches nobody, but is one too many.
  retry: 'nonIdempotent',
  ifUnknown: "Check with 'Get Many' of campaigns, by name and status draft, whether it was created before you create it again.",
  named: {
    field: 'name',
    nameIn: (input, { timeZone }) => nameOf(input, timeZone),
    among: (input) => bodyOf(input, 'UTC').app_id ?? null,
    existing: {
      operation: 'campaign.getMany',
      input: (input, name) => (input.check_name === true ? { search: name, ...appIn(input) } : undefined),
      nameOf: ({ name }) => name,
    },
  },
  returns: 'object',
  request: ([input], { timeZone, credential }) => ({
    method: 'POST',
    path: '/api/campaign',
    headers: headersOf(credential),
    body: { json: bodyOf(input, timeZone) },
  }),
  parse({ body }, [input]) {
    const result = promised(body, 'result');
    promisedText(result, 'campaign_id');
    return { one: made(input, result as JsonObject) };
  },
  reconcile: {
    request: ([input], context) => {
      const { name } = bodyOf(input, context.timeZone);
      return getRequest('/api/campaigns', { search: String(name), status: ['draft'], order: 'created_at', limit: PAGE }, context);
    },
    parse(reply, [input], lost) {
      const body = bodyOf(input, 'UTC');
      const [found, ...others] = campaignsIn(reply).filter(
        (campaign) =>
          typeof campaign.identifier === 'string' &&
          !lost.isTaken(campaign.identifier) &&
          lost.isSince((numberIn(campaign, 'created_at') ?? Number.NaN) * MS) &&
          isLike(campaign, body),
      );
      // Two equal campaigns may come from two attempts of someone else, so ours cannot be determined.
      if (!found || others.length > 0) return undefined;
      return { one: made(input, { campaign_id: found.identifier, campaign_api_identifier: found.api_identifier }) };
    },
    madeIn: ({ campaign_id }) => (typeof campaign_id === 'string' ? campaign_id : undefined),
  },
  sample: {
    campaign_id: 'FACMPGN_VCFzh_NpR3Qrru3B',
    campaign_api_identifier: 'CGN_FOLLOWANALYTICSTEST_1461745425869',
    status: 'draft',
    placeholders: ['first_name', 'last_name'],
  },
  sampleReply: { result: { campaign_api_identifier: 'CGN_FOLLOWANALYTICSTEST_1461745425869', campaign_id: 'FACMPGN_VCFzh_NpR3Qrru3B' }, success: true },
  sampleInputs: [
    least,
    {
      name: 'Everything of a dynamic campaign',
      type: 'dynamic',
      app_id: samples.app,
      includes_push: true,
      push_message: 'The push message your customers will see.',
      push_title: 'Title',
      push_subtitle: 'Subtitle',
      deep_linking_url: 'myapp://offers',
      pushAttachment: 'https://example.com/picture.jpg',
      pushCategory: 'yes_no',
      push_includes_sound: true,
      push_sound_value: 'bell.caf',
      includes_inapp: true,
      inapp: 'url',
      inapp_content_url: 'https://example.com/page.html',
      inapp_content_title: 'Offers',
      inapp_content_auto_display: false,
      inapp_parameters: [{ key: 'position', value: 'top' }],
      audience: 'segments',
      segment_identifiers: ['FASEGMT_uWQ4x3fPuNMt2PjC'],
      start_date: '2099-01-01T08:00:00+01:00',
      end_date: '2099-03-01T08:00:00+01:00',
      push_ttl: 3600,
      inapp_ttl: 86_400,
      adapt_tz: false,
      skip_message_limit: true,
      recurrence_days: ['1', '2', '3', '4', '5'],
      recurrence_start_hour: 8,
      recurrence_start_minute: 15,
      recurrence_end_hour: 14,
      recurrence_timezone: 'Europe/Paris',
      notif_maximum: 3,
      notif_interval: 168,
    },
  ],
});
