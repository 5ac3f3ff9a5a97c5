import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { braze, bryj, control, SEGMENT } from './accounts.mts';
import { COLUMNS, writePeople } from './csvOfPeople.mts';
import { inOwnProcess, withSandbox, writeWorkers } from './processes.mts';
import type { Exported, ExportOrder } from './workers/exportOrder.ts';
import type { ReportOrder, ReportRead } from './workers/report.ts';
import type { Uploaded, UploadOrder } from './workers/upload.ts';

/** The vendor's largest file: "1 Go" in bytes. */
export const FULL_BYTES = 1_000_000_000;
export const FULL_REPORT_ROWS = 2_000_000;
/** More than this no process may have resident. */
export const MOST_RESIDENT_BYTES = 250_000_000;

/** The vendor's own advice for an account without S3: "around 500,000 to 1 million user profiles". */
export const FULL_SEGMENT_USERS = 500_000;
/** What an export may have resident. */
export const MOST_OF_AN_EXPORT_BYTES = 300_000_000;

const CAMPAIGN = 'CMP_bench';

export interface Figures {
  readonly rows: number;
  readonly seconds: number;
  readonly peakBytes: number;
}

export interface UploadFigures extends Figures {
  readonly checkSeconds: number;
  readonly sandboxPeakBytes: number;
  readonly requestId: string;
  /** All batches that the sandbox has of the campaign. */
  readonly batches: readonly { readonly id: string; readonly count: number; readonly bytes?: number }[];
}

export interface ReportFigures extends Figures {
  readonly sandboxPeakBytes: number;
  readonly allDifferent: boolean;
}

export interface ExportFigures extends Exported, Figures {
  readonly sandboxPeakBytes: number;
}

export interface People {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
}

/** A folder for files and workers of one run; whoever opens it closes it. */
export class Bench {
  private readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async open(): Promise<Bench> {
    const folder = await mkdtemp(join(tmpdir(), 'campaign-bench-'));
    await writeWorkers(folder);
    return new Bench(folder);
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async people(bytes: number): Promise<People> {
    const path = join(this.folder, 'people.csv');
    const rows = await writePeople(path, bytes);
    return { path, rows, bytes: (await stat(path)).size };
  }

  /** Triggers a batch for all people of a file. */
  async upload({ path, rows }: People): Promise<UploadFigures> {
    const { done, sandboxPeakBytes } = await withSandbox(this.folder, async (sandbox) => {
      const [, ...variables] = COLUMNS;
      await control(sandbox, '/bryj/campaigns', { id: CAMPAIGN, variables });
      const order: UploadOrder = { owner: bryj(sandbox), campaign: CAMPAIGN, path };
      const took = await inOwnProcess<Uploaded>(this.folder, 'upload', order);
      const { batches } = await control<{ batches: { id: string; campaignId: string; count: number; bytes?: number }[] }>(sandbox, '/bryj/batches');
      return { took, batches: batches.filter(({ campaignId }) => campaignId === CAMPAIGN) };
    });
    const { result, seconds, peakBytes } = done.took;
    return { ...result, rows, seconds, peakBytes, sandboxPeakBytes, batches: done.batches };
  }

  /** Reads the report of a batch of so many people, each with one device, so with one row. */
  async report(rows: number): Promise<ReportFigures> {
    const { done, sandboxPeakBytes } = await withSandbox(this.folder, async (sandbox) => {
      const { request_id: requestId } = await control<{ request_id: string }>(sandbox, '/bryj/synthetic', { rows, prefix: 'android-' });
      const order: ReportOrder = { owner: bryj(sandbox), requestId };
      return await inOwnProcess<ReportRead>(this.folder, 'report', order);
    });
    const { result, seconds, peakBytes } = done;
    return { ...result, seconds, peakBytes, sandboxPeakBytes };
  }

  /** Exports a segment of so many users: `rows` one by one, `file` as the archive that comes. */
  async exportSegment(users: number, as: 'rows' | 'file'): Promise<ExportFigures> {
    const { done, sandboxPeakBytes } = await withSandbox(this.folder, async (sandbox) => {
      await control(sandbox, '/braze/settings', { bigSegmentUsers: users, exportMs: 0 });
      const order: ExportOrder = { owner: braze(sandbox), segment: SEGMENT, ...(as === 'file' && { path: join(this.folder, 'segment.zip') }) };
      return await inOwnProcess<Exported>(this.folder, 'export', order);
    });
    const { result, seconds, peakBytes } = done;
    return { ...result, rows: users, seconds, peakBytes, sandboxPeakBytes };
  }
}
