import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import type { INodeType } from 'n8n-workflow';

/** How a compiled node has its parameters made. */
const MADE = /(?<=\n\s+properties: )\(0, shared_1\.\w+\)\(\w+\.\w+\)(?=,\n)/;

/**
 * Writes the parameters of each compiled node into a file beside it, with the function that the node has for them, and has the node read it instead: of
 * Braze they are more than a thousand, which are read in half of the time in which they are made. The node has a list of its own, as n8n adds to it.
 * @param root folder of the manifest that lists the nodes
 * @throws Error if a node does not say where its parameters are made
 */
export const writeProperties = async (root: string): Promise<void> => {
  const { n8n } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { n8n: { nodes: readonly string[] } };
  const load = createRequire(import.meta.url);
  for (const node of n8n.nodes) {
    const file = join(root, node);
    const code = await readFile(file, 'utf8');
    if (!MADE.test(code)) throw new Error(`${node} does not say 'properties: propertiesOf(vendor)' or the same of a trigger, so the build cannot write them`);
    const [Node] = Object.values(load(file) as Record<string, new () => INodeType>);
    const name = basename(node).replace(/\.node\.js$/, '.properties.json');
    await writeFile(join(file, '..', name), JSON.stringify(new Node!().description.properties));
    await writeFile(file, code.replace(MADE, `[...require("./${name}")]`));
  }
};
