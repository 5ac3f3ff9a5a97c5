import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { n8nPackages } from './packages';
import { ROOT } from './tools/run';

/** n8n starts without the code of a package that says all about its nodes beforehand. */
const env = { ...process.env, NODE_PATH: join(ROOT, 'node_modules') };

interface Said {
  readonly isLazy: boolean;
  readonly early: readonly string[];
  readonly [what: string]: unknown;
}

it.each(n8nPackages.map((each) => [each.manifest.name, each] as const))('%s is known before its code is loaded', (_, { folder, manifest }) => {
  const output = execFileSync(process.execPath, [join(ROOT, 'test/gates/tools/lazy.js'), folder], { env, encoding: 'utf8', maxBuffer: 1e8 });
  const { isLazy, early, ...said } = JSON.parse(output) as Said;
  expect({ isLazy, early }).toEqual({ isLazy: true, early: [] });
  for (const what of ['nodesKnown', 'nodesTypes', 'credentialsKnown', 'credentialsTypes']) {
    const [lazy, eager] = said[what] as [unknown, unknown];
    expect(lazy).toEqual(eager);
  }
  expect(Object.keys((said.nodesKnown as object[])[0]!)).toHaveLength(manifest.n8n!.nodes.length);
});
