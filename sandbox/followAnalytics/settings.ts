/** Durations in milliseconds, counts otherwise; all changeable by the control route. */
export interface Settings {
  /** From a launch until the campaign has been distributed ("wait_sync"). */
  syncMs: number;
  /** From a launch until the campaign can be triggered; until then it is not distributed either. Counts when it is longer than `syncMs`. */
  readyMs: number;
  /** From the send time of a request until its report is there. */
  processingMs: number;
  /** From the first question for an export of the list until it is there. */
  exportMs: number;
  /** What an export answers: a link to a CSV file, the CSV file itself, or the list as JSON. The document's page about it is not public. */
  exportForm: 'link' | 'csv' | 'raw';
  /** Life of a token that was signed in for. */
  tokenMs: number;
  /** Life of a link to a file. */
  linkMs: number;
  /** Hits that the transactional demo campaign starts with. */
  seededHits: number;
  /** In which order hits are listed; the document does not say. */
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

/** Seeded hits reach into the past one by one; with more of them their dates would no longer be dates. */
const MOST: Readonly<Record<string, number>> = { seededHits: 1_000_000_000 };
const WORDS: Readonly<Record<string, readonly string[]>> = { exportForm: ['link', 'csv', 'raw'], hitsOrder: ['oldestFirst', 'newestFirst'] };

/** The names that are no setting, or whose value is none that the setting takes. */
export function wrongSettings(given: Record<string, unknown>): string[] {
  return Object.entries(given)
    .filter(([name, value]) => !Object.hasOwn(DEFAULTS, name) || !takes(name, value))
    .map(([name]) => name);
}

function takes(name: string, value: unknown): boolean {
  const words = WORDS[name];
  return words ? words.includes(value as string) : typeof value === 'number' && value >= 0 && value <= (MOST[name] ?? Number.MAX_VALUE);
}
