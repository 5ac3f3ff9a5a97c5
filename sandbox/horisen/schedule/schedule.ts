const DATE_TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** The times at which an active campaign runs. */
export interface Schedule {
  /** The next one; undefined if none is left. */
  readonly next: number | undefined;
  /** Moves on to the next one. */
  advance(): void;
}

/** A single time. */
export class Moment implements Schedule {
  constructor(public next: number | undefined) {}

  advance(): void {
    this.next = undefined;
  }
}

/** "Y-m-d H:i:s in UTC timezone" (HORISEN Campaign API, 4.1, schedule_rrule); undefined if it is invalid or no such day exists. */
export function readMoment(text: string): number | undefined {
  if (!DATE_TIME.test(text)) return undefined;
  const iso = `${text.replace(' ', 'T')}.000Z`;
  const at = Date.parse(iso);
  // 30 February would be turned into a day in March.
  return !Number.isNaN(at) && new Date(at).toISOString() === iso ? at : undefined;
}
