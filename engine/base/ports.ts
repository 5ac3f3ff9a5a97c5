import type { Send, Signal } from './http';
import type { HostWords } from './words';

/** Malformed CSV: a statement about the file or one of its lines, "line 2 has text behind a closing quote". */
export class CsvProblem extends Error {
  constructor(
    message: string,
    /** What the maker of the file does about it; one sentence. */
    readonly todo: string,
    /**
     * What stands there in the file. `near`: cut, a few characters; for whoever made the file. `begins`: the first of its text, uncut: whoever
     * tells it masks it, then cuts it.
     */
    readonly excerpt: { readonly near?: string; readonly begins?: string } = {},
  ) {
    super(message);
    this.name = 'CsvProblem';
  }
}

export interface Csv {
  /**
   * Records of a CSV text (UTF-8, comma, RFC 4180 quotes, a byte order mark is dropped), in batches as they arrive,
   * the header among them; empty lines are left out. Throws {@link CsvProblem} on malformed content, behind the records before it: bytes that
   * are not UTF-8, a record whose number of cells differs from the first one's, quotes where none may be or that never end, a carriage return
   * that ends a line by itself, a NUL character, a record longer than `BOUNDS.csvRecord`, and what is no CSV at all.
   */
  parse(bytes: AsyncIterable<Uint8Array>): AsyncIterable<readonly (readonly string[])[]>;
  /** Records as CSV text, each ended by a line feed, cells quoted where RFC 4180 asks for it. */
  stringify(records: readonly (readonly string[])[]): string;
}

/** A broken archive, or text in it that is not UTF-8. */
export class ZipProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ZipProblem';
  }
}

export interface Zip {
  /**
   * The lines of all text files (UTF-8) in a zip archive, file after file as the bytes arrive, in batches, without their line ends;
   * empty lines are left out. Throws {@link ZipProblem}, behind the lines before it: also where what the archive says of its files (sizes,
   * checksums, how many there are) is not so, and for a line longer than `BOUNDS.exportLine`.
   */
  lines(bytes: AsyncIterable<Uint8Array>): AsyncIterable<readonly string[]>;
}

/** A recurrence rule that cannot be read, or that falls due never again. */
export class RecurrenceProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RecurrenceProblem';
  }
}

export interface Recurrence {
  /**
   * The first moments at which an iCalendar recurrence rule (RFC 5545, "RRULE", with or without that word) falls due after a moment, all in
   * milliseconds since 1970; the rule counts in UTC. Fewer where it ends before. Throws {@link RecurrenceProblem}.
   */
  next(rule: string, after: number, count: number): readonly number[];
}

/** An absolute address of http or https, as HTTP clients read it. */
export interface Address {
  /** The whole of it in the one form that a client cannot read otherwise, without a user and a fragment: this is what is fetched. */
  readonly href: string;
  readonly scheme: 'http' | 'https';
  /** In lower case, without a port and a dot at the end; IPv6 in brackets, IPv4 as four decimal numbers. */
  readonly host: string;
  /** Scheme, host, port and path, to be shown. */
  readonly shown: string;
}

export interface Addresses {
  /**
   * Reads an address as HTTP clients do (WHATWG, "URL").
   * @param base the address against which a relative one is read
   * @returns undefined where it is none, or one of another scheme
   */
  read(text: string, base?: string): Address | undefined;
}

/** A send-once key as it is kept: a digest of the user's key, of whom it is for, and of where it goes. */
export interface OnceKey {
  readonly digest: string;
  /** How long it is kept at least. */
  readonly forMs: number;
}

/** `claimed`: it was not there, and is ours now. `sent`: it was accepted before. `unknown`: it was claimed before, and nobody noted what became of it. */
export type Claim = 'claimed' | 'sent' | 'unknown';

/**
 * What was sent under send-once keys, across executions, restarts and processes, in the host's own store. A key is claimed before its request
 * goes out, so that a run that dies leaves behind what it cannot be sure of.
 */
export interface OnceStore {
  /** Claims keys, in their order. Rejects where the store cannot be asked, or has no more room: nothing is sent then. */
  claim(keys: readonly OnceKey[]): Promise<readonly Claim[]>;
  /** Notes that they were accepted. */
  accepted(keys: readonly OnceKey[]): Promise<void>;
  /** Gives claims back: they were not sent. */
  release(keys: readonly OnceKey[]): Promise<void>;
}

/** Everything the engine needs from outside. A host makes these once a run. */
export interface Ports {
  /** Calls the vendor with the account's credentials attached; renews an expired token once by itself. */
  readonly vendor: Send;
  /** Fetches a foreign address (a report part) without any credential. */
  readonly unauthenticated: Send;
  /** Waits, or rejects with the signal's reason as soon as it is aborted. */
  sleep(ms: number, signal?: Signal): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
  /** 0 <= x < 1. */
  random(): number;
  log(level: 'debug' | 'info' | 'warn', message: string): void;
  /** Hexadecimal SHA-256 of a text. */
  sha256(text: string): string;
  readonly csv: Csv;
  readonly zip: Zip;
  readonly recurrence: Recurrence;
  readonly addresses: Addresses;
  /** IANA name of the zone in which a date without offset is meant. */
  readonly timeZone: string;
  readonly signal?: Signal;
  /** The host's own words; n8n's if absent. */
  readonly words?: HostWords;
  /** Absent: this place has no store, and send-once keys are refused. */
  readonly once?: OnceStore;
  /** Told where a list moved while it was read, so that rows which look like others of it may have been left out. */
  unsure?(): void;
  /** Tells the user how far it got: "waiting for the report, next look in 10 min". */
  progress?(message: string): void;
}
