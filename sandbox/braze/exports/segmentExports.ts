import { randomBytes, randomUUID } from 'node:crypto';
import type { ExportAccount, SegmentFacts } from './account';
import type { UserLines } from './archive';
import type { Callback, Callbacks } from './callbacks';

/** One run of "Users by Segment Endpoint". Everything variable is fixed at its start, so that a link keeps its content. */
export interface SegmentExport {
  readonly segmentId: string;
  /** "object_prefix": a random ID and the start in seconds. */
  readonly prefix: string;
  readonly startedAt: number;
  readonly readyAt: number;
  /** "Once made available, the url will only be valid for a few hours". */
  readonly expiresAt: number;
  /** Too large without the account's own bucket: the link never becomes valid. */
  readonly tooLarge: boolean;
  /** The account has its own S3 bucket, so there is no link. */
  readonly ownBucket: boolean;
  /** Key of the zip (for a link), or the folder of the keys (own bucket). */
  readonly key: string;
  readonly signature: string;
  readonly url?: string;
  readonly lines: UserLines;
  callback?: Callback;
  /** Its link never becomes valid. */
  isCanceled?: boolean;
}

export interface ExportOrder {
  readonly segment: SegmentFacts;
  readonly lines: UserLines;
  readonly linkTo: (key: string, signature: string) => string;
}

/** An export's phase, which depends only on the clock. */
export function phaseOf({ readyAt, expiresAt, tooLarge, isCanceled }: SegmentExport, now: number): 'running' | 'ready' | 'expired' | 'too large' | 'canceled' {
  if (isCanceled) return 'canceled';
  if (now < readyAt) return 'running';
  if (now >= expiresAt) return 'expired';
  return tooLarge ? 'too large' : 'ready';
}

/** All exports that were started, by key. */
export class SegmentExports {
  private readonly exports = new Map<string, SegmentExport>();

  constructor(
    private readonly account: ExportAccount,
    private readonly callbacks: Callbacks,
  ) {}

  /** "A company may run at most one export per segment" (today's page). */
  isRunning(segmentId: string): boolean {
    const now = this.account.world.now();
    return this.list().some((one) => one.segmentId === segmentId && phaseOf(one, now) === 'running');
  }

  /** The answer to a request; nothing runs before it is stored. */
  plan({ segment, lines, linkTo }: ExportOrder): SegmentExport {
    const { world, settings } = this.account;
    const startedAt = world.now();
    const prefix = `${randomUUID()}-${Math.floor(startedAt / 1000)}`;
    const folder = `segment-export/${segment.id}/${new Date(startedAt).toISOString().slice(0, 10)}/${prefix}`;
    const ownBucket = settings.s3 !== 0;
    const key = ownBucket ? folder : `${folder}/${randomBytes(16).toString('hex')}.zip`;
    const readyAt = startedAt + settings.exportMs;
    const signature = randomBytes(16).toString('hex');
    const url = ownBucket ? {} : { url: linkTo(key, signature) };
    return {
      segmentId: segment.id,
      prefix,
      startedAt,
      readyAt,
      expiresAt: readyAt + settings.exportLinkMs,
      tooLarge: !ownBucket && lines.count > settings.exportMaxUsers,
      ownBucket,
      key,
      signature,
      ...url,
      lines,
    };
  }

  start(planned: SegmentExport, callbackEndpoint: string | undefined): void {
    this.dropExpired();
    this.exports.set(planned.key, planned);
    if (callbackEndpoint === undefined || planned.tooLarge) return;
    planned.callback = this.callbacks.schedule(planned.readyAt, callbackEndpoint, { success: true, ...(planned.url !== undefined && { url: planned.url }) });
  }

  /** Cancels what runs for a segment; nobody is called then. */
  cancel(segmentId: string): void {
    const now = this.account.world.now();
    for (const one of this.list()) {
      if (one.segmentId !== segmentId || phaseOf(one, now) !== 'running') continue;
      one.isCanceled = true;
      if (one.callback) this.callbacks.cancel(one.callback);
    }
  }

  get(key: string): SegmentExport | undefined {
    return this.exports.get(key);
  }

  list(): SegmentExport[] {
    return [...this.exports.values()];
  }

  clear(): void {
    this.exports.clear();
  }

  /** Users of an export are kept as they were, which takes memory. */
  private dropExpired(): void {
    const now = this.account.world.now();
    for (const [key, one] of this.exports) if (phaseOf(one, now) === 'expired') this.exports.delete(key);
  }
}
