import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { operation, vendor, type AnyVendor, type Failure, type Json, type JsonObject } from '../../../engine';
import type { FlowNode, Values } from './bench';

/** A made-up vendor that has the kinds of fields and of operations which the first real one has not. */

const sample: JsonObject = { ok: true };
const common = { docs: 'None', sample, sampleReply: sample, sampleInputs: [{}, {}] } as const;

const buttons = {
  type: 'rows',
  label: 'Buttons',
  description: 'The buttons',
  columns: {
    caption: { type: 'text', label: 'Caption', description: 'What stands on it', required: true },
    goes_to: { type: 'choice', label: 'Goes To', description: 'Where it leads', options: ['app', 'web'].map((value) => ({ value, label: value })) },
    web_url: { type: 'text', label: 'URL', description: 'The page', required: true, dependsOn: { field: 'goes_to', is: ['web'] } },
    urgent: { type: 'boolean', label: 'Urgent', description: 'Whether it hurries' },
  },
} as const;

const push = {
  type: 'group',
  label: 'Push',
  description: 'What is shown',
  columns: {
    alert: { type: 'text', label: 'Alert', description: 'The words', required: true, limits: { max: 20 } },
    sound: { type: 'text', label: 'Sound', description: 'What is heard' },
    badge: { type: 'number', label: 'Badge', description: 'The number', limits: { whole: true } },
    silent: { type: 'boolean', label: 'Silent', description: 'Whether nothing is heard' },
    priority: {
      type: 'choice',
      label: 'Priority',
      description: 'How fast',
      default: 'low',
      options: ['low', 'high'].map((value) => ({ value, label: value })),
    },
    wake: { type: 'boolean', label: 'Wake', description: 'Whether the screen goes on', dependsOn: { field: 'priority', is: ['high'] } },
    tags: { type: 'list', label: 'Tags', description: 'Words' },
    until: { type: 'dateTime', label: 'Until', description: 'When it ends' },
    extra: { type: 'json', label: 'Extra', description: 'More', limits: { shape: 'object' } },
    buttons,
  },
} as const;

/** A form with all of it. */
export const show = operation({
  ...common,
  label: 'Show',
  action: 'Show message',
  description: 'Show a message',
  fields: {
    campaign_id: {
      type: 'choice',
      label: 'Campaign',
      description: 'Which one',
      required: true,
      loadOptions: { operation: 'campaign.getMany', value: 'id', label: 'name' },
    },
    quietly: { type: 'boolean', label: 'Quietly', description: 'Whether nobody notices' },
    push,
    buttons,
  },
  check: ({ push: shown }) =>
    shown?.silent === true && shown.sound !== undefined
      ? [{ field: 'push.sound', message: "'Sound' (push.sound) is set, but it is silent.", todo: 'Remove it.' }]
      : [],
  retry: 'nonIdempotent',
  returns: 'object',
  request: ([input]) => ({ method: 'POST', path: '/show', body: { json: input as unknown as Json } }),
  parse: () => ({ one: sample }),
});

const DAYS = [
  ['0', 'Sunday'],
  ['1', 'Monday'],
  ['2', 'Tuesday'],
] as const;

/** Several options at once, and a list to pick from whose rows are asked for by a filter and have the same value many times. */
export const repeat = operation({
  ...common,
  label: 'Repeat',
  action: 'Repeat campaign',
  description: 'Repeat a campaign',
  fields: {
    app_id: {
      type: 'choice',
      label: 'App',
      description: 'Which one',
      loadOptions: { operation: 'campaign.getMany', input: { state: 'ongoing' }, value: 'app', label: 'app', about: 'name' },
    },
    days: { type: 'list', label: 'Days', description: 'When', required: true, options: DAYS.map(([value, label]) => ({ value, label })) },
    nights: { type: 'list', label: 'Nights', description: 'When', default: ['2'], options: DAYS.map(([value, label]) => ({ value, label })) },
    size: { type: 'choice', label: 'Size', description: 'How large', options: ['small', 'large'].map((value) => ({ value, label: value })) },
  },
  retry: 'nonIdempotent',
  returns: 'object',
  request: ([input]) => ({ method: 'POST', path: '/repeat', body: { json: input as unknown as Json } }),
  parse: () => ({ one: sample }),
});

