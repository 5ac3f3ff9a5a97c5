import { inspect } from 'node:util';
import type { AnyOperation, JsonObject, Unit } from '../../engine';
import { peopleIn, targetsIn } from '../../engine/validate/people';
import type { Piece } from './pieces';
import { sha256 } from './ports';

/** By what an entry of a message is known again when the message comes back. */
export interface Marks {
  /** What it says, digested. */
  readonly said: string;
  /** Whom it is for, digested; the same as `said` where nobody can tell. */
  readonly whom: string;
}

/**
 * An entry of an earlier try, with what was sent for it; without it, nothing was. It takes about 500 bytes beside what the entry itself and its
 * result hold.
 */
export interface Earlier extends Marks {
  readonly units?: readonly Unit[];
}

/** Any value as text, the same each time; what no JSON can say, as Node's console says it. */
const textOf = (value: unknown): string => {
  try {
    return JSON.stringify(value);
  } catch {
    return inspect(value, { depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity });
  }
};

/** Half a SHA-256, which is enough to tell apart what one process remembers. */
const digest = (value: unknown): string => sha256(textOf(value)).slice(0, 32);

const whoIsMeant = (o: AnyOperation, { record, input }: Piece): unknown => {
  // The one request of a message: it is known by being the only one.
  if (record === undefined) return [];
  try {
    return peopleIn(o, input as JsonObject);
  } catch {
    // What is not valid may not even name its people; it is refused before it is sent.
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

/** What of an earlier try the entries of a message are. */
export interface Matched {
  /** For each entry the earlier one; undefined where it is new. */
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

/**
 * Which of several earlier entries that look alike are meant by so many that came back. Those that were not sent are, first of all; what comes
 * beyond them is what was sent.
 */
const meant = (alike: readonly Earlier[], count: number): readonly Earlier[] => {
  const sent = alike.filter(({ units }) => units).length;
  let ofSent = Math.min(sent, Math.max(0, count - (alike.length - sent)));
  let ofOthers = count - ofSent;
  return alike.filter(({ units }) => (units ? ofSent-- : ofOthers--) > 0);
};

/**
 * Finds the entries of a message among those of an earlier try, in whatever order and number they come: by what they say, each as often as it
 * was there, then by whom they are for, since a text may be made anew with each try.
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
