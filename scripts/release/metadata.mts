import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const program = join(dirname(createRequire(import.meta.url).resolve('n8n-core/package.json')), 'bin/generate-metadata');

/**
 * Writes what n8n has to know about a package's nodes and credentials before one of them runs, with n8n's own program: with `dist/known` and
 * `dist/types`, n8n starts without loading their code.
 * @param folder the package as it ships
 * @throws Error if a node cannot be loaded
 */
export const writeMetadata = async (folder: string): Promise<void> => {
  const child = spawn(process.execPath, [program], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`n8n cannot load the nodes in ${folder}`);
  // For n8n's own checks of its own nodes.
  await rm(join(folder, 'dist/methods'), { recursive: true, force: true });
};
