import './environment';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ICredentialType, type INode, type INodeProperties } from 'n8n-workflow';
import { operation, vendor, type Auth, type Json } from '../../../engine';
import { authenticateOf, credentialPropertiesOf, testOf } from '../../../nodes/shared/credential';
import { listSearchOf } from '../../../nodes/shared/pickers';
import { propertiesOf } from '../../../nodes/shared/properties';
import { Accounts } from './accounts';
import { chainOf } from './bench';
import { readExpression } from './credentialTest';
import { pickerContext, runWorkflow } from './engine';
import { madeNode } from './madeNode';

/** A made-up vendor that has every kind of field, which the first real one has not. */
const sample = { ok: true };
const common = { docs: 'none', sample, sampleReply: sample, sampleInputs: [{}, {}] } as const;

const send = operation({
  ...common,
  label: 'Send',
  action: 'Send thing',
  description: 'Send a thing',
  fields: {
    name: { type: 'text', label: 'Name', description: 'Its name', required: true },
    segment_id: {
      type: 'choice',
      label: 'Segment',
      description: 'To whom',
      required: true,
      loadOptions: { operation: 'segment.getMany', value: 'id', label: 'name' },
    },
    kind: {
      type: 'choice',
      label: 'Kind',
      description: 'What',
      default: 'a',
      prominent: true,
      options: ['a', 'b'].map((value) => ({ value, label: value.toUpperCase() })),
    },
    only_b: { type: 'number', label: 'Only B', description: 'With B only', limits: { min: 1, max: 9, whole: true }, dependsOn: { field: 'kind', is: ['b'] } },
    tags: { type: 'list', label: 'Tags', description: 'Words' },
    when: {
      type: 'group',
      label: 'When',
      description: 'The time',
      columns: { at_time: { type: 'dateTime', label: 'At', description: 'When' }, local: { type: 'boolean', label: 'Local', description: 'Whose' } },
    },
    buttons: {
      type: 'rows',
      label: 'Buttons',
      description: 'The buttons',
      columns: {
        button_text: { type: 'text', label: 'Text', description: 'On it', required: true },
        extra: { type: 'json', label: 'Extra', description: 'More' },
        urgent: { type: 'boolean', label: 'Urgent', description: 'Whether' },
      },
    },
    payload: { type: 'json', label: 'Payload', description: 'Anything', limits: { shape: 'object' } },
  },
  retry: 'nonIdempotent',
  returns: 'object',
  request: ([input]) => ({ method: 'POST', path: '/send', body: { json: input as unknown as Json } }),
  parse: () => ({ one: sample }),
});

const getMany = operation({
  ...common,
  label: 'Get Many',
  action: 'Get many segments',
  description: 'List segments',
  fields: {},
  retry: 'safe',
  returns: 'list',
  paging: { by: 'page', param: 'page', first: 0, full: 2 },
  request: () => ({ method: 'GET', path: '/segments' }),
  parse: ({ body }) => ({ rows: body as readonly Json[] }),
});

type Key = {
  api_key: { type: 'text'; label: string; description: string; secret: true; required: true };
  base_url: { type: 'text'; label: string; description: string };
};
const made = (auth: Auth<Key>) =>
  vendor({
    id: 'made',
    label: 'Made Up',
    description: 'Nothing real',
    docs: '',
    color: '#000000',
    credential: {
      api_key: { type: 'text', label: 'API Key', description: 'The key', secret: true, required: true },
      base_url: { type: 'text', label: 'Base URL', description: 'Where' },
    },
    baseUrl: ({ base_url }) => base_url!,
    auth: () => auth,
    check: { by: 'segment.getMany', proves: 'The key works' },
    readFailure: ({ status, body }) => (status < 400 ? undefined : { code: 'rejected', reached: 'yes', message: JSON.stringify(body), todo: 'See.' }),
    readQuota: () => ({}),
    quotas: {},
    patience: { attempts: 1, timeoutMs: 10_000, longestRetryWaitMs: 0 },
    resources: { thing: { label: 'Thing', operations: { send } }, segment: { label: 'Segment', operations: { getMany } } },
    triggers: {},
  });

const byHeader = made({ by: 'header', header: 'Authorization', prefix: 'Bearer ', field: 'api_key' });

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly authorization?: string;
  readonly body: string;
}

let server: Server;
let baseUrl: string;
const seen: Seen[] = [];
const SEGMENTS = [
  { id: 's1', name: 'Adults' },
  { id: 's2', name: 'Beginners' },
  { id: 's3', name: 'Adults who left' },
];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    seen.push({ method: request.method!, url: request.url!, authorization: request.headers.authorization, body });
    const page = Number(new URL(request.url!, 'http://x').searchParams.get('page') ?? 0);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url!.startsWith('/segments') ? SEGMENTS.slice(page * 2, page * 2 + 2) : sample));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => void seen.splice(0));
