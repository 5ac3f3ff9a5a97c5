import type { World } from '../../server/world';

/** An export becomes ready by the clock alone, so the time is checked while a callback waits. */
const CHECK_EVERY_MS = 200;
/** Delays of the retries; after the last one the callback is abandoned. */
const TRY_AGAIN_AFTER_MS = [1_000, 10_000, 60_000];
const LONGEST_CALL_MS = 10_000;

/** A POST that is sent when the sandbox's clock has reached its time. */
export interface Callback {
  readonly url: string;
  readonly body: Readonly<Record<string, unknown>>;
  dueAt: number;
  tries: number;
  state: 'waiting' | 'calling' | 'delivered' | 'given up';
}

/** A callback as shown by the control routes. */
export function callbackView(callback: Callback | undefined): { state: Callback['state']; tries: number } | null {
  return callback ? { state: callback.state, tries: callback.tries } : null;
}

/** "callback_endpoint" of the document's exports: sent once, with a few retries. The timer only runs while a callback is pending. */
export class Callbacks {
  private readonly waiting = new Set<Callback>();
  private readonly stopped = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly world: World) {}

  schedule(dueAt: number, url: string, body: Readonly<Record<string, unknown>>): Callback {
    const callback: Callback = { url, body, dueAt, tries: 0, state: 'waiting' };
    this.waiting.add(callback);
    this.timer ??= setInterval(() => this.callDue(), CHECK_EVERY_MS).unref();
    return callback;
  }

  /** Drops a callback that has not been sent yet. */
  cancel(callback: Callback): void {
    if (callback.state === 'waiting') this.finish(callback, 'given up');
  }

  /** Drops callbacks that have not been sent yet. */
  clear(): void {
    this.waiting.clear();
    this.stopTimer();
  }

  close(): void {
    this.clear();
    this.stopped.abort();
  }

  private callDue(): void {
    const now = this.world.now();
    for (const callback of this.waiting) {
      if (callback.state === 'waiting' && callback.dueAt <= now) void this.call(callback);
    }
  }

  private async call(callback: Callback): Promise<void> {
    callback.state = 'calling';
    callback.tries++;
    if (await this.post(callback)) return this.finish(callback, 'delivered');
    const pause = TRY_AGAIN_AFTER_MS[callback.tries - 1];
    if (pause === undefined) return this.finish(callback, 'given up');
    callback.dueAt = this.world.now() + pause;
    callback.state = 'waiting';
  }

  private async post({ url, body }: Callback): Promise<boolean> {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.any([this.stopped.signal, AbortSignal.timeout(LONGEST_CALL_MS)]),
      });
      await answer.body?.cancel();
      return answer.ok;
    } catch {
      return false; // unreachable or too slow
    }
  }

  private finish(callback: Callback, state: Callback['state']): void {
    callback.state = state;
    this.waiting.delete(callback);
    if (this.waiting.size === 0) this.stopTimer();
    this.world.changed();
  }

  private stopTimer(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
