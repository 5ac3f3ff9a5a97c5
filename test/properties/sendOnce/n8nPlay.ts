import type { INodeParameters } from 'n8n-workflow';
import { camelCase } from '../../../engine';
import type { Clock } from '../../../nodes/shared/clock';
import type { Sandbox } from '../../../sandbox/index';
import { chainOf } from '../../hosts/n8n/bench';
import { demoAccounts, runWorkflow, type Ran } from '../../hosts/n8n/engine';
import type { ProcessedData } from '../../hosts/n8n/processedData';
import { vendors } from '../../../vendors';
import { NOON } from '../../support/host';
import type { Execution, NodeHistory } from './n8nHistory';
import type { NodeWire } from './n8nWires';
import type { VendorServer } from './vendorServer';
import { Witness } from './witness';

const DAY_MS = 24 * 60 * 60_000;

/** What one execution told of each item: one word each, in the order of the items. */
type Word = 'done' | 'notSent' | 'skipped' | 'unknown' | 'failed' | 'maybeFailed' | 'notTried';

/** `0-2, 5` */
const positionsIn = (ranges: string): readonly number[] =>
  ranges === ''
    ? []
    : ranges.split(', ').flatMap((range) => {
        const [from = 0, to = from] = range.split('-').map(Number);
        return Array.from({ length: to - from + 1 }, (_, i) => from + i);
      });

const wordOf = (json: Record<string, unknown>): Word => {
  const details = json.details as { readonly code?: string } | undefined;
  if (details) return details.code === 'outcomeUnknown' ? 'unknown' : details.code === 'cancelled' ? 'notTried' : 'failed';
  return json.status === 'skipped' ? 'skipped' : json.status === 'notSent' ? 'notSent' : 'done';
};

/** The words of an error, or of the output; undefined where the execution says nothing of its items. */
const wordsOf = ({ error, items }: Ran, count: number): readonly Word[] | undefined => {
  const words: Word[] = Array.from({ length: count }, () => 'notTried');
  if (!error) {
    const output = items('Node');
    expect(output.map(({ pairedItem }) => (pairedItem as { item: number }).item).sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
    for (const { json, pairedItem } of output) words[(pairedItem as { item: number }).item] = wordOf(json);
    return words;
  }
  const tally = (error.context?.data as { readonly items?: Record<string, string> } | undefined)?.items;
  if (!tally) return undefined;
  for (const [state, ranges] of Object.entries(tally)) {
    // The error speaks of the first failure; others may be of another kind.
    for (const item of positionsIn(ranges)) words[item] = state === 'failed' ? 'maybeFailed' : (state as Word);
  }
  return words;
};

/** Plays one history in n8n's own engine, and holds what each execution told against what the vendor has seen. */
export class NodePlayer {
  /** Time goes on from history to history, as rate limits of an account last. */
  private static days = 0;
  private now = NOON + NodePlayer.days++ * 30 * DAY_MS;
  private readonly witness: Witness;
  private readonly clock: Clock = {
    now: () => this.now,
    random: () => 0.5,
    sleep: async (ms, signal) => {
      if (signal?.aborted) throw signal.reason;
      this.now += ms;
    },
  };

  constructor(
    private readonly node: NodeWire,
    private readonly history: NodeHistory,
    private readonly server: VendorServer,
    private readonly store: ProcessedData,
  ) {
    this.witness = new Witness(node.wire.world({ now: () => this.now, looks: 0 }), history.script, []);
    server.play(this.witness);
    store.clear();
  }

  async play(): Promise<number> {
    for (const execution of this.history.executions) await this.execute(execution);
    return this.witness.all.accepted.total;
  }

  private get people(): readonly string[] {
    return this.history.items.map((number) => `p${number}`);
  }

  private async execute({ manner, end, isDoubled, afterMs }: Execution): Promise<void> {
    this.now += afterMs;
    this.witness.startRun();
    let cancel = (): void => undefined;
    const cancelled = new Promise<void>((resolve) => {
      cancel = resolve;
    });
    // A dead process notes nothing, and reaches nobody.
    const happen = end?.how === 'cancel' ? () => cancel() : () => void (this.store.trouble = 'The process is dead');
    this.server.begin(end && { end, happen });
    const runs = await Promise.all(Array.from({ length: isDoubled ? 2 : 1 }, () => this.run(manner, cancelled)));
    const isDead = this.store.trouble !== undefined;
    delete this.store.trouble;
    this.checkMost();
    // Nobody hears what a dead process says; what a cancelled one says is no account of each item.
    if (isDead || runs.some(({ run }) => run.status === 'canceled')) return;
    for (const ran of runs) this.check(ran, isDoubled);
  }

  private async run(manner: Execution['manner'], cancelWhen: Promise<void>): Promise<Ran> {
    const { wire, parameters } = this.node;
    const keyed: INodeParameters = this.history.keyed ? { options: { sendOnceKey: 'order-1', sendOnceHours: 168 } } : {};
    const own = {
      id: 'id of Node',
      name: 'Node',
      type: `n8n-nodes-campaigns.${wire.vendor.id}`,
      typeVersion: 1,
      position: [0, 0] as [number, number],
      credentials: { [`${wire.vendor.id}Api`]: { id: wire.vendor.id, name: 'Account' } },
      parameters: { ...parameters, ...keyed },
      ...manner,
    };
    const accounts = demoAccounts({ baseUrls: Object.fromEntries(vendors.map(({ id }) => [id, this.server.url])) } as unknown as Sandbox);
    for (const [name, value] of Object.entries(wire.credential ?? {})) Object.assign(accounts.stored[wire.vendor.id]!, { [camelCase(name)]: value });
    const items = this.people.map((user) => ({ json: { user } }));
    return await runWorkflow(chainOf(own), { items, clock: this.clock, accounts, cancelWhen });
  }

  /** Nobody gets more than was listed, or, under a key, more than one. */
  private checkMost(): void {
    const { run, all } = this.witness;
    const tooMany = [...new Set(this.people)].filter((person) => {
      const listed = this.people.filter((each) => each === person).length;
      return run.accepted.of(person) > listed * (this.history.keyed ? 2 : 1) || (this.history.keyed && all.accepted.of(person) > 1);
    });
    expect({ tooMany }).toEqual({ tooMany: [] });
  }

  private check(ran: Ran, isDoubled: boolean): void {
    const { run, all } = this.witness;
    const words = wordsOf(ran, this.people.length);
    if (!words) {
      // Without a tally nothing was sent: the account or all items were refused before.
      expect({ data: ran.error?.context?.data, accepted: isDoubled ? 0 : run.accepted.total }).toMatchObject({ accepted: 0 });
      return;
    }
    const wrong: string[] = [];
    for (const person of new Set(this.people)) {
      const own = words.filter((_, item) => this.people[item] === person);
      const count = (...which: readonly Word[]): number => own.filter((word) => which.includes(word)).length;
      const have = count('done');
      const maybe = count('unknown', 'maybeFailed');
      const accepted = run.accepted.of(person);
      const holds = this.history.keyed
        ? (have + count('skipped') === 0 || all.accepted.of(person) === 1) && (isDoubled || accepted <= have + maybe)
        : have <= accepted && accepted <= have + maybe;
      if (!holds) wrong.push(`${person}: ${own.join(', ')}; accepted ${accepted}, in all ${all.accepted.of(person)}`);
    }
    expect(wrong).toEqual([]);
  }
}
