import { randomBytes } from 'node:crypto';
import type { RowSource } from '../csv/rows';
import { Accepted } from '../server/accepted';
import type { World } from '../server/world';
import { refuse } from './refusals';

/** A campaign as created and launched by hand in GROW ("Prerequisites"). */
export interface Campaign {
  id: string;
  name: string;
  channel: 'push' | 'inapp';
  state: 'draft' | 'ongoing' | 'finished' | 'stopped';
  /** Names of the variables in title and body: every message must contain them all. */
  variables: string[];
  title: string;
  body: string;
}

/** A request of the vendor's page: one batch of messages. */
export interface Batch {
  id: string;
  campaign: Campaign;
  form: 'json' | 'csv' | 'synthetic';
  createdAt: number;
  sendAt: number;
  canceledAt?: number;
  source: RowSource;
  /** Fixed when the batch is created, so that links stay valid when the setting changes. */
  rowsPerPart: number;
}

export type Phase = 'scheduled' | 'canceled' | 'processing' | 'processed' | 'published';

/** Durations in milliseconds, counts otherwise; all changeable by the control route. */
export interface Settings {
  /** From the send time to "processed". */
  processingMs: number;
  /** From there to "published" (in-app only). */
  publishMs: number;
  /** From "processed" until push results are no longer in progress. */
  settleMs: number;
  tokenMs: number;
  /** "links to CSV reports, available for 1 hour" ("Retrieve reports"). */
  linkMs: number;
  quota: number;
  rowsPerPart: number;
}

export const DEFAULTS: Settings = {
  processingMs: 2_000,
  publishMs: 3_000,
  settleMs: 60_000,
  tokenMs: 3_600_000,
  linkMs: 3_600_000,
  quota: 10_000,
  rowsPerPart: 100_000,
};

export const APPS = { android: 'APP_demo_android', ios: 'APP_demo_ios' } as const;
export const DEMO_EMAIL = 'demo@example.com';
export const DEMO_PASSWORD = 'demo-password';
const MOST_TOKENS = 1000;

/** The complete state of the Bryj simulation. */
export class BryjState {
  readonly campaigns = new Map<string, Campaign>();
  readonly batches = new Map<string, Batch>();
  /** Uploads in progress. */
  readonly uploads = new Set<{ rows: number; bytes: number }>();
  readonly accepted = new Accepted();
  readonly linkKey = randomBytes(32);
  settings: Settings = { ...DEFAULTS };
  quotaUsed = 0;
  private readonly tokens = new Map<string, number>();

  constructor(readonly world: World) {}

  async clear(): Promise<void> {
    for (const { source } of this.batches.values()) await source.dispose();
    this.batches.clear();
    this.campaigns.clear();
    this.tokens.clear();
    this.accepted.clear();
    this.settings = { ...DEFAULTS };
    this.quotaUsed = 0;
  }

  addBatch(batch: Omit<Batch, 'id' | 'rowsPerPart'> & { id?: string }): Batch {
    const added = { ...batch, id: batch.id ?? newId(), rowsPerPart: Math.max(1, this.settings.rowsPerPart) };
    this.batches.set(added.id, added);
    this.world.made?.('batch', added.id);
    this.world.changed();
    return added;
  }

  batch(id: string): Batch {
    const found = this.batches.get(id);
    if (!found) throw refuse.requestNotFound(id);
    return found;
  }

  /** A batch's current phase, which depends only on the clock. */
  phase(batch: Batch, now = this.world.now()): Phase {
    if (batch.canceledAt !== undefined) return 'canceled';
    if (now < batch.sendAt) return 'scheduled';
    const processedAt = this.processedAt(batch);
    if (now < processedAt) return 'processing';
    if (batch.campaign.channel === 'push' || now < processedAt + this.settings.publishMs) return 'processed';
    return 'published';
  }

  /** A send time up to five minutes in the past means immediately. */
  processedAt(batch: Batch): number {
    return Math.max(batch.sendAt, batch.createdAt) + this.settings.processingMs;
  }

  isSettled(batch: Batch, at: number): boolean {
    return at >= this.processedAt(batch) + this.settings.settleMs;
  }

  issueToken(): string {
    const token = randomBytes(24).toString('base64url');
    this.tokens.set(token, this.world.now() + this.settings.tokenMs);
    if (this.tokens.size > MOST_TOKENS) this.tokens.delete(this.tokens.keys().next().value as string);
    return token;
  }

  tokenState(token: string): 'good' | 'expired' | 'unknown' {
    const until = this.tokens.get(token);
    if (until === undefined) return 'unknown';
    return this.world.now() < until ? 'good' : 'expired';
  }

  expireTokens(only?: string): void {
    for (const token of only === undefined ? [...this.tokens.keys()] : [only]) {
      if (this.tokens.has(token)) this.tokens.set(token, 0);
    }
  }
}

export function newId(): string {
  return randomBytes(16).toString('hex');
}

/** The page's epochs are whole seconds ("Get scheduled requests", example). */
export function epoch(ms: number): number {
  return Math.floor(ms / 1000);
}
