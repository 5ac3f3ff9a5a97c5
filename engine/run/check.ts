import { CampaignError, Ended, unexpected, type Failure } from '../base/errors';
import { NOTHING } from '../base/json';
import { unitOf, type Unit } from '../base/unit';
import { ITEMS } from '../base/words';
import type { Call } from '../catalogue/call';
import type { Problem } from '../catalogue/operation';
import { chunk, divide, type Chunk } from '../request/chunk';
import { compare } from '../request/comparison';
import { checkContextOf, type RequestContext } from '../request/context';
import { preflightOf } from '../request/preflight';
import { sameNamesOf } from '../request/sameName';
import { brake, totalOf } from '../validate/brake';
import { deduplicate, type Dropped } from '../validate/duplicates';
import type { FileFacts } from '../validate/inspect';
import { sortOut } from '../validate/parts';
import { concerning } from '../validate/people';
import { failureOf } from '../validate/failureOf';
import { checkItem, type CheckedItem } from './checkItem';

/** Findings about a call before anything is sent. */
export interface Checked {
  readonly chunks: readonly Chunk[];
  readonly facts: ReadonlyMap<number, FileFacts>;
  readonly failures: readonly { readonly item: number; readonly failure: Failure }[];
  /** Warnings about an item, reported with its first outcome. */
  readonly warnings: Map<number, readonly string[]>;
  /** What earlier tries of the run sent or may have sent. */
  readonly earlier: readonly Unit[];
  /** Parts of items that are not sent although other parts of the same item are. */
  readonly refused: readonly Unit[];
  /** What is left out in favor of later items for the same people. */
  readonly dropped: readonly Dropped[];
  /** Why nothing at all is sent. */
  readonly stop?: Failure;
  /** Number of people it is for; undefined if unknown. */
  readonly people: number | undefined;
}

/** Collects findings about a call, step by step. */
class Check {
  readonly failures: { readonly item: number; readonly failure: Failure }[] = [];
  readonly facts = new Map<number, FileFacts>();
  readonly warnings = new Map<number, readonly string[]>();
  readonly earlier: Unit[] = [];
  readonly refused: Unit[] = [];
  readonly dropped: Dropped[] = [];
  units: readonly Unit[] = [];
  chunks: readonly Chunk[] = [];
  /** What earlier tries sent, with the current inputs, to know the people: inputs of accepted units are not kept. */
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

  /** Drops or rejects what is for people that a later item is for as well. */
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

  /** Warns about names that are used twice. */
  async compareNames(): Promise<void> {
    if (!this.context.operation.named) return;
    const warningsOf = sameNamesOf(this.context);
    for (const { item, input } of this.units) this.doubt(item, await warningsOf(this.call.positions?.[item] ?? item, input));
  }

  /** Warns about what does not fit what the vendor has. */
  async compareValues(): Promise<void> {
    const { comparison } = this.context.operation;
    if (!comparison) return;
    const all = this.units.map(({ item, input }) => ({ item, position: this.call.positions?.[item] ?? item, input }));
    for (const { item, said } of await compare(this.context, comparison, all)) this.doubt(item, [said]);
  }

  /** Packs the rest into requests, without what the vendor would not accept together. */
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
    // Without them the others may be grouped differently.
    this.chunks = chunk(operation, this.units, checkContext);
  }

  /** The number of people, undefined if unknown, and why it is not sent. */
  count(): Pick<Checked, 'people' | 'stop'> {
    const { operation, options } = this.context;
    if (options.stopAbove === undefined) return { people: undefined };
    // Accepted units are done: their own try was checked against the limit, and they are not sent now.
    const open = this.earlier.filter(({ note }) => note?.state !== 'accepted');
    const people = totalOf(operation, [...open, ...this.units], this.facts);
    const stop = this.units.length > 0 ? brake(people, options.stopAbove) : undefined;
    return { people, ...(stop && { stop }) };
  }

  /** What an earlier try left of an item: units that were or may have been sent are not checked again. Returns what remains to be sent. */
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

  /** Records the findings about an item and returns what can be sent of it. */
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

/** All checks before anything is sent; what an earlier try sent is not checked again. */
export const check = async (context: RequestContext, call: Call): Promise<Checked> => {
  const found = new Check(context, call);
  await found.checkItems();
  found.dropDuplicates();
  await found.compareNames();
  await found.compareValues();
  found.pack();
  const { chunks, facts, failures, warnings, earlier, refused, dropped } = found;
  return { chunks, facts, failures, warnings, earlier, refused, dropped, ...found.count() };
};
