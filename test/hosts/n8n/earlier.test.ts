import './environment';
import { NodeHelpers, type ICredentialType, type INode, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import type { AnyVendor, JsonObject } from '../../../engine';
import { authenticateOf, credentialPropertiesOf, testOf } from '../../../nodes/shared/credential';
import { BareServer } from '../../support/bareServer';
import { allChanges, allShownChanges, inputsIn, release, renamedAccount, sender } from '../../support/releases';
import { Accounts } from './accounts';
import { chainOf } from './bench';
import { readExpression } from './credentialTest';
import { madeNode } from './madeNode';
import { runWorkflow } from './engine';
import { parametersFor } from './parameters';

/** What an earlier release saved, in n8n's own engine, which forgets on loading what no parameter describes. */
const server = BareServer.forEachTest();

const nodeWith = (parameters: INodeParameters, typeVersion = 1): INode => ({
  id: 'n',
  name: 'Node',
  type: 'n8n-nodes-campaigns.made',
  typeVersion,
  position: [0, 0],
  credentials: { madeUpApi: { id: 'm1', name: 'Made' } },
  parameters,
});

/** The parameters as the editor saves them: without what stands at its default, and without what no parameter describes. */
const saved = (vendor: AnyVendor, parameters: INodeParameters, version = 1): INodeParameters => {
  const { description } = madeNode(vendor, 'madeUpApi');
  return NodeHelpers.getNodeParameters(description.properties, parameters, false, false, nodeWith(parameters, version), description)!;
};

/** The parameters as the editor shows them. */
const shown = (vendor: AnyVendor, parameters: INodeParameters, version = 1): string[] => {
  const { description } = madeNode(vendor, 'madeUpApi');
  const node = nodeWith(parameters, version);
  const all = NodeHelpers.getNodeParameters(description.properties, parameters, true, false, node, description)!;
  const isShown = (path: string) => (each: INodeProperties) =>
    each.type !== 'hidden' && NodeHelpers.displayParameterPath({ parameters: all } as never, each, path, node, description);
  return description.properties.filter(isShown('parameters')).flatMap((each) => {
    if (each.type !== 'collection' || (version === 1 && each.name === 'options')) return [each.name];
    const inside = (each.options as INodeProperties[]).filter(isShown(`parameters.${each.name}`));
    return [each.name, ...inside.map(({ name }) => `${each.name}.${name}`)];
  });
};

const run = async (vendor: AnyVendor, parameters: INodeParameters, version = 1) => {
  const account: JsonObject = { apiKey: 'key', baseUrl: server.url };
  const type: ICredentialType = { name: 'madeUpApi', displayName: 'Made Up', properties: credentialPropertiesOf(vendor), authenticate: authenticateOf(vendor) };
  // n8n forgets of an account too what it does not describe.
  const kept = NodeHelpers.getNodeParameters(type.properties, account as never, true, false, null, null)!;
  const accounts = new Accounts({ madeUpApi: type }, { m1: kept as never });
  // Running a workflow fills its parameters in.
  const node = nodeWith(structuredClone(parameters), version);
  const { error } = await runWorkflow(chainOf(node), { accounts, types: { 'n8n-nodes-campaigns.made': madeNode(vendor, 'madeUpApi') } });
  expect(error).toBeUndefined();
  return inputsIn(server.log);
};

const SEND = { resource: 'thing', operation: 'send' };

/** Where nodes of each version have additional fields. */
const PLACES = [
  [1, 'additionalFields'],
  [2, 'options'],
  // By hand, or before there was one box.
  [2, 'additionalFields'],
] as const;

/** Parameters with the additional fields in this box. */
const inBox = ({ additionalFields, ...rest }: INodeParameters, box: string): INodeParameters => ({
  ...rest,
  ...(additionalFields && { [box]: additionalFields }),
});

describe.each([...allChanges, ...allShownChanges])('%s', (_, { before, today, input, sent = input }) => {
  const then = release({ 'thing.send': sender(before) });
  const now = release({ 'thing.send': sender(today) });

  // Nodes of later versions have the defaults of today.
  const isLater = Object.values(today).some(({ firstDefault }) => firstDefault !== undefined);

  describe.each(PLACES.filter(([version]) => version === 1 || !isLater))('in a node of version %d, in %s', (version, box) => {
    const file = saved(then, { ...SEND, ...inBox(parametersFor(sender(before), input), box) }, version);

    it('is what its release sent', async () => {
      expect(await run(then, file, version)).toEqual([input]);
    });

    it('means the same today', async () => {
      expect(await run(now, file, version)).toEqual([sent]);
    });

    it("means the same once it was saved by today's editor", async () => {
      expect(await run(now, saved(now, file, version), version)).toEqual([sent]);
    });

    it('is filled in today as if nothing had been before', async () => {
      const fresh = saved(now, { ...SEND, ...inBox(parametersFor(sender(today), sent), box) }, version);
      expect(await run(now, fresh, version)).toEqual([sent]);
      const names = shown(now, { ...SEND }, version);
      const former = Object.values(today).flatMap(({ was = [] }) => was);
      expect(names.filter((name) => former.includes(name.replace(/^(additionalFields|options)\./, '')))).toEqual([]);
    });
  });
});

describe('a switch that has moved', () => {
  const flag = { type: 'boolean', label: 'It', description: 'It', default: false } as const;
  const more = release({ 'thing.send': sender({ archived: flag, other: { ...flag, label: 'Other' } }) });
  const main = release({ 'thing.send': sender({ archived: { ...flag, prominent: true, wasIn: 'more' }, other: { ...flag, label: 'Other' } }) });
  const back = release({ 'thing.send': sender({ archived: { ...flag, wasIn: 'main' }, other: { ...flag, label: 'Other' } }) });
  const inMore = { ...SEND, additionalFields: { archived: true } };
  const inMain = { ...SEND, archived: true };

  it('is in sight where it was saved, and nowhere else', () => {
    expect(shown(main, inMore)).toEqual(['resource', 'operation', 'additionalFields', 'additionalFields.other', 'additionalFields.archived', 'options']);
    expect(shown(main, SEND)).toEqual(['resource', 'operation', 'archived', 'additionalFields', 'additionalFields.other', 'options']);
    expect(shown(back, inMain)).toContain('archived');
    expect(shown(back, SEND)).not.toContain('archived');
  });

  it('is in sight where it was saved in the one box of later versions', () => {
    const before = ['resource', 'operation', 'options', 'options.dryRun', 'options.other', 'options.archived'];
    expect(shown(main, { ...SEND, options: { archived: true } }, 2)).toEqual(before);
    expect(shown(main, SEND, 2)).toEqual(['resource', 'operation', 'archived', 'options', 'options.dryRun', 'options.other']);
    expect(shown(back, inMain, 2)).toContain('archived');
  });

  it('can be taken out of the place where it was, and set anew', async () => {
    expect(await run(main, { ...SEND, additionalFields: {} })).toEqual([{ archived: false }]);
    server.log.length = 0;
    expect(await run(main, { ...SEND, archived: true, additionalFields: {} })).toEqual([{ archived: true }]);
  });

  it('counts where it was unless it was set to something else where it is', async () => {
    expect(await run(main, { ...SEND, archived: true, additionalFields: { archived: false } })).toEqual([{ archived: true }]);
    server.log.length = 0;
    expect(await run(main, { ...SEND, archived: false, additionalFields: { archived: true } })).toEqual([{ archived: true }]);
    server.log.length = 0;
    expect(await run(back, { ...SEND, archived: false, additionalFields: { archived: true } })).toEqual([{ archived: true }]);
  });

  it('there and back says the same all the way', async () => {
    expect(await run(more, saved(more, inMore))).toEqual([{ archived: true }]);
    server.log.length = 0;
    expect(await run(back, saved(main, inMain))).toEqual([{ archived: true }]);
  });

  it('may be an expression', async () => {
    expect(await run(main, { ...SEND, additionalFields: { archived: '={{ 1 === 1 }}' } })).toEqual([{ archived: true }]);
    server.log.length = 0;
    expect(await run(back, { ...SEND, archived: '={{ 1 === 1 }}' })).toEqual([{ archived: true }]);
  });
});

describe('a default that has changed', () => {
  const column = { type: 'text', label: 'Column', description: 'It', prominent: true, default: 'user_id', firstDefault: 'User' } as const;
  const now = release({ 'thing.send': sender({ column }) });
  const { description } = madeNode(now, 'madeUpApi');

  it.each([
    [1, 'User'],
    [2, 'user_id'],
  ])('is that of then in a node of version %d', (version, start) => {
    const filled = NodeHelpers.getNodeParameters(description.properties, SEND, true, false, nodeWith(SEND, version), description)!;
    expect(filled.column).toBe(start);
  });

  it('is saved where it differs from that of now', () => {
    const file = NodeHelpers.getNodeParameters(description.properties, { ...SEND, column: 'User' }, false, false, nodeWith(SEND, 2), description)!;
    expect(file.column).toBe('User');
  });
});

describe('a field that is no longer offered', () => {
  const text = { type: 'text', label: 'It', description: 'It' } as const;
  const former = { ...text, isFormer: true } as const;
  const push = { type: 'group', label: 'Push', description: 'It', prominent: true, columns: { action: former, other: text } } as const;
  const now = release({ 'thing.send': sender({ main_one: { ...former, prominent: true }, one: former, push, other: text }) });
  const columns = (parameters: INodeParameters): string[] => shown(now, parameters).filter((name) => name.startsWith('push.'));

  it('is in sight where it was saved, and nowhere else', () => {
    expect(shown(now, SEND)).toEqual(['resource', 'operation', 'push', 'push.other', 'additionalFields', 'additionalFields.other', 'options']);
    expect(shown(now, { ...SEND, mainOne: 'x', additionalFields: { one: 'y' } })).toEqual(expect.arrayContaining(['mainOne', 'additionalFields.one']));
    expect(columns({ ...SEND, push: { action: 'open' } })).toEqual(['push.action', 'push.other']);
  });
});

describe('a field that is offered for what is ticked', () => {
  const options = ['a', 'b', 'c'].map((value) => ({ value, label: value }));
  const kinds = { type: 'list', label: 'Kinds', description: 'It', prominent: true, options } as const;
  const only = (kind: string) => ({ type: 'text', label: kind, description: 'It', prominent: true, offeredFor: { field: 'kinds', is: [kind] } }) as const;
  const now = release({ 'thing.send': sender({ kinds, for_a: only('a'), for_b: only('b') }) });

  it.each<[unknown, string[]]>([
    [[], []],
    [['b'], ['forB']],
    [
      ['a', 'b'],
      ['forA', 'forB'],
    ],
    ['={{ $json.kinds }}', ['forA', 'forB']],
  ])('is in sight where it is, and where only a run tells: %j', (ticks, expected) => {
    expect(shown(now, { ...SEND, kinds: ticks as never }).filter((name) => name.startsWith('for'))).toEqual(expected);
  });

  it('is read where a run tells that it is ticked, and nowhere else', async () => {
    const texts = { forA: 'x', forB: 'y' };
    expect(await run(now, { ...SEND, ...texts, kinds: ['b'] })).toEqual([{ kinds: ['b'], for_b: 'y' }]);
    server.log.length = 0;
    expect(await run(now, { ...SEND, ...texts, kinds: '={{ "b, c" }}' })).toEqual([expect.objectContaining({ for_b: 'y' })]);
  });
});

describe('an operation that is called otherwise', () => {
  const fields = { title: { type: 'text', label: 'Title', description: 'It', required: true } } as const;
  const file = { ...SEND, title: 'Hello' };

  it.each([
    ['in its resource', { 'thing.push': sender(fields, ['thing.send']) }],
    ['in a resource that is called otherwise', { 'message.send': sender(fields, ['thing.send']) }],
    ['in another resource', { 'message.push': sender(fields, ['thing.send']), 'thing.other': sender({}) }],
  ])('%s', async (__, operations) => {
    const now = release(operations);
    expect(await run(now, saved(now, file))).toEqual([{ title: 'Hello' }]);
    expect(shown(now, file).filter((name) => name !== 'options' && name !== 'additionalFields')).toEqual(['resource', 'operation', 'title']);
  });
});

describe('an account whose fields are called otherwise', () => {
  const now = release({ 'thing.send': sender({}) }, renamedAccount);

  it('is used under the names that were saved', async () => {
    expect(await run(now, SEND)).toEqual([{}]);
  });

  it('is tested under them too', () => {
    const { request } = testOf(now);
    expect(readExpression(String(request.baseURL), { baseUrl: 'https://old.example', apiKey: 'key' })).toBe('https://old.example');
    expect(readExpression(String(request.baseURL), { restUrl: 'https://new.example', secretKey: 'key' })).toBe('https://new.example');
  });
});
