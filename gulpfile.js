const { spawn } = require('node:child_process');
const { cp, glob, mkdir, readFile, readdir, rm, writeFile } = require('node:fs/promises');
const path = require('node:path');
const { build: bundle } = require('esbuild');
const { parallel, series } = require('gulp');

const root = __dirname;
const dist = path.join(root, 'dist');
const staging = path.join(root, 'build/stage');
const packages = path.join(root, 'build/packages');
const NOTICES = 'THIRD-PARTY-NOTICES.txt';

/** What n8n has beside a community package; everything else that we import goes into the package itself. */
const GIVEN_BY_N8N = ['n8n-workflow', 'zod', 'zod/*', 'luxon'];

/** The files behind each bundle that ships, as esbuild names them, by the bundle's own: what is foreign in them goes along with its licence. */
const inputsOf = new Map();

/** The native compiler, which is several times as fast; the older one beside it is for ESLint, which needs its interface. */
const compiler = path.join(path.dirname(require.resolve('typescript-7/package.json')), 'bin/tsc');
const tsc = (...args) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [compiler, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`tsc ended with exit code ${code}`))));
  });
const readJson = async (file) => JSON.parse(await readFile(file, 'utf8'));
const writeJson = (file, value) => writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
/** With `/`, as manifests and esbuild have it, on Windows too. */
const filesIn = async (pattern, cwd) => (await Array.fromAsync(glob(pattern, { cwd }))).map((file) => file.split(path.sep).join('/')).sort();

const copy = async (from, to, files) => {
  for (const file of files) await cp(path.join(from, file), path.join(to, file), { recursive: true });
};

// The n8n pack

async function compileN8n() {
  await rm(dist, { recursive: true, force: true });
  await tsc('-p', 'tsconfig.build.json');
}

/** The room that a file is in, in sources and in dist: the engine, one vendor, or what all nodes share. Others import nothing of it but its index. */
const roomOf = (folder, file) => {
  const [top, next = ''] = path.relative(folder, file).split(path.sep);
  if (top === 'engine') return top;
  // The ports are for these alone.
  if (top === 'ports' || (top === 'nodes' && next === 'shared')) return 'nodes/shared';
  return top === 'vendors' && !next.startsWith('index.') ? `vendors/${next}` : undefined;
};

/** What is in another room stays outside. */
const roomsApart = (own) => ({
  name: 'rooms-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?(\/|$)/ }, ({ path: wanted, resolveDir }) => {
      const room = roomOf(root, path.resolve(resolveDir, wanted));
      return room === own || room === undefined ? undefined : { path: path.posix.join(path.posix.relative(own, room), 'index.js'), external: true };
    });
  },
});

/**
 * The engine, each vendor and what the nodes share become one file each: n8n loads a node faster the fewer files there are. It refuses runtime
 * dependencies, so what a room uses of other packages is written into it; of those that consist of modules, as they mostly do, only that.
 */
async function joinRooms() {
  const vendors = (await filesIn('vendors/*/index.js', dist)).map((file) => path.posix.dirname(file));
  await rm(path.join(dist, 'ports'), { recursive: true });
  for (const room of ['engine', ...vendors, 'nodes/shared']) {
    const file = `${room}/index.js`;
    await rm(path.join(dist, room), { recursive: true });
    const { metafile } = await bundle({
      entryPoints: [path.join(root, room, 'index.ts')],
      outfile: path.join(dist, file),
      absWorkingDir: root,
      bundle: true,
      platform: 'neutral',
      mainFields: ['module', 'main'],
      format: 'cjs',
      target: 'es2022',
      external: [...GIVEN_BY_N8N, 'crypto'],
      plugins: [roomsApart(room)],
      metafile: true,
    });
    inputsOf.set(`dist/${file}`, Object.keys(metafile.inputs));
  }
}

async function copyAssets() {
  await cp(path.join(root, 'icons'), path.join(dist, 'icons'), { recursive: true });
  await copy(root, dist, await filesIn('{nodes,credentials}/**/{*.node.json,*.svg,*.png}', root));
}

/** What each operation gives, as the editor shows it before the first run. */
async function writePreviews() {
  const previews = await import('./scripts/n8n-previews.mts');
  await previews.writePreviews(dist);
}

/** The parameters of each node, which are read faster than they are made. */
async function writeProperties() {
  const properties = await import('./scripts/n8n-properties.mts');
  await properties.writeProperties(root);
}

// The other packs

async function buildNodeRed() {
  inputsOf.set('node-red', await require('./node-red/build.js').build());
}

