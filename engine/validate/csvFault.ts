import type { CsvProblem } from '../base/ports';
import type { Excerpt } from '../base/excerpt';

/** Maximum excerpt of an invalid first line, or of a file of another kind; in characters. */
export const FIRST_LINE = 200;
const BEGINNING = 80;

/**
 * What is wrong with a file that is not CSV, following its name.
 * @param isOwn whether it is the user's file, whose content may be shown; in a vendor's file, the excerpt may contain a truncated secret
 */
export const csvFault = ({ message, excerpt: { near, begins } }: CsvProblem, shown: Excerpt, isOwn: boolean): string => {
  const place = isOwn && near !== undefined ? `: ${near}` : '';
  return `is not readable CSV: ${message}${begins === undefined ? place : `, which starts with ${shown(begins, BEGINNING)}`}`;
};
