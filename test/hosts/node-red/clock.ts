import type { Clock } from '../../../node-red/runtime/clock';
import { NOON } from '../../support/host';

/** A clock that goes on only by waiting. */
export class TestClock implements Clock {
  /** Waits that were asked for, in milliseconds. */
  readonly slept: number[] = [];
  private time = NOON;
  private onHeld: (() => void) | undefined;

  now(): number {
    return this.time;
  }

  random(): number {
    return 0.5;
  }

  /** Time that passes without anybody waiting. */
  advance(ms: number): void {
    this.time += ms;
  }

  /** From now on a wait lasts until it is aborted; resolves when the first one begins. */
  hold(): Promise<void> {
    return new Promise((resolve) => {
      this.onHeld = resolve;
    });
  }

  /** Waits are over at once again. */
  release(): void {
    this.onHeld = undefined;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) throw signal.reason;
    this.slept.push(ms);
    if (!this.onHeld) {
      this.time += ms;
      return;
    }
    const aborted = new Promise<void>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
    this.onHeld();
    await aborted;
  }
}
