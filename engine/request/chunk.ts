import { utf8Length } from '../base/bytes';
import type { Json, JsonObject } from '../base/json';
import type { AnyOperation, CheckContext, Load } from '../catalogue/operation';
import { unitOf, type Unit } from '../base/unit';

/** Units that share a request. There may be a hundred thousand of them, so what their units say is read when it is needed, not kept. */
export class Chunk {
  constructor(readonly units: readonly [Unit, ...Unit[]]) {}

  /** Their items, one per unit. */
  get items(): readonly number[] {
    return this.units.map(({ item }) => item);
  }

  /** Of units that were not sent yet: of an accepted one the input is no longer there. */
  get inputs(): readonly [JsonObject, ...JsonObject[]] {
    return this.units.map(({ input }) => input) as unknown as Chunk['inputs'];
  }
}

/** The order keys of a request's units; undefined if the operation defines none for them. */
export const sequencesOf = ({ batch }: AnyOperation, { inputs }: Chunk): ReadonlySet<string> | undefined =>
  batch?.sequence && !batch.alone?.(inputs[0]) ? new Set(inputs.map(batch.sequence)) : undefined;

/** One unit per entry of the lists that the operation allows to be divided. */
export const divide = (o: AnyOperation, { item, input }: Pick<Unit, 'item' | 'input'>): readonly Unit[] => {
  if (!o.batch?.splitBy?.some((name) => input[name] !== undefined)) return [unitOf(item, input)];
  const lists = o.batch.splitBy.flatMap((name) => {
    const list = input[name];
    return Array.isArray(list) ? [[name, list as readonly Json[]] as const] : [];
  });
  if (lists.reduce((all, [, list]) => all + list.length, 0) <= 1) return [unitOf(item, input)];
  const apart = new Set(lists.map(([name]) => name));
  const common = Object.fromEntries(Object.entries(input).filter(([name]) => !apart.has(name)));
  return lists.flatMap(([name, list]) => list.map((entry) => unitOf(item, { ...common, [name]: [entry] })));
};

/** A load's amounts by name; a bare number is the amount of the only thing counted. */
const amountsOf = (load: Load): readonly (readonly [string, number])[] => (typeof load === 'number' ? [['', load]] : Object.entries(load));

/** A request that still has room. */
class Open {
  readonly units: Unit[] = [];
  private bytes = 0;
  private readonly load = new Map<string, number>();
  private readonly keys = new Set<string>();

  constructor(
    private readonly max: ReadonlyMap<string, number>,
    private readonly maxBytes: number,
  ) {}

  takes(load: Load, bytes: number, conflicts: readonly string[]): boolean {
    if (this.units.length === 0) return true;
    if (conflicts.some((key) => this.keys.has(key))) return false;
    if (this.bytes + bytes > this.maxBytes) return false;
    return amountsOf(load).every(([name, amount]) => (this.load.get(name) ?? 0) + amount <= (this.max.get(name) ?? Infinity));
  }

  /** Whether not even the smallest such load fits. */
  isFullFor(load: Load): boolean {
    return amountsOf(load).some(([name, amount]) => amount > 0 && (this.load.get(name) ?? 0) >= (this.max.get(name) ?? Infinity));
  }

  add(unit: Unit, load: Load, bytes: number, conflicts: readonly string[]): void {
    this.units.push(unit);
    for (const key of conflicts) this.keys.add(key);
    this.bytes += bytes;
    for (const [name, amount] of amountsOf(load)) this.load.set(name, (this.load.get(name) ?? 0) + amount);
  }
}

/** The requests of units that may share one. */
interface Line {
  readonly requests: Open[];
  /** Index of the request with the latest unit of a sequence; the next one goes there or later. */
  readonly last: Map<string, number>;
  /** Index of the first request with room for such a load. */
  readonly free: Map<string, number>;
}

/**
 * Packs units into the fewest requests that the operation's batch rule allows, in the items' order; if the rule defines a sequence, only units within a
 * sequence keep their order. Without a rule each unit has its own request.
 */
export const chunk = (o: AnyOperation, units: readonly Unit[], context: CheckContext): readonly Chunk[] => {
  const { batch } = o;
  const max = new Map(amountsOf((typeof batch?.max === 'function' ? batch.max(context) : batch?.max) ?? {}));
  const maxBytes = batch?.maxBytes ?? Infinity;
  const done: Pick<Open, 'units'>[] = [];
  const lines = new Map<string, Line>();
  const open = (line: Line): Open => {
    const fresh = new Open(max, maxBytes);
    done.push(fresh);
    line.requests.push(fresh);
    return fresh;
  };
  for (const unit of units) {
    const { input } = unit;
    if (!batch || batch.alone?.(input)) {
      done.push({ units: [unit] });
      continue;
    }
    const load = batch.cost?.(input, context) ?? 1;
    const bytes = maxBytes === Infinity ? 0 : utf8Length(JSON.stringify(input));
    const key = batch.sameIn ? JSON.stringify(batch.sameIn.map((name) => input[name] ?? null)) : '';
    const line: Line = lines.get(key) ?? { requests: [], last: new Map(), free: new Map() };
    lines.set(key, line);
    const sequence = batch.sequence?.(input);
    const conflicts = [batch.conflictKey?.(input) ?? []].flat();
    const kind = typeof load === 'number' ? '' : Object.keys(load).join(' ');
    let free = line.free.get(kind) ?? 0;
    while (free < line.requests.length && line.requests[free]!.isFullFor(load)) free++;
    line.free.set(kind, free);
    let place = sequence === undefined ? Math.max(0, line.requests.length - 1) : Math.max(free, line.last.get(sequence) ?? 0);
    while (place < line.requests.length && !line.requests[place]!.takes(load, bytes, conflicts)) place++;
    (line.requests[place] ?? open(line)).add(unit, load, bytes, conflicts);
    if (sequence !== undefined) line.last.set(sequence, place);
  }
  return done.map(({ units }) => new Chunk(units as unknown as Chunk['units']));
};
