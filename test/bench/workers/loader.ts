import { LazyPackageDirectoryLoader } from 'n8n-core/dist/nodes-loader';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { job } from './job';

export interface LoaderOrder {
  /** A package as it ships. */
  readonly folder: string;
  /** A node's file in it, to be loaded as for its first execution; without it, n8n's loader loads the package. */
  readonly node?: string;
}

/** As n8n loads code: not as a module of ECMAScript. */
const load = createRequire(process.argv[1]!);
/** What n8n has loaded itself before it comes to a package. */
const GIVEN = ['n8n-workflow', 'luxon'];

/** Loads a package as n8n does at its start, or the code of one node; gives the seconds. */
job(async ({ folder, node }: LoaderOrder): Promise<number> => {
  GIVEN.forEach(load);
  const start = performance.now();
  if (node === undefined) await new LazyPackageDirectoryLoader(folder).loadAll();
  else for (const Node of Object.values(load(join(folder, node)) as Record<string, new () => unknown>)) new Node();
  return (performance.now() - start) / 1_000;
});
