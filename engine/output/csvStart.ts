import { csvFault, FIRST_LINE } from '../validate/csvFault';
import { againOf, columnsOf, isHeader, separatorOf, twiceIn } from '../base/csvHeader';
import type { CampaignError } from '../base/errors';
import { nameOf, type Source } from './files';
import { CsvProblem } from '../base/ports';

/** How a part of a table begins. */
export interface Start {
  /** The columns of the rows that follow. */
  readonly columns: readonly string[];
  /** Whether the first line is already a row, not a header. */
  readonly isRow: boolean;
  /** Whether a record repeats the header. */
  isAgain(record: readonly string[]): boolean;
}

const ASK = 'Output the report as a file and inspect it; the vendor may have changed its format.';

/**
 * How a part begins. The documents do not say whether each part has its own header, nor its order and case, so the header is detected rather than
 * assumed.
 * @throws CampaignError `format` if the first line is neither a header nor a row of the documented columns
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

/** A blank line does not count as the first line. */
export const isBlank = (record: readonly string[]): boolean => record.length === 1 && record[0]!.trim() === '';

/** The failure for a part that is not CSV. Other errors are rethrown unchanged. */
export const unreadable = (error: unknown, url: string, { fail, shown }: Source): CampaignError => {
  if (!(error instanceof CsvProblem)) throw error;
  return fail({
    code: 'format',
    reached: 'yes',
    message: `The file ${nameOf(url)} ${csvFault(error, shown, false)}.`,
    todo: 'Request the report again; if the problem persists, contact the vendor, because some rows cannot be read.',
  });
};
