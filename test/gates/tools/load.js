// Usage: load.js <package folder>. Loads an n8n package as n8n does: each file that the manifest lists, the class named like the file.
const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');

const folder = process.argv[2];
const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));

const load = (file) => {
  const full = path.join(folder, file);
  const [name] = path.basename(file).split('.');
  const value = new (require(full)[name])();
  const { icon } = value.description ?? value;
  const icons = Object.values(icon).map((each) => path.join(path.dirname(full), each.replace('file:', '')));
  const codex = full.replace(/\.js$/, '.json');
  return {
    name: value.description?.name ?? value.name,
    runs: typeof (value.execute ?? value.poll),
    // Those of the node's first version are listed again with its default.
    operations: value.description?.properties
      .filter((each) => each.name === 'operation' && !each.displayOptions.show['@version'])
      .flatMap((each) => each.options.map((option) => option.value)),
    missingIcons: icons.filter((each) => !existsSync(each) || !each.startsWith(folder)).map((each) => path.relative(folder, each)),
    codex: existsSync(codex) ? JSON.parse(readFileSync(codex, 'utf8')) : undefined,
  };
};

console.log(JSON.stringify({ nodes: manifest.n8n.nodes.map(load), credentials: manifest.n8n.credentials.map(load) }));
