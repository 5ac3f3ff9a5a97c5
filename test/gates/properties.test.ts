import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeType } from 'n8n-workflow';
import { n8nPackages } from './packages';
import { ROOT } from './tools/run';

const nodes = n8nPackages.flatMap(({ manifest, folder }) =>
  manifest.n8n!.nodes.map((node) => [`${manifest.name} ${node}`, join(folder, node), join(ROOT, node.replace(/^dist\//, '').replace(/js$/, 'ts'))] as const),
);

describe.each(nodes)('%s', (_, packed, source) => {
  const file = packed.replace(/\.node\.js$/, '.properties.json');

  it('has the parameters beside it that its source makes', async () => {
    const [Node] = Object.values((await import(source)) as Record<string, new () => INodeType>);
    expect(readFileSync(file, 'utf8')).toBe(JSON.stringify(new Node!().description.properties));
  });

  it('reads them into a list of its own, instead of making them', () => {
    const code = readFileSync(packed, 'utf8');
    expect(code).toContain(`properties: [...require("./${file.split(/[\\/]/).at(-1)!}")],`);
    expect(code).not.toMatch(/ropertiesOf\)?\(/);
  });
});
