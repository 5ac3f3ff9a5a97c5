import { build } from 'esbuild';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureN8n, execN8n, type N8nOptions } from '../../../scripts/n8n-host.mts';
import { step } from '../../support/n8nStep.mts';
import { fileOnce } from '../fileOnce.mts';
import type { Sample } from '../harness/part.mts';

const here = import.meta.dirname;
const root = join(here, '../../..');
const NODES = ['BenchSource', 'BenchSink'];

/** A node of a workflow, as {@link step} makes it. */
export type Step = ReturnType<typeof step>;

/** What a contestant does between the source and the sink. */
export interface Work {
  readonly id: string;
  readonly items: number;
  readonly kind: 'person' | 'recipient' | 'nothing';
  /** In order; each is connected with the next, unless `connections` says otherwise. */
  readonly steps: readonly Step[];
  /** Further connections, or others: from a node's output to a node. `Sink` is where the items end. */
  readonly connections?: readonly (readonly [from: string, output: number, to: string])[];
}

/** What came out of a workflow. */
export interface Ran extends Sample {
  readonly seconds: number;
  readonly items: number;
}

/** The pack with the source and the sink. */
const writePack = async (folder: string): Promise<string> => {
  const pack = join(folder, 'n8n-nodes-bench');
  await build({
    entryPoints: NODES.map((name) => join(here, `${name}.node.ts`)),
    outdir: join(pack, 'dist'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['n8n-workflow'],
    logLevel: 'warning',
  });
  const nodes = NODES.map((name) => `dist/${name}.node.js`);
  await writeFile(
    join(pack, 'package.json'),
    JSON.stringify({ name: 'n8n-nodes-bench', version: '1.0.0', files: ['dist'], n8n: { n8nNodesApiVersion: 1, credentials: [], nodes } }),
  );
  return pack;
};

const workflowOf = ({ id, items, kind, steps, connections }: Work): object => {
  const names = ['Source', ...steps.map(({ name }) => name), 'Sink'];
  const all = connections ?? names.slice(1).map((to, i) => [names[i]!, 0, to] as const);
  const wires = new Map<string, { node: string; type: 'main'; index: 0 }[][]>([['Start', [[{ node: 'Source', type: 'main', index: 0 }]]]]);
  for (const [from, output, to] of all) {
    const outputs = wires.get(from) ?? [];
    while (outputs.length <= output) outputs.push([]);
    outputs[output]!.push({ node: to, type: 'main', index: 0 });
    wires.set(from, outputs);
  }
  return {
    ...{ id, name: id, active: false, settings: { executionOrder: 'v1' } },
    nodes: [
      step('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
      step('Source', 'n8n-nodes-bench.benchSource', 1, { kind, items }),
      ...steps,
      step('Sink', 'n8n-nodes-bench.benchSink', 1, {}),
    ],
    connections: Object.fromEntries([...wires].map(([from, main]) => [from, { main }])),
  };
};

/** A real n8n with the pack and with some workflows; each run is a process of its own. */
export class N8nBench {
  private readonly options: N8nOptions;
  private readonly figures: string;

  private constructor(userFolder: string) {
    this.figures = join(userFolder, 'figures.json');
    this.options = { userFolder, env: { BENCH_FIGURES: this.figures, ...(process.env.PROF2 && { NODE_OPTIONS: `--require ${process.env.PROF2}` }) } };
  }

  /**
   * @param credentials in the form that n8n imports
   */
  static async open(folder: string, works: readonly Work[], credentials: readonly object[], say: (line: string) => void): Promise<N8nBench> {
    await ensureN8n(say);
    const userFolder = join(folder, `n8n-${works[0]!.id}`);
    await mkdir(userFolder, { recursive: true });
    const bench = new N8nBench(userFolder);
    const put = async (kind: 'workflow' | 'credentials', value: object, packages: readonly string[]): Promise<void> => {
      const file = join(userFolder, `${kind}.json`);
      await writeFile(file, JSON.stringify(value));
      await bench.command([`import:${kind}`, `--input=${file}`], packages);
    };
    await put('credentials', credentials, [root, await writePack(folder)]);
    await put('workflow', works.map(workflowOf), []);
    return bench;
  }

  private async command(args: readonly string[], packages: readonly string[] = []): Promise<void> {
    const { code, stdout, stderr } = await execN8n(args, { ...this.options, packages });
    if (code !== 0) throw new Error(`n8n ${args.join(' ')} ended with exit code ${code}:\n${stdout.slice(-2_000)}${stderr.slice(-2_000)}`);
  }

  /**
   * Runs a workflow in an n8n of its own, from the source to the sink, and then kills it: what it would do with the execution afterwards is no
   * part of the work.
   * @throws Error if nothing came to the sink
   */
  async run({ id }: Work): Promise<Ran> {
    await rm(this.figures, { force: true });
    const kill = new AbortController();
    const ended = execN8n(['execute', `--id=${id}`], this.options, kill.signal);
    const over = new AbortController();
    const figures = await Promise.race([fileOnce(this.figures, over.signal), ended.then(() => readFile(this.figures, 'utf8').catch(() => ''))]);
    over.abort();
    kill.abort();
    const { stdout, stderr } = await ended;
    if (figures === '') throw new Error(`The workflow '${id}' did not come to its end:\n${stdout.slice(-8_000)}${stderr.slice(-2_000)}`);
    return JSON.parse(figures) as Ran;
  }
}
