import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Clock } from '../../../nodes/shared/clock';
import { startSandbox, type BatchView, type Fault, type Sandbox, type WireEntry } from '../../../sandbox/index';
import { accountAt, credentialId, runWorkflow, type Ran, type RunOptions, type WorkflowFile } from './engine';

export const WELCOME = 'CMP_demo_welcome';

/** Settings of a node beside its parameters: *Retry On Fail*, *On Error*. */
export type Manner = Pick<INode, 'retryOnFail' | 'maxTries' | 'waitBetweenTries' | 'onError'>;

/** A node with its parameters. Its name is what the workflow's connections go by. */
export const bryjNode = (name: string, parameters: INodeParameters, manner: Manner = {}): INode => ({
  id: `id of ${name}`,
  name,
  type: 'n8n-nodes-campaigns.bryj',
  typeVersion: 1,
  position: [0, 0],
  credentials: { bryjApi: { id: credentialId, name: 'Sandbox' } },
  parameters: { resource: 'batch', ...parameters },
  ...manner,
});

/** Start, then the nodes one after another. */
export const chainOf = (...nodes: readonly INode[]): WorkflowFile => {
  const start: INode = { id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
  const all = [start, ...nodes];
  return {
    nodes: all,
    connections: Object.fromEntries(all.slice(1).map((node, i) => [all[i]!.name, { main: [[{ node: node.name, type: 'main' as const, index: 0 }]] }])),
  };
};

export const triggerWith = (parameters: INodeParameters, manner?: Manner): INode =>
  bryjNode('Trigger', { operation: 'trigger', campaignId: WELCOME, ...parameters }, manner);

export const person = (id: string): INodeExecutionData => ({ json: { User: id, firstname: 'Ada', lastname: 'Byron', contractnumber: '1815' } });
export const people = (count: number): INodeExecutionData[] => Array.from({ length: count }, (_, i) => person(`user${i + 1}`));

/** An item that holds a CSV file, as a node that reads files makes it. */
export const csvItem = (text: string, fileName = 'people.csv'): INodeExecutionData => ({
  json: {},
  binary: { data: { data: Buffer.from(text).toString('base64'), mimeType: 'text/csv', fileName, fileExtension: 'csv' } },
});

const HEADER = 'User,firstname,lastname,contractnumber';
export const csvOf = (ids: readonly string[]): string => [HEADER, ...ids.map((id) => `${id},Ada,Byron,1815`), ''].join('\n');

/** A sandbox, and a clock that both sides share and that goes on only by waiting. */
export class Bench {
  readonly slept: number[] = [];
  now = Date.now();

  readonly clock: Clock = {
    now: () => this.now,
    random: () => 0.5,
    sleep: async (ms) => {
      this.slept.push(ms);
      this.now += ms;
    },
  };

  private constructor(private sandboxOrNothing?: Sandbox) {}

  static async open(): Promise<Bench> {
    const bench = new Bench();
    bench.sandboxOrNothing = await startSandbox({ port: 0, now: () => bench.now });
    return bench;
  }

  get sandbox(): Sandbox {
    return this.sandboxOrNothing!;
  }

  async close(): Promise<void> {
    await this.sandbox.close();
  }

  get baseUrl(): string {
    return this.sandbox.baseUrls.bryj!;
  }

  account(over = {}) {
    return accountAt(this.baseUrl, over);
  }

  run(file: WorkflowFile, options: RunOptions = {}): Promise<Ran> {
    return runWorkflow(file, { clock: this.clock, accounts: this.account(), ...options });
  }

  private async control<T>(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<T> {
    const reply = await fetch(`${this.sandbox.url}/_sandbox${path}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!reply.ok) throw new Error(`${path}: ${await reply.text()}`);
    return (await reply.json()) as T;
  }

  async reset(): Promise<void> {
    this.slept.length = 0;
    await this.control('/reset', {});
  }

  async fault(fault: Fault, rule: { match?: { method?: string; path?: string }; times?: number | null; skip?: number } = {}): Promise<void> {
    await this.control('/faults', { vendor: 'bryj', fault, ...rule });
  }

  async expireTokens(): Promise<void> {
    await this.control('/bryj/expire-tokens', {});
  }

  async settings(settings: Record<string, number>): Promise<void> {
    await this.control('/bryj/settings', settings);
  }

  /** What went over the wire to paths that hold the text. */
  wire(path = ''): WireEntry[] {
    return this.sandbox.requests().filter((entry) => entry.path.includes(path));
  }

  triggers(): WireEntry[] {
    return this.wire('/api/campaigns/trigger');
  }

  /** Batches that came in by this test, newest first; the sandbox brings a history of its own. */
  async batches(): Promise<BatchView[]> {
    const { batches } = await this.control<{ batches: BatchView[] }>('/bryj/batches');
    return batches.filter(({ campaignId, createdAt }) => campaignId === WELCOME && createdAt >= this.openedAt);
  }

  private readonly openedAt = this.now;
}
