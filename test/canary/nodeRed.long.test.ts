import helper from 'node-red-node-test-helper';
import { operationsOf, type AnyVendor, type JsonObject } from '../../engine';
import { campaignNodes } from '../../node-red/runtime';
import { sourcesOf } from '../../node-red/shared/pickers';
import { accountType, nodeTypes, SET, TRIGGER } from '../../node-red/shared/types';
import type { Sandbox } from '../../sandbox/index';
import { vendors } from '../../vendors';
import { demoAccount, type DemoAccount } from '../hosts/node-red/accounts';
import type { FlowNode, Msg } from '../hosts/node-red/bench';
import { TestClock } from '../hosts/node-red/clock';
import { StepClock } from '../hosts/node-red/pollBench';
import { savedFor } from '../hosts/node-red/saved';
import type { CanaryAccount } from './accounts';
import { EchoVendor } from './echoVendor';
import { expectSameWords, expectSeen, isLate, meet, PLAYS_ALL, setScene, sharedScenes, sharedTriggers, shareOf, signsIn, WAYS } from './play';
import type { Named } from './replies';
import { scenesOf, type Scene } from './scenes';
import { Tally, type Sinks } from './tally';

/** Nothing of an account's secrets is left behind in Node-RED, whatever a vendor says of them. */
helper.init(require.resolve('node-red'), { logging: { console: { level: 'off' } } });

let echo: EchoVendor;
const tally = new Tally();
// Each test plays hundreds of scenes.
jest.setTimeout(300_000);
beforeAll(async () => {
  echo = await EchoVendor.open();
});
afterEach(() => helper.unload());
afterAll(() => {
  echo.close();
  tally.tell('Node-RED');
});

const DAYS_MS = 2 * 86_400_000;
const DAY_MS = 86_400_000;

/** How a flow is filled in: what an operation is given, and how its rows leave. */
const MANNERS = ['rows', 'buffers'] as const;

interface Spied {
  readonly status: { readonly args: readonly unknown[][] };
  readonly error: { readonly args: readonly unknown[][] };
  readonly warn: { readonly args: readonly unknown[][] };
}

/** A flow of an account and nodes that use it. */
class Stage {
  readonly out: Msg[] = [];
  readonly caught: Msg[] = [];
  readonly completed: Msg[] = [];
  private readonly account: DemoAccount;
  private settled: (() => void) | undefined;
  private heardBefore: Readonly<Record<string, number>> = {};

  constructor(
    readonly own: CanaryAccount,
    private readonly clock: TestClock | StepClock,
  ) {
    this.account = demoAccount(own.vendor, { baseUrls: {} } as Sandbox, own.credential);
  }

  node(id: string, type: string, operation: string, values: object): FlowNode {
    return { id, z: 'f', x: 0, y: 0, type, account: this.account.node.id, vendor: this.own.vendor.id, operation, values, version: 1, wires: [['out']] };
  }

  async start(nodes: readonly FlowNode[]): Promise<void> {
    const place = { z: 'f', x: 0, y: 0 };
    const flow = [
      { id: 'f', type: 'tab', label: 'Test' },
      this.account.node,
      { id: 'out', type: 'helper', ...place },
      { id: 'catch', type: 'catch', scope: null, wires: [['caught']], ...place },
      { id: 'caught', type: 'helper', ...place },
      { id: 'complete', type: 'complete', scope: nodes.map(({ id }) => id), wires: [['completed']], ...place },
      { id: 'completed', type: 'helper', ...place },
      ...nodes,
    ];
    await helper.load([campaignNodes({ vendors, clock: this.clock })], flow, this.account.credentials);
    const hear = (id: 'out' | 'caught' | 'completed', ends: boolean): void =>
      void helper.getNode(id).on('input', (msg: Msg) => {
        // A file is handed on as the vendor made it, byte for byte.
        this[id].push(Buffer.isBuffer(msg.payload) ? { ...msg, payload: 'bytes of a file' } : msg);
        if (ends) this.settled?.();
      });
    hear('out', false);
    hear('caught', true);
    hear('completed', true);
  }

