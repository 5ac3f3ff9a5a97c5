import { NOTHING } from './json';
import type { Output } from './output';
import type { Note, Unit } from './unit';

/** How many were accepted, and of how many that is not known. */
export interface Standing {
  readonly accepted: number;
  readonly unknown: number;
}

const standing = (notes: readonly Note[]): Standing => {
  const accepted = notes.filter(({ state }) => state === 'accepted').length;
  return { accepted, unknown: notes.length - accepted };
};

/**
 * What became of the items of one run of one node: a host may run a node again for all its items (n8n's *Retry On Fail*, Node-RED's Catch wired
 * back), and the second try reports what the first had accepted, and sends the rest. It knows items by their position, not by what they say:
 * an expression may say something else the second time. Beside the results, which the host holds anyway, it holds about 200 bytes for each item
 * (`npm run bench` measures it);
 * nothing is ever forgotten, and whoever owns the run drops it as a whole.
 */
export class Ledger {
  /** By position: an item's one unit, or all that it was divided into. */
  private readonly items: (Unit | Unit[] | undefined)[] = [];

  /** The units of an item as they were in the try that sent some of it; undefined where nothing of it was sent. */
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

  /** Takes up all units of an item. */
  begin(position: number, units: readonly Unit[]): void {
    this.clear(position);
    for (const unit of units) this.add(position, unit);
  }

  /** Takes up a unit of an item before any of them is sent. */
  add(position: number, unit: Unit): void {
    const own = this.items[position];
    if (own === undefined) this.items[position] = unit;
    else if (Array.isArray(own)) own.push(unit);
    else this.items[position] = [own, unit];
  }

  /** What is known of the units at this moment. */
  account(): Standing {
    return standing([...this.notes()].flat());
  }

  /** What is known of the items: one of which some of it is unknown counts as unknown, one of which the rest was not sent as accepted. */
  accountOfItems(): Standing {
    return standing([...this.notes()].map((notes) => notes.find(({ state }) => state !== 'accepted') ?? notes[0]!));
  }

  /** The notes of each item that has some. */
  private *notes(): Generator<readonly Note[]> {
    for (const own of this.items) {
      const notes = (own === undefined ? [] : Array.isArray(own) ? own : [own]).flatMap(({ note }) => note ?? []);
      if (notes.length > 0) yield notes;
    }
  }
}

/** One for all: there may be a hundred thousand notes without a warning. */
const NONE: readonly string[] = [];

/** Notes that a unit was accepted; what it was made of is not needed any more. */
export const noteAccepted = (unit: Unit, output: Output, notSent: string | undefined, warnings: readonly string[]): void => {
  unit.note = { state: 'accepted', output, notSent, warnings: warnings.length > 0 ? warnings : NONE };
  unit.input = NOTHING;
};
