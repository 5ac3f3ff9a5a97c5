import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { packed, type Packed } from './packages';
import { ROOT } from './tools/run';

/** Each package, as it is packed, on a Node that it is for: the machine's where `HOST_NODE` names it, else the one that tests run on. */
const { HOST_NODE: node = process.execPath } = process.env;
/** What the packages ask for is looked for here. */
const env = { ...process.env, NODE_PATH: join(ROOT, 'node_modules') };
const oneWith = (part: string): Packed => packed.find(({ manifest }) => manifest[part])!;

it.each(packed.filter(({ manifest }) => manifest.n8n).map((each) => [each.manifest.name, each] as const))('%s loads', (_, { folder, manifest }) => {
  const { nodes, credentials } = JSON.parse(execFileSync(node, [join(ROOT, 'test/gates/tools/load.js'), folder], { env, encoding: 'utf8' })) as {
    readonly nodes: readonly { readonly runs: string }[];
    readonly credentials: readonly unknown[];
  };
  expect(nodes.map(({ runs }) => runs)).toEqual(manifest.n8n!.nodes.map(() => 'function'));
  expect(credentials).toHaveLength(manifest.n8n!.credentials.length);
});

it('the Node-RED package registers its types', () => {
  const { folder, manifest } = oneWith('node-red');
  const { nodes } = manifest['node-red'] as { readonly nodes: Readonly<Record<string, string>> };
  const script = `const types = [];
    const red = { nodes: { registerType: (type) => types.push(type) }, httpAdmin: { post() {} }, auth: { needsPermission() {} }, settings: {}, util: {}, log: {}, _: String };
    for (const file of ${JSON.stringify(Object.values(nodes))}) require(require('node:path').join(${JSON.stringify(folder)}, file))(red);
    console.log(types.join(' '));`;
  const types = execFileSync(node, ['-e', script], { env, encoding: 'utf8' });
  expect(types).toMatch(/\bbryj-account\b.*\bcampaign-trigger-batch\b.*\bcampaign-report-in\b/);
});

it('the sandbox starts and answers', async () => {
  const { folder, manifest } = oneWith('bin');
  const [command] = Object.values(manifest.bin as Readonly<Record<string, string>>);
  const child = spawn(node, [join(folder, command!), '--port', '0'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    const url = /^Outbox\s+(\S+)/.exec(said.toString())![1]!;
    expect(await (await fetch(url)).text()).toContain('<html');
  } finally {
    child.kill();
  }
});
