import helper from 'node-red-node-test-helper';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnyVendor, Json, Send } from '../../../engine';
import { campaignNodes } from '../../../node-red/runtime';
import { bryj } from '../../../vendors/bryj';
import { NOON } from '../../support/host';
import { rehearse, type Rehearsal } from '../../support/sandbox';
import { TestClock } from './clock';
import { untilHeard } from './news';

helper.init(require.resolve('node-red'), { logging: { console: { level: 'off' } } });

export type Values = Readonly<Record<string, unknown>>;
export type Msg = { [key: string]: unknown };
export type FlowNode = { readonly id: string; readonly type: string; readonly [key: string]: unknown };

interface Batch {
  readonly id: string;
  readonly form: string;
  readonly count: number;
  readonly state: string;
  readonly createdAt: number;
}

/** What Catch nodes see. */
export interface Caught {
  readonly message: string;
  readonly code: string;
  readonly cause: { readonly todo: string; readonly [key: string]: Json | undefined };
}

export const str = (value: string) => ({ type: 'str', value });
export const choice = (value: string) => ({ type: 'choice', value });
export const choices = (...value: readonly string[]) => ({ type: 'choices', value });
export const bool = (value: boolean) => ({ type: 'bool', value: String(value) });
export const num = (value: number) => ({ type: 'num', value: String(value) });
export const group = (value: Values) => ({ type: 'group', value });
export const fromMsg = (value: string) => ({ type: 'msg', value });

/** A status of something that was sent to the sandbox, which is on this machine. */
export const local = (status: string): string => `campaigns.status.${status} (campaigns.status.local)`;

export const WELCOME = 'CMP_demo_welcome';

/** People as a CSV node hands them over. */
export const people = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ User: `delivered-${i}`, firstname: `First${i}`, lastname: 'Last', contractnumber: `${i}` }));

export const csvOf = (count: number): string =>
  ['User,firstname,lastname,contractnumber', ...people(count).map((person) => Object.values(person).join(','))].join('\n') + '\n';

/** Stands for the account of the test at hand. */
const ACCOUNT = 'account';

/** A node under test: id `n`, with the account, wired to `out`. */
const node = (type: string, operation: string, values: Values, over: Values = {}): FlowNode => ({
  id: 'n',
  z: 'f',
  type,
  account: ACCOUNT,
  vendor: 'bryj',
  operation,
  values,
  version: 1,
  wires: [['out']],
  ...over,
});

export const trigger = (values: Values = {}, over?: Values): FlowNode =>
  node('campaign-trigger-batch', 'batch.trigger', { campaignId: str(WELCOME), ...values }, over);
export const cancel = (values: Values = {}): FlowNode =>
  node('campaign-cancel-request', 'batch.cancel', { requestId: fromMsg('payload.request_id'), ...values });
export const report = (values: Values = {}, over?: Values): FlowNode =>
  node('campaign-get-report', 'batch.getReport', { requestId: fromMsg('payload.request_id'), waitUntilReady: bool(true), ...values }, over);
export const vendorNode = (operation: string, values: Values): FlowNode => node('campaign-bryj', operation, values);

interface StartOptions {
  readonly vendors?: readonly AnyVendor[];
  readonly password?: string;
  /** Secrets of further accounts, by node id. */
  readonly credentials?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Node-RED's own nodes that the flow has. */
  readonly core?: readonly unknown[];
  /** What Node-RED's settings file has. */
  readonly settings?: object;
  /** The package's own client if absent. */
  readonly unauthenticated?: Send;
}

/** A flow in Node-RED's own runtime, against the sandbox. */
export class Bench {
  readonly out: Msg[] = [];
  readonly caught: Msg[] = [];
  readonly completed: Msg[] = [];
  private since = NOON;
  /** Another one for each test, as tokens are kept by account. */
  private accountId = 'account0';
  private tests = 0;
  private readonly servers: Server[] = [];
  private settled: (() => void) | undefined;
  private readonly heard = new Set<() => void>();

  private constructor(
    readonly sandbox: Rehearsal,
    readonly clock: TestClock,
    /** A folder for files, removed in the end. */
    readonly folder: string,
  ) {}

