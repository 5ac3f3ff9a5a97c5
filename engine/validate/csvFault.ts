import type { CsvProblem } from '../base/ports';
import type { Excerpt } from '../base/excerpt';

/** How much is told of a first line that is not as it should be, and of a file that is something else; characters. */
export const FIRST_LINE = 200;
const BEGINNING = 80;

/**
 * What is wrong with a file that is no CSV, behind its name.
 * @param isOwn whether it is a file of the user, who may be shown the place; of a vendor's file it cannot be told whether a secret was cut there
 */
export const csvFault = ({ message, excerpt: { near, begins } }: CsvProblem, shown: Excerpt, isOwn: boolean): string => {
  const place = isOwn && near !== undefined ? `: ${near}` : '';
  return `is not valid CSV: ${message}${begins === undefined ? place : `, which starts with ${shown(begins, BEGINNING)}`}`;
};
