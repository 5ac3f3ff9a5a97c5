import helper from 'node-red-node-test-helper';
import type { AnyVendor } from '../../engine';
import { campaignNodes } from '../../node-red/runtime';
import type { Config, Node, Red } from '../../node-red/runtime/nodeRedTypes';
import { nodeTypes } from '../../node-red/shared/types';
import { vendors } from '../../vendors';
import { demoAccount, type DemoAccount } from '../hosts/node-red/accounts';
import { choice, fromMsg, num, type FlowNode } from '../hosts/node-red/bench';
import { TestClock } from '../hosts/node-red/clock';
import { savedFor } from '../hosts/node-red/saved';
import { rehearse, type Rehearsal } from '../support/sandbox';
import { credentialOf, definitionOf, fileOf, type Act } from './acts';
import { TRIES } from './cases';
import type { End } from './cells';
import { Ends, placed, SINK } from './ends';
import { PATIENCE_MS, type Place, type Played } from './play';

helper.init(require.resolve('node-red'), { logging: { console: { level: 'off' } } });

/** The vendor, and all others beside it, with little patience for silence where that is played. */
export const vendorsFor = (vendor: AnyVendor, isImpatient: boolean): readonly AnyVendor[] =>
  vendors.map((each) => (isImpatient && each.id === vendor.id ? { ...each, patience: { ...each.patience, timeoutMs: PATIENCE_MS } } : each));

export const accountOf = (act: Act, sandbox: Rehearsal, isNobodyThere: boolean): DemoAccount =>
  demoAccount(act.vendor, sandbox, credentialOf(act, sandbox, isNobodyThere));

const AGAIN = 'test-again';

/** A node that lets a message go round so often; without it a Catch that is wired back goes round for ever. */
const again = (red: Red): void =>
  red.nodes.registerType(AGAIN, function (this: Node, config: Config) {
    red.nodes.createNode(this, config);
    let rounds = 0;
    this.on('input', (msg, send, done) => {
      if (++rounds < TRIES) send(msg);
      done();
    });
  });

/** A Catch node, wired back to the node. */
const AROUND: readonly FlowNode[] = [
  { id: 'f', type: 'tab', label: 'Test' },
  { id: 'out', z: 'f', type: SINK },
  { id: 'catch', z: 'f', type: 'catch', scope: ['n'], wires: [['caught', 'again']] },
  { id: 'caught', z: 'f', type: SINK },
  { id: 'again', z: 'f', type: AGAIN, wires: [['n']] },
  { id: 'complete', z: 'f', type: 'complete', scope: ['n'], wires: [['completed']] },
  { id: 'completed', z: 'f', type: SINK },
];

/** What the form is filled with beside the input. */
const more = ({ fromFile, isWaitedFor }: Act) => ({
  ...(fromFile && { recipientsFrom: choice('file'), file: fromMsg('payload') }),
  ...(isWaitedFor && { longestWait: num(2) }),
});

interface Told {
  readonly code: End;
  readonly cause: { readonly [name: string]: unknown };
}

/** Node-RED's own runtime, with a Catch node that is wired back. */
export class NodeRedPlace implements Place {
  private constructor(
    readonly sandbox: Rehearsal,
    private readonly clock: TestClock,
  ) {}

  static async open(): Promise<NodeRedPlace> {
    const clock = new TestClock();
    return new NodeRedPlace(await rehearse({ now: () => clock.now() }), clock);
  }

  now(): number {
    return this.clock.now();
  }

  get slept(): readonly number[] {
    return this.clock.slept;
  }

  async run(...[act, input, { isImpatient, isNobodyThere, isLarge }]: Parameters<Place['run']>): Promise<Played> {
    const { node: account, credentials } = accountOf(act, this.sandbox, isNobodyThere);
    const node: FlowNode = {
      id: 'n',
      z: 'f',
      type: nodeTypes(vendors).find(({ vendor }) => vendor === act.vendor)!.type,
      account: account.id,
      vendor: act.vendor.id,
      operation: act.operation,
      values: { ...savedFor(definitionOf(act), input), ...more(act) },
      version: 1,
      wires: [['out']],
    };
    const ends = new Ends();
    const types = [campaignNodes({ vendors: vendorsFor(act.vendor, isImpatient), clock: this.clock }), ends.register, again];
    await helper.load(types, placed([...AROUND, node, account]), credentials);
    helper.getNode('n').receive(act.fromFile ? { payload: fileOf(isLarge) } : {});
    await ends.until(() => ends.of('completed').length > 0 || ends.of('caught').length === TRIES);
    const caught = ends.of('caught');
    const isDone = ends.of('completed').length > 0;
    await helper.unload();
    if (isDone) return { end: 'done', tries: caught.length + 1 };
    const { code, cause } = caught.at(-1)!.error as Told;
    return { end: code, tries: caught.length, data: cause };
  }
}
