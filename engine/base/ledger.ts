import { NOTHING } from './json';
import type { Output } from './output';
import type { Note, Unit } from './unit';

/** How many were accepted, and for how many the outcome is unknown. */
export interface Standing {
  readonly accepted: number;
  readonly unknown: number;
}

const standing = (notes: readonly Note[]): Standing => {
  const accepted = notes.filter(({ state }) => state === 'accepted').length;
  return { accepted, unknown: notes.length - accepted };
};

/**
 * The outcome of each item in one run of one node. A host may run a node again for all its items (n8n's *Retry On Fail*, a Node-RED Catch node wired
 * back); the second try then reports what the first one had accepted and sends only the rest. Items are identified by position, not by content, because
 * an expression may evaluate differently the second time. Besides the results, which the host holds anyway, it takes about 200 bytes per item (`npm run
 * bench` measures it). Nothing is ever evicted; the owner of the run drops the whole ledger.
 */
export class Ledger {
  /** By position: the item's only unit, or all units it was divided into. */
  private readonly items: (Unit | Unit[] | undefined)[] = [];

  /** The units of an item from an earlier try that sent some of it; undefined if nothing of it was sent. */
  earlier(position: number): readonly Unit[] | undefined {
    const own = this.items[position];
    if (own === undefined) return undefined;
    const units = Array.isArray(own) ? own : [own];
    return units.some(({ note }) => note) ? units : undefined;
  }

  /** Forgets an item of which nothing was sent. */
  clear(position: number): void {
    this.items[position] = undefined;
  }

  /** Registers all units of an item. */
  begin(position: number, units: readonly Unit[]): void {
    this.clear(position);
    for (const unit of units) this.add(position, unit);
  }

  /** Registers a unit of an item before any of them is sent. */
  add(position: number, unit: Unit): void {
    const own = this.items[position];
    if (own === undefined) this.items[position] = unit;
    else if (Array.isArray(own)) own.push(unit);
    else this.items[position] = [own, unit];
  }

  /** The current counts by unit. */
  account(): Standing {
    return standing([...this.notes()].flat());
  }

  /** The current counts by item: an item counts as unknown if any part of it is unknown, and as accepted if the rest of it was not sent. */
  accountOfItems(): Standing {
    return standing([...this.notes()].map((notes) => notes.find(({ state }) => state !== 'accepted') ?? notes[0]!));
  }

  /** The notes of every item that has any. */
  private *notes(): Generator<readonly Note[]> {
    for (const own of this.items) {
      const notes = (own === undefined ? [] : Array.isArray(own) ? own : [own]).flatMap(({ note }) => note ?? []);
      if (notes.length > 0) yield notes;
    }
  }
}

/** Shared by all notes without a warning, of which there may be a hundred thousand. */
const NONE: readonly string[] = [];

/** Records that a unit was accepted; its input is no longer needed. */
export const noteAccepted = (unit: Unit, output: Output, notSent: string | undefined, warnings: readonly string[]): void => {
  unit.note = { state: 'accepted', output, notSent, warnings: warnings.length > 0 ? warnings : NONE };
  unit.input = NOTHING;
};
