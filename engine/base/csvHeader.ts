/** The normalized form for matching column names: letters and digits only, case-insensitive. */
const known = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

export const sameNames = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name, i) => known(name) === known(other[i]!));

/** Whether a record is a header: it contains at least one documented column. */
export const isHeader = (record: readonly string[], documented: readonly string[]): boolean => {
  const names = new Set(documented.map(known));
  return record.some((cell) => names.has(known(cell)));
};

/** The columns of a header line: documented ones spelled as documented, others as they are, trimmed. */
export const columnsOf = (record: readonly string[], documented: readonly string[] = []): readonly string[] => {
  const names = new Map(documented.map((name) => [known(name), name]));
  return record.map((cell) => names.get(known(cell)) ?? cell.trim());
};

/** Recognizes a repeated header line in any order: each cell names a column, and no column appears twice. */
export const againOf = (columns: readonly string[]): ((record: readonly string[]) => boolean) => {
  const names = new Set(columns.map(known));
  // A single cell that equals its column's name may be a value.
  if (columns.length < 2) return () => false;
  /** The last first cell that names no column; many rows begin alike. */
  let other: string | undefined;
  return (record) => {
    const first = record[0]!;
    if (first === other) return false;
    if (!names.has(known(first))) {
      other = first;
      return false;
    }
    return record.every((cell) => names.has(known(cell))) && new Set(record.map(known)).size === names.size;
  };
};

/** The first name that occurs twice. */
export const twiceIn = (names: readonly string[]): string | undefined => names.find((name, i) => names.indexOf(name) !== i);

const SEPARATORS: readonly (readonly [character: string, name: string])[] = [
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'vertical bars'],
];

/** The separator of a first line that is not comma-separated: it occurs more often than commas do. */
export const separatorOf = (record: readonly string[]): string | undefined => {
  const line = record.join('');
  return SEPARATORS.find(([character]) => line.split(character).length > Math.max(1, record.length))?.[1];
};
