import type { ExportAccount } from './account';
import { Callbacks } from './callbacks';
import { RawExports } from './rawExports';
import { SegmentExports } from './segmentExports';

/** What the two exports that take their time remember: one for each account that is played. */
export class ExportJobs {
  readonly callbacks: Callbacks;
  readonly segments: SegmentExports;
  readonly raw: RawExports;

  constructor(account: ExportAccount) {
    this.callbacks = new Callbacks(account.world);
    this.segments = new SegmentExports(account, this.callbacks);
    this.raw = new RawExports(account.world, this.callbacks);
  }

  /** Back to the state of a fresh start. */
  clear(): void {
    this.callbacks.clear();
    this.segments.clear();
    this.raw.clear();
  }
}
