import type { FastifyReply } from 'fastify';

/** States change with the clock alone, so a periodic check notifies open pages of differences. */
const CHECK_EVERY_MS = 1000;

/** Server-sent events for open outbox pages, which only say that something changed. */
export class PageEvents {
  private readonly listeners = new Set<FastifyReply>();
  private timer: NodeJS.Timeout | undefined;
  private lastFingerprint = '';
  private pending = false;

  constructor(private readonly fingerprint: () => string) {}

  listen(reply: FastifyReply): void {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    reply.raw.write('retry: 1000\ndata: hello\n\n');
    this.listeners.add(reply);
    reply.raw.on('close', () => {
      this.listeners.delete(reply);
      if (this.listeners.size === 0) this.stop();
    });
    this.timer ??= setInterval(() => {
      const now = this.fingerprint();
      if (now !== this.lastFingerprint) this.sendChanged();
      this.lastFingerprint = now;
    }, CHECK_EVERY_MS).unref();
  }

  /** Several changes in one tick cause one event. */
  changed(): void {
    if (this.pending || this.listeners.size === 0) return;
    this.pending = true;
    setImmediate(() => {
      this.pending = false;
      this.sendChanged();
    });
  }

  close(): void {
    this.stop();
    for (const reply of this.listeners) reply.raw.end();
    this.listeners.clear();
  }

  private sendChanged(): void {
    for (const reply of this.listeners) reply.raw.write('data: changed\n\n');
  }

  private stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
