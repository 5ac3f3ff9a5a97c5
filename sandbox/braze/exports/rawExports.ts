import type { World } from '../../server/world';
import { callbackView, type Callback, type Callbacks } from './callbacks';

const DAY_MS = 86_400_000;

export interface RawExportOrder {
  readonly startingAt: number;
  readonly endingAt: number;
  readonly appIds?: readonly string[] | undefined;
  readonly eventNames?: readonly string[] | undefined;
  readonly format: 'zip' | 'gzip';
  readonly callbackEndpoint?: string | undefined;
}

interface RawExport extends RawExportOrder {
  readonly startedAt: number;
  readonly readyAt: number;
  readonly callback?: Callback | undefined;
}

/** All raw exports that were started. Their files go to the account's bucket, which is not simulated: only the keys are known. */
export class RawExports {
  private readonly exports: RawExport[] = [];

  constructor(
    private readonly world: World,
    private readonly callbacks: Callbacks,
  ) {}

  /** "You can only have one raw data export going on at any point in time". */
  isRunning(): boolean {
    const now = this.world.now();
    return this.exports.some(({ readyAt }) => now < readyAt);
  }

  start(order: RawExportOrder, takesMs: number): void {
    const startedAt = this.world.now();
    const readyAt = startedAt + takesMs;
    const callback = order.callbackEndpoint === undefined ? undefined : this.callbacks.schedule(readyAt, order.callbackEndpoint, { success: true });
    this.exports.push({ ...order, startedAt, readyAt, callback });
  }

  clear(): void {
    this.exports.length = 0;
  }

  /** As shown by the control route. */
  list(appGroup: string) {
    const now = this.world.now();
    return this.exports.map((one) => ({
      starting_at: new Date(one.startingAt).toISOString(),
      ending_at: new Date(one.endingAt).toISOString(),
      app_ids: one.appIds ?? null,
      event_names: one.eventNames ?? null,
      output_format: one.format,
      started_at: new Date(one.startedAt).toISOString(),
      state: now < one.readyAt ? 'running' : 'finished',
      callback: callbackView(one.callback),
      keys: now < one.readyAt ? [] : keysOf(one, appGroup),
    }));
  }
}

/** "There may be multiple files": here a pair for each day or part of a day. */
function keysOf({ startingAt, endingAt, format }: RawExport, appGroup: string): string[] {
  const extension = format === 'gzip' ? 'gz' : 'zip';
  const keys: string[] = [];
  for (let start = startingAt; start < endingAt; start += DAY_MS) {
    const stamp = new Date(start).toISOString().slice(0, 16).replace(/[T:]/g, '-');
    for (const content of ['events', 'event_properties']) {
      keys.push(`appboy-event-data/app_groups/${appGroup}/${stamp}-${content}.csv.${extension}`);
    }
  }
  return keys;
}
