import { chmod, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { npm } from '../npm.mts';

/** The name that npm gives a package's tarball. */
export const tarballOf = ({ name, version }: { readonly name: string; readonly version: string }): string =>
  `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`;

/**
 * Packs a folder as npm does. The same content yields the same bytes at any time, in any place and for any user: npm itself omits times and users, but
 * keeps the files' modes, which depend on the umask.
 * @param destination folder of the tarball
 */
export const packFolder = async (folder: string, destination: string): Promise<void> => {
  const { bin = {} } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { bin?: Readonly<Record<string, string>> };
  const commands = Object.values(bin).map((file) => join(folder, file));
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile()) await chmod(file, commands.includes(file) ? 0o755 : 0o644);
  }
  const { code, stderr } = await npm(['pack', '--silent', '--ignore-scripts', '--pack-destination', destination], { cwd: folder });
  if (code !== 0) throw new Error(`${folder} could not be packed: npm ended with exit code ${code}. ${stderr}`);
};
