import type { Json, JsonObject } from '../../../engine';
import { vendors } from '../../../vendors';
import { braze } from '../../../vendors/braze';
import { demoAccount, type DemoAccount } from './accounts';
import { Bench, str, type FlowNode, type Msg, type Values } from './bench';

/** A campaign of the sandbox's Braze that may be triggered. */
export const CAMPAIGN = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';

/** People of the sandbox's Braze as a CSV node hands them over. */
export const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({ id: `demo-${String(from + i + 1).padStart(4, '0')}`, first_name: `First ${from + i}` }));

export const idsIn = (list: unknown): readonly string[] => (list as readonly { readonly id: string }[]).map(({ id }) => id);

/** Braze's trigger in Node-RED's own runtime, fifty people a request, and what the sandbox has accepted for whom. */
export class Sends {
  private opened: Bench | undefined;
  private account!: DemoAccount;

  static forEachTest(): Sends {
    const sends = new Sends();
    beforeAll(async () => {
      sends.opened = await Bench.open();
    });
    beforeEach(() => {
      sends.account = demoAccount(braze, sends.bench.sandbox);
    });
    afterEach(() => sends.bench.reset());
    afterAll(() => sends.bench.close());
    return sends;
  }

  get bench(): Bench {
    return this.opened!;
  }

  trigger(values: Values = {}, over: Values = {}): FlowNode {
    return {
      id: 'n',
      z: 'f',
      type: 'campaign-trigger-batch',
      account: this.account.node.id,
      vendor: 'braze',
      operation: 'campaign.trigger',
      values: { campaignId: { type: 'pick', value: CAMPAIGN }, userColumn: str('id'), ...values },
      version: 1,
      wires: [['out']],
      ...over,
    };
  }

  async start(nodes: readonly FlowNode[] = [this.trigger()], settings: object = {}): Promise<void> {
    await this.bench.start([...nodes, this.account.node], { vendors, credentials: this.account.credentials, settings });
  }

  /** Deploys the nodes that have changed. */
  async deploy(nodes: readonly FlowNode[]): Promise<void> {
    await this.bench.deploy([...nodes, this.account.node], this.account.credentials, 'nodes');
  }

  /** Answers a later request otherwise: the one after so many. */
  async fault(fault: JsonObject, skip = 0, times = 1): Promise<void> {
    await this.bench.sandbox.control('POST', '/faults', { vendor: 'braze', match: { path: '/campaigns/trigger/send' }, skip, times, fault } as Json);
  }

  get requests(): readonly string[] {
    return this.bench.sandbox
      .requests()
      .filter(({ path }) => path === '/braze/campaigns/trigger/send')
      .map(({ body }) => body);
  }

  /** How often the sandbox has accepted a message, by person. */
  async accepted(): Promise<Readonly<Record<string, number>>> {
    const { people: counts } = (await this.bench.sandbox.control('GET', '/accepted?vendor=braze')) as unknown as { people: Record<string, number> };
    return counts;
  }

  /** What Catch was given last. */
  get failed(): Msg & { readonly error: { readonly code: string; readonly message: string; readonly cause: Readonly<Record<string, unknown>> } } {
    return this.bench.caught.at(-1) as never;
  }

  /** Hands the node what Catch was given last, as a wire back to it does. */
  async again(over: Msg = {}): Promise<Msg | undefined> {
    const { out } = this.bench;
    const before = out.length;
    await this.bench.send({ ...structuredClone(this.failed), ...over });
    return out[before];
  }
}

/** Everybody has it exactly once. */
export const onceEach = (list: readonly { readonly id: string }[]): Readonly<Record<string, number>> => Object.fromEntries(list.map(({ id }) => [id, 1]));
