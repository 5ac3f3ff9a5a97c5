import { base64 } from '../base/base64';
import { BOUNDS } from '../base/bounds';
import { Recent } from '../base/recent';
import type { Failure } from '../base/errors';
import type { Excerpt } from '../base/excerpt';
import type { HttpReply } from '../base/http';
import { isObject, setMember, type Json, type JsonObject } from '../base/json';
import { Finder, MASK, masked } from '../base/secretFinder';
import type { AnyVendor } from '../catalogue/vendor';

/** A shorter member of a sign-in's answer is only the type of the token. */
const LONG = 16;

/** How a value is traversed. */
interface Masking {
  /** Shorter texts are skipped. */
  readonly least: number;
  readonly mask: (text: string) => string;
  /** Members whose names mark their values as secrets. */
  readonly members: readonly string[];
  /** Members that were clean with this text, by name; a column often repeats its text. */
  readonly clean?: Map<string, string>;
}

/** Members for which a clean text is remembered; rows have fewer. */
const MOST_REMEMBERED = 100;
/** A longer text is not remembered. */
const LONGEST_REMEMBERED = 200;

/** Characters of a text that are searched when only its beginning is shown; no header, and so no secret, is longer. */
const EXCERPT = 65_536;

const SCHEMES = /\b(Bearer|Basic|Token)(\s+)([\w.~+/=-]*[\w~+/=-])/gi;

/** Whether the text after a scheme's name is a token rather than a word, as in "Bearer authentication". */
const isToken = (scheme: string, value: string): boolean => {
  const isOdd = /\d|[~+/=_]|\w\.\w|[a-z][A-Z]/.test(value);
  return scheme.toLowerCase() === 'token' ? value.length >= 12 && isOdd : value.length >= 20 || (value.length >= 6 && isOdd);
};

