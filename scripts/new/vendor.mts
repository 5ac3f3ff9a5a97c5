import { newPage, pageOf } from '../docs/vendorPage.mts';
import type { Changes } from './changes.mts';
import { addOperation } from './operation.mts';
import { withElement, withImport, withMember } from './source.mts';
import type { VendorSpec } from './spec.mts';
import { catalogueFiles } from './vendorCatalogue.mts';
import { exampleOf, hostFiles, n8nFiles } from './vendorHosts.mts';
import { DEMO_KEY, sandboxFiles } from './vendorSandbox.mts';

interface Manifest {
  readonly keywords: readonly string[];
  readonly n8n: { readonly nodes: readonly string[]; readonly credentials: readonly string[] };
}

/** n8n loads what the manifest lists. */
const withNode = (text: string, spec: VendorSpec): string => {
  const manifest = JSON.parse(text) as Manifest;
  const { node, credential } = n8nFiles(spec);
  const { n8n, keywords } = manifest;
  return JSON.stringify({
    ...manifest,
    keywords: [...keywords, spec.id.toLowerCase()],
    n8n: { ...n8n, credentials: [...n8n.credentials, `dist/${credential}.js`].sort(), nodes: [...n8n.nodes, `dist/${node}.js`].sort() },
  });
};

/** The list of examples is a table, by job; its last row is the last line of the document. */
const withExample = (text: string, spec: VendorSpec): string =>
  `${text.trimEnd()}\n| List the campaigns | ${spec.label} | | [${exampleOf(spec)}](../${exampleOf(spec)}) | account |\n`;

/** The tests' data about a vendor. */
const addToTests = async ({ id }: VendorSpec, changes: Changes): Promise<void> => {
  changes.create(
    `test/properties/operations/${id}.ts`,
    `import type { Meanings } from './meaning';\n\n/** FILL IN: the pages of the document that say what requests have to say. */\n\nexport const ${id}: Meanings = {};\n`,
  );
  await changes.edit('test/properties/operations/judge.ts', (text) => withMember(withImport(text, id, `./${id}`), ['meanings'], id));
  await changes.edit('test/support/sandbox.ts', (text) => withMember(text, ['DEMO'], id, `(url) => ({ base_url: url, api_key: '${DEMO_KEY}' })`));
  await changes.edit('test/conformance/documented.test.ts', (text) => withElement(text, ['PATIENCE'], `['${id}', 4, 60_000, 300_000]`));
};

/**
 * Adds a vendor with one operation that lists its campaigns, its part of the sandbox, its node and credential in n8n, and the tests' data about it.
 * @returns what is left to fill in
 */
export const addVendor = async (spec: VendorSpec, changes: Changes): Promise<readonly string[]> => {
  const { id } = spec;
  for (const [file, text] of Object.entries({ ...catalogueFiles(spec), ...sandboxFiles(spec), ...hostFiles(spec) })) changes.create(file, text);
  changes.create(`docs/${pageOf(spec)}`, newPage(spec.label));
  await changes.edit('vendors/index.ts', (text) => withElement(withImport(text, id, `./${id}`), ['vendors'], id));
  await changes.edit('sandbox/roster.ts', (text) => withElement(withImport(text, id, `./${id}/index`), ['roster'], id));
  await changes.edit('package.json', (text) => withNode(text, spec));
  await changes.edit('docs/examples.md', (text) => withExample(text, spec));
  await addToTests(spec, changes);
  const list = { vendor: id, resource: 'campaign', name: 'getMany', method: 'GET', path: '/campaigns', retry: 'safe', fields: [] } as const;
  return [
    `vendors/${id}/account.ts and errors.ts: how an account shows who it is, and what refusals say.`,
    `vendors/${id}/index.ts: texts, the document's address, limits; the colour in Node-RED.`,
    `sandbox/${id}/: what the account is asked for, in what form it refuses, and what the outbox shows.`,
    `icons/${id}.svg and ${id}.dark.svg: a drawing of your own in the place of the letter; no logo.`,
    `docs/${pageOf(spec)}: how to set up an account, step by step.`,
    'test/conformance/documented.test.ts: its hosts, headers, limits and patience, from the document.',
    ...(await addOperation(list, changes)),
  ];
};
