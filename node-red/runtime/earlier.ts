import { inspect } from 'node:util';
import type { AnyOperation, JsonObject, Unit } from '../../engine';
import { peopleIn, targetsIn } from '../../engine/validate/people';
import type { Piece } from './pieces';
import { sha256 } from './ports';

/** Identifies an entry of a message when the message comes back. */
export interface Marks {
  /** A digest of its content. */
  readonly said: string;
  /** A digest of the people it is for; the same as `said` if unknown. */
  readonly whom: string;
}

/** An entry of an earlier try with what was sent for it, if anything. It takes about 500 bytes in addition to the entry itself and its result. */
export interface Earlier extends Marks {
  readonly units?: readonly Unit[];
}

/** Any value as deterministic text; values without a JSON form as Node's console shows them. */
const textOf = (value: unknown): string => {
  try {
    return JSON.stringify(value);
  } catch {
    return inspect(value, { depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity });
  }
};

/** Half a SHA-256, enough to distinguish what one process remembers. */
const digest = (value: unknown): string => sha256(textOf(value)).slice(0, 32);

const whoIsMeant = (o: AnyOperation, { record, input }: Piece): unknown => {
  // The only request of a message needs no marks.
  if (record === undefined) return [];
  try {
    return peopleIn(o, input as JsonObject);
  } catch {
    // An invalid entry may not even name its people; it is rejected before sending.
    return undefined;
  }
};

/**
 * Marks an entry.
 * @param scope what else must be the same: vendor, operation and account
 */
export const marksOf = (o: AnyOperation, scope: readonly string[], piece: Piece): Marks => {
  const where = [...scope, targetsIn(o, piece.input as JsonObject)];
  const said = digest([where, piece.record ?? piece.input]);
  const whom = whoIsMeant(o, piece);
  return { said, whom: whom === undefined ? said : digest([where, 'people', whom]) };
};

/** How a message's entries match those of an earlier try. */
export interface Matched {
  /** The earlier entry for each entry; undefined if it is new. */
  readonly found: readonly (Earlier | undefined)[];
  /** Earlier entries that are not in the message. */
  readonly others: readonly Earlier[];
}

const grouped = <T>(all: readonly T[], key: (each: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const group = groups.get(key(each));
    if (group) group.push(each);
    else groups.set(key(each), [each]);
  }
  return groups;
};

/** Selects among equal earlier entries those that came back. Entries that were not sent come first; any beyond these were sent. */
const meant = (alike: readonly Earlier[], count: number): readonly Earlier[] => {
  const sent = alike.filter(({ units }) => units).length;
  let ofSent = Math.min(sent, Math.max(0, count - (alike.length - sent)));
  let ofOthers = count - ofSent;
  return alike.filter(({ units }) => (units ? ofSent-- : ofOthers--) > 0);
};

/**
 * Matches a message's entries with those of an earlier try, in any order and number: first by content, respecting multiplicity, then by the people they
 * are for, because texts may be generated anew for each try.
 */
export const match = (marks: readonly Marks[], earlier: readonly Earlier[]): Matched => {
  const found: (Earlier | undefined)[] = marks.map(() => undefined);
  let others = earlier;
  for (const mark of ['said', 'whom'] as const) {
    const alike = grouped(others, (each) => each[mark]);
    const taken = new Set<Earlier>();
    const open = [...marks.keys()].filter((i) => found[i] === undefined);
    for (const [key, places] of grouped(open, (i) => marks[i]![mark])) {
      for (const [i, each] of meant(alike.get(key) ?? [], places.length).entries()) {
        found[places[i]!] = each;
        taken.add(each);
      }
    }
    others = others.filter((each) => !taken.has(each));
  }
  return { found, others };
};
