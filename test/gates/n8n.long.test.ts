import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { operationsOf } from '../../engine';
import { folderOf, manifestsOf } from '../../scripts/release/oneVendor.mts';
import { vendors } from '../../vendors';
import { filesUnder, manifestIn, n8nPackages, type Packed } from './packages';
import { ROOT, runTool } from './tools/run';

interface Scan {
  readonly files: number;
  readonly verdict: { readonly passed: boolean };
  readonly own: readonly string[];
  readonly newer: readonly string[];
}

const isOneVendor = ({ manifest: { name } }: Packed): boolean => name.startsWith('@campaign-nodes/');
const CLEAN = { verdict: { passed: true }, own: [], newer: [] };

/** What n8n has for a package beside it. */
const GIVEN = ['n8n-workflow', 'zod', 'zod/v4-mini', 'luxon', 'crypto', 'node:crypto'];

/** Every n8n package, the one with all vendors first: most files of the others are the same. */
const inOrder = [...n8nPackages].sort((a, b) => Number(isOneVendor(a)) - Number(isOneVendor(b)));
let ofSources: Scan;
let ofPackages: readonly Scan[];
beforeAll(() => {
  const scanned = inOrder[0]!.folder;
  const targets = [{ sources: true, folder: ROOT }, ...inOrder.map((each) => ({ folder: each.folder, ...(isOneVendor(each) && { scanned }) }))];
  [ofSources, ...ofPackages] = runTool<[Scan, ...Scan[]]>('scan.mjs', [JSON.stringify(targets)]);
}, 240_000);

describe('the sources', () => {
  it('pass the scan of n8n', () => {
    expect(ofSources.files).toBeGreaterThan(2);
    expect(ofSources).toMatchObject(CLEAN);
  });

  it('pass the default configuration of n8n-node lint', () => {
    const { files, messages } = runTool<{ files: string[]; messages: string[] }>('nodeLint.mjs', [ROOT]);
    expect(files).toContain('package.json');
    expect(messages).toEqual([]);
  });
});

