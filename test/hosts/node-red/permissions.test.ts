import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { usesOf } from '../../../node-red/runtime/uses';
import { nodeTypes } from '../../../node-red/shared/types';
import { vendors } from '../../../vendors';
import { braze } from '../../../vendors/braze';
import { ALL_PERMISSIONS, keyWith } from '../../support/brazePermissions';
import { demoAccount, type DemoAccount } from './accounts';
import { Bench, bool, choice, str, type FlowNode, type Values } from './bench';

/** What a key must be allowed, as it is said in Node-RED: in a dry run and in a refusal. */
let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const track: Values = { kind: choice('attributes'), identifier: choice('external_id'), userColumn: str('id') };
const payload = [{ id: 'demo-0001', first_name: 'Ada' }];

const tracking = ({ node }: DemoAccount, values: Values = {}): FlowNode => ({
  id: 'n',
  z: 'f',
  type: 'campaign-track-user',
  name: 'Track',
  account: node.id,
  vendor: 'braze',
  operation: 'user.track',
  values: { ...track, ...values },
  version: 1,
  wires: [['out']],
});

/** A node of Braze's own type. */
const other = (name: string, account: string, operation: string, more: object = {}): FlowNode => ({
  id: name,
  z: 'f',
  type: 'campaign-braze',
  name,
  account,
  operation,
  values: {},
  version: 1,
  wires: [[]],
  ...more,
});

it('a dry run lists what the operation needs, and every node that uses the account, whatever flow it is in', async () => {
  const account = demoAccount(braze, bench.sandbox);
  const another = demoAccount(braze, bench.sandbox);
  const { id } = account.node;
  const nodes: FlowNode[] = [
    tracking(account, { dryRun: bool(true) }),
    { id: 'g', type: 'tab', label: 'Another flow' },
    { id: 'h', type: 'tab', label: 'A flow that is off', disabled: true },
    other('series', id, 'kpi.getSeries', { z: 'g', values: { kpi: choice('dau') } }),
    other('any', id, 'kpi.getSeries', { name: 'Any KPI', values: { kpi: { type: 'msg', value: 'kpi' } } }),
    other('off', id, 'user.delete', { d: true }),
    other('in a flow that is off', id, 'segment.get', { z: 'h' }),
    other('of another account', another.node.id, 'segment.getMany'),
    other('named', '${ACCOUNT}', 'card.get', { name: 'By environment' }),
    other('not chosen', id, '', { name: '' }),
    account.node,
    another.node,
  ];
  const [msg] = await bench.run(nodes, { payload }, { vendors, credentials: { ...account.credentials, ...another.credentials } });
  expect(msg!.payload).toMatchObject({ dryRun: true, requests: [{ method: 'POST' }] });
  expect((msg!.payload as Values).permissionsNeeded).toEqual({
    operation: ['users.track'],
    workflow: ['kpi.dau.data_series', 'users.track'],
    unknown: ['Any KPI', 'By environment', 'campaign-braze not chosen'],
  });
  expect(bench.sandbox.requests().filter(({ path }) => path.includes('/users/track'))).toEqual([]);
});

it('counts what a node that polls asks', () => {
  const polling = { ...other('poll', 'a', 'trigger.unsubscribes'), type: 'campaign-hits-in', vendor: 'braze' };
  const newer = { ...other('newer', 'a', 'kpi.getSeries'), version: 99 };
  const red = { nodes: { eachNode: (each: (node: FlowNode) => void) => [polling, newer].forEach(each) } };
  expect(usesOf(red as never, nodeTypes(vendors), braze, 'a')).toEqual([
    { node: 'poll', asks: { trigger: 'unsubscribes' }, input: {} },
    { node: 'newer', input: {} },
  ]);
});

it.each([
  ['lacks', ['campaigns.list']],
  ['has', ['users.track']],
] as const)('a key that %s the permission', async (how, permissions) => {
  const account = demoAccount(braze, bench.sandbox, { api_key: keyWith(...permissions) });
  const out = await bench.run([tracking(account), account.node], { payload }, { vendors, credentials: account.credentials });
  if (how === 'has') {
    expect([out.length, bench.caught]).toEqual([1, []]);
    return;
  }
  expect(bench.failure).toMatchObject({
    code: 'permission',
    message: expect.stringMatching(/not have the permission users\.track\. The key lacks the permission 'users\.track'\. Use a key that has it, or create one/),
    cause: { status: 403 },
  });
});

it.each(['en-US', 'fr'])('the help lists what each operation and trigger needs, and that of other vendors has no such list: %s', (language) => {
  const help = readFileSync(join(__dirname, `../../../node-red/dist/locales/${language}/campaigns.html`), 'utf8');
  const [, account = ''] = /data-help-name="braze-account">([\s\S]*?)<\/script>/.exec(help)!;
  const [, node = ''] = /data-help-name="campaign-braze">([\s\S]*?)<\/script>/.exec(help)!;
  for (const permission of ALL_PERMISSIONS) for (const text of [account, node]) expect(text).toContain(`<code>${permission}</code>`);
  expect(/data-help-name="bryj-account">([\s\S]*?)<\/script>/.exec(help)![1]).not.toContain('<code>');
});
