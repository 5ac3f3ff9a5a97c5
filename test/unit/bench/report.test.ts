import { alone, faster } from '../../bench/harness/part.mts';
import { measure } from '../../bench/harness/rounds.mts';
import { chartOf } from '../../bench/report/chart.mts';
import { sayFigure, sayReach, sayTaken } from '../../bench/report/lines.mts';
import { pageOf } from '../../bench/report/page.mts';
import { withMeasured, type Result } from '../../bench/report/results.mts';
import { tableOf } from '../../bench/report/table.mts';

const speed = faster({ id: 'speed', work: (size) => `${1_000 * size} items`, against: 'a & b', ours: 'a', theirs: 'b', atLeast: 8 });
const memory = alone({ id: 'memory', work: () => '*much*', against: 'itself', by: 'bytes', unit: 'MB', ours: 'a', atMost: 200_000_000 });
const rounds = [{ a: { seconds: 0.5, bytes: 150_000_000 }, b: { seconds: 2 } }];
const when = { machine: '2 cores', date: '2026-01-31', rounds: 5 };
const result = (more: Partial<Result>): Result => ({ value: 1, noise: 0, ours: 1, ...when, ...more });
const PAGE = '# Benchmarks\n\n<!-- figures:start -->\nold\n<!-- figures:end -->\n';

it('figures have their unit', () => {
  expect([sayTaken('MB', 123_400_000), sayTaken('ms', 0.03512), sayTaken('s', 12.345), sayTaken('exponent', 1.0512)]).toEqual([
    '123 MB',
    '35.1 ms',
    '12.3 s',
    '1.05',
  ]);
  expect([sayFigure(speed, 1_234.5), sayFigure(memory, 200_000_000)]).toEqual(['1,235 times', '200 MB']);
  expect([sayReach(speed, speed.reach), sayReach(memory, memory.reach)]).toEqual(['at least 8 times', 'at most 200 MB']);
});

it('the table has a line a row, with the size that was measured', () => {
  const [head, first, second] = tableOf([measure(speed, rounds, 0.5), measure(memory, rounds, 0.5)], 0.5)
    .split('\n')
    .map((line) => line.split(/ {2,}/));
  expect(head![0]).toBe('work');
  expect(first).toEqual(['500 items', 'a & b', 'speed', '0.5 s', '2 s', '4 times', 'at least 8 times', '0 %', 'missed']);
  expect(second).toEqual(['much', 'itself', 'memory', '150 MB', 'at most 200 MB', '0 %', 'reached']);
});

it('what was measured takes the place of what was known of the same rows, and rows that are no more go', () => {
  const before = { memory: result({ value: 7, date: '2025-01-01' }), gone: result({}) };
  expect(withMeasured(before, [measure(speed, rounds, 1)], when, ['speed', 'memory', 'other'])).toEqual({
    speed: { value: 4, noise: 0, ours: 0.5, theirs: 2, ...when },
    memory: before.memory,
  });
});

it('the page says what was measured, when and where, and what was not', () => {
  const page = pageOf(PAGE, [speed, memory], { speed: result({ value: 4, ours: 0.5, theirs: 2, noise: 0.02 }) });
  expect(page).not.toContain('old');
  expect(page).toContain('| 1000 items | a & b | speed | 0.5 s | 2 s | 4 times | at least 8 times | 2 % | missed |');
  expect(page).toContain('| *much* | itself | memory |  |  |  | at most 200 MB |  | not measured yet |');
  expect(page).toContain('- 2026-01-31, medians of 5 rounds: 2 cores');
});

describe('the chart', () => {
  const chart = chartOf([speed, memory], { speed: result({ value: 4 }), memory: result({ value: 50_000_000 }) });
  const bars = [...chart.matchAll(/<rect x="(\d+)" y="\d+" width="(\d+)" height="12" fill="(#\w+)"/g)].map(([, x, width, color]) => ({
    from: Number(x),
    to: Number(x) + Number(width),
    color,
  }));
  const zero = Number(/<line x1="(\d+)"[^>]*stroke="#333333"/.exec(chart)![1]);

  it('has a bar to the left of what is to be reached for half of it, and one twice as long to the right for four times', () => {
    expect(bars).toHaveLength(2);
    const [missed, reached] = bars;
    expect([missed!.to, reached!.from]).toEqual([zero, zero]);
    expect(Math.abs(reached!.to - zero - 2 * (zero - missed!.from))).toBeLessThanOrEqual(2);
    expect(missed!.color).not.toBe(reached!.color);
  });

  it('is well-formed, and leaves out what was not measured', () => {
    expect(chart).toContain('a &amp; b');
    expect(chart).not.toMatch(/&(?!amp;|lt;|gt;)/);
    expect(chartOf([speed, memory], { memory: result({ value: 1 }) })).not.toContain('1000 items');
    expect(chartOf([speed], {})).toContain('</svg>');
  });
});
