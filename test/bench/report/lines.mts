import type { Row, Unit } from '../harness/part.mts';
import type { Bound, Figure, Verdict } from '../harness/verdict.mts';
import { say } from '../numbers.mts';

/** The words of a line of the table, in the terminal and in the documents alike. */

const PER_UNIT: Partial<Record<Unit, number>> = { MB: 1_000_000, kB: 1_000, ms: 0.001 };
/** Figures come in seconds and bytes. */
const inUnit = (unit: Unit, value: number): number => value / (PER_UNIT[unit] ?? 1);

const short = (number: number): string => (Math.abs(number) >= 100 ? say(number) : String(Number(number.toPrecision(3))));

/** What a contestant took: `3.2 s`, `140 MB`. */
export const sayTaken = (unit: Unit, value: number): string => `${short(inUnit(unit, value))}${unit === 'exponent' ? '' : ` ${unit}`}`;

/** What a row is about: a ratio, or a figure of its own. */
export const sayFigure = ({ figure, unit }: Pick<Row, 'figure' | 'unit'>, value: number): string =>
  figure === 'alone' ? sayTaken(unit, value) : `${short(value)} times`;

export const sayReach = (row: Pick<Row, 'figure' | 'unit'>, reach: Bound): string =>
  'atLeast' in reach ? `at least ${sayFigure(row, reach.atLeast)}` : `at most ${sayFigure(row, reach.atMost)}`;

/** What the figure says: how ours compares. */
export const WHAT: Readonly<Record<Row['figure'], (unit: Unit) => string>> = {
  ahead: () => 'speed',
  share: (unit) => (unit === 'MB' ? 'memory' : 'time'),
  alone: (unit) =>
    ({ MB: 'memory', bytes: 'memory an item', requests: 'requests', exponent: 'growth', times: 'time', kB: 'size', s: 'time', ms: 'time' })[unit],
};

export const sayNoise = ({ noise }: Figure): string => `${(noise * 100).toFixed(0)} %`;

export const sayVerdict = (verdict: Verdict): string => (verdict === 'within noise' ? 'missed, within the noise' : verdict);
