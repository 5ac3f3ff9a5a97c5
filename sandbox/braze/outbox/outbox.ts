import { spanOf } from '../messages/schedule';
import { refuse } from '../refusals';
import type { OutboxAccount } from './account';
import { phaseOf, type Batch } from './batch';
import { depart } from './departures';
import { select, type Selection } from './selection';

/** Everything sent or scheduled. Its state depends only on the clock. */
export class Outbox {
  private readonly sent = new Map<string, Batch>();
  private readonly schedules = new Map<string, Batch>();
  /** Batches with messages that have not been sent yet. */
  private readonly waiting = new Set<Batch>();

  private readonly previews = new WeakMap<Batch, { version: number; crowd: number; selection: Selection }>();

  constructor(private readonly account: OutboxAccount) {}

  add(batch: Omit<Batch, 'createdAt'> & { createdAt?: number }): Batch {
    const added: Batch = { createdAt: this.account.world.now(), ...batch };
    this.sent.set(added.id, added);
    if (added.scheduleId !== undefined) this.schedules.set(added.scheduleId, added);
    this.waiting.add(added);
    this.settle();
    this.account.world.made?.('batch', added.id);
    this.account.world.changed();
    return added;
  }

  batches(): Batch[] {
    return [...this.sent.values()];
  }

  /** Whether the batch has messages that have not been sent yet. */
  isWaiting(batch: Batch): boolean {
    this.settle();
    return this.waiting.has(batch);
  }

  batch(id: string): Batch | undefined {
    return this.sent.get(id);
  }

  /** A schedule that can still be changed. The behavior for others is undocumented: here they are a bad request. */
  scheduled(scheduleId: unknown, form: Batch['form']): Batch {
    const batch = this.schedules.get(String(scheduleId));
    if (batch?.form !== form) throw refuse.badRequest('schedule_id is not known');
    const phase = phaseOf(batch, this.account.world.now());
    if (phase === 'sent' || phase === 'canceled') throw refuse.badRequest(`The schedule has been ${phase} already`);
    return batch;
  }

  /** Fixes the recipients and messages of every due batch, before anything about them changes. */
  settle(): void {
    const now = this.account.world.now();
    for (const batch of this.waiting) {
      const [first] = spanOf(batch.schedule);
      if (batch.canceledAt === undefined && first > now) continue;
      batch.selection ??= select(this.account, batch.order);
      if (batch.canceledAt === undefined) remember(batch, first);
      if (depart(this.account, batch, batch.selection, now)) this.waiting.delete(batch);
    }
  }

  /** The recipients of a batch; before it is due, those it would reach now. */
  selectionOf(batch: Batch): Selection {
    this.settle();
    return batch.selection ?? this.preview(batch);
  }

  /** Cached, because the outbox page polls every second and people rarely change; a crowd only changes in size. */
  private preview(batch: Batch): Selection {
    const { version, settings } = this.account;
    const crowd = settings.bigSegmentUsers;
    const known = this.previews.get(batch);
    if (known && (known.selection.people ? known.version === version : known.crowd === crowd)) return known.selection;
    const selection = select(this.account, batch.order);
    this.previews.set(batch, { version, crowd, selection });
    return selection;
  }

  /** How many people were to get the messages of a Canvas between two times. */
  enteredIn(canvasId: string, from: number, to: number): number {
    this.settle();
    return this.batches()
      .filter(({ canvas, canceledAt, selection, schedule }) => {
        const [at] = spanOf(schedule);
        return canvas?.id === canvasId && canceledAt === undefined && selection !== undefined && at >= from && at < to;
      })
      .reduce((sum, { selection }) => sum + selection!.count, 0);
  }

  clear(): void {
    this.sent.clear();
    this.schedules.clear();
    this.waiting.clear();
  }
}

/** The dashboard says when a campaign was last sent, and when somebody last entered a Canvas. */
function remember({ campaign, canvas }: Batch, at: number): void {
  if (campaign) campaign.lastSent = Math.max(campaign.lastSent ?? 0, at);
  if (!canvas) return;
  canvas.firstEntry ??= at;
  canvas.lastEntry = Math.max(canvas.lastEntry ?? 0, at);
}
