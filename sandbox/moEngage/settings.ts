/** Switches and counts; all changeable by the control route. */
export interface Settings {
  /** Requests per minute ("The rate limit is 10,000 requests per minute"). */
  rate: number;
  /** Requests per minute of one workspace to version 2.1, for the audience User... */
  rateUser: number;
  /** ...and for the other two. */
  rateQuery: number;
  /** The form of `x-ratelimit-reset`: seconds from now, or seconds since 1970. Both are documented. */
  resetForm: 'delta' | 'epoch';
}

export const DEFAULTS: Settings = { rate: 10_000, rateUser: 10_000, rateQuery: 10_000, resetForm: 'delta' };

/** The names that are not settings or have an invalid value. */
export function wrongSettings(given: Record<string, unknown>): string[] {
  return Object.entries(given)
    .filter(([name, value]) => !Object.hasOwn(DEFAULTS, name) || !takes(name, value))
    .map(([name]) => name);
}

function takes(name: string, value: unknown): boolean {
  if (name === 'resetForm') return value === 'delta' || value === 'epoch';
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
