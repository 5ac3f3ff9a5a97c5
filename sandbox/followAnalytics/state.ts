import { randomBytes } from 'node:crypto';
import { Accepted } from '../server/accepted';
import type { World } from '../server/world';
import { DEMO_TOKEN, type App, type Batch, type BatchPhase, type Campaign, type Hit, type Phase } from './model';
import { PlantedHits } from './plantedHits';
import { DEFAULTS, type Settings } from './settings';

export * from './model';

const DAY = 86_400_000;
const MOST_TOKENS = 1000;

/** The complete state of the FollowAnalytics simulation. */
export class FollowState {
  readonly apps = new Map<string, App>();
  readonly segments = new Set<string>();
  /** In order of creation. */
  readonly campaigns = new Map<string, Campaign>();
  readonly batches = new Map<string, Batch>();
  /** Known people; a message to anybody else ends in USER_UNKNOWN. */
  readonly users = new Set<string>();
  /** Requested list exports by query, with the time of the first request. */
  readonly exportsSince = new Map<string, number>();
  readonly accepted = new Accepted();
  readonly linkKey = randomBytes(32);
  settings: Settings = { ...DEFAULTS };
  /** The static token has been revoked. */
  revoked = false;
  requestCount = 0;
  /** The campaign of the seeded hits, and the time of the last one. */
  planted?: { readonly campaignId: string; readonly until: number };
  private readonly recorded = new Map<string, Hit[]>();
  private readonly tokens = new Map<string, number>();

  constructor(readonly world: World) {}

  clear(): void {
    for (const collection of [this.apps, this.segments, this.campaigns, this.batches, this.users, this.exportsSince, this.recorded, this.tokens])
      collection.clear();
    this.accepted.clear();
    this.settings = { ...DEFAULTS };
    this.revoked = false;
    this.requestCount = 0;
    this.planted = undefined;
  }

  addCampaign(campaign: Campaign): Campaign {
    this.campaigns.set(campaign.id, campaign);
    this.world.changed();
    return campaign;
  }

  /** A campaign's current phase, which depends only on the launch and the clock. */
  phase(campaign: Campaign, now = this.world.now()): Phase {
    if (campaign.ended && now >= campaign.ended.at) return campaign.ended.as;
    if (campaign.launchedAt === undefined) return 'draft';
    const { syncMs, readyMs } = this.settings;
    if (now < campaign.launchedAt + Math.max(syncMs, readyMs)) return 'wait_sync';
    if (now < (this.startOf(campaign) ?? 0)) return 'scheduled';
    return now < (this.endOf(campaign) ?? Infinity) ? 'ongoing' : 'finished';
  }

  /** When it starts: "now" means the launch. Undefined for a draft with "now". */
  startOf({ startDate, launchedAt }: Campaign): number | undefined {
    return startDate ?? launchedAt;
  }

  /**
   * When it ends: `end_date`, or 30 days after the start. That "has no effect on push only campaigns", but the document's own dynamic ones, which are
   * push only, have one: it is used there. A classic push ends when delivery is no longer attempted.
   */
  endOf(campaign: Campaign): number | undefined {
    const start = this.startOf(campaign);
    if (campaign.type === 'dynamic' || campaign.includesInapp) return campaign.endDate ?? (start === undefined ? undefined : start + 30 * DAY);
    if (campaign.type !== 'classic' || start === undefined) return undefined;
    const ttl = campaign.body.push_ttl;
    return start + (typeof ttl === 'number' ? ttl * 1000 : 7 * DAY);
  }

  addBatch(batch: Omit<Batch, 'id' | 'canceled'> & { id?: string }): Batch {
    const added = { ...batch, id: batch.id ?? newId(), canceled: new Map<string, number>() };
    this.batches.set(added.id, added);
    this.world.made?.('batch', added.id);
    this.world.changed();
    return added;
  }

  /** A request's phase for one of its campaigns; without one, for all that are not canceled. */
  batchPhase(batch: Batch, campaign?: Campaign, now = this.world.now()): BatchPhase {
    const canceled = campaign ? batch.canceled.has(campaign.id) : batch.campaigns.every(({ id }) => batch.canceled.has(id));
    if (canceled) return 'canceled';
    if (now < batch.sendAt) return 'scheduled';
    return batch.stuck || now < this.completeAt(batch) ? 'processing' : 'complete';
  }

  /** A send time in the past means immediately. */
  completeAt(batch: Batch): number {
    return Math.max(batch.sendAt, batch.createdAt) + this.settings.processingMs;
  }

  /** Hits that a campaign started with. */
  plantedHits(campaignId: string): PlantedHits {
    const { planted, settings } = this;
    return planted?.campaignId === campaignId ? new PlantedHits(Math.trunc(settings.seededHits), planted.until) : new PlantedHits(0, 0);
  }

  recordedHits(campaignId: string): readonly Hit[] {
    return this.recorded.get(campaignId) ?? [];
  }

  recordHits(campaignId: string, hits: readonly Hit[]): void {
    this.recorded.set(campaignId, [...this.recordedHits(campaignId), ...hits]);
  }

  issueToken(): string {
    const token = randomBytes(24).toString('base64url');
    this.tokens.set(token, this.world.now() + this.settings.tokenMs);
    if (this.tokens.size > MOST_TOKENS) this.tokens.delete(this.tokens.keys().next().value as string);
    return token;
  }

  tokenState(token: string): 'good' | 'expired' | 'unknown' {
    if (token === DEMO_TOKEN) return this.revoked ? 'unknown' : 'good';
    const until = this.tokens.get(token);
    if (until === undefined) return 'unknown';
    return this.world.now() < until ? 'good' : 'expired';
  }

  /** Expires one signed-in token, or all of them and the static one. */
  expireTokens(only?: string): void {
    this.revoked ||= only === undefined;
    for (const token of only === undefined ? [...this.tokens.keys()] : [only]) {
      if (this.tokens.has(token)) this.tokens.set(token, 0);
    }
  }
}

export function newId(): string {
  return randomBytes(16).toString('hex');
}

/** The document's epochs are whole seconds. */
export function epoch(ms: number): number {
  return Math.floor(ms / 1000);
}
