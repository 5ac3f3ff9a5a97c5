import helper from 'node-red-node-test-helper';
import { setImmediate as turn } from 'node:timers/promises';
import type { JsonObject } from '../../../engine';
import { campaignNodes } from '../../../node-red/runtime';
import type { Clock } from '../../../node-red/runtime/clock';
import type { Config, Node, Red } from '../../../node-red/runtime/nodeRedTypes';
import { vendors } from '../../../vendors';
import { NOON } from '../../support/host';
import { rehearse, type Rehearsal } from '../../support/sandbox';
import { demoAccount, type DemoAccount } from './accounts';
import type { FlowNode, Msg, Values } from './bench';

helper.init(require.resolve('node-red'), { logging: { console: { level: 'off' } } });

const SINK = 'test-sink';

/** A clock that stands still until the test lets time pass; those that wait are woken in their order. */
export class StepClock implements Clock {
  /** Waits that were asked for, in milliseconds. */
  readonly slept: number[] = [];
  private time = NOON;
  private readonly waiting = new Set<{ readonly at: number; readonly wake: () => void }>();
  private readonly heard = new Set<() => void>();

  now(): number {
    return this.time;
  }

  random(): number {
    return 0.5;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const entry = {
        at: this.time + ms,
        wake: () => {
          this.waiting.delete(entry);
          resolve();
        },
      };
      this.slept.push(ms);
      this.waiting.add(entry);
      signal?.addEventListener('abort', () => {
        this.waiting.delete(entry);
        reject(signal.reason as Error);
      });
      this.heard.forEach((each) => each());
    });
  }

  /** Until somebody waits: the look that was under way is over. */
  async idle(): Promise<void> {
    // Who was woken has not begun to work yet.
    await turn();
    while (this.waiting.size === 0) await new Promise<void>((resolve) => this.heard.add(() => resolve()));
    this.heard.clear();
  }

  /** Lets time pass, and whoever it wakes do what they have to do. */
  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    for (;;) {
      const [next] = [...this.waiting].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
      if (!next) break;
      this.time = Math.max(this.time, next.at);
      next.wake();
      await this.idle();
    }
    this.time = end;
    // What was sent on is on its way through the flow.
    await turn();
    await turn();
  }
}

/** Polling nodes in Node-RED's own runtime, against the sandbox. */
export class PollBench {
  readonly out: Msg[] = [];
  readonly caught: Msg[] = [];
  readonly completed: Msg[] = [];
  private account: DemoAccount | undefined;

  private constructor(
    readonly sandbox: Rehearsal,
    readonly clock: StepClock,
  ) {}

  static async open(): Promise<PollBench> {
    const clock = new StepClock();
    return new PollBench(await rehearse({ now: () => clock.now() }), clock);
  }

  async close(): Promise<void> {
    await this.sandbox.close();
  }

  async reset(): Promise<void> {
    await helper.unload();
    for (const list of [this.out, this.caught, this.completed, this.clock.slept]) list.length = 0;
    await this.sandbox.control('POST', '/reset');
  }

  private flow(nodes: readonly FlowNode[]): FlowNode[] {
    const around: FlowNode[] = [
      { id: 'f', type: 'tab', label: 'Test' },
      { id: 'out', z: 'f', type: SINK },
      { id: 'catch', z: 'f', type: 'catch', scope: null, wires: [['caught']] },
      { id: 'caught', z: 'f', type: SINK },
      { id: 'complete', z: 'f', type: 'complete', scope: ['n'], wires: [['completed']] },
      { id: 'completed', z: 'f', type: SINK },
    ];
    return [...around, this.account!.node, ...nodes].map((each) => ({ ...(each.z ? { x: 0, y: 0 } : {}), ...each }));
  }

  /** The node under test, wired to `out`. */
  node(topic: 'report' | 'hits' | 'status', vendorId: string, source: string, values: Values = {}): FlowNode {
    this.account ??= demoAccount(vendors.find(({ id }) => id === vendorId)!, this.sandbox);
    const account = this.account.node.id;
    return { id: 'n', z: 'f', type: `campaign-${topic}-in`, account, vendor: vendorId, operation: `trigger.${source}`, values, version: 1, wires: [['out']] };
  }

  /** Starts a flow with the node, and waits until its first look is over. */
  async start(node: FlowNode, settings: object = {}): Promise<void> {
    helper.settings(settings);
    await helper.load([campaignNodes({ vendors, clock: this.clock }), this.sink()], this.flow([node]), this.account!.credentials);
    await this.clock.idle();
  }

  /** Deploys the node again, changed or not. */
  async deploy(node: FlowNode): Promise<void> {
    await helper.setFlows(this.flow([node]), 'full', this.account!.credentials);
    await this.clock.idle();
  }

  /** Another test is of another vendor. */
  forgetAccount(): void {
    this.account = undefined;
  }

  /** A type of node that hears what it is sent from the moment on at which it is made: a first look is quick. */
  private sink(): (red: Red) => void {
    const lists: Readonly<Record<string, Msg[]>> = { out: this.out, caught: this.caught, completed: this.completed };
    return (red) =>
      red.nodes.registerType(SINK, function (this: Node, config: Config) {
        red.nodes.createNode(this, config);
        this.on('input', (msg, _send, done) => {
          lists[config.id]!.push(msg);
          done();
        });
      });
  }

  /** Hands the node a message, and waits until its next look is over. */
  async send(msg: Msg): Promise<void> {
    helper.getNode('n').receive(msg);
    await turn();
    await this.clock.idle();
    await turn();
  }

  /** What came since the last time somebody asked. */
  async taken(): Promise<Msg[]> {
    await turn();
    return this.out.splice(0);
  }

  async rows(): Promise<JsonObject[]> {
    return (await this.taken()).map(({ payload }) => payload as JsonObject);
  }

  kept(key = 'poll'): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const context = helper.getNode('n').context() as unknown as { get(key: string, done: (error: Error | undefined, value: unknown) => void): void };
      context.get(key, (error, value) => (error ? reject(error) : resolve(value)));
    });
  }

  /** The texts that the node showed below itself, by their names. */
  get statuses(): { fill?: string; shape?: string; text?: string }[] {
    const { status } = helper.getNode('n') as unknown as { status: { args: [object][]; thisValues: { id: string }[] } };
    return status.args.filter((_, i) => status.thisValues[i]!.id === 'n').map(([each]) => each);
  }

  wire(path: string) {
    return this.sandbox.requests().filter((entry) => entry.path.includes(path));
  }

  fault(rule: object): Promise<unknown> {
    return this.sandbox.control('POST', '/faults', rule as never);
  }
}
