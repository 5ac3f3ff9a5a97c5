import { CampaignError, Ended, unexpected, type Failure } from '../base/errors';
import { NOTHING } from '../base/json';
import { unitOf, type Unit } from '../base/unit';
import { ITEMS } from '../base/words';
import type { Call } from '../catalogue/call';
import type { Problem } from '../catalogue/operation';
import { chunk, divide, type Chunk } from '../request/chunk';
import { checkContextOf, type RequestContext } from '../request/context';
import { preflightOf } from '../request/preflight';
import { brake, totalOf } from '../validate/brake';
import { deduplicate, type Dropped } from '../validate/duplicates';
import type { FileFacts } from '../validate/inspect';
import { sortOut } from '../validate/parts';
import { concerning } from '../validate/people';
import { failureOf } from '../validate/failureOf';
import { checkItem, type CheckedItem } from './checkItem';

/** What a call is about, and what was found out before anything is sent. */
export interface Checked {
  readonly chunks: readonly Chunk[];
  readonly facts: ReadonlyMap<number, FileFacts>;
  readonly failures: readonly { readonly item: number; readonly failure: Failure }[];
  /** Doubts about an item, to be told with its first outcome. */
  readonly warnings: Map<number, readonly string[]>;
  /** What earlier tries of the run have sent, or may have. */
  readonly earlier: readonly Unit[];
  /** Parts of items that are not sent, where others of the same item are. */
  readonly refused: readonly Unit[];
  /** What is left out for later items for the same people. */
  readonly dropped: readonly Dropped[];
  /** Why nothing at all is to be sent. */
  readonly stop?: Failure;
  /** How many people it is for; undefined where nobody can know. */
  readonly people: number | undefined;
}

/** Collects what is found out about a call, step by step. */
class Check {
  readonly failures: { readonly item: number; readonly failure: Failure }[] = [];
  readonly facts = new Map<number, FileFacts>();
  readonly warnings = new Map<number, readonly string[]>();
  readonly earlier: Unit[] = [];
  readonly refused: Unit[] = [];
  readonly dropped: Dropped[] = [];
  units: readonly Unit[] = [];
  chunks: readonly Chunk[] = [];
  /** What earlier tries have sent, as it is said now, for whom it is: what was accepted is not kept. */
  private readonly sent: Unit[] = [];
  private readonly preflight;

  constructor(
    private readonly context: RequestContext,
    private readonly call: Call,
  ) {
    this.preflight = preflightOf(context);
  }

  /** Checks each item by itself, except those of which an earlier try of the run has sent something. */
  async checkItems(): Promise<void> {
    const { ledger, positions, inputs } = this.call;
    const units: Unit[] = [];
    for (const [item, raw] of inputs.entries()) {
      const position = positions?.[item] ?? item;
      const before = ledger?.earlier(position);
      if (before) {
        units.push(...this.takeUp(item, raw, before));
        continue;
      }
      ledger?.clear(position);
      units.push(...this.unitsOf(item, await this.checkOne(raw)));
    }
    this.units = units;
  }

  /** Leaves out, or refuses, what is for somebody whom a later item is for as well. */
  dropDuplicates(): void {
    const { operation, options, ports } = this.context;
    if (!options.duplicates) return;
    const sorted = deduplicate(operation, options.duplicates, this.units, this.sent, ports.words ?? ITEMS);
    this.units = sorted.units;
    this.dropped.push(...sorted.dropped);
    for (const { unit, problem, person } of sorted.refused) this.refuse(unit, [problem], person);
    for (const [{ item }, said] of sorted.doubts) this.doubt(item, [said]);
    const checkContext = checkContextOf(this.context);
    for (const { item, input } of this.units) this.doubt(item, operation.warn?.(input, checkContext) ?? []);
  }

  /** Packs what is left into requests, without what the vendor would not take in one. */
  pack(): void {
    const { operation } = this.context;
    const checkContext = checkContextOf(this.context);
    this.chunks = chunk(operation, this.units, checkContext);
    const unfit = new Set<Unit>();
    for (const each of this.chunks) {
      for (const [position, problems] of operation.batch?.checkBatch?.(each.inputs, checkContext) ?? []) {
        const unit = each.units[position]!;
        this.refuse(unit, problems);
        unfit.add(unit);
      }
    }
    if (unfit.size === 0) return;
    this.units = this.units.filter((unit) => !unfit.has(unit));
    // Without them the others may stand together differently.
    this.chunks = chunk(operation, this.units, checkContext);
  }

  /** How many people it is for, undefined where nobody can know, and why it is not to be sent. */
  count(): Pick<Checked, 'people' | 'stop'> {
    const { operation, options } = this.context;
    if (options.stopAbove === undefined) return { people: undefined };
    // What was accepted is over: its own try was held against the brake, and goes nowhere now.
    const open = this.earlier.filter(({ note }) => note?.state !== 'accepted');
    const people = totalOf(operation, [...open, ...this.units], this.facts);
    const stop = this.units.length > 0 ? brake(people, options.stopAbove) : undefined;
    return { people, ...(stop && { stop }) };
  }

  /** What an earlier try has left of an item: what was sent, or may have been, is not asked about again. Gives what is still to be sent. */
  private takeUp(item: number, raw: Call['inputs'][number], before: readonly Unit[]): readonly Unit[] {
    const { operation, options } = this.context;
    const open: Unit[] = [];
    for (const unit of before) {
      unit.item = item;
      if (unit.refused) this.failures.push({ item, failure: unit.refused });
      else if (unit.note) this.earlier.push(unit);
      else open.push(unit);
    }
    if (options.duplicates) this.sent.push(...sortOut(operation, raw, checkContextOf(this.context)).good.map(({ input }) => unitOf(item, input)));
    return open;
  }

  private async checkOne(raw: Call['inputs'][number]): Promise<CheckedItem> {
    try {
      return await checkItem(this.context, raw, this.preflight);
    } catch (error) {
      if (error instanceof CampaignError || error instanceof Ended || this.context.ports.signal?.aborted) throw error;
      return { inputs: [], doubts: [], failures: [unexpected(error, 'no')] };
    }
  }

  /** Notes what was found of an item, and gives what can be sent of it. */
  private unitsOf(item: number, { inputs, doubts, facts, failures }: CheckedItem): readonly Unit[] {
    for (const failure of failures) {
      this.failures.push({ item, failure });
      if (inputs.length > 0) this.refused.push({ ...unitOf(item, NOTHING), refused: failure });
    }
    if (facts) this.facts.set(item, facts);
    this.doubt(item, doubts);
    return inputs.flatMap((input) => [...divide(this.context.operation, { item, input })]);
  }

  private refuse({ item, input }: Unit, problems: readonly Problem[], person?: string): void {
    const failure = { ...failureOf(problems), ...(person !== undefined && { person }) };
    this.failures.push({ item, failure: concerning(this.context.operation, failure, input) });
  }

  private doubt(item: number, said: readonly string[]): void {
    if (said.length > 0) this.warnings.set(item, [...(this.warnings.get(item) ?? []), ...said]);
  }
}

/** Everything that can be found wrong before anything is sent; what an earlier try has sent is not asked about again. */
export const check = async (context: RequestContext, call: Call): Promise<Checked> => {
  const found = new Check(context, call);
  await found.checkItems();
  found.dropDuplicates();
  found.pack();
  const { chunks, facts, failures, warnings, earlier, refused, dropped } = found;
  return { chunks, facts, failures, warnings, earlier, refused, dropped, ...found.count() };
};
