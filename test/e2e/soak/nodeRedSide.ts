import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNodeRed, type FlowNode, type NodeRed } from '../../../scripts/node-red-host.mts';
import type { Sandbox } from '../../../sandbox/index';
import { vendors } from '../../../vendors';
import { demoAccount } from '../../hosts/node-red/accounts';
import { tarball } from '../node-red/host';
import type { Said, Send } from './book';
import { Heap, type Held } from './heap';
import type { Hits } from './hits';
import type { Lane } from './lanes';
import { bodyOf, pathOf, post, routes } from './routes';
import { saidByFailure, type Answer, type Side } from './side';

/** What the flow answers of a send. */
interface Told {
  /** What came out of the node: an entry for each person, or one of them all. */
  readonly result?: unknown;
  /** What reached the Catch node: the code, and the people who are left and of whom nobody knows. */
  readonly failure?: { readonly code: string; readonly message: string; readonly left?: readonly Person[]; readonly unknown?: readonly Person[] };
}

interface Person {
  readonly person: string;
}

/** What a flow does with a message that failed: it goes back to the node while somebody is left who was not sent to, three times at most. */
const TRY_AGAIN = `
const { code, cause } = msg.error;
const { payload: left = [], unknown = [] } = cause;
msg.tries = (msg.tries || 0) + 1;
if (left.length > 0 && msg.tries < 3) return [msg, null];
return [null, { req: msg.req, res: msg.res, payload: { failure: { code, message: msg.error.message, left, unknown } } }];`;

/** The words of an entry, or of the answer for all. */
const saidBy = ({ status }: { readonly status?: unknown }): Said => (status === 'skipped' ? 'skipped' : status === 'notSent' ? 'failed' : 'sent');

/** A real Node-RED: each lane is a flow behind an HTTP route, with a Catch node that is wired back. */
export class NodeRedSide implements Side {
  readonly name = 'Node-RED';
  private isEnding = false;
  /** Entries of messages that were given up since the last start. */
  private remembered = 0;

  private constructor(
    private readonly folder: string,
    private nodeRed: NodeRed,
    private readonly heap: Heap,
    readonly hits: Hits,
  ) {}

  static async open(sandbox: Sandbox, hits: Hits): Promise<NodeRedSide> {
    const folder = await mkdtemp(join(tmpdir(), 'campaign-node-red-'));
    const heap = new Heap(folder);
    const side = new NodeRedSide(folder, await startNodeRed({ ...optionsIn(folder, heap), packages: [await tarball()] }), heap, hits);
    try {
      await appendFile(side.sink, '');
      await side.nodeRed.deploy(side.flows(sandbox));
    } catch (error) {
      await side.close();
      throw error;
    }
    return side;
  }

  /** Where the flow writes each hit down before it goes on. */
  private get sink(): string {
    return join(this.folder, 'told.txt');
  }

