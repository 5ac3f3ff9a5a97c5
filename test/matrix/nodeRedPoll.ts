import helper from 'node-red-node-test-helper';
import { setImmediate as turn } from 'node:timers/promises';
import type { JsonObject } from '../../engine';
import { campaignNodes } from '../../node-red/runtime';
import type { FlowNode } from '../hosts/node-red/bench';
import { StepClock } from '../hosts/node-red/pollBench';
import { rehearse, type Rehearsal } from '../support/sandbox';
import type { End } from './cells';
import { Ends, placed, SINK } from './ends';
import { accountOf, vendorsFor } from './nodeRed';
import type { Look, PollPlace } from './polling';

const MINUTE = 60_000;
/** How often the node looks, and how soon after that all is over but what has to be waited for longer than anybody waits. */
const EVERY = 5 * MINUTE;
const UNTIL_OVER = MINUTE;
/** More than anybody is asked to wait. */
const LATER = 75 * MINUTE;

/** What came since the last time. */
const taken = async (ends: Ends): Promise<Look> => {
  await turn();
  const [caught] = ends.of('caught');
  const rows = ends.of('out').map(({ payload }) => payload as JsonObject);
  ends.clear();
  if (!caught) return { end: 'done', rows };
  const { code, cause } = caught.error as { code: End; cause: { readonly [name: string]: unknown } };
  return { end: code, data: cause, rows };
};

/** The polling nodes in Node-RED's own runtime, with a clock that stands still until time is let pass. */
export class NodeRedPolls implements PollPlace {
  private constructor(
    readonly sandbox: Rehearsal,
    private readonly clock: StepClock,
  ) {}

  static async open(): Promise<NodeRedPolls> {
    const clock = new StepClock();
    return new NodeRedPolls(await rehearse({ now: () => clock.now() }), clock);
  }

  /** When the node looks next: what is struck then is named from then on. */
  now(): number {
    return this.clock.now() + EVERY - UNTIL_OVER;
  }

  /** Without the waits of the schedule. */
  get slept(): readonly number[] {
    return this.clock.slept.filter((ms) => ms < MINUTE);
  }

  async reset(): Promise<void> {
    await helper.unload();
    await this.sandbox.control('POST', '/reset');
  }

  async begin(...[act, input, { isImpatient, isNobodyThere }]: Parameters<PollPlace['begin']>): ReturnType<PollPlace['begin']> {
    const ends = new Ends();
    const { node: account, credentials } = accountOf(act, this.sandbox, isNobodyThere);
    const nodes: FlowNode[] = [
      { id: 'f', type: 'tab', label: 'Test' },
      { id: 'out', z: 'f', type: SINK },
      { id: 'catch', z: 'f', type: 'catch', scope: null, wires: [['caught']] },
      { id: 'caught', z: 'f', type: SINK },
      account,
      {
        id: 'n',
        z: 'f',
        type: `campaign-${act.operation}-in`,
        account: account.id,
        vendor: act.vendor.id,
        operation: `trigger.${act.operation}`,
        values: { campaignId: { type: 'pick', value: input.campaign_id } },
        version: 1,
        wires: [['out']],
      },
    ];
    await helper.load([campaignNodes({ vendors: vendorsFor(act.vendor, isImpatient), clock: this.clock }), ends.register], placed(nodes), credentials);
    await this.clock.idle();
    await this.clock.pass(UNTIL_OVER);
    // With nobody there the first look is the one that fails, and with another account it would be another watch.
    if (isNobodyThere) return { look: () => taken(ends) };
    await taken(ends);
    const after = async (ms: number): Promise<Look> => {
      await this.clock.pass(ms);
      return await taken(ends);
    };
    return { look: () => after(EVERY), lookLater: () => after(LATER) };
  }
}