  /** What the runtime and its nodes have said since the last time. */
  private said(): Sinks {
    const { status, error, warn } = helper.getNode('out') as unknown as Spied;
    const lists = { log: (helper.log() as unknown as { args: unknown[][] }).args, status: status.args, error: error.args, warn: warn.args };
    const news = Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.slice(this.heardBefore[name] ?? 0)]));
    this.heardBefore = Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.length]));
    return Object.fromEntries(Object.entries(news).map(([name, list]) => [`Node-RED ${name}`, list]));
  }

  /** Plays a scene, and searches what a piece of work leaves behind. */
  async run(scene: Scene, what: string, named: Named | undefined, work: () => Promise<Sinks>): Promise<void> {
    const { name, user } = this.own;
    setScene(echo, this.own, scene, named);
    for (const list of [this.out, this.caught, this.completed]) list.length = 0;
    const sinks = await work();
    const messages = { messages: [...this.out], 'caught errors': this.caught.flatMap((msg) => [msg, msg.error]), 'completed messages': [...this.completed] };
    tally.search(`${name} / ${what} / ${scene.name}`, echo.known, user, { ...sinks, ...messages, ...this.said() });
    if (isLate(scene) && this.clock instanceof TestClock) this.clock.advance(DAYS_MS);
  }

  /** Hands a node a message, and waits until a Complete or a Catch node has heard of it. */
  async send(id: string, msg: Msg = {}): Promise<Sinks> {
    const over = new Promise<void>((resolve) => {
      this.settled = resolve;
    });
    helper.getNode(id).receive({ ...msg });
    await over;
    return {};
  }

  /** Asks the runtime as the editor does, which leaves untouched secrets out. */
  async ask(route: 'check' | 'pick', more: JsonObject = {}): Promise<Sinks> {
    const { node, credentials } = this.account;
    const secrets = Object.fromEntries(Object.keys(credentials[node.id]!).map((name) => [name, '__PWRD__']));
    const { body } = await helper
      .request()
      .post(`/${SET}/${accountType(this.own.vendor)}/${route}`)
      .send({ id: node.id, values: node.values, secrets, ...more });
    return { [`route ${route}`]: body as unknown };
  }

  /** What a node keeps. */
  async kept(id: string): Promise<unknown> {
    const context = helper.getNode(id).context() as unknown as {
      keys(done: (error: unknown, keys: string[]) => void): void;
      get(key: string, done: (error: unknown, value: unknown) => void): void;
    };
    const keys = await new Promise<string[]>((resolve) => context.keys((_, found) => resolve(found ?? [])));
    return await Promise.all([...keys, 'poll'].map((key) => new Promise((resolve) => context.get(key, (_, value) => resolve([key, value])))));
  }
}

const vendorType = (vendor: AnyVendor): string => nodeTypes(vendors).find((type) => type.vendor === vendor)!.type;

describe.each(WAYS)('%s', (_, vendor, way) => {
  it('keeps its secrets through every operation and every answer', async () => {
    const stage = new Stage(meet(echo, vendor, way), new TestClock());
    const all = operationsOf(vendor);
    const idOf = ({ name }: Named, input: number, manner: string): string => `${name} ${input} ${manner}`;
    const nodes = all.flatMap((named) =>
      named.operation.sampleInputs.flatMap((input, i) =>
        (named.operation.returns === 'file' ? MANNERS : ['rows']).map((manner) => {
          const more = manner === 'buffers' ? { output: { type: 'choice', value: 'file' }, fileTo: { type: 'choice', value: 'buffers' } } : {};
          return stage.node(idOf(named, i, manner), vendorType(vendor), named.name, { ...savedFor(named.operation, input), ...more });
        }),
      ),
    );
    await stage.start(nodes);
    for (const { named, scene, turn } of sharedScenes(stage.own, way)) {
      const id = idOf(named, turn % 2, named.operation.returns === 'file' && turn % 3 === 1 ? 'buffers' : 'rows');
      await stage.run(scene, named.name, named, () => stage.send(id));
    }
    expectSeen(echo, stage.own);
  });

  it('keeps them in what the editor is answered', async () => {
    const stage = new Stage(meet(echo, vendor, way), new TestClock());
    await stage.start([]);
    const scenes = scenesOf({ returns: 'list' }, signsIn(stage.own));
    for (const scene of scenes) await stage.run(scene, 'check', undefined, () => stage.ask('check'));
    const sources = sourcesOf(vendor);
    for (const [number, source] of sources.entries()) {
      for (const scene of shareOf(way, scenes, number, sources.length))
        await stage.run(scene, `pick ${source.operation}`, undefined, () => stage.ask('pick', { source: source as unknown as JsonObject, filter: '' }));
    }
  });

  it('keeps them in what its triggers tell', async () => {
    const own = meet(echo, vendor, way);
    for (const { name, trigger, scenes } of sharedTriggers(own, way)) {
      const clock = new StepClock();
      const stage = new Stage(own, clock);
      const type = nodeTypes(vendors).find(({ topic }) => topic === trigger.topic)!.type;
      const values = {
        ...savedFor(trigger, trigger.sampleInputs[trigger.watch.by === 'point' ? 0 : 1]),
        every: { type: 'num', value: '24' },
        everyUnit: { type: 'choice', value: 'hours' },
      };
      await stage.run({ name: 'fine', manner: 'more members', answers: [] }, `trigger ${name}`, undefined, async () => {
        await stage.start([stage.node('n', type, `${TRIGGER}${name}`, values)]);
        await clock.idle();
        return {};
      });
      for (const scene of scenes) {
        await stage.run(scene, `trigger ${name}`, undefined, async () => {
          await clock.pass(isLate(scene) ? DAYS_MS : DAY_MS);
          return { context: await stage.kept('n') };
        });
      }
      await helper.unload();
    }
  });
});

it('finds nothing', () => {
  expect(tally.runs).toBeGreaterThan(PLAYS_ALL ? 4_000 : 1_200);
  expect(tally.found).toEqual([]);
});

it.each(vendors.map((vendor) => [vendor.id, vendor] as const))('%s: a short secret leaves what is said as it is', async (_, vendor) => {
  await expectSameWords(echo, vendor, async (own, named) => {
    const stage = new Stage(own, new TestClock());
    await stage.start([stage.node('n', vendorType(vendor), named.name, savedFor(named.operation, named.operation.sampleInputs[0]))]);
    await stage.send('n');
    await helper.unload();
    return (stage.caught[0]!.error as Error).message;
  });
});
