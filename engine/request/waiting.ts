import { sayDuration } from '../base/dates';
import type { Failure } from '../base/errors';
import type { Ports } from '../base/ports';
import type { Options } from '../catalogue/call';
import type { Wait } from '../catalogue/operation';

/** Minimum interval between checks. */
const SHORTEST_PAUSE_MS = 1_000;

/** How long to wait before check `asked` + 1 for an answer that is not ready. */
export const askAfter = (wait: Wait, { askEveryMs, slowestMs }: Pick<Options, 'askEveryMs' | 'slowestMs'>, asked: number): number => {
  const [every, slowest = 0] = askEveryMs === undefined ? [wait.everyMs, wait.slowestMs] : [askEveryMs, slowestMs];
  // Whatever the caller sets, there is always a pause between checks.
  const first = every >= SHORTEST_PAUSE_MS ? every : wait.everyMs;
  return Math.min(Math.max(slowest, first), first * 2 ** (asked - 1));
};

/** The checks for something that is not ready at first, the first of which is made now. */
export class Checks {
  private asked = 1;
  private readonly since: number;
  private readonly until: number;

  constructor(
    private readonly ports: Pick<Ports, 'now' | 'sleep' | 'signal' | 'waited'>,
    private readonly wait: Wait,
    private readonly options: Options,
  ) {
    this.since = ports.now();
    this.until = this.since + (options.longestWaitMs ?? 0);
  }

  /**
   * Waits for the next check.
   * @param what what is not ready, in one sentence
   * @returns false once the user's maximum wait is over
   */
  async next(what: string): Promise<boolean> {
    const now = this.ports.now();
    if (now >= this.until) {
      this.tell(false);
      return false;
    }
    const next = Math.min(now + this.nextAfter, this.until);
    await this.ports.sleep(next - now, this.ports.signal, { what, next, until: this.until });
    this.asked++;
    return true;
  }

  /** Waits for the next check; returns the failure once the user's maximum wait is over. */
  async nextOr(failure: Failure): Promise<Failure | undefined> {
    if (await this.next(failure.message)) return undefined;
    const times = this.asked === 1 ? 'once' : `${this.asked} times`;
    return {
      ...failure,
      message: `${failure.message} It was checked for ${sayDuration(this.options.longestWaitMs ?? 0)}, ${times}.`,
      todo: 'Try again later, or allow a longer wait.',
      retryAfterMs: this.nextAfter,
    };
  }

  /** It is ready. */
  ready(): void {
    if (this.asked > 1) this.tell(true);
  }

  private get nextAfter(): number {
    return askAfter(this.wait, this.options, this.asked);
  }

  private tell(isReady: boolean): void {
    this.ports.waited?.({ asked: this.asked, ms: this.ports.now() - this.since, isReady });
  }
}
