/** More columns than any table has; a pattern for more would be large. */
const MOST_CELLS = 1_000;

const PLAIN = '[^,"\\r\\n\\0]*';
const QUOTED = '[^"\\n\\0]*';
/** Of a cell that is certain not to be blank: it begins with a visible character of ASCII. */
const VISIBLE_PLAIN = `[!#-+\\--~]${PLAIN}`;
const VISIBLE_QUOTED = `[!#-~]${QUOTED}`;

const escaped = (text: string): string => text.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Which records count as plain, apart from being written plainly. */
export interface PlainRecord {
  /** Number of cells. */
  readonly width: number;
  /** Positions of cells that are certain not to be blank. */
  readonly filled?: readonly number[];
  /** What the first cell is not. */
  readonly notFirst?: string;
  /** Whether each cell is a group, with its quotes. */
  readonly inGroups?: boolean;
}

/**
 * An expression that matches one plain record, with its line end, at `lastIndex`. Plain is a record in one line, with the expected number of cells, and
 * with nothing that needs a closer look: no quotes within a cell, no NUL, no lone carriage return. It says nothing of other records. It takes linear time,
 * because a cell can only end where it does.
 * @returns undefined if there are too many cells
 */
export const plainRecord = ({ width, filled = [], notFirst, inGroups = false }: PlainRecord): RegExp | undefined => {
  if (width > MOST_CELLS || filled.some((position) => position < 0 || position >= width)) return undefined;
  const cells = Array.from({ length: width }, (_, i) => {
    const cell = filled.includes(i) ? `${VISIBLE_PLAIN}|"${VISIBLE_QUOTED}"` : `${PLAIN}|"${QUOTED}"`;
    return inGroups ? `(${cell})` : `(?:${cell})`;
  });
  const other = notFirst === undefined ? '' : `(?!"?${escaped(notFirst)}"?[,\\r\\n])`;
  // An empty line is no record.
  return new RegExp(`(?![\\r\\n])${other}${cells.join(',')}\\r?\\n`, 'y');
};
