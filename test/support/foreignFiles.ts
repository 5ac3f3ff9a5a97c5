import { privateAddresses } from './privateAddresses';

/** Where the account's API is, as far as the engine knows; tests let somebody else answer there. */
export const API = 'https://core.bryj.ai';
/** A public place of files, likewise. */
export const FILES = 'https://files.example';

/** Names that somebody has let stand for private addresses, the one or the other of them. */
const REBOUND: Readonly<Record<string, readonly string[]>> = {
  'rebound.example': ['127.0.0.1'],
  'rebound-6.example': ['::1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'shared.example': ['100.64.0.1'],
  'meta-data.example': ['169.254.169.254'],
  'partly.example': ['8.8.8.8', '127.0.0.1'],
  'partly-6.example': ['2606:4700::1', '::1'],
};

/** Names and what they stand for. */
export const NAMES: Readonly<Record<string, readonly string[]>> = { 'core.bryj.ai': ['8.8.8.8'], 'files.example': ['8.8.8.8'], ...REBOUND };

/** Addresses that must not be asked by who reads a public vendor's report: they, or their names, are private. */
export const forbidden = (port: number): readonly (readonly [says: string, address: string])[] => [
  ...privateAddresses(port),
  ...Object.entries(REBOUND).map(([name, stands]) => [`a name for ${stands.join(' and ')}`, `http://${name}:${port}/file`] as const),
];

/** The ways, before the port is known. */
export const forbiddenWays: readonly string[] = forbidden(0).map(([says]) => says);

/** A header's text as servers send it: the bytes of UTF-8. */
export const asHeader = (text: string): string => Buffer.from(text).toString('latin1');
