/** Switches and counts; all changeable by the control route. */
export interface Settings {
  /** Requests a minute ("The rate limit is 10,000 requests per minute"). */
  rate: number;
  /** Requests a minute of one workspace to version 2.1, for the audience User... */
  rateUser: number;
  /** ...and for the other two. */
  rateQuery: number;
  /** What `x-ratelimit-reset` tells: seconds to go, or seconds since 1970. Both are documented. */
  resetForm: 'delta' | 'epoch';
}

export const DEFAULTS: Settings = { rate: 10_000, rateUser: 10_000, rateQuery: 10_000, resetForm: 'delta' };

/** The names that are no setting, or whose value is none that the setting takes. */
export function wrongSettings(given: Record<string, unknown>): string[] {
  return Object.entries(given)
    .filter(([name, value]) => !Object.hasOwn(DEFAULTS, name) || !takes(name, value))
    .map(([name]) => name);
}

function takes(name: string, value: unknown): boolean {
  if (name === 'resetForm') return value === 'delta' || value === 'epoch';
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
