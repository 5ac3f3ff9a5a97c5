/** Durations in milliseconds, counts otherwise; all changeable by the control route. */
export interface Settings {
  /** From a launch until the campaign has been distributed ("wait_sync"). */
  syncMs: number;
  /** From a launch until the campaign can be triggered; it is not distributed before either. Used if it is longer than `syncMs`. */
  readyMs: number;
  /** From the send time of a request until its report is ready. */
  processingMs: number;
  /** From the first request for a list export until it is ready. */
  exportMs: number;
  /** The form of an export: a link to a CSV file, the CSV file itself, or the list as JSON. The document's page about it is not public. */
  exportForm: 'link' | 'csv' | 'raw';
  /** Lifetime of a token obtained by signing in. */
  tokenMs: number;
  /** Lifetime of a link to a file. */
  linkMs: number;
  /** Initial hits of the transactional demo campaign. */
  seededHits: number;
  /** The order of hits; undocumented. */
  hitsOrder: 'oldestFirst' | 'newestFirst';
}

const HOUR = 3_600_000;

export const DEFAULTS: Settings = {
  syncMs: 1_500,
  readyMs: 0,
  processingMs: 2_000,
  exportMs: 1_000,
  exportForm: 'link',
  tokenMs: 24 * HOUR,
  linkMs: HOUR,
  seededHits: 12_000,
  hitsOrder: 'oldestFirst',
};

/** Seeded hits are spread into the past; with more of them, their dates would be invalid. */
const MOST: Readonly<Record<string, number>> = { seededHits: 1_000_000_000 };
const WORDS: Readonly<Record<string, readonly string[]>> = { exportForm: ['link', 'csv', 'raw'], hitsOrder: ['oldestFirst', 'newestFirst'] };

/** The names that are not settings or have an invalid value. */
export function wrongSettings(given: Record<string, unknown>): string[] {
  return Object.entries(given)
    .filter(([name, value]) => !Object.hasOwn(DEFAULTS, name) || !takes(name, value))
    .map(([name]) => name);
}

function takes(name: string, value: unknown): boolean {
  const words = WORDS[name];
  return words ? words.includes(value as string) : typeof value === 'number' && value >= 0 && value <= (MOST[name] ?? Number.MAX_VALUE);
}
