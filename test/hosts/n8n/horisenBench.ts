import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Clock } from '../../../nodes/shared/clock';
import type { WireEntry } from '../../../sandbox/index';
import { rehearse, type Rehearsal } from '../../support/sandbox';
import { chainOf, type Manner } from './bench';
import { demoAccounts, runWorkflow, type Ran, type RunOptions } from './engine';

/** Thursday, 15 January 2026, noon in UTC. */
export const NOON = Date.UTC(2026, 0, 15, 12);

export const SERVICE = '5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11';
export const LIST = 'cf9eeb30-c1af-11ee-8073-bf4d6e8c1618';
export const SMALL = '11111111-c1af-11ee-8073-bf4d6e8c1618';
export const TEMPLATE = '1592695e-c1b1-11ee-b153-774c9d3a7957';
export const RECURRING = '22222222-c1b1-11ee-b153-774c9d3a7957';
export const DRAFT = '33333333-c1b1-11ee-b153-774c9d3a7957';
export const FINISHED = '44444444-c1b1-11ee-b153-774c9d3a7957';
export const CAMPAIGNS = `/horisen/news/v1/services/${SERVICE}/campaigns`;

export const picked = (value: string) => ({ __rl: true, mode: 'id', value });
/** Rows of a list, as the editor keeps them. */
export const rows = (...values: INodeParameters[]): INodeParameters => ({ values });

/** An SMS draft for the three on the small list, as a user fills it in. */
export const sms: INodeParameters = {
  resource: 'campaign',
  operation: 'create',
  name: 'New Campaign',
  status: 'draft',
  sendingType: 'sms',
  template: 'Hello @first_name',
  sender: '+41587000000',
  recipientLists: [SMALL],
  queryType: 'all',
  scheduleType: 'now',
};

export const node = (name: string, parameters: INodeParameters, manner: Manner = {}): INode => ({
  id: `id of ${name}`,
  name,
  type: 'n8n-nodes-campaigns.horisen',
  typeVersion: 1,
  position: [0, 0],
  credentials: { horisenApi: { id: 'horisen', name: 'Sandbox' } },
  parameters: { resource: 'campaign', ...parameters },
  ...manner,
});

/** The sandbox's HORISEN and n8n, with a clock that both share and that goes on by waiting alone; made anew for each test. */
export class HorisenBench {
  now = NOON;

  readonly clock: Clock = {
    now: () => this.now,
    random: () => 0.5,
    sleep: async (ms) => {
      this.now += ms;
    },
  };

  private rehearsal?: Rehearsal;

  /** To be called by a test file, outside of its tests. */
  static forEachTest(): HorisenBench {
    const bench = new HorisenBench();
    beforeAll(async () => {
      bench.rehearsal = await rehearse({ now: () => bench.now });
    });
    afterAll(() => bench.sandbox.close());
    beforeEach(async () => {
      bench.now = NOON;
      await bench.sandbox.control('POST', '/reset');
    });
    return bench;
  }

  get sandbox(): Rehearsal {
    return this.rehearsal!;
  }

  account(over: Record<string, string> = {}) {
    const accounts = demoAccounts(this.sandbox);
    Object.assign(accounts.stored.horisen!, over);
    return accounts;
  }

  runAll(nodes: readonly INode[], options: RunOptions = {}): Promise<Ran> {
    return runWorkflow(chainOf(...nodes), { clock: this.clock, accounts: this.account(), ...options });
  }

  /** One node, by the name `Horisen`. */
  run(parameters: INodeParameters, items: readonly INodeExecutionData[] = [{ json: {} }], manner?: Manner, options: RunOptions = {}): Promise<Ran> {
    return this.runAll([node('Horisen', parameters, manner)], { items, ...options });
  }

  /** One node that must not fail, and its only item. */
  async one(parameters: INodeParameters): Promise<Record<string, unknown>> {
    const ran = await this.run(parameters);
    expect(ran.error).toBeUndefined();
    expect(ran.items('Horisen')).toHaveLength(1);
    return ran.jsons('Horisen')[0]!;
  }

  /** Requests to the API by their method; sign-ins stand apart. */
  wire(method?: string): WireEntry[] {
    return this.sandbox.requests().filter((entry) => entry.path.startsWith('/horisen/news/') && (!method || entry.method === method));
  }

  signIns(): WireEntry[] {
    return this.sandbox.requests().filter(({ path }) => path === '/horisen/oauth2/access-token');
  }

  /** Method and path of all requests to the API, the queries left out. */
  calls(): string[] {
    return this.wire().map(({ method, path }) => `${method} ${path.split('?')[0]!.replace(CAMPAIGNS, '')}`);
  }

  /** The last body that went out by this method. */
  body(method = 'POST'): Record<string, unknown> {
    return JSON.parse(this.wire(method).at(-1)!.body) as Record<string, unknown>;
  }

  async fault(rule: object): Promise<void> {
    await this.sandbox.control('POST', '/faults', { vendor: 'horisen', ...rule } as never);
  }

  /** A campaign as HORISEN has it, without what was left out. */
  async stored(uuid: unknown): Promise<Record<string, unknown>> {
    const campaign = await this.one({ operation: 'get', campaignUuid: picked(String(uuid)) });
    return Object.fromEntries(Object.entries(campaign).filter(([, value]) => value !== null));
  }

  /** What the contacts of a campaign's runs have read. */
  async read(campaignId: unknown): Promise<{ readonly user: string; readonly title: string; readonly body: string; readonly status: string }[]> {
    const { batches } = (await this.sandbox.control('GET', '/horisen/batches')) as unknown as {
      batches: { id: string; campaignId: string; state: string }[];
    };
    const [batch] = batches.filter((each) => each.campaignId === campaignId && each.state === 'sent');
    if (!batch) return [];
    const page = (await this.sandbox.control('GET', `/horisen/batches/${batch.id}/messages`)) as unknown as {
      messages: { user: string; title: string; body: string; status: string }[];
    };
    return page.messages.map(({ user, title, body, status }) => ({ user, title, body, status }));
  }
}
