/** The most that the pack takes of anything that others make. They stand in the README, which is made from this table. */
export interface Bound {
  /** What is bounded, as the README says it. */
  readonly what: string;
  readonly most: number;
  /** `bytes`, `ms`, or what is counted. */
  readonly unit: string;
  /** What happens beyond it; one sentence. */
  readonly beyond: string;
}

const bounds = <const B extends Readonly<Record<string, Bound>>>(all: B): B => all;

export const BOUNDS = bounds({
  redirects: { what: 'Redirects of a download', most: 3, unit: 'redirects', beyond: 'The download fails.' },
  depth: { what: 'Levels of lists and objects inside one another in a value', most: 100, unit: 'levels', beyond: 'The item is refused.' },
  csvRecord: { what: 'One record of a CSV file or report', most: 1_000_000, unit: 'characters', beyond: 'The file is refused, with the line.' },
  exportLine: { what: 'One line of a zipped export', most: 16_000_000, unit: 'characters', beyond: 'Reading ends there, with a failure that names the line.' },
  exportDepth: { what: 'Lists and objects inside each other in a line of an export', most: 200, unit: 'levels', beyond: 'The line is refused.' },
});
