import { step } from '../../support/n8nStep.mts';
import { Server, type Workflow } from '../n8n/server';
import type { Said, Send } from './book';
import { Heap, type Held } from './heap';
import type { Hits } from './hits';
import type { Lane } from './lanes';
import { bodyOf, pathOf, post, routes } from './routes';
import { saidByFailure, type Answer, type Side } from './side';

const WEBHOOK = 'Webhook';
const SENDING = 'Send';
const HOLD = { executionOrder: 'v1' } as const;
/** The poll of a schedule would come between those at activations, of which n8n takes as many as there is time for. */
const ONCE_A_YEAR = '0 0 0 1 1 *';
const WATCHING = 'Hits';
/** What n8n prints of a workflow that is active after its start, at the first try or a later one. */
const ACTIVE = new RegExp(`Activated workflow "${WATCHING}"|Activation of workflow "${WATCHING}" .* was successful`);
/** How many executions n8n lists at a time. */
const PAGE = 25;

interface Ran {
  readonly id: string;
  readonly status: string;
}

/** What an item of a node's output says. */
interface Told {
  readonly status?: unknown;
  readonly error?: unknown;
  readonly details?: { readonly code?: string };
}

const saidBy = ({ status, error, details }: Told): Said => {
  if (error !== undefined || details !== undefined) return saidByFailure(details?.code, error);
  if (status === 'notSent') return 'failed';
  return status === 'skipped' ? 'skipped' : 'sent';
};

/** A real n8n: each lane is a workflow behind a webhook, with *Retry On Fail* and *On Error: Continue*. */
export class N8nSide implements Side {
  readonly name = 'n8n';
  private isEnding = false;
  private readonly workflows: Workflow[] = [];
  private watch!: Workflow;

  private constructor(
    readonly server: Server,
    private readonly heap: Heap,
    readonly hits: Hits,
  ) {}

  /** @param watch what is to be known of its sandbox before its workflows start */
  static async open(folder: string, watch: (server: Server) => Hits): Promise<N8nSide> {
    const heap = new Heap(folder);
    // Killed in the middle of an activation, n8n's queue of activations waits a long time; without it the start takes it.
    const server = await Server.start({ ...heap.env, N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'false', EXECUTIONS_DATA_PRUNE: 'false' });
    const side = new N8nSide(server, heap, watch(server));
    try {
      await side.activate();
    } catch (error) {
      await side.close();
      throw error;
    }
    return side;
  }