  private flows(sandbox: Sandbox): readonly FlowNode[] {
    const accounts = new Map(vendors.map((vendor) => [vendor.id, demoAccount(vendor, sandbox)]));
    const at = { z: 'tab', x: 1, y: 1 };
    const sending = routes.flatMap(({ lane, isKeyed, path: id }): FlowNode[] => {
      const { node, account, operation, values } = lane.nodeRed;
      return [
        { ...at, id: `${id}-in`, type: 'http in', url: `/${id}`, method: 'post', upload: false, wires: [[`${id}-people`]] },
        {
          ...{ ...at, id: `${id}-people`, type: 'function', outputs: 1, wires: [[id]] },
          func: 'msg.people = msg.payload.people; msg.sendOnceKey = msg.payload.sendOnceKey; return msg;',
        },
        {
          ...{ ...at, id, type: node, account: accounts.get(account)!.node.id, vendor: account, operation, version: 2, wires: [[`${id}-result`]] },
          values: { ...values, ...(isKeyed && { sendOnceKey: { type: 'msg', value: 'sendOnceKey' } }) },
        },
        { ...at, id: `${id}-result`, type: 'function', outputs: 1, wires: [[`${id}-out`]], func: 'msg.payload = { result: msg.payload }; return msg;' },
        { ...at, id: `${id}-catch`, type: 'catch', scope: [id], uncaught: false, wires: [[`${id}-again`]] },
        { ...at, id: `${id}-again`, type: 'function', outputs: 2, wires: [[id], [`${id}-out`]], func: TRY_AGAIN },
        { ...at, id: `${id}-out`, type: 'http response', statusCode: '200', headers: {}, wires: [] },
      ];
    });
    return [
      { id: 'tab', type: 'tab', label: 'Soak' },
      ...[...accounts.values()].map(({ node, credentials }) => ({ ...node, credentials: credentials[node.id] })),
      ...sending,
      {
        ...{ ...at, id: 'hits', type: 'campaign-hits-in', account: accounts.get('followAnalytics')!.node.id, vendor: 'followAnalytics', wires: [['write']] },
        ...{ operation: 'trigger.hits', version: 2 },
        values: {
          ...{ campaignId: { type: 'str', value: this.hits.campaign }, schedule: { type: 'choice', value: 'interval' } },
          ...{ every: { type: 'num', value: '10' }, everyUnit: { type: 'choice', value: 'seconds' }, sendRows: { type: 'choice', value: 'each' } },
        },
      },
      {
        ...{ ...at, id: 'write', type: 'function', outputs: 0, wires: [], libs: [{ var: 'fs', module: 'fs' }] },
        func: `fs.appendFileSync(${JSON.stringify(this.sink)}, msg.payload.user_id + '\\n'); return null;`,
      },
      {
        ...{ ...at, id: 'look', type: 'inject', props: [{ p: 'topic', vt: 'str' }], topic: 'poll', payload: '', payloadType: 'str' },
        ...{ repeat: '', crontab: '', once: false, wires: [['hits']] },
      },
    ];
  }

  async send(lane: Lane, send: Send): Promise<Answer> {
    const groups = lane.isSingle ? send.people.map((person) => [person]) : [send.people];
    const answers = await Promise.all(groups.map((people) => this.sendTo(lane, people, send)));
    return answers.some((answer) => answer === undefined) ? undefined : (answers as readonly (readonly Said[])[]).flat();
  }

  private async sendTo(lane: Lane, people: readonly string[], send: Send): Promise<Answer> {
    const body = bodyOf(lane, people, send);
    const told = (await post(`${this.nodeRed.url}/${pathOf(lane, send)}`, body, () => this.isEnding)) as Told | undefined;
    if (told === undefined) return undefined;
    const { result, failure } = told;
    if (failure !== undefined) {
      this.remembered += people.length;
      const { code, message, left = [], unknown = [] } = failure;
      const saidOfAll = saidByFailure(code, message);
      // A message that is one request has no list of those who are left.
      if (lane.isSingle) return people.map(() => saidOfAll);
      const among = (list: readonly Person[], one: string): boolean => list.some(({ person }) => person === one);
      return people.map((person) => (among(unknown, person) ? 'unknown' : among(left, person) ? 'failed' : 'sent'));
    }
    return Array.isArray(result) ? result.map(saidBy) : people.map(() => saidBy(result as object));
  }

  async look(): Promise<void> {
    await this.nodeRed.inject('look').catch((error: unknown) => {
      if (!this.isEnding) throw error;
    });
  }

  async end(how: 'kill' | 'stop'): Promise<void> {
    this.isEnding = true;
    await this.nodeRed[how]();
    if (how === 'kill') this.hits.killed();
  }

  async start(): Promise<void> {
    this.nodeRed = await startNodeRed(optionsIn(this.folder, this.heap));
    this.remembered = 0;
    this.isEnding = false;
  }

  held(): Promise<Held> {
    return this.heap.heldBy(this.nodeRed.pid, this.remembered);
  }

  async told(): Promise<readonly string[]> {
    return (await readFile(this.sink, 'utf8')).split('\n').filter((line) => line !== '');
  }

  async records(): Promise<readonly string[]> {
    // Node-RED keeps none.
    return [];
  }

  output(): string {
    return this.nodeRed.output();
  }

  async close(): Promise<void> {
    await this.nodeRed.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** What is remembered is on the disk before a flow goes on, so that a kill takes none of it. */
const optionsIn = (userDir: string, heap: Heap) => ({
  userDir,
  env: heap.env,
  settings: { contextStorage: { default: { module: 'localfilesystem', config: { cache: false } } } },
});
