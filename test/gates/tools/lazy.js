/** Loads a package as n8n does at its start, and then all of its code; says whether the first was enough. Prints JSON. */
const { sep } = require('node:path');
const { LazyPackageDirectoryLoader, PackageDirectoryLoader } = require('n8n-core/dist/nodes-loader');

const [, , folder] = process.argv;
const codeOf = () => Object.keys(require.cache).filter((file) => file.startsWith(folder + sep) && file.endsWith('.js'));
const plain = (value) => JSON.parse(JSON.stringify(value));

void (async () => {
  const lazy = new LazyPackageDirectoryLoader(folder);
  await lazy.loadAll();
  const early = codeOf();
  const eager = new PackageDirectoryLoader(folder);
  await eager.loadAll();
  const said = { isLazy: lazy.isLazyLoaded, early };
  for (const kind of ['nodes', 'credentials']) {
    said[`${kind}Known`] = [plain(lazy.known[kind]), plain(eager.known[kind])];
    said[`${kind}Types`] = [plain(lazy.types[kind]), plain(eager.types[kind])];
  }
  console.log(JSON.stringify(said));
})();
