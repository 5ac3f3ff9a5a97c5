import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderOf, manifestsOf } from './oneVendor.mts';

/**
 * Writes the manifest of each vendor's own package, after a build. They are committed, because the packages are built from them and n8n looks up the
 * package's name in the repository before it verifies a package.
 */
const root = join(import.meta.dirname, '../..');
await rm(join(root, 'packages'), { recursive: true, force: true });
for (const [vendor, manifest] of await manifestsOf(root)) {
  const folder = join(root, folderOf(vendor));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
