/** A connection to a data warehouse; times are in milliseconds. */
export interface Integration {
  readonly id: string;
  readonly name: string;
  readonly warehouse: string;
  readonly everyMs: number;
  /** Oldest first. */
  readonly jobs: Job[];
}

/** A sync. */
export interface Job {
  readonly startedAt: number;
  readonly endsAt: number;
  /** How it ends. */
  readonly outcome: 'success' | 'partial' | 'error' | 'config_error';
  readonly rows: number;
  readonly failedRows: number;
}

export const statusOf = ({ endsAt, outcome }: Job, now: number): string => (now < endsAt ? 'running' : outcome);

/** The last sync that has begun. */
export const lastOf = ({ jobs }: Integration): Job | undefined => jobs.at(-1);
