import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COLUMNS, writePeople } from './people.mts';
import { inOwnProcess, withSandbox, writeWorkers, type Sandbox } from './processes.mts';
import type { Owner } from './workers/client.ts';
import type { Exported, ExportOrder } from './workers/export.ts';
import type { HitsOrder, HitsRead } from './workers/hits.ts';
import type { LedgerCost, LedgerOrder } from './workers/ledger.ts';
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

/** Hits that one catch-up reads. */
export const FULL_HITS = 1_000_000;
/** What is kept of them, whatever their number. */
export const MOST_STATE_BYTES = 64_000;

/** Items of which a run keeps a ledger. */
export const FULL_LEDGER_ITEMS = 100_000;
/** What the ledger may cost of a run's time. */
export const MOST_OF_THE_TIME = 0.05;

const CAMPAIGN = 'CMP_bench';
/** The sandbox's campaign whose number of hits is a setting. */
const HIT_CAMPAIGN = 'FACMPGN_fQq2YaB9vrJQuDid';
/** The sandbox's segment whose size is a setting. */
const SEGMENT = '22222222-2222-4222-8222-222222222222';

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

export interface CatchUp extends HitsRead, Figures {
  readonly peer: Figures;
}

export interface People {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
}

const bryj = ({ baseUrls }: Sandbox): Owner => ({
  vendor: 'bryj',
  credential: { email: 'demo@example.com', password: 'demo-password', base_url: baseUrls.bryj },
});
const braze = ({ baseUrls }: Sandbox): Owner => ({
  vendor: 'braze',
  credential: {
    rest_endpoint: 'custom',
    custom_url: baseUrls.braze,
    authentication: 'bearer',
    api_key: 'demo-rest-api-key',
    version: 'braze',
    track_limit: 'total75',
  },
});

const follow = ({ baseUrls }: Sandbox): Owner => ({
  vendor: 'followAnalytics',
  credential: { authentication: 'token', api_token: 'demo-api-token', api_version: 'v3', messages_per_request: 1000, base_url: baseUrls.followAnalytics },
});

const control = async <T,>({ url }: Sandbox, path: string, body?: object): Promise<T> => {
  const reply = await fetch(`${url}/_sandbox${path}`, {
    method: body ? 'POST' : 'GET',
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (!reply.ok) throw new Error(`${path}: HTTP ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as T;
};

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

  /** Catches up with so many hits, in the order in which the vendor lists them; and the same pages fetched by a plain loop. */
  async catchUp(hits: number, hitsOrder: 'oldestFirst' | 'newestFirst'): Promise<CatchUp> {
    const { done } = await withSandbox(this.folder, async (sandbox) => {
      await control(sandbox, '/followAnalytics/settings', { seededHits: hits, hitsOrder });
      const order: HitsOrder = { owner: follow(sandbox), campaign: HIT_CAMPAIGN, since: '2000-01-01T00:00:00Z' };
      const peer = await inOwnProcess<number>(this.folder, 'hitPages', order);
      return { peer, took: await inOwnProcess<HitsRead>(this.folder, 'hits', order) };
    });
    const { peer, took } = done;
    return {
      ...took.result,
      seconds: took.seconds,
      peakBytes: took.peakBytes,
      peer: { rows: peer.result, seconds: peer.seconds, peakBytes: peer.peakBytes },
    };
  }

  /** What it costs to remember what was sent. */
  async ledger(order: LedgerOrder): Promise<LedgerCost> {
    return (await inOwnProcess<LedgerCost>(this.folder, 'ledger', order)).result;
  }

  /** What the CSV library needs for the same file when nothing else is done. */
  async csvParseAlone({ path }: People): Promise<Figures> {
    const { result, seconds, peakBytes } = await inOwnProcess<number>(this.folder, 'csvParse', { path });
    return { rows: result, seconds, peakBytes };
  }
}