afterAll(() => void server.close());

const accountsOf = (of: typeof byHeader): Accounts => {
  const type: ICredentialType = { name: 'madeApi', displayName: 'Made Up', properties: credentialPropertiesOf(of), authenticate: authenticateOf(of) };
  return new Accounts({ madeApi: type }, { m1: { apiKey: 'the-key', baseUrl } });
};

const node = (parameters: INode['parameters']): INode => ({
  id: 'm',
  name: 'Made',
  type: 'n8n-nodes-campaigns.made',
  typeVersion: 1,
  position: [0, 0],
  credentials: { madeApi: { id: 'm1', name: 'Made' } },
  parameters,
});

const run = (parameters: INode['parameters'], of = byHeader) =>
  runWorkflow(chainOf(node(parameters)), { accounts: accountsOf(of), types: { 'n8n-nodes-campaigns.made': madeNode(of, 'madeApi') } });

const property = (name: string, all: readonly INodeProperties[] = propertiesOf(byHeader)): INodeProperties =>
  all.flatMap((each) => [each, ...((each.type === 'collection' ? each.options : []) as INodeProperties[])]).find((each) => each.name === name)!;

describe('the form of a field', () => {
  it.each([
    ['segmentId', { type: 'resourceLocator', required: true, default: { mode: 'list', value: '' } }],
    ['onlyB', { type: 'number', typeOptions: { minValue: 1, maxValue: 9, numberPrecision: 0 }, displayOptions: { show: { '/kind': ['b'] } } }],
    ['tags', { type: 'string', typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Tag' } }],
    [
      'when',
      {
        type: 'collection',
        options: [
          { name: 'atTime', type: 'dateTime' },
          { name: 'local', type: 'boolean' },
        ],
      },
    ],
    [
      'buttons',
      {
        type: 'fixedCollection',
        typeOptions: { multipleValues: true },
        options: [
          {
            displayName: 'Button',
            values: [
              { name: 'buttonText' },
              { name: 'extra', type: 'json', default: '' },
              { name: 'additionalFields', type: 'collection', options: [{ name: 'urgent', type: 'boolean' }] },
            ],
          },
        ],
      },
    ],
    ['payload', { type: 'json', default: '{}' }],
  ])('%s', (name, shape) => {
    expect(property(name)).toMatchObject(shape);
  });
});

describe('the values of a form', () => {
  it('come to the vendor under its own names and in its own types', async () => {
    const ran = await run({
      resource: 'thing',
      operation: 'send',
      name: 'A name',
      segmentId: { __rl: true, mode: 'list', value: 's1', cachedResultName: 'Adults' },
      kind: 'b',
      additionalFields: {
        onlyB: 3,
        tags: ['one', 'two'],
        when: { atTime: '2026-05-10T13:00:00' },
        buttons: {
          values: [
            { buttonText: 'Yes', extra: '{"deep":[1]}' },
            { buttonText: 'No', additionalFields: { urgent: false } },
          ],
        },
        payload: '={{ { "a": 1 } }}',
      },
    });
    expect(ran.error).toBeUndefined();
    expect(seen).toHaveLength(1);
    expect(JSON.parse(seen[0]!.body)).toEqual({
      name: 'A name',
      segment_id: 's1',
      kind: 'b',
      only_b: 3,
      tags: ['one', 'two'],
      when: { at_time: '2026-05-10T13:00:00' },
      buttons: [
        { button_text: 'Yes', extra: { deep: [1] } },
        { button_text: 'No', urgent: false },
      ],
      payload: { a: 1 },
    });
  });

  it.each([
    ['a text with a comma of its own', ['Berlin, Germany'], ['Berlin, Germany']],
    ['a text with commas made by an expression', ['={{ "one, two" }}'], ['one', 'two']],
    ['an entry with a comma, made by an expression', ['={{ ["Berlin, Germany"] }}'], ['Berlin, Germany']],
    ['a list made by an expression', ['={{ ["one", "two"] }}'], ['one', 'two']],
    ['nothing', [], undefined],
  ])('of a list: %s', async (_, tags, expected) => {
    const ran = await run({ resource: 'thing', operation: 'send', name: 'A', segmentId: { __rl: true, mode: 'id', value: 's1' }, additionalFields: { tags } });
    expect(ran.error).toBeUndefined();
    expect((JSON.parse(seen[0]!.body) as { tags?: string[] }).tags).toEqual(expected);
  });
});

describe('a picker', () => {
  it('finds the entries of all pages that hold the words', async () => {
    const [search] = Object.values(listSearchOf(byHeader));
    const file = chainOf(node({ resource: 'thing', operation: 'send' }));
    const context = pickerContext(file, 'Made', { accounts: accountsOf(byHeader), types: { 'n8n-nodes-campaigns.made': madeNode(byHeader, 'madeApi') } });
    expect((await search!.call(context, 'adults')).results).toEqual([
      { name: 'Adults', value: 's1' },
      { name: 'Adults who left', value: 's3' },
    ]);
    expect((await search!.call(context)).results).toHaveLength(3);
    const modes = property('segmentId').modes!;
    expect(modes[0]!.typeOptions!.searchListMethod).toBe(Object.keys(listSearchOf(byHeader))[0]);
  });
});

describe('the account is shown', () => {
  it.each<[string, Auth<Key>, Partial<Seen>]>([
    ['in a header', { by: 'header', header: 'Authorization', prefix: 'Bearer ', field: 'api_key' }, { authorization: 'Bearer the-key' }],
    [
      'as basic authentication',
      { by: 'basic', user: 'base_url', password: 'api_key' },
      { authorization: expect.stringMatching(/^Basic /) as unknown as string },
    ],
    ['in the query', { by: 'parameter', param: 'app_key', field: 'api_key' }, { url: '/segments?app_key=the-key' }],
  ])('%s', async (_, auth, shown) => {
    await run({ resource: 'segment', operation: 'getMany', returnAll: false, limit: 1 }, made(auth));
    expect(seen[0]).toMatchObject(shown);
  });

  it('in the body', async () => {
    await run({ resource: 'thing', operation: 'send', name: 'A', segmentId: 's1' }, made({ by: 'parameter', param: 'app_key', field: 'api_key' }));
    expect(JSON.parse(seen[0]!.body)).toMatchObject({ name: 'A', app_key: 'the-key' });
  });
});

describe('the test of an account whose address is put together from several of its fields', () => {
  const text = (label: string) => ({ type: 'text', label, description: label }) as const;
  const choice = (...values: string[]) =>
    ({ type: 'choice', label: 'C', description: 'C', options: values.map((value) => ({ value, label: value })) }) as const;
  const platforms = vendor({
    id: 'platforms',
    label: 'Platforms',
    description: 'Nobody',
    docs: 'none',
    color: '#ffffff',
    credential: {
      place: choice('domain', 'custom'),
      separator: { ...choice('dot', 'hyphen'), dependsOn: { field: 'place', is: ['domain'] } },
      other: choice('x', 'y'),
      domain: text('Domain'),
      custom_url: text('URL'),
      service_id: text('Service'),
    },
    baseUrl: ({ place, separator, domain, custom_url }) =>
      place === 'custom' ? String(custom_url) : `https://api${separator === 'hyphen' ? '-' : '.'}${String(domain)}/v1`,
    auth: () => ({ by: 'request' }),
    check: { by: 'segment.getMany', proves: 'ok' },
    readFailure: () => undefined,
    readQuota: () => ({}),
    quotas: {},
    patience: { attempts: 1, timeoutMs: 1000, longestRetryWaitMs: 0 },
    resources: {
      segment: {
        label: 'Segment',
        operations: {
          getMany: operation({
            ...common,
            label: 'Get Many',
            action: 'Get many segments',
            description: 'List segments',
            fields: {},
            retry: 'safe',
            returns: 'object',
            request: (_, { credential }) => ({ method: 'GET', path: `/services/${encodeURIComponent(String(credential.service_id))}/segments` }),
            parse: () => ({ one: sample }),
          }),
        },
      },
    },
    triggers: {},
  });
  const { request } = testOf(platforms);
  const account = { place: 'domain', separator: 'hyphen', other: 'x', domain: 'horizon.example', customUrl: 'http://127.0.0.1:1/v1', serviceId: 's-1' };

  it.each([
    ['https://api-horizon.example/v1', {}],
    ['https://api.horizon.example/v1', { separator: 'dot', other: 'y' }],
    ['http://127.0.0.1:1/v1', { place: 'custom' }],
    // A field that the form does not show is not there.
    ['http://127.0.0.1:1/v1', { place: 'custom', separator: undefined }],
  ])('goes to %s', (url, over) => {
    expect(readExpression(request.baseURL, { ...account, ...over })).toBe(url);
    expect(readExpression(request.url, { ...account, ...over })).toBe('/services/s-1/segments');
  });
});
