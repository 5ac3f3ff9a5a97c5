import type { JsonObject } from '../../../engine';
import { bryj } from '../../../vendors/bryj';
import { followAnalytics } from '../../../vendors/followAnalytics';
import { fileOf } from '../../support/host';
import { json, oneOf, parse, refusal, type Asked, type Raw, type Texts, type Wire, type World } from './wire';

/** The users of a batch: JSON messages, or the column `User` of a CSV in a form (API Trigger Campaigns Endpoint, "Create a request"). */
const usersOf = (asked: Asked): readonly string[] => {
  if (asked.body.startsWith('{')) return parse<{ messages: { user_id: string }[] }>(asked).messages.map(({ user_id }) => user_id);
  const [, file = ''] = asked.body.split('Content-Type: text/csv\r\n\r\n');
  const [header = '', ...lines] = file.split('\r\n--')[0]!.split('\n');
  const column = header.split(',').indexOf('User');
  return lines.filter((line) => line !== '').map((line) => line.split(',')[column]!);
};

/** "Troubleshooting". */
const BRYJ_REFUSALS: readonly Raw[] = [
  json(400, { error_message: 'Unknown campaign with identifier CMP_1' }),
  json(400, { error_message: 'Campaign with identifier CMP_1 is not ready' }),
  json(403, { error_message: 'The quota of your subscription is used up' }),
  json(400, { error: 'Invalid messages' }),
];

const bryjWorld = (): World => {
  let requests = 0;
  return {
    sends: (method, path) => method === 'POST' && path === '/api/campaigns/trigger',
    people: usersOf,
    process: (_, people) => people,
    good: () => json(200, { request_id: `request${++requests}` }),
    said: (_, __, which) => refusal(oneOf(BRYJ_REFUSALS, which)),
  };
};

const HOUR = 3_600_000;
/** A time of an item's own, so that it shares no request. */
const own = (number: number | undefined): JsonObject =>
  number === undefined ? {} : { send_at: new Date(Date.UTC(2099, 0, 1) + number * HOUR).toISOString().replace('.000Z', 'Z') };

const messages = (people: readonly string[], { item, person }: Texts): JsonObject[] =>
  people.map((user_id) => ({ user_id, template_variables: { text: item ?? person ?? 'hello' } }));

const user = ({ user_id }: JsonObject): string | undefined => (typeof user_id === 'string' ? user_id : undefined);

const bryjCommon = { vendor: bryj, operation: 'batch.trigger', divides: false, most: 4, personIn: user, world: bryjWorld } as const;

const NOT_READY = json(422, { success: false, error_message: 'Campaign with identifier FACMPGN_1 is not ready' });

/** "Transactional Push and In-App messages": refusals come with `success: false`, whatever HTTP says. */
const FOLLOW_REFUSALS: readonly Raw[] = [
  json(200, { success: false, status: 'error', error_message: 'Unknown campaign FACMPGN_1' }),
  json(404, { success: false, error_message: 'Unknown campaign FACMPGN_1' }),
  NOT_READY,
  json(200, { success: false, message: 'invalid parameter value' }),
];

const followWorld = (looks: number): World => {
  let requests = 0;
  let looked = 0;
  return {
    sends: (method, path) => method === 'POST' && path === '/api/campaigns/trigger',
    people: usersOf,
    process: (_, people) => people,
    good: () => json(200, { success: true, result: { request_id: `request${++requests}` } }),
    said: (_, __, which) => refusal(oneOf(FOLLOW_REFUSALS, which)),
    // It is not ready until it is ongoing.
    refuses: () => (looked < looks ? (looked++, NOT_READY) : undefined),
    read() {
      const status = looked++ < looks ? 'Wait sync' : 'Ongoing';
      return json(200, {
        success: true,
        total_count: 1,
        limit: 100,
        result: [{ identifier: 'FACMPGN_1', name: 'Welcome', status, params: { push_message: 'Hi' } }],
      });
    },
  };
};

const followCommon = { vendor: followAnalytics, operation: 'batch.trigger', divides: true, looksUp: true, most: 4, keys: true, personIn: user } as const;

export const batchWires: readonly Wire[] = [
  ...(['auto', 'csv'] as const).map(
    (send_as): Wire => ({
      ...bryjCommon,
      name: `bryj batch.trigger as ${send_as === 'csv' ? 'CSV' : 'JSON'}`,
      keys: true,
      input: (people, texts, number) => ({ campaign_id: 'CMP_1', send_as, messages: messages(people, texts), ...own(number) }),
    }),
  ),
  {
    ...bryjCommon,
    name: 'bryj batch.trigger of files',
    keys: false,
    input: (people, { item, person }) => ({
      campaign_id: 'CMP_1',
      file: fileOf(['User,text', ...people.map((id) => `${id},${item ?? person ?? ''}`), ''].join('\n')) as never,
    }),
  },
  ...[undefined, 300_000].map(
    (longestWaitMs): Wire => ({
      ...followCommon,
      name: `followAnalytics batch.trigger ${longestWaitMs ? 'that waits' : 'that does not wait'} for readiness`,
      ...(longestWaitMs && { longestWaitMs }),
      credential: { messages_per_request: 7 },
      input: (people, texts, number) => ({
        campaign_id: 'FACMPGN_1',
        messages: messages(people, texts),
        check_variables: (number ?? 0) % 2 === 1,
        ...own(number),
      }),
      world: ({ looks }) => followWorld(looks),
    }),
  ),
];
