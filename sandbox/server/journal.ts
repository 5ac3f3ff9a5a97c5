import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

const MOST_REQUESTS = 500;
const MOST_BODY_BYTES = 64 * 1024;
/**
 * Never stored, because a journal is read by people and pasted into tickets. Includes other vendors' names, since a workflow may be pointed here by
 * mistake. An app key is not secret.
 */
const SECRET_HEADER = /auth|cookie|(?<!app)key|password|secret|signature|token/i;
/** Names of members, form fields and parameters. A bare `token` is not secret: it is a device's address, or a position in a list. */
const SECRET = 'password|app_group_id|(?:\\w+_)?api_?key|(?:client_)?secret|signature|(?:access|api|auth|refresh|session)_?token';
const SECRET_IN_BODY = new RegExp(`("(?:${SECRET})"\\s*:\\s*)(?:"(?:[^"\\\\]|\\\\.)*"?|[^\\s",\\[\\]{}]+)`, 'gi');
const SECRET_IN_FORM = new RegExp(`((?:^|&)(?:${SECRET})=)[^&]*`, 'gi');
const SECRET_IN_QUERY = new RegExp(`([?&](?:${SECRET})=)[^&#]*`, 'gi');

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

  list(): WireEntry[] {
    for (const entry of this.entries) {
      const sample = this.samples.get(entry);
      if (sample?.length) entry.body = Buffer.concat(sample).toString('utf8').replace(SECRET_IN_BODY, '$1"***"').replace(SECRET_IN_FORM, '$1***');
    }
    return this.entries;
  }

  clear(): void {
    this.entries = [];
  }
}

function harmlessHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const harmless: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !SECRET_HEADER.test(name)) harmless[name] = String(value);
  }
  return harmless;
}

/** The URL without the keys used by older authentication schemes. */
export function harmlessUrl(url: string): string {
  return url.replace(SECRET_IN_QUERY, '$1***');
}
