import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, posix } from 'node:path';
import { build } from 'esbuild';

/** A manifest that lists nodes and credentials for n8n. */
export interface Manifest {
  readonly name: string;
  readonly keywords: readonly string[];
  readonly repository: object;
  readonly n8n: { readonly nodes: readonly string[]; readonly credentials: readonly string[] };
  readonly [other: string]: unknown;
}

/** A manifest as published, without what is only needed to work on this repository. */
export const published = ({ devDependencies: _dev, scripts: _scripts, workspaces: _workspaces, private: _private, ...manifest }: Record<string, unknown>) =>
  manifest;

/** Where a vendor's manifest is committed. */
export const folderOf = (vendor: string): string => `packages/${vendor}`;

/** All modules of dist that the given modules depend on, including themselves. */
export const neededBy = async (root: string, modules: readonly string[]): Promise<string[]> => {
  const { metafile } = await build({
    entryPoints: modules.map((file) => join(root, file)),
    absWorkingDir: root,
    bundle: true,
    packages: 'external',
    platform: 'node',
    write: false,
    outdir: 'build',
    metafile: true,
    logLevel: 'error',
  });
  return Object.keys(metafile.inputs);
};

/** The vendor of a node or credential: the one whose catalogue it imports. */
const vendorOf = async (root: string, module: string): Promise<string> => {
  const needed = await neededBy(root, [module]);
  const [vendor, ...others] = new Set(needed.flatMap((file) => /^dist\/vendors\/([^/]+)\//.exec(file)?.[1] ?? []));
  if (vendor !== undefined && others.length === 0) return vendor;
  throw new Error(
    `${module} is made of ${vendor === undefined ? 'no vendor' : [vendor, ...others].join(' and ')}; a package with one vendor takes what is made of one`,
  );
};

/** The icons that a compiled node or credential refers to. */
export const iconsOf = (root: string, module: string): string[] => {
  const [name = ''] = basename(module).split('.');
  const Class = (createRequire(import.meta.url)(join(root, module)) as Record<string, new () => { icon?: object; description?: { icon?: object } }>)[name]!;
  const one = new Class();
  return Object.values(one.description?.icon ?? one.icon ?? {}).map((icon) => posix.join(posix.dirname(module), String(icon).replace('file:', '')));
};

/** The search terms for a vendor's nodes in n8n, besides their names. */
const aliasesOf = async (root: string, nodes: readonly string[]): Promise<string[]> => {
  const codexes = await Promise.all(
    nodes.map(async (file) => JSON.parse(await readFile(join(root, file.replace(/\.js$/, '.json')), 'utf8')) as { alias?: string[] }),
  );
  return codexes.flatMap(({ alias = [] }) => alias.map((word) => word.toLowerCase()));
};

const groupsOf = async (root: string, modules: readonly string[]): Promise<Map<string, string[]>> => {
  const groups = new Map<string, string[]>();
  for (const module of modules) {
    const vendor = await vendorOf(root, module);
    groups.set(vendor, [...(groups.get(vendor) ?? []), module]);
  }
  return groups;
};

/** The manifest of each vendor's own package, by vendor, from that of the full package and the compiled files. */
export const manifestsOf = async (root: string): Promise<Map<string, Manifest>> => {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest;
  const nodes = await groupsOf(root, manifest.n8n.nodes);
  const credentials = await groupsOf(root, manifest.n8n.credentials);
  const aliases = new Map(await Promise.all([...nodes].map(async ([vendor, files]) => [vendor, await aliasesOf(root, files)] as const)));
  /** The vendors that a keyword belongs to: it is a vendor's name, or a search term of its nodes; any other belongs to all. */
  const ownersOf = (word: string): string[] => [...nodes.keys()].filter((vendor) => word === vendor.toLowerCase() || aliases.get(vendor)!.includes(word));
  const isFor = (vendor: string) => (word: string) => {
    const owners = ownersOf(word);
    return owners.length === 0 || owners.includes(vendor);
  };
  const load = createRequire(import.meta.url);
  return new Map(
    [...nodes].map(([vendor, files]) => {
      const { description } = Object.values(load(join(root, 'dist/vendors', vendor)) as Record<string, { id?: string; description?: string }>).find(
        ({ id }) => id === vendor,
      )!;
      return [
        vendor,
        {
          ...(published(manifest) as Manifest),
          name: `@campaign-nodes/n8n-nodes-${vendor.toLowerCase()}`,
          description: `${description}, from n8n`,
          keywords: manifest.keywords.filter(isFor(vendor)),
          repository: { ...manifest.repository, directory: folderOf(vendor) },
          n8n: { ...manifest.n8n, credentials: credentials.get(vendor) ?? [], nodes: files },
        },
      ];
    }),
  );
};

/** Files shipped with a node: n8n's metadata for searching, and the previews of its output. */
export const besides = (node: string): string[] => [node.replace(/\.js$/, '.json'), `${dirname(node)}/__schema__/**/*.json`];
