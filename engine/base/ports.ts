import type { Send, Signal } from './http';
import type { HostWords } from './words';

/** Malformed CSV: a statement about the file or a line, such as "line 2 has text behind a closing quote". */
export class CsvProblem extends Error {
  constructor(
    message: string,
    /** What the file's author can do; one sentence. */
    readonly todo: string,
    /**
     * What is in the file at this point. `near`: a few characters, already cut. `begins`: the beginning of its text, uncut, so that it can be masked before
     * it is cut.
     */
    readonly excerpt: { readonly near?: string; readonly begins?: string } = {},
  ) {
    super(message);
    this.name = 'CsvProblem';
  }
}

/** Which records of a CSV text only need to be counted. */
export interface PassOver {
  /** Positions of cells that must not be blank; from 0. */
  readonly filled: readonly number[];
}

export interface Csv {
  /**
   * Records of a CSV text (UTF-8, commas, RFC 4180 quotes; a byte order mark is dropped) in batches as they arrive, including the header. Empty lines are
   * skipped. Throws {@link CsvProblem} on malformed content, after the records before it: bytes that are not UTF-8, a record whose number of cells
   * differs from the first one's, misplaced or unclosed quotes, a bare carriage return, a NUL character, a record longer than `BOUNDS.csvRecord`, and
   * anything that is not CSV.
   */
  parse(bytes: AsyncIterable<Uint8Array>): AsyncIterable<readonly (readonly string[])[]>;
  /**
   * Reads as {@link Csv.parse} does, but most records are only counted, which takes a fraction of the time: a number stands for so many records that are
   * certain to be filled where they must be, and to differ from the first record. All others come as records, in order.
   * @param passOver called with the first record, which always comes as a record
   */
  skim(bytes: AsyncIterable<Uint8Array>, passOver: (first: readonly string[]) => PassOver): AsyncIterable<readonly (number | readonly string[])[]>;
  /** Records as CSV text, each ended by a line feed, cells quoted if RFC 4180 requires it. */
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
   * The lines of all text files (UTF-8) in a zip archive, file by file as bytes arrive, in batches, without line ends. Empty lines are skipped.
   * Throws {@link ZipProblem} after the lines before it, also if the archive's metadata (sizes, checksums, number of files) is wrong or a line is longer
   * than `BOUNDS.exportLine`.
   */
  lines(bytes: AsyncIterable<Uint8Array>): AsyncIterable<readonly string[]>;
}

/** A recurrence rule that cannot be read or has no further occurrence. */
export class RecurrenceProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RecurrenceProblem';
  }
}

export interface Recurrence {
  /**
   * The next occurrences of an iCalendar recurrence rule (RFC 5545, "RRULE", with or without that word) after a time, all in milliseconds since 1970; the
   * rule is evaluated in UTC. Fewer if the rule ends before. Throws {@link RecurrenceProblem}.
   */
  next(rule: string, after: number, count: number): readonly number[];
}

/** An absolute http or https URL, as HTTP clients read it. */
export interface Address {
  /** The whole URL in a form that clients cannot read differently, without user info and fragment; this is what is fetched. */
  readonly href: string;
  readonly scheme: 'http' | 'https';
  /** Lower-case, without port and trailing dot; IPv6 in brackets, IPv4 as four decimal numbers. */
  readonly host: string;
  /** Scheme, host, port and path, safe to show. */
  readonly shown: string;
}

export interface Addresses {
  /**
   * Reads a URL as HTTP clients do (WHATWG, "URL").
   * @param base the URL against which a relative one is resolved
   * @returns undefined if it is not a URL or has another scheme
   */
  read(text: string, base?: string): Address | undefined;
}

/** A send-once key as stored: a digest of the user's key, the people it is for, and the destination. */
export interface OnceKey {
  readonly digest: string;
  /** Minimum time to keep it. */
  readonly forMs: number;
}

/** `claimed`: it was not there and is ours now. `sent`: it was accepted before. `unknown`: it was claimed before, and the outcome was not recorded. */
export type Claim = 'claimed' | 'sent' | 'unknown';

/**
 * What was sent under send-once keys, across executions, restarts and processes, in the host's own store. A key is claimed before its request is sent,
 * so that a run that crashes leaves a record of what may have been sent.
 */
export interface OnceStore {
  /** Claims keys in order. Rejects if the store is unavailable or full; nothing is sent then. */
  claim(keys: readonly OnceKey[]): Promise<readonly Claim[]>;
  /** Records that they were accepted. */
  accepted(keys: readonly OnceKey[]): Promise<void>;
  /** Releases claims: they were not sent. */
  release(keys: readonly OnceKey[]): Promise<void>;
}

/** Why the engine waits: something is not ready at the vendor. Times are milliseconds since 1970. */
export interface NotReady {
  /** What is not ready, in one sentence. */
  readonly what: string;
  /** When it is checked again. */
  readonly next: number;
  /** When it is checked for the last time. */
  readonly until: number;
}

/** The end of a wait for something at the vendor. */
export interface Waited {
  /** Number of checks. */
  readonly asked: number;
  readonly ms: number;
  /** False: the user's maximum wait is over. */
  readonly isReady: boolean;
}

/** Everything the engine needs from outside. A host creates these once per run. */
export interface Ports {
  /** Calls the vendor with the account's credentials; renews an expired token once. */
  readonly vendor: Send;
  /** Fetches a third-party URL (a part of a report) without credentials. */
  readonly unauthenticated: Send;
  /**
   * Waits, or rejects with the signal's reason as soon as it is aborted.
   * @param notReady what it waits for, so that the host can show it; absent: a limit, or the next try of a request
   */
  sleep(ms: number, signal?: Signal, notReady?: NotReady): Promise<void>;
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
  /** IANA name of the time zone for dates without an offset. */
  readonly timeZone: string;
  readonly signal?: Signal;
  /** The host's own words; n8n's if absent. */
  readonly words?: HostWords;
  /** Absent: there is no store here, and send-once keys are rejected. */
  readonly once?: OnceStore;
  /** Called if a list moved while it was read, so that rows equal to others may have been left out. */
  unsure?(): void;
  /** Called after a wait for something that was not ready at first. */
  waited?(wait: Waited): void;
  /** Reports progress to the user: "Rate limited; retrying in 10 s". */
  progress?(message: string): void;
}
