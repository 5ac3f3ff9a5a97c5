import type { ExportSettings } from './exports/account';

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/**
 * Maximum objects per users/track: 75 in total (today), 50 in total (some contracts of 2024 and 2025), 75 of each kind (older workspaces), 50 of each
 * kind (the document).
 */
export type TrackLimit = 'total75' | 'total50' | 'each75' | 'each50';

/** Durations in milliseconds, switches 0 or 1, counts otherwise; all changeable by the control route. */
export interface Settings extends Writable<ExportSettings> {
  trackLimit: TrackLimit;
  /** Non-fatal errors of users/track: `{type, input_array, index}` (today), or plain strings (the document). */
  errorForm: 'objects' | 'strings';
  /** The answer of subscription/user/status: users with their groups (as clients read it), or only groups (as the page has it). */
  groupsForm: 'users' | 'groups';
  /** 1: queueable requests are answered with 202 and processed when it is 0 again ("Queued Responses"). */
  maintenance: number;
  /** Users of the segment with a computed crowd. */
  bigSegmentUsers: number;
  /** Elements that an array attribute keeps ("defaults to 25"). */
  arrayElements: number;
  /** How long after a 202 a change of a catalog is done, in milliseconds. */
  catalogMs: number;
  /** Requests per hour for everything without its own limit. */
  rateDefault: number;
  /** Requests to users/track per 3 seconds. */
  rateTrack: number;
  /** Requests to users/export/ids per minute. */
  rateExportIds: number;
  /** Requests to users/delete, users/alias/*, users/identify and users/merge per minute, together. */
  rateDelete: number;
  /** Requests to users/external_ids/* per minute. */
  rateExternalIds: number;
  /** Requests to subscription/status/set per minute. */
  rateSubscriptions: number;
  /** Requests to custom_attributes, events, events/list and purchases/* per hour, together. */
  rateEvents: number;
  /** From a request of canvas/duplicate until the copy is there. */
  duplicateMs: number;
  /** Requests to campaigns/data_series per minute. */
  rateCampaignSeries: number;
  /** Requests to canvas/duplicate per minute. */
  rateDuplicate: number;
  /** Duration of a sync of Cloud Data Ingestion, in milliseconds. */
  syncMs: number;
  /** Requests per minute that list integrations, list syncs, and start syncs of Cloud Data Ingestion. */
  rateIntegrations: number;
  rateSyncs: number;
  rateSyncStarts: number;
  /** Requests per minute that create or update preference centers. */
  ratePreferenceChanges: number;
  /** Requests per minute to each endpoint that reads preference centers. */
  ratePreferenceReads: number;
  /** Requests per minute that list, create or delete catalogs. */
  rateCatalogs: number;
  /** Requests per minute for single items of catalogs, and for lists of them. */
  rateCatalogItem: number;
  /** Requests per minute for many items of catalogs. */
  rateCatalogItems: number;
  /** Requests per minute for fields and selections of catalogs. */
  rateCatalogStructure: number;
  /** Requests to sends/id/create per day. */
  rateSendIds: number;
  /** Sends to a segment or an audience per minute. */
  rateBroadcast: number;
  /** Sends to the same segment or audience per minute. */
  rateAudience: number;
}

const HOUR = 3_600_000;

export const DEFAULTS: Settings = {
  trackLimit: 'total75',
  errorForm: 'objects',
  groupsForm: 'users',
  fieldsRequired: 0,
  maintenance: 0,
  bigSegmentUsers: 500_000,
  arrayElements: 25,
  catalogMs: 0,
  rateDefault: 250_000,
  rateTrack: 3_000,
  rateExportIds: 250,
  rateDelete: 20_000,
  rateExternalIds: 1_000,
  rateSubscriptions: 5_000,
  rateEvents: 1_000,
  rateCampaignSeries: 50_000,
  duplicateMs: 2_000,
  rateDuplicate: 100,
  syncMs: 3_000,
  rateIntegrations: 50,
  rateSyncs: 100,
  rateSyncStarts: 20,
  ratePreferenceChanges: 10,
  ratePreferenceReads: 1_000,
  rateCatalogs: 50,
  rateCatalogItem: 50,
  rateCatalogItems: 16_000,
  rateCatalogStructure: 50,
  rateSendIds: 100,
  rateBroadcast: 250,
  rateAudience: 10,
  exportMs: 3_000,
  exportLinkMs: 4 * HOUR,
  exportMaxUsers: 1_000_000,
  pendingStatus: 403,
  rawExportMs: 5_000,
  s3: 0,
  appboy: 0,
};

const WORDS: Readonly<Record<string, readonly string[]>> = {
  trackLimit: ['total75', 'total50', 'each75', 'each50'],
  errorForm: ['objects', 'strings'],
  groupsForm: ['users', 'groups'],
};

/** The names that are not settings or have an invalid value. */
export function wrongSettings(given: Record<string, unknown>): string[] {
  return Object.entries(given)
    .filter(([name, value]) => !Object.hasOwn(DEFAULTS, name) || !takes(name, value))
    .map(([name]) => name);
}

function takes(name: string, value: unknown): boolean {
  const words = WORDS[name];
  return words ? words.includes(value as string) : typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
