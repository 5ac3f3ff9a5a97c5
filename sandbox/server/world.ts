import type { FastifyInstance } from 'fastify';
import type { Accepted } from './accepted';
import type { Gap } from './gaps';
import type { Channel, MessageParts } from './parts';
import type { CatalogView, CredentialView, OperationView, ProfileView } from './views';

/** What all vendors share: a clock, a spool folder, and a way to notify the outbox. */
export interface World {
  /** Milliseconds. Every state is derived from this when it is read, so no timers are needed. */
  now(): number;
  /** Folder for uploaded files, used by this sandbox only. */
  readonly spoolDir: string;
  /** Notifies the outbox pages that something they show has changed. */
  changed(): void;
  /** Notes what the current request has made or changed. */
  made?(kind: MadeKind, id: string): void;
}

/** What a request can make or change. */
export type MadeKind = 'batch' | 'campaign' | 'profile';

/** A batch as listed in the outbox. */
export interface BatchView {
  vendor: string;
  id: string;
  campaignId: string;
  campaignName: string;
  channel: string;
  /** How it was sent: `json`, `csv`, or `synthetic` (created by a control route). */
  form: string;
  state: string;
  createdAt: number;
  sendAt: number;
  count: number;
  bytes?: number;
}

/** One message as its recipient would have seen it. */
export interface MessageView {
  index: number;
  /** The kind of message, if a batch has several: `apple_push`, `email`... */
  type?: string;
  user: string;
  title: string;
  body: string;
  variables: Record<string, string>;
  platforms: string[];
  channel?: Channel;
  /** What it has besides its texts. */
  parts?: MessageParts;
  /** Where values are missing. */
  gaps?: readonly Gap[];
  /** `pending`, `canceled`, `sent`, or the vendor's own error text. */
  status: string;
}

export interface MessagePage {
  total: number;
  offset: number;
  messages: MessageView[];
  /** Number of people per status; absent if the batch is too large to count on demand. */
  counts?: Record<string, number>;
}

/** An upload in progress. */
export interface UploadView {
  vendor: string;
  rows: number;
  bytes: number;
}

/** One line of the account data shown on the outbox page. */
export interface AccountFact {
  label: string;
  value: string;
}

/** A running vendor. */
export interface VendorServer {
  /** Adds the vendor's own routes. */
  routes(app: FastifyInstance): void;
  /** Adds this vendor's extra control routes; paths are relative to `/_sandbox/<vendor>`. */
  control(app: FastifyInstance): void;
  /** Creates the initial data: the account, and with a seed some history. Called before the vendor is first used. */
  plant(): void;
  /** Removes all data, including the initial data. */
  clear(): void | Promise<void>;
  /** Invalidates the token in this `Authorization` header, which is empty if a request has none; without a header, all tokens. */
  expireToken(authorization?: string): void;
  account(origin: string): AccountFact[];
  campaigns(): { id: string; name: string; channel: string; state: string; variables: string[] }[];
  /** Counted requests; the limit is null if the vendor documents none. */
  quota(): { used: number; limit: number | null };
  settings(): Record<string, number | string>;
  /** Changes settings and returns the names that are unknown or have an invalid value. */
  change(settings: Record<string, unknown>): string[];
  readonly accepted: Accepted;
  batches(): BatchView[];
  uploads(): UploadView[];
  /** The vendor's own answer to too many requests, if it differs from the usual one; sent by the fault `rateLimit`. */
  tooMany?(waitSeconds: number): { headers: Record<string, string>; body: unknown };
  /** @param counted whether to count the statuses too */
  messages(id: string, offset: number, limit: number, counted?: boolean): Promise<MessagePage | undefined>;
  /** A text that differs once a message of this batch may have changed for a reason other than a control route; absent: it may change at any time. */
  stampOf?(id: string): string;
  /** The people this vendor knows by itself, if it does. */
  profiles?(): Iterable<ProfileView>;
  /** The catalogs of this vendor, if it has any. */
  catalogs?(): Iterable<CatalogView>;
  /** The demo account in the form of an n8n credential. */
  credential?(origin: string): CredentialView;
  /** What faults can be switched on for. */
  readonly operations?: readonly OperationView[];
}

/** A vendor that the sandbox can simulate: one entry in `roster.ts`. */
export interface VendorDefinition {
  readonly id: string;
  readonly label: string;
  /** First path segments that belong to this vendor, for the journal and the faults. The first one is its base URL. */
  readonly segments: readonly string[];
  open(world: World, seed: boolean): VendorServer;
}