describe('the manifest', () => {
  const { n8n, dependencies } = manifestIn(ROOT);
  const filesIn = (folder: string, ending: string) =>
    filesUnder(join(ROOT, folder))
      .filter((file) => file.endsWith(`${ending}.ts`))
      .map((file) => `dist/${folder}/${file.replace(/\.ts$/, '.js')}`)
      .sort();

  it('lists every node and every credential there is', () => {
    expect(n8n!.nodes).toEqual(filesIn('nodes', '.node'));
    expect(n8n!.credentials).toEqual(filesIn('credentials', '.credentials'));
  });

  it('has a node, a credential and both icons for every vendor of the catalogue', () => {
    const icons = readdirSync(join(ROOT, 'icons'));
    expect(
      readdirSync(join(ROOT, 'vendors'), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort(),
    ).toEqual(vendors.map(({ id }) => id).sort());
    for (const { id } of vendors) {
      const { n8n: own } = manifestIn(join(ROOT, folderOf(id)));
      expect([id, own!.nodes.length > 0, own!.credentials.length]).toEqual([id, true, 1]);
      expect(icons).toEqual(expect.arrayContaining([`${id}.svg`, `${id}.dark.svg`]));
    }
  });

  it('of each vendor is committed as it is made from that of all', async () => {
    const made = await manifestsOf(ROOT);
    expect(readdirSync(join(ROOT, 'packages')).sort()).toEqual([...made.keys()].sort());
    // If this fails: npm run manifests
    for (const [vendor, manifest] of made) expect(manifestIn(join(ROOT, folderOf(vendor)))).toEqual(manifest);
  });

  it('asks for nothing at run time', () => {
    expect(dependencies ?? {}).toEqual({});
  });
});

it('there is a tarball with all vendors, and one for each', () => {
  expect(n8nPackages.map(({ manifest }) => manifest.name).sort()).toEqual(
    ['n8n-nodes-campaigns', ...vendors.map(({ id }) => `@campaign-nodes/n8n-nodes-${id.toLowerCase()}`)].sort(),
  );
});

describe.each(n8nPackages.map((each) => [each.manifest.name, each] as const))('%s, packed', (name, { folder, manifest, files }: Packed) => {
  it('passes the scan of n8n', () => {
    const found = ofPackages[inOrder.findIndex((each) => each.folder === folder)]!;
    expect(found.files).toBeGreaterThan(2);
    expect(found).toMatchObject(CLEAN);
  });

  it('holds what it needs, and imports nothing else than what n8n has', async () => {
    const { metafile } = await build({
      // One bundle of everything: a bundle for each file would hold most files many times over.
      stdin: {
        contents: files
          .filter((file) => file.endsWith('.js'))
          .map((file) => `require(${JSON.stringify(`./${file}`)});`)
          .join('\n'),
        resolveDir: folder,
      },
      bundle: true,
      packages: 'external',
      platform: 'node',
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
    const imported = Object.values(metafile.inputs)
      .flatMap(({ imports }) => imports)
      .filter(({ external }) => external)
      .map(({ path }) => path);
    expect([...new Set(imported)].filter((each) => !GIVEN.includes(each))).toEqual([]);
  });

  it('has a manifest for users: no dependencies, nothing of how it is developed', () => {
    expect(Object.keys(manifest)).toEqual(expect.not.arrayContaining(['dependencies', 'devDependencies', 'scripts', 'workspaces', 'private']));
    expect(manifest.version).toBe(manifestIn(ROOT).version);
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md']));
    expect(files.filter((file) => !file.startsWith('dist/')).sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
  });

  it('loads with nothing beside it but what n8n has', () => {
    const plain = realpathSync(mkdtempSync(join(tmpdir(), 'plain-')));
    try {
      const installed = join(plain, 'node_modules', name);
      mkdirSync(dirname(installed), { recursive: true });
      cpSync(folder, installed, { recursive: true });
      for (const given of ['n8n-workflow', 'zod', 'luxon']) symlinkSync(join(ROOT, 'node_modules', given), join(plain, 'node_modules', given), 'junction');
      const loaded = runTool<
        Record<
          'nodes' | 'credentials',
          { name: string; runs?: string; operations?: string[]; missingIcons: string[]; codex?: { node: string; resources?: object } }[]
        >
      >('load.js', [installed], plain);
      for (const each of [...loaded.nodes, ...loaded.credentials]) expect(each).toMatchObject({ name: expect.any(String), missingIcons: [] });
      for (const node of loaded.nodes) {
        expect(node.runs).toBe('function');
        expect(node.codex).toMatchObject({
          node: `${name}.${node.name}`,
          resources: { primaryDocumentation: expect.any(Array), credentialDocumentation: expect.any(Array) },
        });
        const vendor = vendors.find(({ id }) => id.toLowerCase() === node.name.toLowerCase());
        if (vendor)
          expect(node.operations!.sort()).toEqual(
            operationsOf(vendor)
              .map((each) => each.name.split('.')[1])
              .sort(),
          );
      }
    } finally {
      rmSync(plain, { recursive: true });
    }
  });
});

describe.each(vendors.map((vendor) => [vendor.id, vendor] as const))('the package with %s alone', (id, vendor) => {
  const { files, manifest } = n8nPackages.find(({ manifest: { name } }) => name.endsWith(`/n8n-nodes-${id.toLowerCase()}`))!;
  const others = vendors.filter((other) => other !== vendor);

  it('has nothing of the others', () => {
    expect(manifest).toEqual(manifestIn(join(ROOT, folderOf(id))));
    for (const other of others) {
      const { nodes, credentials } = manifestIn(join(ROOT, folderOf(other.id))).n8n!;
      const theirs = [`dist/vendors/${other.id}/`, `dist/icons/${other.id}.`, ...[...nodes, ...credentials].map((file) => file.replace(/js$/, ''))];
      expect(files.filter((file) => theirs.some((beginning) => file.startsWith(beginning)))).toEqual([]);
    }
    expect(files).not.toContain('dist/vendors/index.js');
  });

  it('shows beforehand what each operation puts out', () => {
    const [node] = manifest.n8n!.nodes;
    const wanted = ['v1.0.0', 'v2.0.0'].flatMap((version) =>
      operationsOf(vendor).map(({ name }) => `${dirname(node!)}/__schema__/${version}/${name.replace('.', '/')}.json`),
    );
    expect(files.filter((file) => file.includes('__schema__')).sort()).toEqual(wanted.sort());
  });
});
