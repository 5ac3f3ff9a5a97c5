import { isNone, type Cell, type Must } from '../test/matrix/cells.ts';
import { faults, type FaultName } from '../test/matrix/faults.ts';
import { classes, table, type ClassName } from '../test/matrix/table.ts';

const wordsOf = (cell: Cell): string => (isNone(cell) ? '-' : cell.words);

/** Groups items by their printed form, preserving order, so that those that look the same are adjacent. */
const together = <T,>(things: readonly T[], printed: (thing: T) => string): readonly (readonly T[])[] => {
  const groups = new Map<string, T[]>();
  for (const thing of things) groups.set(printed(thing), [...(groups.get(printed(thing)) ?? []), thing]);
  return [...groups.values()];
};

const names = Object.keys(faults) as FaultName[];
const columns = together(Object.keys(classes) as ClassName[], (name) => names.map((fault) => wordsOf(table[fault][name])).join());
const rows = together(names, (fault) => columns.map(([name]) => wordsOf(table[fault][name!])).join());

const headOf = (column: readonly ClassName[]): string => column.map((name) => classes[name]).join(', ');
const labelOf = (row: readonly FaultName[]): string => row.map((fault) => faults[fault].label).join('; ');

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The meanings of the terms, each once, in order of appearance. */
const legend = (): readonly string[] => {
  const cells = names.flatMap((fault) => Object.values(table[fault])).filter((cell): cell is Must => !isNone(cell));
  return together(cells, ({ words }) => words).map(([cell]) => `- ${cell!.words}: ${cell!.means}`);
};

/** The table of faults in docs/sending.md, generated from the one that the tests use. */
export const faultsText = (): string =>
  [
    [
      line(['What goes wrong', ...columns.map(headOf)]),
      `|${' --- |'.repeat(columns.length + 1)}`,
      ...rows.map((row) => line([labelOf(row), ...columns.map(([name]) => wordsOf(table[row[0]!][name!]))])),
    ].join('\n'),
    legend().join('\n'),
  ].join('\n\n');
