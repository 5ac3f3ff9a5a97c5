import type { AudienceKind } from './account';
import { GatewayRefusal, refuse } from './refusals';
import type { Settings } from './settings';

const WINDOW = 60_000;

/** Counts requests in windows aligned to the full minute. */
export class Rates {
  private window = 0;
  private counts = new Map<string, number>();

  /** Counts one request of version 2: above the limit it fails with HTTP 200. */
  takeAny(settings: Settings, now: number): void {
    if (this.count('all', now) >= settings.rate) throw refuse.limit();
    this.add('all');
  }

  /** Counts one request of version 2.1, which also has limits for each workspace and category: above one it is HTTP 429 without a body. */
  takeOf(app: string, audience: AudienceKind, settings: Settings, now: number): void {
    const [category, limit] = audience === 'User' ? ['seg_user_search', settings.rateUser] : ['seg_user_query', settings.rateQuery];
    const key = `${app} ${category}`;
    if (this.count(key, now) >= limit) throw new GatewayRefusal(429, undefined, limitHeaders(settings, now, limit));
    this.add(key);
  }

  used(now: number): number {
    return this.count('all', now);
  }

  clear(): void {
    this.counts.clear();
  }

  private count(key: string, now: number): number {
    const window = Math.floor(now / WINDOW);
    if (window !== this.window) this.counts.clear();
    this.window = window;
    return this.counts.get(key) ?? 0;
  }

  private add(key: string): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }
}

/** Headers of a 429; by default until the end of the minute. */
export function limitHeaders(
  { resetForm }: Settings,
  now: number,
  limit: number,
  seconds = Math.ceil((WINDOW - (now % WINDOW)) / 1000),
): Record<string, string> {
  return {
    'x-envoy-ratelimited': 'true',
    'x-ratelimit-limit': `${limit}, ${limit};w=${WINDOW / 1000}`,
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(resetForm === 'epoch' ? Math.ceil(now / 1000) + seconds : seconds),
  };
}
