import type { BatchView } from '../server/world';

const SECOND = 1000;
/** An hour of seconds with requests; older ones are dropped. */
const MOST_SECONDS = 3600;
/** The chart shows at least this much, so that a few requests are not spread over its whole width. */
const LEAST_MS = 60_000;

/** The figures of a chart: one for each of its steps. */
export interface ActivityView {
  readonly from: number;
  readonly stepMs: number;
  readonly requests: readonly number[];
  /** Those of them that were refused, or got no answer. */
  readonly failed: readonly number[];
  readonly messages: readonly number[];
}

/** Counts requests by the second, also those that the journal has dropped. */
export class Activity {
  private readonly seconds = new Map<number, { all: number; failed: number }>();

  /** @param startedAt when the sandbox was started: what happened before is history that came with it */
  constructor(private startedAt: number) {}

  request(at: number): void {
    this.countsOf(at).all++;
  }

  /** A request of that time was refused, or gets no answer. */
  failure(at: number): void {
    this.countsOf(at).failed++;
  }

  /** Everything since the start, in a number of steps. */
  view(batches: readonly BatchView[], now: number, steps: number): ActivityView {
    const from = Math.min(this.startedAt, now - LEAST_MS);
    const stepMs = Math.max(SECOND, Math.ceil((now - from + 1) / steps));
    const none = (): number[] => new Array<number>(steps).fill(0);
    const view = { from, stepMs, requests: none(), failed: none(), messages: none() };
    const add = (to: number[], at: number, count: number): void => {
      const step = Math.floor((at - from) / stepMs);
      if (step >= 0 && step < steps) to[step] = (to[step] as number) + count;
    };
    for (const [second, { all, failed }] of this.seconds) {
      const at = Math.max(from, second * SECOND);
      add(view.requests, at, all);
      add(view.failed, at, failed);
    }
    for (const { createdAt, sendAt, count } of batches) add(view.messages, Math.max(createdAt, sendAt), count);
    return view;
  }

  private countsOf(at: number): { all: number; failed: number } {
    const second = Math.floor(at / SECOND);
    const counts = this.seconds.get(second) ?? { all: 0, failed: 0 };
    this.seconds.set(second, counts);
    if (this.seconds.size > MOST_SECONDS) this.seconds.delete(this.seconds.keys().next().value as number);
    return counts;
  }

  restart(at: number): void {
    this.seconds.clear();
    this.startedAt = at;
  }
}
