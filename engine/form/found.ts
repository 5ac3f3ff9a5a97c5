import type { Problem } from '../catalogue/operation';
import { visible } from '../base/unseen';
import type { HostWords } from '../base/words';

/** A field of the items that a form names. */
export interface Asked {
  readonly column: string;
  /** The form's field where it is named, and its label. */
  readonly field: string;
  readonly label: string;
  /** What it is to fill. */
  readonly fills: string;
}

/** What was found while an input was made of an item, for the check before anything is sent. */
export interface Found {
  readonly problems: readonly Problem[];
  /** Sentences for the user to read. */
  readonly doubts: readonly string[];
  /** What the form names and this item does not have, and the names that it has. */
  readonly missing: readonly Asked[];
  readonly names: readonly string[];
  /** What any item of the run has of that which its form names; complete once all inputs are made. */
  readonly seen: ReadonlySet<string>;
  readonly words: HostWords;
}

/** Under this key an input carries what was found; a symbol, so that it is never taken for a field of the operation. */
const FOUND = Symbol('found');

interface Carrier {
  [FOUND]?: readonly Found[];
}

/** Notes what was found with the input that was made; what it carried before, as a copy of another one does, is gone. */
export const carry = <T extends object>(input: T, found: readonly Found[]): T => {
  if (found.length > 0) (input as Carrier)[FOUND] = found;
  else delete (input as Carrier)[FOUND];
  return input;
};

/** What was found for an input; of one that was put together of several, for each of these. */
export const foundOf = (input: object): readonly Found[] => (input as Carrier)[FOUND] ?? [];

const MOST_NAMES = 12;

const listed = (names: readonly string[]): string => {
  if (names.length === 0) return 'there are none';
  const shown = names.slice(0, MOST_NAMES).map(visible).join(', ');
  return `there ${names.length === 1 ? 'is' : 'are'} ${shown}${names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : ''}`;
};

/** What is wrong with an input beyond its values: a field that no item of the run has is most likely spelled differently. */
export const foundProblems = (input: object): readonly Problem[] => {
  const all = foundOf(input).flatMap(({ problems, missing, names, seen, words }) => [
    ...missing
      .filter(({ column }) => !seen.has(column))
      .map(
        ({ column, field, label, fills }): Problem => ({
          field,
          message: `'${label}': no ${words.item} has the ${words.field} '${visible(column)}' to fill ${fills}; ${listed(names)}.`,
          todo: `Correct '${label}' or the ${words.items}.`,
        }),
      ),
    ...problems,
  ]);
  return all.length < 2 ? all : [...new Map(all.map((problem) => [problem.message, problem])).values()];
};

export const foundDoubts = (input: object): readonly string[] => foundOf(input).flatMap(({ doubts }) => doubts);
