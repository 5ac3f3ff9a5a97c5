import { operation, type JsonObject, type Load } from '../../../engine';
import { endpoint } from '../endpoint';
import { isToday } from '../identifiers';
import { countsTwice, inputProblems, inputWarnings, LISTS, loadOf, objectsOf, subjectsOf, type List } from './objects';
import { blameOf, outcomesOf } from './outcomes';
import { fields } from './trackFields';
import { dataTypes } from './types';

const { path, permission, quota } = endpoint('/users/track');

/** "All API endpoints have a data payload limit of 4MB", less what is added around and inside the objects. */
const MOST_BYTES = 4_000_000 - 50_000;

const each = (most: number) => Object.fromEntries(LISTS.map((list) => [list, most]));

/** Objects allowed in one request: of all kinds together today, of each kind formerly. */
const REGIMES: Readonly<Record<string, Load>> = { total75: { objects: 75 }, total50: { objects: 50 }, each75: each(75), each50: each(50) };
/** Whether the kinds share one limit. */
const isShared = (regime: string): boolean => regime.startsWith('total');
/** "up to 50 Attributes, Event, and Purchase Objects per request". */
const IN_APPBOY = 'each50';

const regimeOf = (context: { readonly credential: JsonObject }): string => {
  const { track_limit = 'total75' } = context.credential;
  return !isToday(context) && track_limit === 'total75' ? IN_APPBOY : String(track_limit);
};

/** User Track Endpoint: Braze document. */
export const track = operation({
  label: 'Track',
  action: 'Track user',
  description: 'Record user attributes, custom events and purchases, with many items per request',
  docs: 'Braze document, "User Track Endpoint"',
  verb: 'trackUser',
  fields,
  recipients: {
    id: 'user',
    variables: { by: 'kind', of: { attributes: 'custom_attributes', event: 'properties', purchase: 'properties' } },
    own: ['name', 'product_id', 'currency', 'price', 'quantity', 'time'],
    called: { id: 'User', variables: 'Attributes or Properties' },
    when: { field: 'kind', is: ['attributes', 'event', 'purchase'] },
  },
  people: (input) => subjectsOf(input).map(({ about }) => about),
  check: inputProblems,
  warn: inputWarnings,
  comparison: dataTypes,
  retry: (input) => (countsTwice(input) && !input.allow_repeats ? 'send' : 'idempotent'),
  permission,
  quota,
  ifUnknown: "Check in Braze, or with 'Export', whether one of these users was updated. Only send again if not, or if counting twice does no harm.",
  returns: 'object',
  batch: {
    max: (context) => REGIMES[regimeOf(context)] ?? REGIMES.total75!,
    cost(input, context) {
      const load = loadOf(input);
      return isShared(regimeOf(context)) ? { objects: Object.values(load).reduce((all, count) => all + count, 0) } : (load as Load);
    },
    splitBy: ['attributes', 'events', 'purchases'],
    sequence(input) {
      // Joined to one text: a template's keeps its parts beside it.
      if (input.kind !== 'json') return [input.identifier, input.user, input.alias_label].join(' ');
      const { kind: _, name: _name, product_id: _product, ...user } = subjectsOf(input)[0]?.about ?? {};
      return JSON.stringify(user);
    },
    maxBytes: MOST_BYTES,
  },
  request(inputs, context) {
    const body: Partial<Record<List, JsonObject[]>> = {};
    for (const input of inputs) for (const { list, object } of objectsOf(input, context)) (body[list] ??= []).push(object);
    return { method: 'POST', path, body: { json: body } };
  },
  parse: outcomesOf,
  recover: (failure, inputs, again) => (again ? undefined : blameOf(failure, inputs)),
  sameNames: { external_id: 'user_id' },
  sample: { external_id: 'user1', kind: 'attributes', status: 'processed' },
  sampleReply: { message: 'success', attributes_processed: 1 },
  sampleInputs: [
    { kind: 'attributes', user: 'user1' },
    {
      kind: 'attributes',
      identifier: 'external_id',
      user: 'user1',
      custom_attributes: { has_profile_picture: true, score: 4.5 },
      profile: {
        country: 'US',
        current_location: { longitude: -73.991443, latitude: 40.753824 },
        dob: '1988-02-14',
        email: 'bob@example.com',
        email_subscribe: 'subscribed',
        facebook: { id: '12345', likes: ['Calvin Harris'], num_friends: 20 },
        first_name: 'Jon',
        gender: 'M',
        language: 'en',
        push_tokens: [{ app_id: '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064', token: 'abcd' }],
        subscription_groups: [{ subscription_group_id: 'newsletter', subscription_state: 'subscribed' }],
        time_zone: 'America/New_York',
        twitter: { id: 12345, screen_name: 'jon', followers_count: 3 },
      },
      changes: [
        { name: 'last_order', action: 'set', value: '2013-07-16T19:20:30+01:00', type: 'date' },
        { name: 'visits', action: 'increment', value: '1' },
        { name: 'music_videos_favorited', action: 'add', value: 'calvinharris-summer' },
        { name: 'music_videos_favorited', action: 'remove', value: 'nickiminaj-anaconda' },
      ],
      _update_existing_only: false,
    },
  ],
});
