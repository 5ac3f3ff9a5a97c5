import { readFile, writeFile } from 'node:fs/promises';
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import type * as Tools from './contract/index.ts';

/** Adds what the catalogue offers to the contracts, and sets their version to that of the packages; exits with 1 if the catalogue breaks one of them. */

const root = join(import.meta.dirname, '..');

/** The tools are written in TypeScript like the catalogue, so they are compiled first. */
const load = async (): Promise<typeof Tools> => {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'scripts/contract/index.ts')],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    write: false,
    logLevel: 'warning',
  });
  const file = join(root, 'scripts/contract.cjs');
  const tools = new Module(file) as Module & { paths: string[]; _compile(code: string, file: string): void };
  tools.paths = createRequire(file).resolve.paths('x') ?? [];
  tools._compile(outputFiles[0]!.text, file);
  return tools.exports as typeof Tools;
};

const read = async (file: string): Promise<Tools.Contract | undefined> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Tools.Contract;
  } catch (error) {
    // A new vendor has no contract yet.
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
};

const { vendors, offerOf, breachesOf, withOffer, contractText } = await load();
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
for (const vendor of vendors) {
  const file = join(root, 'contracts', `${vendor.id}.json`);
  const before = await read(file);
  const offer = offerOf(vendor);
  const breaches = before ? breachesOf(before, offer) : [];
  for (const breach of breaches) console.error(`${vendor.label}, ${breach}`);
  if (breaches.length > 0) process.exitCode = 1;
  else await writeFile(file, contractText(withOffer(before ?? {}, offer, version)));
}
