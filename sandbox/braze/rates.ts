import { adminEndpoint } from './admin/endpoints';
import { catalogEndpoint } from './catalogs/rates';
import type { Family } from './family';
import type { Settings } from './settings';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export interface RateStatus {
  readonly limit: number;
  readonly remaining: number;
  /** When the window resets, in UTC epoch seconds. */
  readonly reset: number;
}

const DEFAULT: Family = { key: 'default', setting: 'rateDefault', windowMs: HOUR };
/** "shared with /users/delete, /users/alias/new, /users/alias/update, /users/identify and /users/merge". */
const IDENTITIES: Family = { key: 'delete', setting: 'rateDelete', windowMs: MINUTE };
/** "shared with the /events, /events/list, and /purchases/product_list endpoints". */
const EVENTS: Family = { key: 'events', setting: 'rateEvents', windowMs: HOUR };
/** By path; ".../" stands for everything below. Today's limits ("API limits"). */
const FAMILIES: Readonly<Record<string, Family>> = {
  '/users/track': { key: 'track', setting: 'rateTrack', windowMs: 3 * SECOND },
  '/users/export/ids': { key: 'export ids', setting: 'rateExportIds', windowMs: MINUTE },
  '/users/delete': IDENTITIES,
  '/users/alias/': IDENTITIES,
  '/users/identify': IDENTITIES,
  '/users/merge': IDENTITIES,
  '/users/external_ids/': { key: 'external ids', setting: 'rateExternalIds', windowMs: MINUTE },
  '/v2/subscription/status/set': { key: 'subscription status', setting: 'rateSubscriptions', windowMs: MINUTE },
  '/custom_attributes': EVENTS,
  '/events': EVENTS,
  '/events/list': EVENTS,
  '/purchases/': EVENTS,
  '/canvas/duplicate': { key: 'duplicate', setting: 'rateDuplicate', windowMs: MINUTE },
  '/sends/id/create': { key: 'send ids', setting: 'rateSendIds', windowMs: 24 * HOUR },
  '/campaigns/data_series': { key: 'campaign series', setting: 'rateCampaignSeries', windowMs: MINUTE },
};
const SENDS = new Set([
  '/messages/send',
  '/campaigns/trigger/send',
  '/canvas/trigger/send',
  '/messages/schedule/create',
  '/campaigns/trigger/schedule/create',
  '/canvas/trigger/schedule/create',
]);

/** The limits a request counts against; the headers report the first one. */
export function familiesOf(method: string, path: string, body: Readonly<Record<string, unknown>>): readonly [Family, ...Family[]] {
  if (SENDS.has(path) && !namesPeople(body)) {
    const audience = JSON.stringify([body.segment_id, body.audience, body.campaign_id, body.canvas_id]);
    return [
      { key: 'broadcast', setting: 'rateBroadcast', windowMs: MINUTE },
      { key: `audience ${audience}`, setting: 'rateAudience', windowMs: MINUTE },
    ];
  }
  const special = adminEndpoint(method, path) ?? catalogEndpoint(method, path);
  return [special?.family ?? FAMILIES[path] ?? FAMILIES[path.replace(/[^/]+$/, '')] ?? DEFAULT];
}

function namesPeople(body: Readonly<Record<string, unknown>>): boolean {
  return [body.external_user_ids, body.user_aliases, body.recipients].some((list) => Array.isArray(list) && list.length > 0);
}

/** Counts requests in windows aligned to the clock: an hour at the full hour, a minute at the full minute. */
export class Rates {
  private readonly counts = new Map<string, { window: number; used: number }>();

  /** Counts a request in every family, or in none if one is exhausted. */
  take(families: readonly [Family, ...Family[]], settings: Settings, now: number): { allowed: boolean; status: RateStatus } {
    const empty = families.find((family) => this.statusOf(family, settings, now).remaining === 0);
    if (empty) return { allowed: false, status: this.statusOf(empty, settings, now) };
    for (const family of families) this.counter(family, now).used++;
    return { allowed: true, status: this.statusOf(families[0], settings, now) };
  }

  /** How much of the account's general limit is used. */
  used(now: number): number {
    return this.counter(DEFAULT, now).used;
  }

  clear(): void {
    this.counts.clear();
  }

  private statusOf(family: Family, settings: Settings, now: number): RateStatus {
    const { window, used } = this.counter(family, now);
    const limit = settings[family.setting];
    return { limit, remaining: Math.max(0, limit - used), reset: Math.ceil(((window + 1) * family.windowMs) / SECOND) };
  }

  private counter({ key, windowMs }: Family, now: number): { window: number; used: number } {
    const window = Math.floor(now / windowMs);
    const known = this.counts.get(key);
    if (known?.window === window) return known;
    const fresh = { window, used: 0 };
    this.counts.set(key, fresh);
    return fresh;
  }
}
