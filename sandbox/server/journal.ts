import type { IncomingMessage } from 'node:http';
import type { AnswerView } from './answers';
import { harmlessBody, harmlessHeaders, harmlessUrl } from './secrets';
import type { MadeKind } from './world';

const MOST_REQUESTS = 500;
const MOST_BODY_BYTES = 64 * 1024;
/** How many of the things that a request made are listed by name. */
const MOST_MADE = 100;

/** Something that a request made or changed. */
export interface Made {
  readonly kind: MadeKind;
  readonly id: string;
}

/** One request as received. */
export interface WireEntry {
  readonly id: number;
  readonly at: number;
  readonly vendor: string;
  readonly method: string;
  /** Path with query, keys masked. */
  readonly path: string;
  /** All headers except secret ones. */
  readonly headers: Record<string, string>;
  readonly authorization: 'present' | 'absent';
  /** The first 64 KiB of the body, passwords and keys masked. */
  body: string;
  bodyBytes: number;
  /** The whole body has arrived. */
  complete: boolean;
  /** The status sent, or null if none was sent (yet). */
  status: number | null;
  /** The status that the vendor would have sent, if a fault swallowed the answer. */
  swallowedStatus?: number;
  fault?: string;
  /** What was answered, or would have been, if a fault swallowed the answer. */
  answer?: AnswerView;
  /** Milliseconds from its arrival to the end of the answer. */
  ms?: number;
  /** What it made or changed; the first hundred. */
  made?: Made[];
  /** How much it made or changed, if that is more. */
  madeCount?: number;
}

/** The latest requests to any vendor, for assertions on what was sent. */
export class Journal {
  private entries: WireEntry[] = [];
  private samples = new WeakMap<WireEntry, Buffer[]>();
  private nextId = 1;

  open(vendor: string, request: IncomingMessage, at: number): WireEntry {
    const entry: WireEntry = {
      id: this.nextId++,
      at,
      vendor,
      method: request.method ?? '',
      path: harmlessUrl(request.url ?? ''),
      headers: harmlessHeaders(request.headers),
      authorization: request.headers.authorization === undefined ? 'absent' : 'present',
      body: '',
      bodyBytes: 0,
      complete: false,
      status: null,
    };
    this.samples.set(entry, []);
    this.entries.push(entry);
    if (this.entries.length > MOST_REQUESTS) this.entries.shift();
    return entry;
  }

  /** Counts a chunk of a body and keeps the body's beginning. */
  addBody(entry: WireEntry, chunk: Buffer): void {
    if (entry.bodyBytes < MOST_BODY_BYTES) {
      // Copied, because a slice would keep the whole network buffer alive.
      this.samples.get(entry)?.push(Buffer.from(chunk.subarray(0, MOST_BODY_BYTES - entry.bodyBytes)));
    }
    entry.bodyBytes += chunk.length;
  }

  /** Notes what a request has made; the same thing once. */
  addMade(entry: WireEntry | undefined, kind: MadeKind, id: string): void {
    if (!entry) return;
    const made = (entry.made ??= []);
    if (made.some((each) => each.kind === kind && each.id === id)) return;
    if (made.length < MOST_MADE) made.push({ kind, id });
    else entry.madeCount = (entry.madeCount ?? MOST_MADE) + 1;
  }

  /** The entries with their bodies, oldest first. */
  list(): WireEntry[] {
    for (const entry of this.entries) this.readBody(entry);
    return this.entries;
  }

  /** The entries without their bodies, oldest first. */
  bare(): readonly WireEntry[] {
    return this.entries;
  }

  /** One entry with its body. */
  get(id: number): WireEntry | undefined {
    const entry = this.entries.find((each) => each.id === id);
    if (entry) this.readBody(entry);
    return entry;
  }

  /** The request that made something, if it is still here. */
  makerOf(kind: MadeKind, id: string): WireEntry | undefined {
    return [...this.entries].reverse().find(({ made }) => made?.some((each) => each.kind === kind && each.id === id));
  }

  clear(): void {
    this.entries = [];
  }

  private readBody(entry: WireEntry): void {
    const sample = this.samples.get(entry);
    if (sample?.length) entry.body = harmlessBody(Buffer.concat(sample).toString('utf8'));
  }
}
