import type { JsonObject } from '../../../engine';
import type { Rehearsal } from '../../support/sandbox';
import { Random } from './random';

/** One request in twenty. */
export const CHANCE = 0.05;

/** What may go wrong with a request, by the name under which it is counted. None of them lies about success, and none takes longer than a host has patience for. */
const KINDS: Readonly<Record<string, JsonObject>> = {
  'refused with 400': { kind: 'status', status: 400, body: { message: 'Bad Request' } },
  '500, not processed': { kind: 'status', status: 500 },
  '503 with a page': { kind: 'status', status: 503, body: '<html><body>Down</body></html>' },
  '500, processed': { kind: 'answer', status: 500 },
  '200 with a page, processed': { kind: 'answer', status: 200, body: '<html><body>Welcome</body></html>' },
  'reset before': { kind: 'resetBefore' },
  'reset after': { kind: 'resetAfter' },
  'cut short': { kind: 'truncate', bytes: 8 },
  'rate limit': { kind: 'rateLimit', retryAfterSeconds: 1 },
  'token expires': { kind: 'expireToken' },
  slow: { kind: 'slow', ms: 500 },
};

interface Rule {
  readonly id: number;
  readonly vendor: string;
  readonly times: number;
  readonly skip: number;
  readonly hits: number;
}

/** So many are kept ahead of the requests of each vendor. */
const AHEAD = 20;

/** Faults at random, in all requests of the vendors: whether one strikes is drawn for each request by itself. */
export class Faults {
  private readonly dice: ReadonlyMap<string, Random>;
  private readonly names = new Map<number, string>();
  private readonly struck: Record<string, number> = Object.fromEntries(Object.keys(KINDS).map((name) => [name, 0]));

  constructor(
    private readonly sandbox: Rehearsal,
    seed: number,
  ) {
    // Each vendor has chances of its own, so that they do not depend on who asks first.
    this.dice = new Map(Object.keys(sandbox.baseUrls).map((vendor, i) => [vendor, new Random(seed + i)]));
  }

  /** Draws what is to strike next; to be called again before that is used up. */
  async draw(): Promise<void> {
    const waiting = await this.settle();
    for (const [vendor, random] of this.dice) {
      const mine = waiting.filter((rule) => rule.vendor === vendor);
      // A rule counts the requests that no older rule has taken, so that the last one waits for the sum of all gaps.
      let skip = Math.max(0, ...mine.map((rule) => rule.skip));
      for (let i = mine.length; i < AHEAD; i++) {
        skip += random.failuresBefore(CHANCE);
        const name = random.oneOf(Object.keys(KINDS));
        const { id } = (await this.sandbox.control('POST', '/faults', { vendor, skip, fault: KINDS[name]! })) as unknown as Rule;
        this.names.set(id, name);
      }
    }
  }

  /** Takes away what has not struck, and gives how often each kind has. */
  async end(): Promise<Readonly<Record<string, number>>> {
    await this.settle();
    await this.sandbox.control('DELETE', '/faults');
    return this.struck;
  }

  /** Counts the rules that have struck, and gives those that have not. */
  private async settle(): Promise<readonly Rule[]> {
    const { faults: rules } = (await this.sandbox.control('GET', '/faults')) as unknown as { readonly faults: readonly Rule[] };
    for (const { id } of rules.filter(({ hits }) => hits > 0)) {
      this.struck[this.names.get(id)!]! += 1;
      await this.sandbox.control('DELETE', `/faults/${id}`);
    }
    return rules.filter(({ hits }) => hits === 0);
  }
}
