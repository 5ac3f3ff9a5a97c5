const DATE_TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** Moments at which an active campaign runs. */
export interface Schedule {
  /** The next one; undefined when there is none left. */
  readonly next: number | undefined;
  /** Goes on to the one after it. */
  advance(): void;
}

/** One moment. */
export class Moment implements Schedule {
  constructor(public next: number | undefined) {}

  advance(): void {
    this.next = undefined;
  }
}

/** "Y-m-d H:i:s in UTC timezone" (HORISEN Campaign API, 4.1, schedule_rrule); undefined when it is none, or no such day. */
export function readMoment(text: string): number | undefined {
  if (!DATE_TIME.test(text)) return undefined;
  const iso = `${text.replace(' ', 'T')}.000Z`;
  const at = Date.parse(iso);
  // 30 February would be carried over into March.
  return !Number.isNaN(at) && new Date(at).toISOString() === iso ? at : undefined;
}
