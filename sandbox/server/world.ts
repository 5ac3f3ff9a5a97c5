import type { FastifyInstance } from 'fastify';
import type { Accepted } from './accepted';

/** What all vendors share: one clock, one spool folder, one way to say that the outbox has news. */
export interface World {
  /** Milliseconds. Every state is derived from this at the moment it is read, so no timer drives anything. */
  now(): number;
  /** Folder for uploaded files; it belongs to this sandbox alone. */
  readonly spoolDir: string;
  /** Tells the outbox pages that something they show has changed. */
  changed(): void;
}

/** A batch as the outbox lists it. */
export interface BatchView {
  vendor: string;
  id: string;
  campaignId: string;
  campaignName: string;
  channel: string;
  /** How it came in: `json`, `csv`, or `synthetic` (made by a control route). */
  form: string;
  state: string;
  createdAt: number;
  sendAt: number;
  count: number;
  bytes?: number;
}

/** One message as its receiver would have seen it. */
export interface MessageView {
  index: number;
  /** The kind of message, where one batch has several: `apple_push`, `email`... */
  type?: string;
  user: string;
  title: string;
  body: string;
  variables: Record<string, string>;
  platforms: string[];
  /** `pending`, `canceled`, `sent`, or the vendor's own error text. */
  status: string;
}

export interface MessagePage {
  total: number;
  offset: number;
  messages: MessageView[];
  /** Number of people per status; absent when the batch is too large to count on a click. */
  counts?: Record<string, number>;
}

/** An upload that is still arriving. */
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
  /** Puts in what is there at the start: the account, and with a seed some history. Nobody has spoken to the vendor by then. */
  plant(): void;
  /** Takes out all that is there, what was planted too. */
  clear(): void | Promise<void>;
  /** Makes the token in this `Authorization` header invalid, an empty one where a request has none; without a header, all tokens. */
  expireToken(authorization?: string): void;
  account(origin: string): AccountFact[];
  campaigns(): { id: string; name: string; channel: string; state: string; variables: string[] }[];
  /** Requests that counted; the limit is null where the vendor's document names none. */
  quota(): { used: number; limit: number | null };
  settings(): Record<string, number | string>;
  /** Changes known settings and returns the names it was given that are unknown or have a value they do not take. */
  change(settings: Record<string, unknown>): string[];
  readonly accepted: Accepted;
  batches(): BatchView[];
  uploads(): UploadView[];
  /** The vendor's own answer to too many requests, where it differs from the usual one; it is what the fault `rateLimit` sends. */
  tooMany?(waitSeconds: number): { headers: Record<string, string>; body: unknown };
  messages(id: string, offset: number, limit: number): Promise<MessagePage | undefined>;
}

/** A vendor that the sandbox can play: one entry in `roster.ts`. */
export interface VendorDefinition {
  readonly id: string;
  readonly label: string;
  /** First path segments that belong to this vendor, for the journal and the faults. The first one is its base URL. */
  readonly segments: readonly string[];
  open(world: World, seed: boolean): VendorServer;
}
