import { csvFault, FIRST_LINE } from '../validate/csvFault';
import { againOf, columnsOf, isHeader, separatorOf, twiceIn } from '../base/csvHeader';
import type { CampaignError } from '../base/errors';
import { nameOf, type Source } from './files';
import { CsvProblem } from '../base/ports';

/** How a part of a table begins. */
export interface Start {
  /** The columns of the rows below. */
  readonly columns: readonly string[];
  /** Whether the first line is a row already, and no header line. */
  readonly isRow: boolean;
  /** Whether a record is a header line once more. */
  isAgain(record: readonly string[]): boolean;
}

const ASK = 'Output the report as a file and inspect it; the vendor may have changed its format.';

/**
 * How a part begins. Documents do not say that each part has its own header line, nor in what order and case its names stand: it is recognised,
 * not assumed.
 * @throws CampaignError `format` where the first line is neither a header line nor a row of the documented columns
 */
export const startOf = (first: readonly string[], url: string, { columns: documented, fail, shown }: Pick<Source, 'columns' | 'fail' | 'shown'>): Start => {
  const refuse = (what: string): CampaignError =>
    fail({
      code: 'format',
      reached: 'yes',
      message: `The file ${nameOf(url)} ${what}; its first line is: ${shown(first.join(','), FIRST_LINE)}.`,
      todo: ASK,
    });
  const columns = columnsOf(first, documented);
  const missing = (documented ?? []).filter((column) => !columns.includes(column));
  const separator = separatorOf(first);
  if (separator !== undefined && (missing.length > 0 || first.length === 1)) throw refuse(`separates its cells with ${separator} instead of commas`);
  if (!documented || missing.length === 0) {
    const twice = twiceIn(columns);
    if (twice !== undefined) throw refuse(`has two columns named '${twice}'`);
    return { columns, isRow: false, isAgain: againOf(columns) };
  }
  if (isHeader(first, documented)) throw refuse(`lacks the column '${missing.join("', '")}'`);
  if (first.length !== documented.length) {
    throw refuse(`starts neither with the names of its ${documented.length} columns (${documented.join(', ')}) nor with a row of as many cells`);
  }
  return { columns: documented, isRow: true, isAgain: againOf(documented) };
};

/** A line with nothing but blanks in it is no first line. */
export const isBlank = (record: readonly string[]): boolean => record.length === 1 && record[0]!.trim() === '';

/** The failure of a part that is no CSV. Other errors are thrown on as they are. */
export const unreadable = (error: unknown, url: string, { fail, shown }: Source): CampaignError => {
  if (!(error instanceof CsvProblem)) throw error;
  return fail({
    code: 'format',
    reached: 'yes',
    message: `The file ${nameOf(url)} ${csvFault(error, shown, false)}.`,
    todo: 'Request the report again; if the problem persists, contact the vendor, because some rows cannot be read.',
  });
};
