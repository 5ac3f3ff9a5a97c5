const { cp, mkdir, readFile, readdir, rm, writeFile } = require('node:fs/promises');
const Module = require('node:module');
const path = require('node:path');
const { build: bundle } = require('esbuild');
const { slim } = require('./slim.js');

const dist = path.join(__dirname, 'dist');
const resources = path.join(__dirname, 'resources/dist');
const { name, dependencies } = require('./package.json');

/** The oldest supported Node; the editor runs in current browsers. */
const TARGETS = { node: 'node20', browser: 'es2022' };

const readJson = async (file) => JSON.parse(await readFile(file, 'utf8'));
const writeJson = (file, value) => writeFile(file, `${JSON.stringify(value, null, 2)}\n`);

const common = { bundle: true, absWorkingDir: __dirname, logLevel: 'warning', metafile: true };
const forNode = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: TARGETS.node,
  external: Object.keys(dependencies).flatMap((each) => [each, `${each}/*`]),
};

/** What a bundle in memory exports. */
function loaded({ outputFiles }) {
  const made = new Module(path.join(__dirname, 'made.js'), module);
  made.paths = module.paths;
  made._compile(outputFiles[0].text, made.id);
  return made.exports;
}

/** The generators are written in TypeScript like the catalogue, so they are compiled first. */
const loadGenerators = async () => loaded(await bundle({ ...forNode, entryPoints: ['generate/index.ts'], write: false }));

const writeRuntime = () =>
  bundle({
    ...forNode,
    entryPoints: ['runtime/main.ts'],
    outfile: path.join(dist, 'campaigns.js'),
    footer: { js: 'module.exports = module.exports.default;' },
  });

const CATALOGUE = 'catalogue';

/** The catalogue as the editor has it: modules made of it, and its own without what only requests need. */
const catalogueInEditor = ({ catalogueModule }) => ({
  name: 'catalogue-in-editor',
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: /^catalogue:/ }, ({ path: wanted }) => ({ path: wanted.slice(CATALOGUE.length + 1), namespace: CATALOGUE }));
    onLoad({ filter: /./, namespace: CATALOGUE }, ({ path: name }) => ({ contents: catalogueModule(name), loader: 'js', resolveDir: __dirname }));
    onLoad({ filter: /[\\/](vendors|engine[\\/]catalogue)[\\/].*\.ts$/ }, async ({ path: file }) => ({
      contents: slim(await readFile(file, 'utf8'), file),
      loader: 'js',
    }));
    // Modules only declare, so what nobody uses of them can be left out.
    onResolve({ filter: /^\.\.?\// }, async ({ path: wanted, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === CATALOGUE || importer.includes('node_modules')) return undefined;
      return { ...(await resolve(wanted, { importer, resolveDir, kind, pluginData: CATALOGUE })), sideEffects: false };
    });
  },
});

/** The script that the page loads, and those that it loads itself when a form of a vendor first opens. */
const editorBundle = (generators) => ({
  ...common,
  entryPoints: { editor: 'editor/main.ts' },
  outdir: resources,
  chunkNames: '[name]-[hash]',
  splitting: true,
  platform: 'browser',
  format: 'esm',
  target: TARGETS.browser,
  minify: true,
  legalComments: 'linked',
  plugins: [catalogueInEditor(generators)],
});

const writeEditor = (generators) => bundle(editorBundle(generators));

/** A module with the vendors' parts as the editor has them, by vendor, and the checks of forms, so that both can be compared with the catalogue. */
async function loadParts() {
  const generators = await loadGenerators();
  const ids = generators.vendors.map(({ id }) => id);
  const contents = [
    ...ids.map((id) => `export { part as ${id} } from 'catalogue:part/${id}';`),
    "export { problemsIn } from './shared/problems';",
    "export { recurrence } from '../ports/recurrence';",
  ].join('\n');
  const stdin = { contents, resolveDir: __dirname, loader: 'ts' };
  return loaded(await bundle({ ...forNode, stdin, write: false, plugins: [catalogueInEditor(generators)] }));
}

const LOCALES = path.join(__dirname, 'locales');
const BASE = 'en-US';

/** The host's own texts in one language. */
const textsIn = (language) => readJson(path.join(LOCALES, language, 'campaigns.json'));

/** All texts in one language; untranslated ones are in English and listed. */
async function translated({ translate }, language, own, base) {
  const { tree, missing } = translate(base, own, await textsIn(language), await readJson(path.join(LOCALES, language, 'catalogue.json')));
  if (missing.length > 0) process.stdout.write(`${[`${missing.length} texts are in English, as ${language} has none for them:`, ...missing].join('\n  ')}\n`);
  return tree;
}

async function writeTexts(generators) {
  const { englishTexts, helpOf, SET } = generators;
  const own = await textsIn(BASE);
  const base = englishTexts(own);
  for (const language of await readdir(LOCALES)) {
    const texts = language === BASE ? base : await translated(generators, language, own, base);
    const folder = path.join(dist, 'locales', language);
    await mkdir(folder, { recursive: true });
    await writeJson(path.join(folder, `${SET}.json`), texts);
    await writeFile(path.join(folder, `${SET}.html`), helpOf(texts, base));
  }
}

async function writePage({ pageOf, SET }) {
  const icons = await readdir(path.join(__dirname, 'icons'));
  const iconOf = (type, fallback) => `${icons.includes(`${type}.svg`) ? type : fallback}.svg`;
  const style = await readFile(path.join(__dirname, 'editor/style.css'), 'utf8');
  await writeFile(path.join(dist, `${SET}.html`), pageOf(`resources/${name}/dist/editor.js`, style, iconOf));
}

/**
 * Creates `dist` and the editor's script: everything that the package ships besides its examples.
 * @returns the absolute paths of all bundled files
 */
async function build() {
  for (const folder of [dist, resources]) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
  }
  const generators = await loadGenerators();
  const [runtime, editor] = await Promise.all([
    writeRuntime(),
    writeEditor(generators),
    writeTexts(generators),
    writePage(generators),
    cp(path.join(__dirname, 'icons'), path.join(dist, 'icons'), { recursive: true }),
  ]);
  return [runtime, editor].flatMap(({ metafile }) => Object.keys(metafile.inputs).map((file) => path.resolve(__dirname, file)));
}

module.exports = { build, editorBundle, loadGenerators, loadParts };
