import type { Problem } from '../catalogue/operation';
import { visible } from '../base/unseen';
import type { HostWords } from '../base/words';

/** A field of the items that a form refers to. */
export interface Asked {
  readonly column: string;
  /** The form's field that refers to it, and its label. */
  readonly field: string;
  readonly label: string;
  /** What it fills. */
  readonly fills: string;
  /** The field whose value was entered in place of its name, as an expression does. */
  readonly enteredFor?: string | undefined;
}

/** Findings from building an input from an item, for the check before anything is sent. */
export interface Found {
  readonly problems: readonly Problem[];
  /** Sentences for the user. */
  readonly doubts: readonly string[];
  /** Fields that the form refers to and this item does not have, and the names it has. */
  readonly missing: readonly Asked[];
  readonly names: readonly string[];
  /** Fields referred to by the form that at least one item of the run has; complete once all inputs are built. */
  readonly seen: ReadonlySet<string>;
  readonly words: HostWords;
}

/** The key under which an input carries its findings; a symbol, so that it is never taken for a field of the operation. */
const FOUND = Symbol('found');

interface Carrier {
  [FOUND]?: readonly Found[];
}

/** Attaches the findings to an input, replacing any it carried before as a copy of another. */
export const carry = <T extends object>(input: T, found: readonly Found[]): T => {
  if (found.length > 0) (input as Carrier)[FOUND] = found;
  else delete (input as Carrier)[FOUND];
  return input;
};

/** The findings for an input; for one combined from several, those of each. */
export const foundOf = (input: object): readonly Found[] => (input as Carrier)[FOUND] ?? [];

const MOST_NAMES = 12;

const listed = (names: readonly string[]): string => {
  if (names.length === 0) return 'there are none';
  const shown = names.slice(0, MOST_NAMES).map(visible).join(', ');
  return `there ${names.length === 1 ? 'is' : 'are'} ${shown}${names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : ''}`;
};

/** Problems of an input beyond its values: a field that no item of the run has is probably misspelled. */
export const foundProblems = (input: object): readonly Problem[] => {
  const all = foundOf(input).flatMap(({ problems, missing, names, seen, words }) => [
    ...missing
      .filter(({ column }) => !seen.has(column))
      .map(
        ({ column, field, label, fills, enteredFor }): Problem => ({
          field,
          message: `'${label}': no ${words.item} has the ${words.field} '${visible(column)}' to fill ${fills}; ${listed(names)}.`,
          todo:
            enteredFor === undefined
              ? `Correct '${label}' or the ${words.items}.`
              : `'${visible(column)}' is the value of '${visible(enteredFor)}'. Enter the name ${visible(enteredFor)} in '${label}', not an expression.`,
        }),
      ),
    ...problems,
  ]);
  return all.length < 2 ? all : [...new Map(all.map((problem) => [problem.message, problem])).values()];
};

export const foundDoubts = (input: object): readonly string[] => foundOf(input).flatMap(({ doubts }) => doubts);
