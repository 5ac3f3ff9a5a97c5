// Usage: nodeRedDev.js <package folder>. The scorecard of `node-red-dev validate`, with what it would ask the network answered from here:
// an empty catalogue, and the Node-RED that is installed as the current one. So D02 and D03 (the registry's view of dependencies) say nothing.
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { setImmediate: turn } = require('node:timers/promises');

const tool = path.dirname(require.resolve('node-red-dev/package.json'));
const from = (name) => require.resolve(name, { paths: [tool] });
const nodeRed = require('node-red/package.json');

require(from('axios')).get = async (url) => ({
  data: url.includes('catalogue') ? { modules: [] } : { 'dist-tags': { latest: nodeRed.version }, versions: { [nodeRed.version]: nodeRed } },
});
require(from('npm-remote-ls')).ls = (_name, _version, _flat, done) => done([]);
require.cache[from('npm-check')] = { id: from('npm-check'), filename: from('npm-check'), loaded: true, exports: async () => ({ get: () => [] }) };

const folder = process.argv[2];
const complaints = [];
const complain = (...words) => void complaints.push(words.join(' '));
const cli = { log: () => undefined, warn: complain, error: complain };
const print = console.log;
console.log = complain;

const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
const pages = Object.values(manifest['node-red'].nodes).map((file) => readFileSync(path.join(folder, file.replace(/\.js$/, '.html')), 'utf8'));
const types = pages.flatMap((page) => [...page.matchAll(/RED\.nodes\.registerType\(\s*['"]([^'"]+)['"]/g)].map(([, type]) => type));

(async () => {
  const scorecard = {};
  for (const part of ['checkpackage', 'checknodes', 'checkdeps']) await require(`${tool}/src/libs/${part}`)(folder, cli, scorecard, false);
  // The tool does not wait for its own N02.
  await turn();
  print(JSON.stringify({ scorecard, complaints, types }));
  process.exit(0);
})();
