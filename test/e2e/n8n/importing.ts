import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { examples, type Row, type Server, type Workflow } from './server';

interface Node {
  readonly name: string;
  readonly credentials?: Readonly<Record<string, object>>;
}

/** The examples, imported into a running n8n and started there, as a user does. */
export class Importing {
  private constructor(
    private readonly server: Server,
    private readonly accounts: Readonly<Record<string, { readonly id: string; readonly name: string }>>,
  ) {}

  /** @param accounts the data of an account for each type of credential */
  static async into(server: Server, accounts: Readonly<Record<string, object>>): Promise<Importing> {
    const made = [];
    for (const [type, data] of Object.entries(accounts)) made.push([type, await server.credential(type, type, data)] as const);
    return new Importing(server, Object.fromEntries(made));
  }

  /** Imports an example, chooses the accounts, and enables the nodes that are disabled until their address is there. */
  async load(name: string, edit = (text: string): string => text): Promise<Workflow> {
    const text = edit(await readFile(join(examples, `${name}.json`), 'utf8'));
    const { id: _, nodes, ...rest } = JSON.parse(text) as { id: string; nodes: Node[] };
    const chosen = ({ credentials = {}, ...node }: Node) => ({
      ...node,
      disabled: false,
      credentials: Object.fromEntries(Object.keys(credentials).map((type) => [type, this.accounts[type]!])),
    });
    return await this.server.save({ ...rest, nodes: nodes.map(chosen) });
  }

  /** Runs an example by its manual trigger until it has ended or waits, and gives what its nodes returned. */
  async press(workflow: Workflow, status = 'success'): Promise<(node: string) => Promise<Row[]>> {
    const { server } = this;
    const before = (await server.executions(workflow, status)).length;
    await server.call('POST', `/workflows/${workflow.id}/run`, { workflowData: workflow, triggerToStartFrom: { name: 'Start' } });
    await server.until(async () => {
      const failed = await server.executions(workflow, 'error');
      if (failed.length > 0) throw new Error(await server.execution(failed[0]!));
      return (await server.executions(workflow, status)).length > before;
    });
    return (node) => server.made(workflow, node);
  }
}