/** The server, and the script of its page with the library that it uses: users of the package build nothing. */
async function buildSandbox() {
  await rm(path.join(root, 'sandbox/dist'), { recursive: true, force: true });
  await tsc('-p', 'sandbox');
  const { metafile } = await bundle({
    entryPoints: [path.join(root, 'sandbox/page/main.ts')],
    outfile: path.join(root, 'sandbox/dist/page/outbox.js'),
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    metafile: true,
  });
  inputsOf.set('sandbox', Object.keys(metafile.inputs));
}

// The tarballs

/** A package with one vendor, by its manifest in `packages/`. */
async function stageOneVendor(vendor, all) {
  const { besides, folderOf, iconsOf, neededBy } = await import('./scripts/release/oneVendor.mts');
  const manifest = await readJson(path.join(root, folderOf(vendor), 'package.json'));
  const { name, n8n } = manifest;
  const stage = path.join(staging, `n8n-${vendor}`);
  const modules = [...n8n.nodes, ...n8n.credentials];
  const assets = await Promise.all(n8n.nodes.flatMap(besides).map((pattern) => filesIn(pattern, root)));
  const icons = modules.flatMap((file) => iconsOf(root, file));
  await mkdir(stage, { recursive: true });
  const needed = await neededBy(root, modules);
  await copy(root, stage, [...new Set([...needed, ...assets.flat(), ...icons, 'LICENSE'])]);
  await writeJson(path.join(stage, 'package.json'), manifest);

  for (const codex of n8n.nodes.map((file) => file.replace(/\.js$/, '.json'))) {
    const file = path.join(stage, codex);
    const content = await readJson(file);
    await writeJson(file, { ...content, node: content.node.replace(all.name, name) });
  }
  await copy(path.join(root, folderOf(vendor)), stage, ['README.md']);
  return { folder: stage, from: '', bundles: needed, host: GIVEN_BY_N8N };
}

/** A package whose folder is already as it ships: the files that its manifest lists. */
async function stageFolder(folder, more, name = path.basename(folder)) {
  const stage = path.join(staging, name);
  const { published } = await import('./scripts/release/oneVendor.mts');
  const manifest = await readJson(path.join(folder, 'package.json'));
  await mkdir(stage, { recursive: true });
  await copy(folder, stage, [...new Set([...manifest.files, 'README.md'])]);
  await copy(root, stage, ['LICENSE']);
  await writeJson(path.join(stage, 'package.json'), published(manifest));
  return { folder: stage, from: path.relative(root, folder), host: [], ...more };
}

/** Packs a folder, with the licences of what is inside its bundles, and writes the bill of materials beside the tarball. */
async function packOne({ folder, from, bundles, host }) {
  const { Packages } = await import('./scripts/release/packages.mts');
  const { packFolder } = await import('./scripts/release/tarball.mts');
  const { writeBill } = await import('./scripts/release/trace.mts');
  const { writeMetadata } = await import('./scripts/release/metadata.mts');
  if (host === GIVEN_BY_N8N) await writeMetadata(folder);
  const foreign = new Packages(root);
  const bundled = await foreign.behind(
    bundles.flatMap((file) => inputsOf.get(file) ?? []),
    root,
  );
  if (bundled.length > 0) await writeFile(path.join(folder, 'dist', NOTICES), (await Promise.all(bundled.map((each) => foreign.noticeOf(each)))).join('\n'));
  await packFolder(folder, packages);
  await writeBill(root, packages, { folder, from, bundled, host: host.filter((name) => !name.endsWith('/*')) });
}

async function packAll() {
  for (const folder of [staging, packages]) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
  }
  const manifest = await readJson(path.join(root, 'package.json'));
  const stages = [
    await stageFolder(root, { bundles: [...inputsOf.keys()].filter((file) => file.startsWith('dist/')), host: GIVEN_BY_N8N }, 'n8n'),
    await stageFolder(path.join(root, 'node-red'), { bundles: ['node-red'] }),
    await stageFolder(path.join(root, 'sandbox'), { bundles: ['sandbox'] }),
  ];
  for (const vendor of (await readdir(path.join(root, 'packages'))).sort()) stages.push(await stageOneVendor(vendor, manifest));
  for (const stage of stages) await packOne(stage);
}

// What is checked before the tests run

/** The catalogue and the engine without the types of any host, then everything. */
async function types() {
  for (const project of ['vendors', '.', 'node-red', 'sandbox/page']) await tsc('-p', project, '--noEmit');
}

const buildN8n = series(compileN8n, joinRooms, parallel(copyAssets, writePreviews, writeProperties));

exports.n8n = buildN8n;
exports.build = series(buildN8n, buildNodeRed, buildSandbox);
exports.pack = series(exports.build, packAll);
exports.types = types;
exports.check = parallel(types, exports.pack);
