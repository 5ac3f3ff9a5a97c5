import { chmod, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { npm } from '../npm.mts';

/** The name that npm gives the tarball of a package. */
export const tarballOf = ({ name, version }: { readonly name: string; readonly version: string }): string =>
  `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`;

/**
 * Packs a folder as npm does. The same content gives the same bytes whenever, wherever and by whomever it is packed: npm itself leaves times and
 * users out, but takes over the files' modes, which are those of the umask here.
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
