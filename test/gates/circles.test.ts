import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

/** Files that import each other in a circle can only be understood together. */
const ROOT = join(__dirname, '../..');
const ROOMS = ['engine', 'vendors', 'ports', 'nodes', 'credentials', 'node-red', 'sandbox', 'scripts', 'test'];

/** Scripts are modules, and say so by their ending. */
const SOURCE = /\.m?ts$/;

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['node_modules', 'dist'].includes(entry.name) ? [] : filesIn(path);
    return SOURCE.test(path) ? [path] : [];
  });

const fileOf = (from: string, wanted: string): string | undefined => {
  const whole = resolve(dirname(from), wanted);
  return [whole, `${whole}.ts`, join(whole, 'index.ts')].find((each) => SOURCE.test(each) && existsSync(each));
};

const importsOf = (file: string): readonly string[] =>
  ts
    .preProcessFile(readFileSync(file, 'utf8'))
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .flatMap(({ fileName }) => fileOf(file, fileName) ?? []);

/** The circles that a depth-first walk meets, each by its files. */
const circlesIn = (files: readonly string[], imports: (file: string) => readonly string[]): readonly (readonly string[])[] => {
  const done = new Set<string>();
  const circles: (readonly string[])[] = [];
  const walk = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) return void circles.push([...path.slice(path.indexOf(file)), file]);
    if (done.has(file)) return;
    imports(file).forEach((next) => walk(next, [...path, file]));
    done.add(file);
  };
  files.forEach((file) => walk(file, []));
  return circles;
};

it('finds a circle where there is one', () => {
  const imports: Readonly<Record<string, readonly string[]>> = { a: ['b'], b: ['c', 'd'], c: ['d'], d: ['b'] };
  expect(circlesIn(Object.keys(imports), (file) => imports[file] ?? [])).toEqual([['b', 'c', 'd', 'b']]);
});

it.each(ROOMS)('%s has none', (room) => {
  const files = filesIn(join(ROOT, room));
  expect(files.length).toBeGreaterThan(0);
  const circles = circlesIn(files, (file) => importsOf(file).filter((each) => files.includes(each)));
  expect(circles.map((circle) => circle.map((file) => relative(ROOT, file)))).toEqual([]);
});
