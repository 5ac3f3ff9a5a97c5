import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyOperation, Json, JsonObject } from '../../engine';
import { version } from '../../package.json';
import type { Sandbox, WireEntry } from '../../sandbox/index';
import { vendors } from '../../vendors';

/**
 * What each released version saved, and what it sent: `test/saved/<version>/<vendor>.<host>.json`, and beside it `.sent.json`. `npm run saved` makes
 * the files of the present version where they are missing; those of a version that was released stay as they are for ever.
 */
const ROOT = join(__dirname, '../saved');

/** Set by `npm run saved`. */
const isMaking = process.env.MAKE_SAVED !== undefined;

/** Stands in the files for the address of the sandbox, which has another port each time. */
const ADDRESS = 'http://sandbox.test';

/** One request, as far as it says what is wanted. */
interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body?: Json;
}

/** Signing in, and files at addresses that an answer gave and that are signed anew each time: neither says what was saved. */
const ASIDE = [/sign_in|\/login$|\/access-token$/, /[?&](signature|X-Amz-\w+)=/];

const bodyOf = ({ headers, body }: WireEntry): Json => {
  const type = headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return JSON.parse(body) as Json;
  const [, boundary] = /boundary=(.+)$/.exec(type) ?? [];
  return boundary === undefined ? body : body.replaceAll(boundary, 'boundary');
};

/** What was sent to a sandbox. */
const sentTo = (sandbox: Sandbox): Sent[] =>
  sandbox
    .requests()
    .filter(({ path }) => !ASIDE.some((each) => each.test(path)))
    .map((entry) => ({ method: entry.method, path: entry.path, ...(entry.body !== '' && { body: bodyOf(entry) }) }));

const write = (file: string, content: unknown): void => writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);

/** People whom a flow brings: `who` is the one, the others are said of them. */
export const people: readonly JsonObject[] = [
  { who: 'user1', firstname: 'Ada', lastname: 'Byron', contractnumber: '1815' },
  { who: 'user2', firstname: 'Alan', lastname: 'Turing', contractnumber: '1912' },
];

/** Whose fields one chooses, and what they are called at the vendor. */
export const VARIABLES = { firstname: 'firstname', lastname: 'lastname', contractNumber: 'contractnumber' } as const;

/** An operation's least input without whom it is for; undefined where items bring nobody. */
export const withoutPeople = ({ recipients, sampleInputs: [least] }: AnyOperation): JsonObject | undefined => {
  if (!recipients) return undefined;
  const { [recipients.rows ?? recipients.id]: _people, ...rest } = least;
  return rest;
};

/** What one version saved of a vendor in one host. */
export class Released {
  private readonly made: Record<string, readonly Sent[]> = {};

  private constructor(
    readonly version: string,
    readonly vendorId: string,
    private readonly host: string,
  ) {}

  /**
   * All that was ever saved in a host.
   * @param save what the present version saves of a vendor
   */
  static all(host: 'n8n' | 'node-red', save: (vendorId: string, address: string) => unknown): readonly (readonly [what: string, released: Released])[] {
    if (isMaking) {
      mkdirSync(join(ROOT, version), { recursive: true });
      for (const { id } of vendors) {
        const file = new Released(version, id, host).file('');
        if (!existsSync(file)) write(file, save(id, ADDRESS));
      }
    }
    const ending = `.${host}.json`;
    return readdirSync(ROOT).flatMap((each) =>
      readdirSync(join(ROOT, each))
        .filter((file) => file.endsWith(ending))
        .map((file) => new Released(each, file.slice(0, -ending.length), host))
        .map((released) => [`${released.vendorId} ${each}`, released] as const),
    );
  }

  private file(kind: '' | '.sent'): string {
    return join(ROOT, this.version, `${this.vendorId}.${this.host}${kind}.json`);
  }

  /** The file as the host has it. */
  content<T>(address = ADDRESS): T {
    return JSON.parse(readFileSync(this.file(''), 'utf8').replaceAll(ADDRESS, address)) as T;
  }

  /** Compares what a node has sent with what it sent then. */
  expectSame(node: string, sandbox: Sandbox): void {
    const sent = sentTo(sandbox);
    const file = this.file('.sent');
    const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, readonly Sent[]>) : {};
    if (isMaking && !(node in known)) {
      this.made[node] = sent;
      write(file, { ...known, ...this.made });
    }
    expect(sent.length).toBeGreaterThan(0);
    expect(sent).toEqual({ ...known, ...this.made }[node]);
  }
}

/** Whether the present version has files in a host. */
export const isPresentSaved = (host: string): boolean => vendors.every(({ id }) => existsSync(join(ROOT, version, `${id}.${host}.json`)));
