import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAllowed } from './licences.mts';
import { Packages, type Installed } from './packages.mts';
import { sbomOf } from './sbom.mts';
import { tarballOf } from './tarball.mts';
import { placeOf, treeOf, type Lock } from './tree.mts';

/** A package ready to be packed. */
export interface Staged {
  /** The folder that is packed. */
  readonly folder: string;
  /** Where its dependencies are resolved: '' or a workspace's folder. */
  readonly from: string;
  readonly bundled: readonly Installed[];
  /** Names of what the host provides besides the manifest's peer dependencies. */
  readonly host: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly license: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const readJson = async <T,>(file: string): Promise<T> => JSON.parse(await readFile(file, 'utf8')) as T;

/** The bill of materials next to a tarball. */
export const billOf = (tarball: string): string => tarball.replace(/\.tgz$/, '.cdx.json');

/**
 * Writes the bill of materials of a tarball next to it.
 * @param root the repository
 * @param packed folder of the tarballs
 * @throws Error if something inside the package, or installed with it, has a licence that is not allowed
 */
export const writeBill = async (root: string, packed: string, { folder, from, bundled, host }: Staged): Promise<void> => {
  const packages = new Packages(root);
  const { packages: lock } = await readJson<{ packages: Lock }>(join(root, 'package-lock.json'));
  const manifest = await readJson<Manifest>(join(folder, 'package.json'));
  const names = Object.keys(manifest.dependencies ?? {});
  const installed = await treeOf(packages, lock, from, names);
  const refused = [...bundled, ...installed].filter(({ licence }) => !isAllowed(licence));
  if (refused.length > 0) {
    const list = refused.map(({ name, version, licence }) => `${name} ${version} (${licence})`).join(', ');
    throw new Error(`${manifest.name} may not ship with ${list}: use something else, or see whether scripts/release/licences.mts can allow the licence`);
  }
  const placed = (name: string): string => placeOf(lock, from, name)!;
  const given = [...new Set([...Object.keys(manifest.peerDependencies ?? {}), ...host])];
  const tarball = tarballOf(manifest);
  const bill = sbomOf(
    {
      manifest,
      sha512: createHash('sha512')
        .update(await readFile(join(packed, tarball)))
        .digest('hex'),
      bundled,
      installed,
      direct: names.map(placed),
      host: await Promise.all(given.map((name) => packages.at(placed(name)))),
    },
    lock,
  );
  await writeFile(join(packed, billOf(tarball)), `${JSON.stringify(bill, null, 2)}\n`);
};
