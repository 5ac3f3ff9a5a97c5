import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Changes } from './new/changes.mts';
import { HELP, readOperation, readVendor } from './new/arguments.mts';
import { Refused } from './new/refused.mts';

const ROOT = join(import.meta.dirname, '..');

const vendorsOf = async (): Promise<readonly string[]> =>
  (await readdir(join(ROOT, 'vendors'), { withFileTypes: true })).filter((each) => each.isDirectory()).map(({ name }) => name);

/** Node itself reports misplaced command line arguments. */
const isAboutArguments = (error: unknown): error is Error => error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

const listed = (title: string, lines: readonly string[]): string => (lines.length > 0 ? `${title}\n${lines.map((line) => `  ${line}`).join('\n')}\n\n` : '');

/** Reads the arguments, and gives what then writes the files. Compilers and formatters are only loaded for that: a wrong argument is answered at once. */
const read = async (kind: string | undefined, args: readonly string[]): Promise<(changes: Changes) => Promise<readonly string[]>> => {
  if (kind === 'operation') {
    const spec = readOperation(args, await vendorsOf());
    return async (changes) => {
      const [{ withKnown }, { addOperation }] = await Promise.all([import('./new/known.mts'), import('./new/operation.mts')]);
      return addOperation(await withKnown(ROOT, spec), changes);
    };
  }
  if (kind === 'vendor') {
    const spec = readVendor(args, await vendorsOf());
    return async (changes) => (await import('./new/vendor.mts')).addVendor(spec, changes);
  }
  throw new Refused(
    kind === undefined ? 'What is to be made is missing.' : `'${kind}' is nothing that can be made.`,
    'Say operation or vendor; --help shows how.',
  );
};

const main = async ([kind, ...args]: readonly string[]): Promise<void> => {
  if ([kind, ...args].some((each) => each === '--help' || each === '-h')) return void process.stdout.write(HELP);
  const write = await read(kind, args);
  const [{ Changes }, { writeTables }] = await Promise.all([import('./new/changes.mts'), import('./readme.mts')]);
  const changes = new Changes(ROOT);
  const left = await write(changes);
  await changes.write();
  await writeTables(ROOT);
  process.stdout.write(
    listed('New:', changes.made) +
      listed('Changed:', changes.changed) +
      'Made anew: what is generated in README.md, node-red/README.md and docs/.\n\n' +
      listed('Fill in, wherever it says FILL IN:', left) +
      listed('Then:', [
        'npm run types',
        'npx jest test/conformance test/properties/operations test/hosts/n8n/everyOperation test/hosts/node-red/everyOperation',
        ...(kind === 'vendor'
          ? ['npm run manifests, which makes the manifest of the package with this vendor alone; npm run tables then makes its README']
          : []),
        'npm run tables, once the texts are right; npm test for the whole',
      ]),
  );
};

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refused) && !isAboutArguments(error)) throw error;
  process.stderr.write(`${error.message}${error instanceof Refused ? ` ${error.todo}` : ''}\n`);
  process.exitCode = 1;
}
