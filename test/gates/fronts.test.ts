import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as engine from '../../engine';
import { filesUnder } from './packages';
import { ROOT } from './tools/run';

/**
 * In the packages for n8n the engine is one file, and so is each vendor: whoever imports from a file inside of one gets its index instead. A value that the
 * index lacks would be undefined there, and only there.
 */
const IMPORT = /import (type )?\{([^}]*)\} from '((?:\.\.\/)+)(engine|vendors\/\w+)\/([\w/]+)';/g;

interface Import {
  readonly from: string;
  readonly name: string;
  readonly index: Readonly<Record<string, unknown>>;
}

const values = (names: string): readonly string[] =>
  names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '))
    .map((name) => name.split(' as ')[0]!);

const importsOf = (file: string): readonly Import[] =>
  [...readFileSync(file, 'utf8').matchAll(IMPORT)].flatMap(([, isType, names = '', , room = '', inner = '']) => {
    if (isType || inner === 'index') return [];
    const index = room === 'engine' ? engine : (jest.requireActual(join(ROOT, room)) as Record<string, unknown>);
    return values(names).map((name) => ({ from: `${file}: ${room}/${inner}`, name, index }));
  });

it('the index of the engine and of each vendor has all values that others import from files inside', () => {
  const sources = ['ports', 'nodes', 'credentials', 'vendors'].flatMap((folder) =>
    filesUnder(join(ROOT, folder))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(ROOT, folder, file)),
  );
  const imports = sources.flatMap(importsOf);
  expect(imports.length).toBeGreaterThan(5);
  expect(imports.filter(({ name, index }) => !(name in index)).map(({ from, name }) => `${from} ${name}`)).toEqual([]);
});
