import { BOUNDS } from '../base/bounds';
import { INVALID_DATE, readMoment } from '../base/moments';
import { cleanName, hasUnseen, visible } from '../base/unseen';

/** Reports a problem or a warning about a value, at a path inside it. */
export interface Tell {
  problem(path: readonly PropertyKey[], what: string, todo: string): void;
  /** A full sentence without the location, such as "it is so and so". */
  doubt(path: readonly PropertyKey[], what: string): void;
}

/** Whether an integer may have lost digits before it arrived here. */
export const mayHaveLostDigits = (value: number): boolean => Number.isInteger(value) && !Number.isSafeInteger(value);

export const LOST_DIGITS = 'is a whole number greater than 2^53, whose last digits cannot be stored in a number';

/** The problem with such a number as text, and what to do. */
export const lostDigits = (value: number) =>
  [`was passed as a number: ${value}. It ${LOST_DIGITS}`, 'Pass it as text, in quotes, from its source; its digits may already be wrong.'] as const;

/** The problem with an invalid date, and what to do. */
export const NO_DATE = ['is an invalid date', 'Check the expression that creates the date.'] as const;

export const HALF_A_CHARACTER = ['contains an incomplete character, which cannot be sent', 'Check where the text was truncated.'] as const;

export const PLAIN_DATA = 'Use text, a number, true or false, a list, or an object of these.';

const OPAQUE = ['Error', 'Map', 'Set', 'WeakMap', 'WeakSet', 'Promise', 'RegExp'];

const kindOf = (value: object): string => Object.prototype.toString.call(value).slice(8, -1);

/** The kind of an object that JSON would drop or change. */
export const opaque = (value: object): string | undefined => {
  if (ArrayBuffer.isView(value) || kindOf(value) === 'ArrayBuffer') return 'contains binary data';
  const kind = kindOf(value);
  return OPAQUE.includes(kind) ? `is a JavaScript ${kind}` : undefined;
};

/** Reads one value; the path and ancestors are mutated during the walk and copied only when something is reported. */
class Reader {
  private readonly over: object[] = [];

  constructor(
    private readonly tell: Tell,
    private readonly path: PropertyKey[],
    private readonly asText: boolean,
  ) {}

  private problem(what: string, todo: string): undefined {
    this.tell.problem([...this.path], what, todo);
    return undefined;
  }

  private inside(step: PropertyKey, value: unknown): unknown {
    this.path.push(step);
    const read = this.read(value);
    this.path.pop();
    return read;
  }

  read(value: unknown): unknown {
    switch (typeof value) {
      case 'string':
        if (!value.isWellFormed()) this.problem(...HALF_A_CHARACTER);
        return value;
      case 'number':
        if (!Number.isFinite(value)) return this.problem(`is not a number that can be sent: ${value}`, 'Enter a number, or remove it.');
        if (mayHaveLostDigits(value)) {
          if (this.asText) return this.problem(...lostDigits(value));
          this.tell.doubt([...this.path], `${LOST_DIGITS}: ${value}`);
        }
        return value;
      case 'bigint':
        return Number.isSafeInteger(Number(value)) ? Number(value) : this.problem(`${LOST_DIGITS}: ${value}`, 'Pass it as text.');
      case 'function':
      case 'symbol':
        return this.problem(`is a JavaScript ${typeof value}`, 'Use a plain value.');
      case 'object':
        return value === null ? null : this.object(value);
      default:
        return value;
    }
  }

  private object(value: object): unknown {
    const moment = readMoment(value);
    if (moment === INVALID_DATE) return this.problem(...NO_DATE);
    if (moment !== undefined) return moment;
    const kind = opaque(value);
    if (kind !== undefined) return this.problem(kind, PLAIN_DATA);
    if (this.over.includes(value)) return this.problem('contains itself', 'Use plain data.');
    if (this.over.length >= BOUNDS.depth.most) {
      this.tell.problem(this.path.slice(0, 1), `is nested more than ${BOUNDS.depth.most} levels deep`, 'Use less deeply nested data.');
      return undefined;
    }
    this.over.push(value);
    const read = this.members(value);
    this.over.pop();
    return read;
  }

  private members(value: object): unknown {
    if (Array.isArray(value)) return this.list(value);
    const { toJSON } = value as { toJSON?: unknown };
    if (typeof toJSON === 'function') return this.own(() => (toJSON as (key: string) => unknown).call(value, ''));
    const names = Object.keys(value);
    let isChanged = false;
    const members = names.map((name): readonly [string, unknown] => {
      const clean = this.nameOf(name);
      const each = (value as Record<string, unknown>)[name];
      const own = this.inside(clean, each);
      isChanged ||= own !== each || clean !== name;
      return [clean, own];
    });
    if (!isChanged) return value;
    const changed = new Map(members);
    if (changed.size < members.length) {
      const [twice = ''] = members.map(([name]) => name).filter((name, i, all) => all.indexOf(name) !== i);
      this.problem(`has two properties '${twice}', one of them with spaces or invisible characters around its name`, 'Rename one of them.');
    }
    return Object.fromEntries(changed);
  }

  /** A member's trimmed name. */
  private nameOf(name: string): string {
    if (!name.isWellFormed()) this.problem('has a name with an incomplete character', 'Correct the name.');
    const clean = cleanName(name);
    // An empty name is left for the caller to judge.
    if (clean === '') return name;
    if (clean !== name) this.tell.doubt([...this.path], `has a property '${visible(name)}'; invisible characters around its name were removed`);
    if (hasUnseen(clean)) this.tell.doubt([...this.path], `has a property whose name contains an invisible character: ${visible(clean)}`);
    return clean;
  }

  /** A value's own JSON form. */
  private own(make: () => unknown): unknown {
    let made: unknown;
    try {
      made = make();
    } catch {
      return this.problem('cannot be written as JSON', PLAIN_DATA);
    }
    return this.read(made);
  }

  private list(value: readonly unknown[]): unknown {
    let changed: unknown[] | undefined;
    for (let i = 0; i < value.length; i++) {
      const own = this.inside(i, value[i]);
      if (own !== value[i]) (changed ??= [...value])[i] = own;
    }
    return changed ?? value;
  }
}

/**
 * Converts a value to plain data that JSON preserves: dates as ISO 8601, objects with their own JSON form in that form. Anything that JSON would change
 * silently (NaN, infinities, functions, binary data, lone surrogates, cycles) is reported as a problem. A value that is already plain is returned
 * itself.
 * @param asText the values become text: an integer that may have lost digits is then a problem, not a warning
 */
export const plain = (value: unknown, tell: Tell, path: readonly PropertyKey[] = [], asText = false): unknown =>
  new Reader(tell, [...path], asText).read(value);

const quiet = { problem: () => undefined, doubt: () => undefined } satisfies Tell;

/** {@link plain}, if problems are found elsewhere. */
export const plainly = (value: unknown): unknown => plain(value, quiet);