/** Members of a sign-in's answer that are secrets, whichever is used. */
const SECRET_NAME = /token|secret|password|session|jwt|key/i;
/** The scheme before a token in a header. */
const SCHEME = /^\w+\s+/;
const USER_INFO = /^\s*\w+:\/\/([^/?#@]*)@/;

/** Masks an account's secrets: its own and those obtained with it, in every form in which they may come back. */
export class Secrets {
  private readonly own: Finder[] = [];
  /** Minimum length of a text that can contain one of the unmistakable secrets. */
  private least = Infinity;
  /** The most recently obtained ones, oldest first. */
  private readonly got = new Map<string, Finder>();
  private all: readonly Finder[] = [];
  /** Those that cannot occur by chance. */
  private sure: readonly Finder[] = [];

  constructor(
    private readonly vendor: AnyVendor,
    credential: JsonObject,
  ) {
    const text = (name: string): string => String(credential[name] ?? '').trim();
    const auth = vendor.auth(credential);
    const headers = 'header' in auth ? [auth.header] : 'param' in auth ? [auth.param] : [];
    const add = (value: string, names: readonly string[]): void => {
      if (value === '') return;
      this.add(new Finder(value, names));
    };
    for (const [name, field] of Object.entries(vendor.credential)) {
      if (field.type !== 'text') continue;
      if (field.secret) add(text(name), [name, ...headers]);
      // A password in a URL is meant as one.
      const [, user = ''] = USER_INFO.exec(text(name)) ?? [];
      const password = user.slice(user.indexOf(':') + 1);
      if (user !== '') for (const part of new Set([password, decoded(password)])) add(part, []);
    }
    if (auth.by === 'basic') add(base64(`${text(auth.user)}:${text(auth.password)}`), ['Basic']);
  }

  /** Remembers a secret obtained with the account; one from a header is preceded by its scheme. */
  learn(value: string): void {
    const secret = value.replace(SCHEME, '').trim();
    if (secret === '') return;
    const known = this.got.get(secret);
    this.got.delete(secret);
    this.got.set(secret, known ?? new Finder(secret, ['Authorization', 'token']));
    // Already known; only its position changes.
    if (known) return;
    if (this.got.size > BOUNDS.tokens.most) this.got.delete(this.got.keys().next().value!);
    this.gather();
  }

  /** Remembers everything a sign-in returned, in whatever form. */
  learnAll(body: Json, name = ''): void {
    if (typeof body === 'string') {
      if (SECRET_NAME.test(name) && body.trim().length >= LONG) this.learn(body);
    } else if (Array.isArray(body)) for (const each of body as readonly Json[]) this.learnAll(each, name);
    else if (isObject(body)) for (const [key, value] of Object.entries(body)) this.learnAll((value ?? null) as Json, key);
  }

  /** Remembers parts of a request that are derived from a secret, such as a signature. */
  learnOf(request: Json | undefined): void {
    for (const name of this.vendor.secretMembers ?? []) {
      const value = isObject(request) ? request[name] : undefined;
      if (typeof value === 'string') this.learn(value);
    }
  }

  private add(finder: Finder): void {
    this.own.push(finder);
    this.gather();
  }

  private gather(): void {
    this.all = [...this.own, ...this.got.values()];
    this.sure = this.all.filter(({ isSure }) => isSure);
    this.least = Math.min(...this.sure.map(({ least }) => least));
  }

  /** For messages: also masks short secrets that stand alone, and anything that looks like a token. */
  readonly text = (text: string): string =>
    masked(text, this.all).replace(SCHEMES, (all, scheme: string, gap: string, value: string) => (isToken(scheme, value) ? `${scheme}${gap}${MASK}` : all));

  /** For excerpts of third-party text. */
  readonly excerpt: Excerpt = (text, most) => this.text(text.slice(0, EXCERPT)).slice(0, most);

  /** For data: only what cannot occur by chance. */
  private readonly datum = (text: string): string => masked(text, this.sure);

  /** Whether any text of a value changes, including names. Called for millions of report rows. */
  private changes(value: unknown, how: Masking): boolean {
    const { least, mask, members, clean } = how;
    if (typeof value === 'string') return value.length >= least && mask(value) !== value;
    if (typeof value !== 'object' || value === null) return false;
    if (Array.isArray(value)) {
      // A function here would hold what each call was given, for each text of each row: a tenth of the memory that a long list takes.
      for (const each of value) if (this.changes(each, how)) return true;
      return false;
    }
    for (const name in value) {
      const each = (value as Record<string, unknown>)[name];
      const before = clean?.get(name);
      if (before !== undefined && before === each) continue;
      if (members.length > 0 && members.includes(name)) return true;
      if (before === undefined && name.length >= least && mask(name) !== name) return true;
      if (this.changes(each, how)) return true;
      if (clean && typeof each === 'string' && each.length <= LONGEST_REMEMBERED && (before !== undefined || clean.size < MOST_REMEMBERED))
        clean.set(name, each);
    }
    return false;
  }

  /** The value with all its texts masked, including names; the same object if nothing is masked. Members with secret names are masked entirely. */
  private through<T>(value: T, how: Masking): T {
    // Most values need no masking and are not copied.
    return this.changes(value, how) ? (this.copied(value, how) as T) : value;
  }

  private copied(value: unknown, how: Masking): unknown {
    if (typeof value === 'string') return how.mask(value);
    if (Array.isArray(value)) return value.map((each) => this.copied(each, how));
    if (!isObject(value)) return value;
    const copy: Record<string, unknown> = {};
    for (const [name, each] of Object.entries(value)) setMember(copy, how.mask(name), how.members.includes(name) ? MASK : this.copied(each, how));
    return copy;
  }

  /** A value shown to people. */
  readonly told = <T>(value: T): T => this.through(value, { least: 0, mask: this.text, members: this.vendor.secretMembers ?? [] });

  /** A value that is data. */
  readonly data = <T>(value: T): T => this.through(value, { least: this.least, mask: this.datum, members: [] });

  /** As {@link data}, for many rows of one form: what a column repeats is searched once. */
  rowMask(): <T>(row: T) => T {
    let clean = new Map<string, string>();
    let { sure } = this;
    return (row) => {
      // A secret obtained in the meantime may be in what was clean before.
      if (sure !== this.sure) clean = new Map();
      sure = this.sure;
      return this.through(row, { least: this.least, mask: this.datum, members: [], clean });
    };
  }

  /** Masks an answer before anything reads it, so that nothing derived or cut from it contains a secret. */
  readonly reply = (reply: HttpReply): HttpReply => ({ ...reply, headers: this.data(reply.headers), body: this.data(reply.body) });

  /** A failure that is safe to show. */
  readonly failure = (failure: Failure): Failure => {
    const { code, reached, ...said } = failure;
    return { code, reached, ...this.told(said) };
  };

  /** An error of unknown origin, modified in place: its message, stack and causes. */
  readonly error = (error: unknown, seen: readonly unknown[] = []): unknown => {
    if (!(error instanceof Error) || seen.includes(error)) return error;
    for (const name of ['message', 'stack'] as const) {
      const now = this.text(String(error[name] ?? ''));
      if (now !== error[name] && error[name] !== undefined) Object.defineProperty(error, name, { value: now, configurable: true, writable: true });
    }
    this.error(error.cause, [...seen, error]);
    return error;
  };
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const accounts = new Recent<Secrets>(BOUNDS.accounts.most);

/** An account's secrets, kept for the process: what one run obtains is known to the others. */
export const secretsOf = (vendor: AnyVendor, credential: JsonObject): Secrets => {
  const own = Object.entries(vendor.credential).flatMap(([name, { type }]) => (type === 'text' ? [String(credential[name] ?? '').trim()] : []));
  return accounts.of(JSON.stringify([vendor.id, ...own]), () => new Secrets(vendor, credential));
};
