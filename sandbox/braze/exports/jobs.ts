import type { ExportAccount } from './account';
import { Callbacks } from './callbacks';
import { RawExports } from './rawExports';
import { SegmentExports } from './segmentExports';

/** The state of the two asynchronous exports, for each simulated account. */
export class ExportJobs {
  readonly callbacks: Callbacks;
  readonly segments: SegmentExports;
  readonly raw: RawExports;

  constructor(account: ExportAccount) {
    this.callbacks = new Callbacks(account.world);
    this.segments = new SegmentExports(account, this.callbacks);
    this.raw = new RawExports(account.world, this.callbacks);
  }

  /** Restores the initial state. */
  clear(): void {
    this.callbacks.clear();
    this.segments.clear();
    this.raw.clear();
  }
}
