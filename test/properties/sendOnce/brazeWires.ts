import type { JsonObject } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { json, oneOf, parse, refusal, type Asked, type Raw, type Said, type Texts, type Wire, type World } from './wire';

const GOOD: readonly Raw[] = [
  json(201, { message: 'success', dispatch_id: 'd1' }),
  json(201, { message: 'success', errors: ['something about nobody in particular'] }),
  // "Queued Responses": during maintenance a request is put aside, and processed later.
  json(202, { message: 'queued' }),
];

/** "Fatal errors" (Server Responses), also with a good status, and two of today's refusals. */
const REFUSALS: readonly Raw[] = [
  json(400, { message: 'Bad Request' }),
  json(400, { message: 'Invalid campaign ID' }),
  json(201, { message: 'The recipients are missing: no recipients' }),
  json(403, { message: 'The key has no such permission' }),
];

/** An endpoint that takes lists of people, one entry a message. */
const listWorld = (path: string, list: string, peopleOf: (asked: Asked) => readonly string[], over: Partial<World> = {}): World => ({
  sends: (method, asked) => method === 'POST' && asked === path,
  people: peopleOf,
  process: (_, people) => people,
  good: (_, __, which) => oneOf(GOOD, which),
  said(_, people, which): Said {
    if (which > REFUSALS.length - 1) {
      // "Any messages that were not affected by an error in the errors array will still be delivered."
      const index = people.length - 1;
      const errors = [{ type: 'The entry is not valid', input_array: list, index }];
      return { ...json(201, { message: 'success', errors }), accepted: people.slice(0, index) };
    }
    return refusal(oneOf(REFUSALS, which));
  },
  ...over,
});

/** "The campaign is paused. Resume the campaign to ensure trigger requests will take effect." */
const paused = (people: readonly string[]): Said => ({
  ...json(201, { message: 'success', notice: 'The campaign is paused. Resume it.' }),
  accepted: [],
  notSent: people,
});

const withNotice = (world: World): World => ({ ...world, said: (asked, people, which) => (which === 3 ? paused(people) : world.said(asked, people, which)) });

const text = (value: string | undefined, name: string): JsonObject => (value === undefined ? {} : { [name]: { text: value } });

const personIn = ({ external_user_id, external_id }: JsonObject): string => String(external_user_id ?? external_id);

const common = { vendor: braze, divides: true, keys: true, personIn } as const;

/** Triggers of a campaign and of a Canvas, which are the same but for names. */
const triggering = (resource: string, path: string, id: string, values: string): Wire => ({
  ...common,
  name: `braze ${resource}.trigger`,
  operation: `${resource}.trigger`,
  most: 4,
  input: (people, { item, person }: Texts) => ({
    [id]: 'c',
    ...text(item, values),
    recipients: people.map((external_user_id) => ({ external_user_id, ...text(person, values) })),
  }),
  world: () =>
    withNotice(
      listWorld(
        `/${path}/trigger/send`,
        'recipients',
        (asked) => parse<{ recipients: { external_user_id: string }[] }>(asked).recipients.map(({ external_user_id }) => external_user_id),
        // "deduping": of a person who stands in a request more than once, one message is made.
        { process: (_, people) => [...new Set(people)] },
      ),
    ),
});

export const brazeWires: readonly Wire[] = [
  triggering('campaign', 'campaigns', 'campaign_id', 'trigger_properties'),
  triggering('canvas', 'canvas', 'canvas_id', 'context'),
  {
    ...common,
    name: 'braze message.send',
    operation: 'message.send',
    most: 4,
    input: (people, { item, person }) => ({ external_user_ids: people, android_push: { alert: `Hello ${item ?? person ?? ''}`, title: 'News' } }),
    world: () => withNotice(listWorld('/messages/send', 'external_user_ids', (asked) => parse<{ external_user_ids: string[] }>(asked).external_user_ids)),
  },
  ...([1, 4] as const).map(
    (most): Wire => ({
      ...common,
      name: `braze user.track of events ${most === 1 ? 'by the form' : 'as JSON'}`,
      operation: 'user.track',
      most,
      input(people, { item, person }) {
        const properties = { text: item ?? person ?? 'hello' };
        if (most === 1) return { kind: 'event', user: people[0]!, name: 'bought', properties };
        return { kind: 'json', events: people.map((external_id) => ({ external_id, name: 'bought', time: '2026-01-01T00:00:00Z', properties })) };
      },
      world: () =>
        listWorld('/users/track', 'events', (asked) => parse<{ events: { external_id: string }[] }>(asked).events.map(({ external_id }) => external_id)),
    }),
  ),
];
