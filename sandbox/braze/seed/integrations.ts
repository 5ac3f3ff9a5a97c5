import type { Job } from '../cdi/integrations';
import type { BrazeState } from '../state';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const INTEGRATIONS = 12;
const JOBS = 25;
/** One in twelve each; all others succeed. */
const FAILURES: Readonly<Record<number, Job['outcome']>> = { 3: 'partial', 6: 'error', 9: 'config_error' };

/** Integrations for two pages, each with syncs for three; the first one has a name that examples use. */
export function plantIntegrations({ integrations, world }: BrazeState): void {
  const now = world.now();
  for (let index = 1; index <= INTEGRATIONS; index++) {
    const jobs = Array.from({ length: JOBS }, (_each, place): Job => {
      const startedAt = now - (JOBS - place) * HOUR;
      const outcome = FAILURES[place % 12] ?? 'success';
      const failedRows = outcome === 'success' ? 0 : outcome === 'partial' ? 20 : 500;
      return { startedAt, endsAt: startedAt + 2 * MINUTE, outcome, rows: 500 - failedRows, failedRows };
    });
    const id = `cd100000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    integrations.set(id, { id, name: index === 1 ? 'Loyalty points' : `Integration ${index}`, warehouse: 'snowflake', everyMs: HOUR, jobs });
  }
}
