import { median, noise } from './figures.mts';
import type { Contestant, Row, Sample } from './part.mts';
import { verdict, type Figure, type Verdict } from './verdict.mts';

/** What all contestants took in one round, by their names. */
export type Round = Readonly<Record<string, Sample>>;

/** A row with what was measured. */
export interface Measured {
  readonly row: Row;
  /** The bound at the size of the run. */
  readonly reach: Row['reach'];
  readonly figure: Figure;
  /** Medians of what is compared. */
  readonly ours: number;
  readonly theirs?: number;
  readonly verdict: Verdict;
}

/** Measures the contestants in turn, A, B, A, B, so that what the machine does meanwhile falls on all of them. */
export const inTurn = async (contestants: readonly Contestant[], rounds: number, say: (line: string) => void): Promise<readonly Round[]> => {
  const all: Round[] = [];
  for (let round = 1; round <= rounds; round++) {
    const took: Record<string, Sample> = {};
    for (const { name, run } of contestants) {
      const sample = (took[name] = await run());
      say(
        `  round ${round}: ${name} ${Object.entries(sample)
          .map(([what, value]) => `${what} ${Number(value.toPrecision(4))}`)
          .join(', ')}`,
      );
    }
    all.push(took);
  }
  return all;
};

const taken = (round: Round, contestant: string, by: string): number => {
  const value = round[contestant]?.[by];
  if (value === undefined || !Number.isFinite(value)) throw new Error(`'${contestant}' has no '${by}'`);
  return value;
};

const figureIn = ({ figure, ours, theirs, by }: Row, round: Round): number => {
  const own = taken(round, ours, by);
  if (figure === 'alone') return own;
  const other = taken(round, theirs!, by);
  return figure === 'ahead' ? other / own : own / other;
};

/** The bound of a row for a size. */
export const reachAt = ({ reach, scales }: Row, size: number): Row['reach'] =>
  scales && 'atMost' in reach ? { atMost: Math.ceil(reach.atMost * size) } : reach;

/** What the rounds say of a row: the median of each round's own ratio, so that a machine that gets slower during the run changes nothing. */
export const measure = (row: Row, rounds: readonly Round[], size: number): Measured => {
  const each = rounds.map((round) => figureIn(row, round));
  const figure = { value: median(each), noise: noise(each) };
  const reach = reachAt(row, size);
  const of = (contestant: string): number => median(rounds.map((round) => taken(round, contestant, row.by)));
  return { row, reach, figure, ours: of(row.ours), ...(row.theirs !== undefined && { theirs: of(row.theirs) }), verdict: verdict(reach, figure) };
};