/** One person an input; two travel together. The account says how many. */
const track = operation({
  ...common,
  label: 'Track',
  action: 'Track user',
  description: 'Say something of a person',
  fields: {
    external_id: { type: 'text', label: 'External ID', description: 'Who', required: true },
    attributes: { type: 'json', label: 'Attributes', description: 'What', limits: { shape: 'object' } },
  },
  recipients: { id: 'external_id', variables: 'attributes', called: { id: 'External ID', variables: 'Attributes' } },
  check: ({ external_id: id }, { credential }) =>
    credential.limit === 'strict' && id.length > 3 ? [{ field: 'external_id', message: `'${id}' is too long.`, todo: 'Shorten it.' }] : [],
  retry: 'send',
  returns: 'object',
  batch: { max: 2 },
  request: (inputs) => ({ method: 'POST', path: '/track', body: { json: inputs as unknown as Json } }),
  parse: (_, inputs) => ({
    each: inputs.map(({ external_id: id }): JsonObject | { failure: Failure } =>
      id === 'bad' ? { failure: { code: 'rejected', reached: 'yes', message: 'Made does not know bad.', todo: 'Ask Made.' } } : { id },
    ),
  }),
});

/** A list that is spread over requests of two. */
const remove = operation({
  ...common,
  label: 'Delete',
  action: 'Delete users',
  description: 'Delete people',
  fields: { external_ids: { type: 'list', label: 'External IDs', description: 'Whom', required: true } },
  retry: 'idempotent',
  returns: 'object',
  batch: { max: 2, splitBy: ['external_ids'] },
  request: (inputs) => ({ method: 'POST', path: '/delete', body: { json: inputs.flatMap(({ external_ids: ids }) => ids) } }),
  parse: (_, inputs) => ({ each: inputs.map(({ external_ids: [id] }) => ({ deleted: id! })) }),
});

/** Recipients in rows, or everybody. */
const trigger = operation({
  ...common,
  label: 'Trigger',
  action: 'Trigger campaign',
  description: 'Send to people',
  verb: 'triggerBatch',
  fields: {
    campaign_id: {
      type: 'choice',
      label: 'Campaign',
      description: 'Which one',
      required: true,
      loadOptions: { operation: 'campaign.getMany', value: 'id', label: 'name' },
    },
    recipients: {
      type: 'rows',
      label: 'Recipients',
      description: 'To whom',
      columns: { id: { type: 'text', label: 'ID', description: 'Who', required: true }, data: { type: 'json', label: 'Data', description: 'What' } },
    },
    broadcast: { type: 'boolean', label: 'Broadcast', description: 'Whether all are meant' },
  },
  recipients: {
    rows: 'recipients',
    id: 'id',
    variables: 'data',
    everybody: { field: 'broadcast', label: 'Everyone', description: 'All that the campaign speaks of' },
  },
  retry: 'send',
  returns: 'object',
  batch: { max: 2, splitBy: ['recipients'], sameIn: ['campaign_id'] },
  request: (inputs) => ({
    method: 'POST',
    path: '/trigger',
    body: { json: { ...inputs[0], recipients: inputs.flatMap(({ recipients }) => recipients ?? []) } as unknown as Json },
  }),
  parse: (_, inputs) => ({ each: inputs.map(({ recipients }) => ({ to: recipients?.[0]?.id ?? 'everybody' })) }),
});

const getMany = operation({
  ...common,
  label: 'Get Many',
  action: 'Get many campaigns',
  description: 'List campaigns',
  fields: { state: { type: 'text', label: 'State', description: 'In which' } },
  retry: 'safe',
  returns: 'list',
  paging: { by: 'page', param: 'page', first: 0, full: 2 },
  request: ([{ state }]) => ({ method: 'GET', path: '/campaigns', ...(state !== undefined && { query: { state } }) }),
  parse: ({ body }) => ({ rows: body as readonly Json[] }),
});

/** An archive that is made while one waits. */
const exportAll = operation({
  ...common,
  label: 'Export',
  action: 'Export segment',
  description: 'Export people',
  verb: 'exportSegment',
  fields: {},
  retry: 'safe',
  returns: 'file',
  wait: { everyMs: 15_000, longestMs: 3_600_000, slowestMs: 60_000 },
  request: () => ({ method: 'POST', path: '/export', body: { json: {} } }),
  parse: ({ body }) => {
    const about = body as { url: string };
    return { files: { urls: [about.url], as: 'zip', name: 'people.zip', pending: [403, 404], about } };
  },
});

