import type { Fault } from './faultKinds';

/** So many requests in so long. A window opens with the first request after the last one's end, as at most vendors. */
export class Throttle {
  /** End of the window, in milliseconds. */
  until = -Infinity;
  private used = 0;

  constructor(
    private readonly calls: number,
    private readonly perMs: number,
  ) {}

  /** Counts a request, and says whether it is within the limit. A refused one does not count. */
  admits(now: number): boolean {
    if (now >= this.until) {
      this.until = now + this.perMs;
      this.used = 0;
    }
    if (this.used >= this.calls) return false;
    this.used++;
    return true;
  }
}

/** The headers of a refusal: only those that were asked for, since clients must do without any. */
export function throttleHeaders({ retryAfter, reset, until = 0 }: Extract<Fault, { kind: 'throttle' }>): Record<string, string> {
  return {
    ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
    ...(reset === true && { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil(until / 1000)) }),
  };
}
