import type { Row } from '../harness/part.mts';
import { margin, verdict, type Verdict } from '../harness/verdict.mts';
import { sayFigure, sayReach, WHAT } from './lines.mts';
import type { Results } from './results.mts';

/** Distances in pixels. */
const WIDTH = 960;
const NAMES = 470;
const RIGHT = 90;
const LINE = 36;
const TOP = 56;
const BAR = 12;

const COLORS: Readonly<Record<Verdict, string>> = { reached: '#2e8b57', 'within noise': '#c8962e', missed: '#c0504d' };

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const text = (x: number, y: number, words: string, more = ''): string => `<text x="${x}" y="${y}"${more}>${escaped(words)}</text>`;

const SMALL = ' text-anchor="end" fill="#666666" font-size="11"';

/** Steps of the scale: powers of two, from the worst to the best, and always exactly reached. */
const scaleOf = (margins: readonly number[]): { readonly low: number; readonly high: number } => ({
  low: Math.min(-1, Math.floor(Math.log2(Math.min(1, ...margins)))),
  high: Math.max(1, Math.ceil(Math.log2(Math.max(1, ...margins)))),
});

/** How the scale names a step. */
const stepName = (step: number): string => (step === 0 ? 'to reach' : step > 0 ? `${2 ** step}×` : `1/${2 ** -step}`);

/**
 * One bar a row: how far beyond what it is to reach (to the right) or below it (to the left), each step of the scale twice the one before.
 * Rows that were not measured are left out.
 */
export const chartOf = (rows: readonly Row[], results: Results): string => {
  const bars = rows.flatMap((row) => {
    const result = results[row.id];
    return result ? [{ row, result, margin: margin(row.reach, result.value) }] : [];
  });
  const { low, high } = scaleOf(bars.map((bar) => bar.margin));
  const x = (log: number): number => Math.round(NAMES + ((log - low) / (high - low)) * (WIDTH - NAMES - RIGHT));
  const height = TOP + bars.length * LINE + 16;
  const steps = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  const grid = steps.flatMap((step) => [
    `<line x1="${x(step)}" x2="${x(step)}" y1="${TOP - 6}" y2="${height - 12}" stroke="${step === 0 ? '#333333' : '#dddddd'}"/>`,
    text(x(step), TOP - 14, stepName(step), ' text-anchor="middle" fill="#666666"'),
  ]);
  const lines = bars.flatMap(({ row, result, margin: reached }, i) => {
    const y = TOP + i * LINE;
    const [from, to] = [x(0), x(Math.log2(reached))].sort((one, other) => one - other) as [number, number];
    const name = `${row.work(1).replaceAll('*', '')}: ${WHAT[row.figure](row.unit)}`;
    return [
      text(NAMES - 10, y + 9, name, ' text-anchor="end"'),
      ...(row.theirs === undefined ? [] : [text(NAMES - 10, y + 23, `against ${row.against.replaceAll('`', '')}`, SMALL)]),
      `<rect x="${from}" y="${y + 1}" width="${Math.max(2, to - from)}" height="${BAR}" fill="${COLORS[verdict(row.reach, result)]}">` +
        `<title>${escaped(`${name}: ${sayReach(row, row.reach)}`)}</title></rect>`,
      text(Math.max(to, x(0)) + 6, y + 11, sayFigure(row, result.value)),
    ];
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="12" role="img">`,
    '<title>How far each row is beyond what it is to reach</title>',
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    text(NAMES - 10, 22, 'How far beyond what is to be reached', ' text-anchor="end" font-weight="bold"'),
    ...grid,
    ...lines,
    '</svg>',
  ].join('\n')}\n`;
};
