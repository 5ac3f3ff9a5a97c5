import { glob, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm } from '../npm.mts';

/**
 * Checks what the packages ship with against npm's advisories, package by package, from their bills of materials, because `npm audit --omit=dev` does
 * not see what is inside a bundle. What the host provides is the host's responsibility. Exits with 1 if there is an advisory, or no answer.
 */
const packages = join(import.meta.dirname, '../../build/packages');

interface Bill {
  readonly components: readonly { readonly 'bom-ref': string; readonly name: string; readonly version: string }[];
}

/** A lock file that lists each version once, under an alias if a package has several. */
const lockOf = ({ components }: Bill): object => {
  const placed: Record<string, object> = {};
  for (const { 'bom-ref': ref, name, version } of components) {
    if (ref.startsWith('host:')) continue;
    const place = `node_modules/${name}`;
    placed[placed[place] ? `${place}-${version}` : place] = { name, version };
  }
  const dependencies = Object.fromEntries(
    Object.entries(placed).map(([place, found]) => {
      const { name, version } = found as { name: string; version: string };
      const as = place.slice('node_modules/'.length);
      return [as, as === name ? version : `npm:${name}@${version}`];
    }),
  );
  return { name: 'audited', version: '0.0.0', lockfileVersion: 3, packages: { '': { name: 'audited', version: '0.0.0', dependencies }, ...placed } };
};

/** npm's output, and whether it found nothing. */
const audit = async (bill: Bill): Promise<{ good: boolean; said: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'audit-'));
  try {
    const lock = lockOf(bill) as { packages: Record<string, object> };
    await writeFile(join(folder, 'package.json'), JSON.stringify(lock.packages['']));
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lock));
    const { code, stdout, stderr } = await npm(['audit', '--package-lock-only', '--loglevel', 'notice'], { cwd: folder });
    return { good: code === 0, said: `${stdout}${stderr}`.trim() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const bills = (await Array.fromAsync(glob('*.cdx.json', { cwd: packages }))).sort();
if (bills.length === 0) {
  console.error('There are no bills of materials to audit. Run "npm run pack" first.');
  process.exitCode = 1;
}
for (const file of bills) {
  const { good, said } = await audit(JSON.parse(await readFile(join(packages, file), 'utf8')) as Bill);
  console.log(`${file}: ${said}`);
  if (!good) process.exitCode = 1;
}
