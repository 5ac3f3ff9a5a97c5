import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Clock } from '../../../nodes/shared/clock';
import { rehearse, type Rehearsal } from '../../support/sandbox';
import { chainOf, type Manner } from './bench';
import { demoAccounts, runWorkflow, type Ran, type RunOptions } from './engine';

/** What a picker holds once something was chosen. */
export const picked = (value: string) => ({ __rl: true, mode: 'id', value });

/** A vendor's node in n8n's engine and the sandbox, with a clock that both share and that goes on by waiting alone; as new for each test. */
export class Stage {
  now: number;
  readonly slept: number[] = [];

  readonly clock: Clock = {
    now: () => this.now,
    random: () => 0.5,
    sleep: async (ms) => {
      this.slept.push(ms);
      this.now += ms;
    },
  };

  private rehearsal?: Rehearsal;

  /**
   * To be made by a test file, outside of its tests.
   * @param start when each test begins
   */
  constructor(
    readonly vendorId: string,
    start = Date.now(),
  ) {
    this.now = start;
    beforeAll(async () => {
      this.rehearsal = await rehearse({ now: () => this.now });
    });
    afterAll(() => this.sandbox.close());
    beforeEach(async () => {
      this.now = start;
      this.slept.length = 0;
      await this.sandbox.control('POST', '/reset');
    });
  }

  get sandbox(): Rehearsal {
    return this.rehearsal!;
  }

  /** The demo accounts, with members of the vendor's own put in the place of others. */
  account(over: Record<string, string | boolean> = {}) {
    const accounts = demoAccounts(this.sandbox);
    Object.assign(accounts.stored[this.vendorId]!, over);
    return accounts;
  }

  node(name: string, parameters: INodeParameters, manner: Manner & Pick<INode, 'executeOnce'> = {}): INode {
    return {
      id: `id of ${name}`,
      name,
      type: `n8n-nodes-campaigns.${this.vendorId}`,
      typeVersion: 1,
      position: [0, 0],
      credentials: { [`${this.vendorId}Api`]: { id: this.vendorId, name: 'Sandbox' } },
      parameters,
      ...manner,
    };
  }

  /** Start, then these nodes one after another. */
  runAll(nodes: readonly INode[], options: RunOptions = {}): Promise<Ran> {
    return runWorkflow(chainOf(...nodes), { items: [{ json: {} }], clock: this.clock, accounts: this.account(), ...options });
  }

  /** One node, by the name `Node`. */
  run(parameters: INodeParameters, items: readonly INodeExecutionData[] = [{ json: {} }], manner?: Manner, options: RunOptions = {}): Promise<Ran> {
    return this.runAll([this.node('Node', parameters, manner)], { items, ...options });
  }

  /** Requests whose path holds this, by their method if one is given. */
  wire(path: string, method?: string) {
    return this.sandbox.requests().filter((entry) => entry.path.includes(path) && (!method || entry.method === method));
  }

  /** Switches a fault of the vendor on. */
  async fault(rule: object): Promise<void> {
    await this.sandbox.control('POST', '/faults', { vendor: this.vendorId, ...rule });
  }
}
