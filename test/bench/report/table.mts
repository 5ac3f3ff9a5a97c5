import type { Measured } from '../harness/rounds.mts';
import { sayFigure, sayNoise, sayReach, sayTaken, sayVerdict, WHAT } from './lines.mts';

const HEAD = ['work', 'against', '', 'ours', 'theirs', 'figure', 'to reach', 'noise', ''];

const cellsOf = ({ row, reach, figure, ours, theirs, verdict }: Measured, size: number): string[] => [
  row.work(size).replaceAll('*', ''),
  row.against,
  WHAT[row.figure](row.unit),
  row.figure === 'alone' ? '' : sayTaken(row.unit, ours),
  theirs === undefined ? '' : sayTaken(row.unit, theirs),
  sayFigure(row, figure.value),
  sayReach(row, reach),
  sayNoise(figure),
  sayVerdict(verdict),
];

/** The table for the terminal. */
export const tableOf = (measured: readonly Measured[], size: number): string => {
  const lines = [HEAD, ...measured.map((each) => cellsOf(each, size))];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((cells) => cells[column]!.length)));
  return lines
    .map((cells) =>
      cells
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
};
