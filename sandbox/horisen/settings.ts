/** Durations in milliseconds, switches 0 or 1, counts otherwise; all changeable by the control route. */
export interface Settings {
  /** Lifetime of an access token: "expires_in":604800 (HORISEN Campaign API, 1.3). */
  tokenMs: number;
  /** 1: token requests come from an IP address that is not registered. */
  wrongIp: number;
  /** How long a campaign with `now` or `once` stays active after its run has begun. */
  runMs: number;
  /** Maximum campaigns per page, whatever is requested; undocumented. */
  pageMost: number;
  /** 1: a past time of `once` is accepted, and the campaign runs immediately. */
  overdue: number;
}

export const DEFAULTS: Settings = { tokenMs: 604_800_000, wrongIp: 0, runMs: 2_000, pageMost: 100, overdue: 0 };

const LEAST: Partial<Settings> = { pageMost: 1 };

/** The names that are not settings or have an invalid value. */
export function wrongSettings(given: Record<string, unknown>): string[] {
  return Object.entries(given)
    .filter(([name, value]) => !Object.hasOwn(DEFAULTS, name) || typeof value !== 'number' || !Number.isFinite(value) || value < leastOf(name))
    .map(([name]) => name);
}

const leastOf = (name: string): number => LEAST[name as keyof Settings] ?? 0;
