/** A column's name in the form by which it is known again: letters and digits, whatever their case and what stands between them. */
const known = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

export const sameNames = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name, i) => known(name) === known(other[i]!));

/** Whether a record names columns: at least one of those that a document promises. */
export const isHeader = (record: readonly string[], documented: readonly string[]): boolean => {
  const names = new Set(documented.map(known));
  return record.some((cell) => names.has(known(cell)));
};

/** The columns that a header line names, the documented ones as the document writes them, others as they are but for blanks around them. */
export const columnsOf = (record: readonly string[], documented: readonly string[] = []): readonly string[] => {
  const names = new Map(documented.map((name) => [known(name), name]));
  return record.map((cell) => names.get(known(cell)) ?? cell.trim());
};

/** Recognises the same header line where it comes again, in whatever order: each cell names a column, and no two name the same. */
export const againOf = (columns: readonly string[]): ((record: readonly string[]) => boolean) => {
  const names = new Set(columns.map(known));
  // A single cell that says what its column is called may be a value.
  if (columns.length < 2) return () => false;
  return (record) => record.every((cell) => names.has(known(cell))) && new Set(record.map(known)).size === names.size;
};

/** The first name that is there twice. */
export const twiceIn = (names: readonly string[]): string | undefined => names.find((name, i) => names.indexOf(name) !== i);

const SEPARATORS: readonly (readonly [character: string, name: string])[] = [
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'vertical bars'],
];

/** What separates the cells of a first line where it is not commas: there is more of it than of them. */
export const separatorOf = (record: readonly string[]): string | undefined => {
  const line = record.join('');
  return SEPARATORS.find(([character]) => line.split(character).length > Math.max(1, record.length))?.[1];
};
