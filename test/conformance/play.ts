import type { WireEntry } from '../../sandbox';
import type { JsonObject, Options, Outcome, Ports } from '../../engine';
import { sentIn, type Sent } from '../properties/operations/wire';
import { liveHost, run, sampleAccount } from '../support/host';
import { demoCredential, type Rehearsal } from '../support/sandbox';
import { vendorOf } from './hosts';

/** What came of a run against the sandbox. */
export interface Played {
  readonly outcomes: readonly Outcome[];
  /** What went over the wire, sign-ins left out, oldest first. */
  readonly lines: readonly WireEntry[];
  readonly sent: readonly Sent[];
  readonly slept: readonly number[];
}

export interface Play {
  readonly vendor: string;
  readonly operation: string;
  readonly inputs: readonly JsonObject[];
  /** Fields of the account besides those of the demo account. */
  readonly account?: JsonObject;
  readonly options?: Options;
  readonly ports?: Partial<Ports>;
}

const SIGN_IN = /sign_in|\/login$|\/access-token$/;

/** Path of each vendor's base URL at the sandbox, as its README lists them. */
const PLACES: Readonly<Record<string, string>> = {
  braze: '/braze',
  bryj: '/bryj',
  followAnalytics: '/follow-analytics',
  horisen: '/horisen/news/v1',
  moEngage: '/moengage',
};

/** Runs an operation at the sandbox, whose clock goes on by what is waited. */
export const play = async (sandbox: Rehearsal, { vendor: id, operation, inputs, account: over = {}, options, ports = {} }: Play): Promise<Played> => {
  const vendor = vendorOf(id);
  const account = sampleAccount(vendor, { ...demoCredential(id, sandbox), ...over });
  const host = liveHost(vendor, account, ports);
  const slept: number[] = [];
  const sleep = async (ms: number): Promise<void> => {
    slept.push(ms);
    await sandbox.control('POST', '/clock', { advanceMs: ms });
  };
  const last = sandbox.requests().at(-1)?.id ?? 0;
  const outcomes = await run({ vendor, operation, inputs, account, options: { continueOnFail: true, ...options } }, { ...host.ports, sleep });
  const lines = sandbox.requests().filter((line) => line.id > last && !SIGN_IN.test(line.path));
  return { outcomes, lines, sent: lines.map((line) => sentIn(line, PLACES[id]!)), slept };
};
