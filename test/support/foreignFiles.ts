import { nameServer } from './names';
import { REPORT, reportOf, type OwnBryj } from './ownBryj';
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
const NAMES: Readonly<Record<string, readonly string[]>> = { 'core.bryj.ai': ['8.8.8.8'], 'files.example': ['8.8.8.8'], ...REBOUND };

/** Addresses that must not be asked by who reads a public vendor's report: they, or their names, are private. */
const forbidden = (port: number): readonly (readonly [says: string, address: string])[] => [
  ...privateAddresses(port),
  ...Object.entries(REBOUND).map(([name, stands]) => [`a name for ${stands.join(' and ')}`, `http://${name}:${port}/file`] as const),
];

/** The ways, before the port is known. */
const forbiddenWays: readonly string[] = forbidden(0).map(([says]) => says);

/** A header's text as servers send it: the bytes of UTF-8. */
const asHeader = (text: string): string => Buffer.from(text).toString('latin1');

/** A host that reads reports, and the server that names their files. */
interface Reader {
  own(): OwnBryj;
  /** Reads the report by an account at an address, and expects its one row. */
  expectRead(baseUrl?: string): Promise<void>;
  /** The same, and expects that the file was refused, by these words. */
  expectRefused(words: RegExp): Promise<void>;
}

/** The tests of files that an answer names at private addresses; for the top of a test file. */
export const testForeignFiles = ({ own, expectRead, expectRefused }: Reader): void => {
  const INSIDE = /inside a private network, which is not downloaded/;
  const named = (address: string): void => own().at(REPORT, (response) => void response.end(JSON.stringify({ request_id: 'r1', reports: [address] })));
  const addressOf = (way: string): string => forbidden(Number(new URL(own().url).port)).find(([says]) => says === way)![1];
  beforeEach(() => {
    nameServer(NAMES);
    own().at('/file', (response) => void response.end(reportOf('u1')));
  });

  it.each(forbiddenWays)('are not asked for: %s', async (way) => {
    named(addressOf(way));
    await expectRefused(INSIDE);
    expect(own().asked('/file')).toBe(0);
    expect(own().asked(REPORT)).toBe(1);
  });

  it.each(forbiddenWays)('are not asked for where a public address leads there: %s', async (way) => {
    named(`${FILES}/moved`);
    own().at('/moved', (response) => void response.writeHead(302, { location: asHeader(addressOf(way)) }).end());
    await expectRefused(INSIDE);
    expect(own().asked('/moved')).toBe(1);
    expect(own().asked('/file')).toBe(0);
  });

  it('are read at a public address', async () => {
    named(`${FILES}/file`);
    await expectRead();
    expect(own().asked('/file')).toBe(1);
  });

  it.each([
    'a backslash that clients take for a slash',
    'two users',
    'escapes in the host',
    'digits of another script',
    'one decimal number',
    'a name for 127.0.0.1',
  ])('are read where the account itself is in the private network: %s', async (way) => {
    named(addressOf(way));
    own().at('/@files.example/file', (response) => void response.end(reportOf('u1')));
    await expectRead(own().url);
  });
};
