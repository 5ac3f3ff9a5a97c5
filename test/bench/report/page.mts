import type { Row } from '../harness/part.mts';
import { verdict } from '../harness/verdict.mts';
import { withParts } from '../../../scripts/docs/parts.mts';
import { sayFigure, sayNoise, sayReach, sayTaken, sayVerdict, WHAT } from './lines.mts';
import type { Result, Results } from './results.mts';

const HEAD = ['Work', 'Against', 'Compared', 'Ours', 'Theirs', 'Figure', 'To reach', 'Noise', ''];

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const rowOf = (row: Row, result: Result | undefined): string => {
  const { figure, unit, reach } = row;
  const named = [row.work(1), row.against, WHAT[figure](unit)];
  if (!result) return line([...named, '', '', '', sayReach(row, reach), '', 'not measured yet']);
  const { ours, theirs } = result;
  return line([
    ...named,
    figure === 'alone' ? '' : sayTaken(unit, ours),
    theirs === undefined ? '' : sayTaken(unit, theirs),
    sayFigure(row, result.value),
    sayReach(row, reach),
    sayNoise(result),
    sayVerdict(verdict(reach, result)),
  ]);
};

/** When, and on which machine: one line for all rows that have it in common. */
const whenOf = (results: Results): readonly string[] => {
  const all = Object.values(results).map(({ date, machine, rounds }) => `- ${date}, medians of ${rounds} rounds: ${machine}`);
  return [...new Set(all)].sort();
};

/** The page with its table made anew. */
export const pageOf = (page: string, rows: readonly Row[], results: Results): string => {
  const table = [line(HEAD), line(HEAD.map(() => '---')), ...rows.map((row) => rowOf(row, results[row.id]))].join('\n');
  const measured = whenOf(results);
  return withParts(page, { figures: measured.length > 0 ? `${table}\n\nMeasured:\n\n${measured.join('\n')}` : table });
};
