import type { Summary } from './summary.mts';

/** A way to run the main use case: a real host with the pack and the example. */
export interface Host {
  readonly label: string;
  /** Runs the example once. */
  run(): Promise<Summary>;
  /** Keeps the host open for a user and returns instructions. */
  open(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export interface HostOptions {
  /** The base URL of the account. */
  readonly baseUrl: string;
  /** A folder for all of the host's state. */
  readonly folder: string;
  /** The folder with `recipients.csv`. */
  readonly files: string;
  /** The port of the editor; 0: any free one. */
  readonly port: number;
  say(line: string): void;
}
