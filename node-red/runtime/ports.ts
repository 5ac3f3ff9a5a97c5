import { session, type Account, type AnyVendor, type Ports, type Send } from '../../engine';
import { addresses } from '../../ports/addresses';
import { csv } from '../../ports/csv';
import { recurrence } from '../../ports/recurrence';
import { zip } from '../../ports/zip';
import { createHash } from 'node:crypto';
import type { Clock } from './clock';
import { ENTRIES } from './words';

/** External dependencies, replaceable in tests. */
export interface Outside {
  readonly clock: Clock;
  readonly unauthenticated: Send;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Requests that carry an account's credentials. */
export const sessionOf = (vendor: AnyVendor, account: Account, { clock, unauthenticated }: Outside): Send =>
  session(vendor, account, unauthenticated, { now: () => clock.now(), sha256, addresses });

/** The ports that are the same for every run. */
export const commonPorts = ({ clock, unauthenticated }: Outside): Omit<Ports, 'vendor' | 'sleep' | 'log'> => ({
  unauthenticated,
  now: () => clock.now(),
  random: () => clock.random(),
  sha256,
  csv,
  zip,
  recurrence,
  addresses,
  words: ENTRIES,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});
