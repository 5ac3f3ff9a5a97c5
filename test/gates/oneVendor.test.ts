import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { iconsOf, manifestsOf } from '../../scripts/release/oneVendor.mts';

/** The cut of a package into those with one vendor, of made-up vendors whose names begin alike. */
let root: string;
const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};

const node = (name: string, ...vendors: string[]): string => {
  const file = `dist/nodes/${name}/${name}.node.js`;
  const made = vendors.map((each) => `require('../../vendors/${each}')`).join();
  write(file, `exports.${name} = class { icon = { light: 'file:../../icons/drawn.svg' }; made = [${made}]; };`);
  write(file.replace('.js', '.json'), JSON.stringify({ alias: vendors.includes('acme') ? ['Acmegate', 'push'] : [] }));
  return file;
};
const credential = (name: string, vendor: string): string => {
  const file = `dist/credentials/${name}.credentials.js`;
  write(file, `exports.${name} = class { made = require('../vendors/${vendor}'); };`);
  return file;
};
const manifest = (nodes: readonly string[], credentials: readonly string[]): void =>
  write(
    'package.json',
    JSON.stringify({
      name: 'all',
      version: '1.0.0',
      keywords: ['campaigns', 'acme', 'acmegate', 'acmeplus'],
      repository: {},
      scripts: { x: 'y' },
      n8n: { n8nNodesApiVersion: 1, nodes, credentials },
    }),
  );

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'one-vendor-')));
  for (const id of ['acme', 'acmePlus']) write(`dist/vendors/${id}/index.js`, `exports.value = { id: '${id}', description: 'Does ${id}' };`);
});
afterEach(() => rmSync(root, { recursive: true }));

it('goes by what each node is made of, not by how it is called', async () => {
  manifest([node('Acme', 'acme'), node('AcmePlus', 'acmePlus'), node('Watch', 'acme')], [credential('AcmeApi', 'acme'), credential('AcmePlusApi', 'acmePlus')]);
  const made = await manifestsOf(root);
  expect([...made.values()].map(({ name, description, n8n: { nodes, credentials } }) => ({ name, description, nodes, credentials }))).toEqual([
    {
      name: '@campaign-nodes/n8n-nodes-acme',
      description: 'Does acme, from n8n',
      nodes: ['dist/nodes/Acme/Acme.node.js', 'dist/nodes/Watch/Watch.node.js'],
      credentials: ['dist/credentials/AcmeApi.credentials.js'],
    },
    {
      name: '@campaign-nodes/n8n-nodes-acmeplus',
      description: 'Does acmePlus, from n8n',
      nodes: ['dist/nodes/AcmePlus/AcmePlus.node.js'],
      credentials: ['dist/credentials/AcmePlusApi.credentials.js'],
    },
  ]);
  expect(made.get('acme')).toMatchObject({ version: '1.0.0', repository: { directory: 'packages/acme' }, keywords: ['campaigns', 'acme', 'acmegate'] });
  expect(made.get('acmePlus')!.keywords).toEqual(['campaigns', 'acmeplus']);
  expect(made.get('acme')).not.toHaveProperty('scripts');
});

it('refuses what is made of several vendors, or of none', async () => {
  manifest([node('Both', 'acme', 'acmePlus')], []);
  await expect(manifestsOf(root)).rejects.toThrow(/^dist\/nodes\/Both\/Both\.node\.js is made of acme and acmePlus;/);
  manifest([node('None')], []);
  await expect(manifestsOf(root)).rejects.toThrow(/is made of no vendor;/);
});

it('takes the icons that a class names', () => {
  expect(iconsOf(root, node('Acme', 'acme'))).toEqual(['dist/icons/drawn.svg']);
  expect(iconsOf(root, credential('AcmeApi', 'acme'))).toEqual([]);
});
