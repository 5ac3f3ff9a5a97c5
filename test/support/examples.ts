import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
/** With `/`, as documents have it, on Windows too. */
const filesIn = (pattern: string): readonly string[] =>
  globSync(pattern, { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .sort();

/** The workflows for n8n and the flows for Node-RED, as paths in the repository. */
export const n8nExamples = filesIn('examples/*.json');
export const nodeRedExamples = filesIn('node-red/examples/*/*.json');

/** The content of an example of Node-RED, by its name without folder and ending. */
export const nodeRedExample = <T>(name: string): T => {
  const file = nodeRedExamples.find((each) => each.endsWith(`/${name}.json`));
  if (file === undefined) throw new Error(`Node-RED has no example '${name}'`);
  return JSON.parse(readFileSync(join(root, file), 'utf8')) as T;
};
