import type { Summary } from './summary.mts';

/** One way to run the main job: a real host with the pack and the example in it. */
export interface Host {
  readonly label: string;
  /** Runs the example once. */
  run(): Promise<Summary>;
  /** Keeps the host there for a person, and says where. */
  open(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export interface HostOptions {
  /** What the account is pointed at. */
  readonly baseUrl: string;
  /** A folder for all of the host's state. */
  readonly folder: string;
  /** The folder with `recipients.csv`. */
  readonly files: string;
  /** The port of the editor; 0: any free one. */
  readonly port: number;
  say(line: string): void;
}
