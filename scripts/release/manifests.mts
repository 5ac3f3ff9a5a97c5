import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderOf, manifestsOf } from './oneVendor.mts';

/**
 * Writes the manifest of each vendor's own package, after a build. They are committed, because the packages are built from them and n8n looks up the
 * package's name in the repository before it verifies a package.
 */
const root = join(import.meta.dirname, '../..');
const packages = join(root, 'packages');
const manifests = await manifestsOf(root);
// The READMEs beside them are written by `npm run tables`.
await mkdir(packages, { recursive: true });
for (const vendor of await readdir(packages)) if (!manifests.has(vendor)) await rm(join(packages, vendor), { recursive: true });
for (const [vendor, manifest] of manifests) {
  const folder = join(root, folderOf(vendor));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
