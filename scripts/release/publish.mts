import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { npm } from '../npm.mts';
import { tarballOf } from './tarball.mts';
import { notesOf, problemsOf, type Released } from './version.mts';

/**
 * Publishes what `npm run pack` created, with provenance: `--tag v1.2.3` is the version to release, `--notes <file>` receives its part of the
 * changelog, `--dry-run` publishes nothing. An identical version that is already published is skipped, so that an interrupted release can be resumed.
 */
const root = join(import.meta.dirname, '../..');
const packages = join(root, 'build/packages');

interface Bill {
  readonly metadata: { readonly component: Released & { readonly hashes: readonly { readonly content: string }[] } };
}
type Packed = Bill['metadata']['component'];

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const packed = async (): Promise<Packed[]> => {
  const bills = (await Array.fromAsync(glob('*.cdx.json', { cwd: packages }))).sort();
  return await Promise.all(bills.map(async (file) => (JSON.parse(await readFile(join(packages, file), 'utf8')) as Bill).metadata.component));
};

/** npm's digest of a published version; undefined if there is none. */
const publishedDigest = async ({ name, version }: Released): Promise<string | undefined> => {
  const { code, stdout } = await npm(['view', `${name}@${version}`, 'dist.integrity', '--json'], { cwd: root });
  const said = (stdout === '' ? undefined : JSON.parse(stdout)) as
    | string
    | { readonly error?: { readonly code?: string; readonly summary?: string } }
    | undefined;
  if (typeof said !== 'object') return said;
  if (said.error?.code === 'E404') return undefined;
  throw new Error(`npm does not say whether ${name} ${version} is published (exit code ${code}): ${said.error?.summary ?? stdout}`);
};

const publish = async (each: Packed, isRehearsal: boolean): Promise<void> => {
  const { name, version, hashes } = each;
  const own = `sha512-${Buffer.from(hashes[0]!.content, 'hex').toString('base64')}`;
  const there = await publishedDigest(each);
  if (there === own) return say(`${name} ${version} is published already, and the same`);
  if (there !== undefined) throw new Error(`${name} ${version} is published already, and is another one (${there}): release a new version`);
  const { code, stderr } = await npm(
    [
      'publish',
      join(packages, tarballOf(each)),
      '--access',
      'public',
      ...(isRehearsal ? ['--dry-run'] : ['--provenance']),
      '--ignore-scripts',
      '--loglevel',
      'error',
    ],
    { cwd: root },
  );
  if (code !== 0) throw new Error(`${name} ${version} could not be published:\n${stderr}`);
  say(`${name} ${version} ${isRehearsal ? 'would be' : 'is'} published`);
};

const { values } = parseArgs({ options: { tag: { type: 'string', default: '' }, notes: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } } });
const all = await packed();
const changelog = await readFile(join(root, 'CHANGELOG.md'), 'utf8');
const problems = problemsOf(values.tag, all, changelog);
if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exitCode = 1;
} else {
  if (values.notes !== undefined) await writeFile(values.notes, `${notesOf(changelog, values.tag.slice(1))}\n`);
  for (const each of all) await publish(each, values['dry-run']);
}
