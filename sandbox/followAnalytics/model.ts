/** The values of `type`; contextual campaigns can only be created in the product. */
export type CampaignType = 'classic' | 'dynamic' | 'transactional' | 'contextual';
/** The values of the parameter `status` ("List all campaigns"). */
export type Phase = 'ongoing' | 'finished' | 'wait_sync' | 'scheduled' | 'draft' | 'failed' | 'canceled';
export type JsonObject = Readonly<Record<string, unknown>>;

/** A campaign as it was created ("Campaign creation"), and its state. Times are in milliseconds. */
export interface Campaign {
  /** `FACMPGN_...`: the ID to use everywhere. */
  readonly id: string;
  /** `CGN_...`, of transactional campaigns only. */
  readonly apiIdentifier?: string;
  readonly name: string;
  readonly type: CampaignType;
  readonly appId: string;
  readonly includesPush: boolean;
  readonly includesInapp: boolean;
  /** The body as it was posted, with wire names. */
  readonly body: JsonObject;
  /** `body.params`: the texts. */
  readonly params: JsonObject;
  /** Names that occur as `*@name@*` in the texts. */
  readonly placeholders: readonly string[];
  /** `start_date`; absent if it is "now", which means the time of the launch. */
  readonly startDate?: number;
  readonly endDate?: number;
  readonly labels: readonly string[];
  readonly createdAt: number;
  updatedAt: number;
  launchedAt?: number;
  /** An early end of the life cycle that no documented endpoint leads to. */
  ended?: { readonly as: 'canceled' | 'failed' | 'finished'; readonly at: number };
  /** The counts for the statistics, independent of the sandbox's own messages. */
  readonly counts: { readonly sent: number; readonly opened: number; readonly displayed: number };
}

/** One person's message in a request ("Send a batch of transactional messages"), as it was posted. */
export interface Message {
  readonly user_id: string;
  readonly template_variables?: JsonObject;
}

/** A request: one call of the trigger. */
export interface Batch {
  readonly id: string;
  /** In the order of `campaign_identifiers`. */
  readonly campaigns: readonly Campaign[];
  readonly messages: readonly Message[];
  readonly createdAt: number;
  /** `send_at`, or the time of arrival. */
  readonly sendAt: number;
  /** Campaigns for which it was canceled, by ID: a cancellation names one campaign. */
  readonly canceled: Map<string, number>;
  /** Never becomes complete. */
  readonly stuck?: boolean;
}

export type BatchPhase = 'scheduled' | 'canceled' | 'processing' | 'complete';

/** A message was opened or seen. */
export interface Hit {
  readonly user: string;
  readonly time: number;
}

export interface App {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
}

export const DEMO_EMAIL = 'demo@example.com';
export const DEMO_PASSWORD = 'demo-password';
/** An API token that does not expire. */
export const DEMO_TOKEN = 'demo-api-token';
export const PREFIX = '/follow-analytics';
/** Files have their own prefix because they are on another server than the API: the token must not be sent there. */
export const FILES = '/follow-analytics-files';