  private async activate(): Promise<void> {
    const { server } = this;
    const data: Readonly<Record<string, object>> = {
      bryjApi: server.accountData(),
      brazeApi: server.brazeData(),
      followAnalyticsApi: server.followData(),
      horisenApi: server.horisenData(),
      moEngageApi: server.moEngageData(),
    };
    const accounts: Record<string, object> = {};
    for (const [type, each] of Object.entries(data)) accounts[type] = await server.credential(type, type, each);
    for (const { lane, isKeyed, path } of routes) {
      const { node, account, parameters } = lane.n8n;
      const options = isKeyed ? { sendOnceKey: `={{ $('${WEBHOOK}').first().json.body.sendOnceKey }}` } : {};
      const workflow = await server.save({
        name: path,
        settings: HOLD,
        nodes: [
          step(WEBHOOK, 'n8n-nodes-base.webhook', 2, { path, httpMethod: 'POST', responseMode: 'lastNode', options: {} }, { webhookId: path }),
          step('People', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'body.people', options: {} }),
          step(
            SENDING,
            `n8n-nodes-campaigns.${node}`,
            2,
            { ...parameters, options },
            {
              ...{ credentials: { [account]: accounts[account] }, onError: 'continueRegularOutput' },
              ...{ retryOnFail: true, maxTries: 3, waitBetweenTries: 100 },
            },
          ),
          step('Execution', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: '={{ { execution: $execution.id } }}', options: {} }, { executeOnce: true }),
        ],
        connections: {
          [WEBHOOK]: { main: [[{ node: 'People', type: 'main', index: 0 }]] },
          People: { main: [[{ node: SENDING, type: 'main', index: 0 }]] },
          [SENDING]: { main: [[{ node: 'Execution', type: 'main', index: 0 }]] },
        },
      });
      await server.activate(workflow);
      this.workflows.push(workflow);
    }
    this.watch = await server.save({
      name: WATCHING,
      settings: HOLD,
      nodes: [
        step(
          'Trigger',
          'n8n-nodes-campaigns.followAnalyticsTrigger',
          2,
          { triggerOn: 'hits', campaignId: this.hits.campaign, pollTimes: { item: [{ mode: 'custom', cronExpression: ONCE_A_YEAR }] } },
          { credentials: { followAnalyticsApi: accounts.followAnalyticsApi } },
        ),
        step('Rows', 'n8n-nodes-base.noOp', 1, {}),
      ],
      connections: { Trigger: { main: [[{ node: 'Rows', type: 'main', index: 0 }]] } },
    });
    await server.activate(this.watch);
  }

  async send(lane: Lane, send: Send): Promise<Answer> {
    const answer = await post(`${this.server.n8n.url}/webhook/${pathOf(lane, send)}`, bodyOf(lane, send.people, send), () => this.isEnding);
    if (answer === undefined) return undefined;
    const { execution } = answer as { execution: string };
    try {
      return await this.said(execution, send.people.length);
    } catch (error) {
      if (this.isEnding) return undefined;
      throw error;
    }
  }

  /** What an execution says of each of its items. */
  private async said(execution: string, count: number): Promise<readonly Said[]> {
    const items = await this.server.items(execution, SENDING);
    const said: (Said | undefined)[] = Array.from({ length: count });
    for (const { json, pairedItem } of items) for (const { item } of [pairedItem].flat() as { item: number }[]) said[item] = saidBy(json as Told);
    const missing = said.indexOf(undefined);
    if (missing >= 0) throw new Error(`Execution ${execution} says nothing of item ${missing}: ${JSON.stringify(items).slice(0, 2_000)}`);
    return said as readonly Said[];
  }

  /** Each activation is a poll. A fault may refuse it, or the host end; what it would have found is found by the next one. */
  async look(): Promise<void> {
    await this.server.deactivate(this.watch).catch(() => undefined);
    await this.server.activate(this.watch).catch(() => undefined);
  }

  async end(how: 'kill' | 'stop'): Promise<void> {
    this.isEnding = true;
    await this.server.n8n[how]();
    if (how === 'kill') this.hits.killed();
  }

  async start(): Promise<void> {
    await this.server.restart();
    // Its settings are there before it knows again who is signed in.
    await this.server.until(() =>
      this.server.call('GET', `/workflows/${this.watch.id}`).then(
        () => true,
        () => false,
      ),
    );
    // Until then it polls on its own account, at once or when a fault has refused that; a look in the middle of it would find the same hits.
    await this.server.until(() => ACTIVE.test(this.server.n8n.output()));
    this.isEnding = false;
  }

  held(): Promise<Held> {
    return this.heap.heldBy(this.server.n8n.pid);
  }

  private async ran({ id }: Workflow): Promise<readonly Ran[]> {
    const all: Ran[] = [];
    const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
    let from = '';
    for (;;) {
      const page = await this.server.call<{ results: Ran[]; nextCursor: string | null }>('GET', `/executions?filter=${filter}&limit=${PAGE}${from}`);
      all.push(...page.results);
      if (page.nextCursor === null) return all;
      from = `&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
  }

  async told(): Promise<readonly string[]> {
    const users: string[] = [];
    for (const { id } of await this.ran(this.watch)) for (const { json } of await this.server.items(id, 'Trigger')) users.push(String(json.user_id));
    return users;
  }

  async records(answered: number, cutOff: number): Promise<readonly string[]> {
    const wrong: string[] = [];
    let successes = 0;
    let others = 0;
    for (const workflow of this.workflows)
      for (const { status } of await this.ran(workflow))
        if (status === 'success') successes++;
        else others++;
    if (successes < answered) wrong.push(`n8n answered ${answered} sends, and has ${successes} executions that were a success`);
    if (successes + others > answered + cutOff) wrong.push(`n8n has ${successes + others} executions of ${answered + cutOff} sends`);
    return wrong;
  }

  output(): string {
    return this.server.n8n.output();
  }

  async close(): Promise<void> {
    await this.server.stop();
  }
}
