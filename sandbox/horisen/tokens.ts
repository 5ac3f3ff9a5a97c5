import { randomBytes } from 'node:crypto';

const MOST_TOKENS = 1000;

/** Access tokens with their expiry (HORISEN Campaign API, 1.3 "Authorization"). */
export class Tokens {
  private readonly ends = new Map<string, number>();

  issue(until: number): string {
    const token = randomBytes(24).toString('base64url');
    this.ends.set(token, until);
    if (this.ends.size > MOST_TOKENS) this.ends.delete(this.ends.keys().next().value as string);
    return token;
  }

  stateOf(token: string, now: number): 'good' | 'expired' | 'unknown' {
    const until = this.ends.get(token);
    if (until === undefined) return 'unknown';
    return now < until ? 'good' : 'expired';
  }

  /** Expires one token, or all. */
  expire(only?: string): void {
    for (const token of only === undefined ? [...this.ends.keys()] : [only]) {
      if (this.ends.has(token)) this.ends.set(token, 0);
    }
  }

  clear(): void {
    this.ends.clear();
  }
}
