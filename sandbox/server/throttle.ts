import type { Fault } from './faultKinds';

/** A maximum number of requests per window. A window opens with the first request after the end of the last one, as with most vendors. */
export class Throttle {
  /** End of the window, in milliseconds. */
  until = -Infinity;
  private used = 0;

  constructor(
    private readonly calls: number,
    private readonly perMs: number,
  ) {}

  /** Counts a request and returns whether it is within the limit. A rejected one does not count. */
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

/** The headers of a refusal: only those requested, because clients must also work without any. */
export function throttleHeaders({ retryAfter, reset, until = 0 }: Extract<Fault, { kind: 'throttle' }>): Record<string, string> {
  return {
    ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
    ...(reset === true && { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil(until / 1000)) }),
  };
}
