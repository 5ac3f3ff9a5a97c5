import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BOUNDS } from '../engine/base/bounds.ts';
import { readCatalogue, readKnownMessages, type Catalogue, type KnownMessages } from './catalogue.mts';
import { boundsText } from './docs/bounds.mts';
import { migrationText } from './docs/migration.mts';
import { optionsText } from './docs/options.mts';
import { packageReadme } from './docs/packageReadme.mts';
import { packagesText } from './docs/packages.mts';
import { partOf, withParts } from './docs/parts.mts';
import { rowsText, triggersText } from './docs/triggers.mts';
import { pageOf, vendorParts } from './docs/vendorPage.mts';
import { vendorsText, verbsText } from './docs/verbs.mts';
import { faultsText } from './faults.mts';
import { nodesText } from './nodesTable.mts';

/**
 * All documents of a checkout that are generated in part or as a whole, as they should be now, by file.
 */
export const documentsOf = (root: string, catalogue: Catalogue, known: KnownMessages): ReadonlyMap<string, string> => {
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  const { vendors, nodeTypes, ...engine } = catalogue;
  const types = nodeTypes(vendors);
  const parts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'README.md': { verbs: verbsText(types, vendors) },
    'node-red/README.md': { nodes: nodesText(types, vendors) },
    'docs/README.md': { vendors: vendorsText(vendors) },
    'docs/compatibility.md': { packages: packagesText(vendors) },
    'docs/migrating.md': { migration: migrationText(vendors, 'followAnalytics', 'bryj') },
    'docs/options.md': { options: optionsText(vendors, engine) },
    'docs/triggers.md': { triggers: triggersText(vendors), rows: rowsText(vendors, engine) },
    'docs/sending.md': { faults: faultsText() },
    'docs/large-files.md': { bounds: boundsText(BOUNDS) },
    ...Object.fromEntries(vendors.map((vendor) => [`docs/${pageOf(vendor)}`, vendorParts(vendor, known[vendor.id] ?? [], engine)])),
  };
  const stepsOf = (page: string): string => partOf(read(`docs/${page}`), 'steps');
  // A new vendor gets its package with its manifest.
  const packaged = existsSync(join(root, 'packages')) ? readdirSync(join(root, 'packages')) : [];
  return new Map([
    ...Object.entries(parts).map(([file, made]) => [file, withParts(read(file), made)] as const),
    ...vendors
      .filter(({ id }) => packaged.includes(id))
      .map((vendor) => [`packages/${vendor.id}/README.md`, packageReadme(vendor, stepsOf(pageOf(vendor)), engine)] as const),
  ]);
};

/** Writes what is generated in the documents of a checkout. */
export const writeTables = async (root: string): Promise<void> => {
  const [catalogue, known] = await Promise.all([readCatalogue(root), readKnownMessages(root)]);
  for (const [file, text] of documentsOf(root, catalogue, known)) await writeFile(join(root, file), text);
};

/** All documents of this checkout. */
const writeAll = async (): Promise<void> => {
  await writeTables(join(import.meta.dirname, '..'));
  // Loaded only now, as it knows the hosts that the bench runs.
  const { writeDocuments } = await import('../test/bench/report/documents.mts');
  await writeDocuments();
};

if (process.argv[1] === import.meta.filename) void writeAll();
