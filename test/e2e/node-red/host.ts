import { glob, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../../../sandbox/index';
import { startNodeRed, type FlowNode, type NodeRed, type NodeRedOptions } from '../../../scripts/node-red-host.mts';
import { nodeRedExample } from '../../support/examples';

export const root = join(__dirname, '../../..');

/** Installing from the registry takes its time. */
export const HOST_MS = 300_000;

export const tarball = async (): Promise<string> => {
  for await (const file of glob('campaign-nodes-node-red-campaigns-*.tgz', { cwd: join(root, 'build/packages') })) return join(root, 'build/packages', file);
  throw new Error('There is no packed tarball; run npm run pack first');
};

/** A real Node-RED with the packed nodes installed as a user would, and a sandbox beside it. */
export class Host {
  private constructor(
    readonly nodeRed: NodeRed,
    readonly sandbox: Sandbox,
    private readonly userDir: string,
  ) {}

  /** @param more further packages, and variables of the environment */
  static async start({ packages = [], env = {} }: Pick<NodeRedOptions, 'packages' | 'env'> = {}): Promise<Host> {
    const userDir = await mkdtemp(join(tmpdir(), 'campaign-node-red-'));
    const nodeRed = await startNodeRed({ userDir, packages: [await tarball(), ...packages], files: join(root, 'examples'), env });
    return new Host(nodeRed, await startSandbox({ port: 0 }), userDir);
  }

  /** Speaks to a control route of the sandbox. */
  async control(path: string, body: object): Promise<void> {
    const reply = await fetch(`${this.sandbox.url}/_sandbox${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
  }

  /** Asks sooner and has reports ready at once: nobody waits in a test. */
  hurry(): Promise<void> {
    return this.control('/bryj/settings', { processingMs: 0, publishMs: 0, settleMs: 0 });
  }

  /** A shipped flow, its account pointed at this sandbox. */
  example(name: string): FlowNode[] {
    const nodes = nodeRedExample<FlowNode[]>(name);
    const at = (field: string, url: string | undefined) => ({ [field]: { type: 'str', value: url } });
    const moved: Readonly<Record<string, object>> = {
      'bryj-account': at('baseUrl', this.sandbox.baseUrls.bryj),
      'braze-account': at('customUrl', this.sandbox.baseUrls.braze),
      'follow-analytics-account': at('baseUrl', this.sandbox.baseUrls.followAnalytics),
      'horisen-account': {
        ...at('apiUrl', `${this.sandbox.baseUrls.horisen}/news/v1`),
        ...at('tokenUrl', `${this.sandbox.baseUrls.horisen}/oauth2/access-token`),
      },
      'mo-engage-account': at('customUrl', this.sandbox.baseUrls.moEngage),
    };
    return nodes.map((node) => (node.type in moved ? { ...node, values: { ...(node.values as object), ...moved[node.type] } } : node));
  }

  async stop(): Promise<void> {
    await this.nodeRed.stop();
    await this.sandbox.close();
    await rm(this.userDir, { recursive: true, force: true });
  }

  /** What Node-RED keeps on disk. */
  get files(): string {
    return this.userDir;
  }
}