  static async open(): Promise<Bench> {
    const clock = new TestClock();
    const sandbox = await rehearse({ now: () => clock.now() });
    return new Bench(sandbox, clock, await mkdtemp(join(tmpdir(), 'node-red-flows-')));
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Node-RED ends. */
  async stop(): Promise<void> {
    await helper.unload();
  }

  /** Between tests: nothing runs, and the sandbox is as at the start. */
  async reset(): Promise<void> {
    await helper.unload();
    this.clock.release();
    this.servers.splice(0).forEach((server) => server.close());
    for (const list of [this.out, this.caught, this.completed, this.clock.slept]) list.length = 0;
    await this.sandbox.control('POST', '/reset');
    this.since = this.clock.now();
    this.accountId = `account${++this.tests}`;
  }

  account(over: Values = {}): FlowNode {
    return {
      id: this.accountId,
      type: 'bryj-account',
      version: 1,
      values: { email: str('demo@example.com'), baseUrl: str(this.sandbox.baseUrls.bryj!), ...over },
    };
  }

  flow(...nodes: readonly FlowNode[]): FlowNode[] {
    const given = new Set(nodes.map(({ id }) => id));
    const around: FlowNode[] = [
      { id: 'f', type: 'tab', label: 'Test' },
      this.account(),
      { id: 'out', z: 'f', type: 'helper' },
      { id: 'catch', z: 'f', type: 'catch', scope: null, wires: [['caught']] },
      { id: 'caught', z: 'f', type: 'helper' },
      { id: 'complete', z: 'f', type: 'complete', scope: ['n'], wires: [['completed']] },
      { id: 'completed', z: 'f', type: 'helper' },
    ];
    // Node-RED takes what has no place on a tab for a config node.
    return [...around.filter(({ id }) => !given.has(id)), ...nodes].map((each) => ({
      ...(each.z ? { x: 0, y: 0 } : {}),
      ...each,
      ...(each.account === ACCOUNT ? { account: this.accountId } : {}),
    }));
  }

  /** Starts the flow around the given nodes. */
  async start(
    nodes: readonly FlowNode[],
    { vendors = [bryj], password = 'demo-password', credentials, core = [], settings = {}, unauthenticated }: StartOptions = {},
  ) {
    helper.settings({ fileWorkingDirectory: this.folder, ...settings });
    await helper.load([campaignNodes({ vendors, clock: this.clock, ...(unauthenticated && { unauthenticated }) }), ...core], this.flow(...nodes), {
      [this.accountId]: { password },
      ...credentials,
    });
    this.listen();
  }

  /** Hears what the flow's ends are sent; a deploy makes them anew. */
  listen(): void {
    this.hear('out', this.out);
    this.hear('caught', this.caught, true);
    this.hear('completed', this.completed, true);
  }

  /** Keeps what a node is sent. */
  hear(id: string, list: Msg[], ends = false): void {
    helper.getNode(id).on('input', (msg: Msg) => {
      list.push(msg);
      this.heard.forEach((each) => each());
      if (ends) this.settled?.();
    });
  }

  /** Hands the node a message without waiting for what becomes of it. */
  post(msg: Msg, id = 'n'): void {
    helper.getNode(id).receive(msg);
  }

  /** Hands the node a message, and waits until a Complete or a Catch node has heard of it. */
  async send(msg: Msg = {}): Promise<Msg[]> {
    const over = this.next();
    this.post(msg);
    await over;
    return this.out;
  }

  /** Asks the runtime as the editor does. */
  async ask(path: string, body: object): Promise<unknown> {
    const { body: answer } = await helper.request().post(path).send(body);
    return answer;
  }

  /** The next end of a message's way, good or bad. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.settled = resolve;
    });
  }

  /** Waits until something holds, looking whenever one of the flow's ends hears something. */
  until(holds: () => boolean): Promise<void> {
    return untilHeard(this.heard, holds);
  }

  context(): { flow: { set(key: string, value: unknown): void }; global: { set(key: string, value: unknown): void } } {
    return helper.getNode('n').context();
  }

  async run(nodes: readonly FlowNode[], msg?: Msg, options?: StartOptions): Promise<Msg[]> {
    await this.start(nodes, options);
    return await this.send(msg);
  }

  /** Deploys other nodes in place of these; all of them, or only those that have changed. */
  async deploy(nodes: readonly FlowNode[], credentials: StartOptions['credentials'] = {}, type: 'full' | 'nodes' = 'full'): Promise<void> {
    await helper.setFlows(this.flow(...nodes), type, { [this.accountId]: { password: 'demo-password' }, ...credentials });
  }

  get failure(): Caught {
    if (this.caught.length !== 1) throw new Error(`Caught ${this.caught.length} errors`);
    return this.caught[0]!.error as unknown as Caught;
  }

  /** What the node showed below itself, in order. */
  get statuses(): { fill?: string; shape?: string; text?: string }[] {
    const { status } = helper.getNode('n') as unknown as { status: { args: [object][]; thisValues: { id: string }[] } };
    return status.args.filter((_, i) => status.thisValues[i]!.id === 'n').map(([each]) => each);
  }

  /** Everything that was logged or shown by any node, as text. */
  get said(): string {
    return JSON.stringify([helper.log().args, this.statuses, this.caught]);
  }

  /** What is reported as an error from now on, whoever hears it. */
  errors(): () => string[] {
    const { error } = helper.getNode('n') as unknown as { error: { args: [unknown][] } };
    const before = error.args.length;
    return () => error.args.slice(before).map(([each]) => String(each));
  }

  /** Waits until the sandbox has done what a request asks for, and keeps its answer to itself. */
  async swallowed(path: string): Promise<void> {
    while (!this.sandbox.requests().some((each) => each.path.includes(path) && each.swallowedStatus !== undefined)) await turn();
  }

  /** A server that answers each request with a status; closed after the test. */
  async listener(answer: (body: unknown) => number): Promise<string> {
    const server = createServer((request, response) => {
      void json(request).then((body) => response.writeHead(answer(body), { 'content-type': 'application/json' }).end('{}'));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.servers.push(server);
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  file(name: string, content: string): Promise<void> {
    return writeFile(join(this.folder, name), content);
  }

  files(): Promise<string[]> {
    return readdir(this.folder);
  }

  /** What was sent in this test; the sandbox has some history of its own. */
  async batches(): Promise<Batch[]> {
    const { batches } = (await this.sandbox.control('GET', '/bryj/batches')) as unknown as { batches: Batch[] };
    return batches.filter(({ createdAt }) => createdAt >= this.since);
  }

  /** A request to so many people with one device each, whose report is ready. */
  async synthetic(rows: number): Promise<string> {
    const { request_id: id } = (await this.sandbox.control('POST', '/bryj/synthetic', { rows, prefix: 'delivered-android-' })) as { request_id: string };
    return id;
  }

  triggers() {
    return this.sandbox.requests().filter(({ path }) => path === '/bryj/api/campaigns/trigger');
  }
}