const made: AnyVendor = vendor({
  id: 'madeUp',
  label: 'Made Up',
  description: 'Nothing real',
  docs: 'https://example.com',
  color: '#C8D6E5',
  credential: {
    server: {
      type: 'choice',
      label: 'Server',
      description: 'Which one',
      required: true,
      default: 'custom',
      options: [
        { value: 'https://one.example.com', label: 'One' },
        { value: 'custom', label: 'Another' },
      ],
    },
    custom_url: { type: 'text', label: 'URL', description: 'Where', required: true, dependsOn: { field: 'server', is: ['custom'] } },
    api_key: { type: 'text', label: 'API Key', description: 'Key', secret: true, required: true },
    limit: {
      type: 'choice',
      label: 'Limit',
      description: 'How strict',
      default: 'easy',
      options: ['easy', 'strict'].map((value) => ({ value, label: value })),
    },
  },
  baseUrl: ({ server, custom_url: url }) => (server === 'custom' ? url! : server),
  auth: () => ({ by: 'header', header: 'authorization', prefix: 'Bearer ', field: 'api_key' }),
  check: {
    by: 'campaign.getMany',
    proves: 'The key works.',
    provesToo: ({ status }) => (status === 403 ? 'The key is genuine, but may not list campaigns.' : undefined),
  },
  readFailure: ({ status, body }) =>
    status < 400
      ? undefined
      : {
          code: status === 401 ? 'authentication' : status === 429 ? 'rateLimited' : 'rejected',
          reached: 'yes',
          message: `Made refused: ${JSON.stringify(body)}.`,
          todo: 'Ask Made.',
          status,
          ...(status === 429 && { retryAfterMs: 3_600_000 }),
        },
  readQuota: () => ({}),
  quotas: {},
  patience: { attempts: 3, timeoutMs: 10_000, longestRetryWaitMs: 7_200_000 },
  resources: {
    user: { label: 'User', operations: { track, delete: remove } },
    campaign: { label: 'Campaign', operations: { show, repeat, trigger, getMany } },
    segment: { label: 'Segment', operations: { export: exportAll } },
  },
  triggers: {},
});

export { made };

/** What came in over the wire. */
interface Seen {
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: Json;
}

type Answer = { readonly status?: number; readonly body?: Json; readonly bytes?: Uint8Array };

export const KEY = 'the-genuine-key';

/** The made-up vendor's server. */
export class MadeServer {
  readonly seen: Seen[] = [];
  /** Takes the place of the usual answer. */
  answer: (request: Seen) => Answer | undefined = () => undefined;
  campaigns: readonly JsonObject[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(): Promise<MadeServer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const made = new MadeServer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', async (request, response) => {
      const body = await text(request);
      const seen: Seen = { url: request.url!, authorization: request.headers.authorization, body: body === '' ? null : (JSON.parse(body) as Json) };
      made.seen.push(seen);
      const { status = 200, body: json = sample, bytes } = made.answer(seen) ?? made.usual(seen);
      response.writeHead(status, { 'content-type': bytes ? 'application/zip' : 'application/json' }).end(bytes ?? JSON.stringify(json));
    });
    return made;
  }

  private usual({ url, authorization }: Seen): Answer {
    const { pathname, searchParams } = new URL(url, this.url);
    if (pathname.startsWith('/files/')) return { status: 404 };
    if (authorization !== `Bearer ${KEY}`) return { status: 401, body: 'no such key' };
    const page = Number(searchParams.get('page') ?? 0);
    if (pathname === '/campaigns') return { body: this.campaigns.slice(page * 2, page * 2 + 2) };
    if (pathname === '/export') return { body: { url: `${this.url}/files/people.zip`, object_prefix: 'people' } };
    return {};
  }

  /** The bodies that were sent to a path. */
  bodies(path: string): Json[] {
    return this.seen.filter(({ url }) => url === path).map(({ body }) => body);
  }

  reset(): void {
    this.seen.length = 0;
    this.campaigns = ['Summer', 'Winter', 'Late Summer'].map((name, i) => ({ id: `c${i}`, name }));
    this.answer = () => undefined;
  }

  close(): void {
    this.server.close();
  }

  /** The account's node; its key is given beside the flow. */
  account(over: Values = {}): FlowNode {
    return { id: 'madeAccount', type: 'made-up-account', version: 1, values: { customUrl: { type: 'str', value: this.url }, ...over } };
  }
}

/** A node under test: id `n`, wired to `out`. */
export const madeNode = (name: string, values: Values, over: Values = {}): FlowNode => ({
  id: 'n',
  z: 'f',
  type: 'campaign-made-up',
  account: 'madeAccount',
  vendor: 'madeUp',
  operation: name,
  values,
  version: 1,
  wires: [['out']],
  ...over,
});
