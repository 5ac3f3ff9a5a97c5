import { validateHeaderName, validateHeaderValue } from 'node:http';
import { isRecord } from './body';

declare module 'fastify' {
  interface FastifyRequest {
    fault?: Fault;
  }
}

/** Header texts, sent verbatim: invalid ones are possible too. */
export type HeaderTexts = Readonly<Record<string, string>>;

/** What can go wrong, on request. */
export type Fault =
  /** Sends this answer instead, including 200 with an error inside. */
  | { kind: 'status'; status: number; body?: unknown; headers?: HeaderTexts }
  /** Processes the request, then sends this answer instead. */
  | { kind: 'answer'; status: number; body?: unknown; headers?: HeaderTexts }
  /** Sends this answer before the body is read, and closes the connection. */
  | { kind: 'early'; status?: number; body?: unknown; headers?: HeaderTexts }
  /** Too many requests, in the vendor's words; `headers` are added or replace those of the same name. */
  | { kind: 'rateLimit'; retryAfterSeconds?: number; withHeaders?: boolean; headers?: HeaderTexts }
  /** Too many requests, but only when there really are: more than `calls` in `perMs`. `until` is set when it strikes. */
  | { kind: 'throttle'; calls: number; perMs: number; retryAfter?: string; reset?: boolean; until?: number }
  /** Accepts the request, does nothing, never answers. */
  | { kind: 'timeoutBefore' }
  /** Processes the request, never answers. */
  | { kind: 'timeoutAfter' }
  /** Resets the connection before anything is processed, after this many bytes of the body (0: immediately). */
  | { kind: 'resetBefore'; afterBytes?: number }
  /** Processes the request, then resets the connection. */
  | { kind: 'resetAfter' }
  /** Sends only the first bytes of the answer, then aborts; `clean` ends as if that were all. */
  | { kind: 'truncate'; bytes: number; clean?: boolean }
  /** Processes the request, then sends the answer byte by byte. */
  | { kind: 'drip'; everyMs?: number }
  /** The request's token expires just before it is checked. */
  | { kind: 'expireToken' }
  /** Delays the answer by this time. */
  | { kind: 'slow'; ms: number }
  /** Accepts the batch and discards it. */
  | { kind: 'acceptAndDrop' };

type Check = (value: unknown, name: string) => void;

const maybe =
  (check: Check): Check =>
  (value, name) =>
    void (value !== undefined && check(value, name));

/** Checks for the members of each kind; members not listed are accepted unchecked. */
const MEMBERS: Readonly<Record<Fault['kind'], Readonly<Record<string, Check>>>> = {
  status: { status: answerStatus, headers: maybe(headerTexts) },
  answer: { status: answerStatus, headers: maybe(headerTexts) },
  early: { status: maybe(answerStatus), headers: maybe(headerTexts) },
  rateLimit: { headers: maybe(headerTexts) },
  throttle: { calls: count, perMs: atLeastOne, retryAfter: maybe(headerText) },
  timeoutBefore: {},
  timeoutAfter: {},
  resetBefore: {},
  resetAfter: {},
  truncate: { bytes: count },
  drip: { everyMs: maybe(atLeastOne) },
  expireToken: {},
  slow: { ms: count },
  acceptAndDrop: {},
};

/** Reads a fault from a control request. Throws an Error that says what is wrong with it. */
export function readFault(value: unknown): Fault {
  if (!isRecord(value) || typeof value.kind !== 'string' || !Object.hasOwn(MEMBERS, value.kind)) {
    throw new Error(`"fault.kind" must be one of ${Object.keys(MEMBERS).join(', ')}`);
  }
  for (const [name, check] of Object.entries(MEMBERS[value.kind as Fault['kind']])) check(value[name], `fault.${name}`);
  return value as unknown as Fault;
}

/** Reads the header `X-Sandbox-Fault`: `timeoutAfter`, or with a number `status:503`, `rateLimit:2`, `truncate:40`, `slow:500`. */
export function faultFromHeader(header: string | string[] | undefined): Fault | undefined {
  if (typeof header !== 'string') return undefined;
  const [kind, text] = header.split(':');
  const number = Number(text ?? 0);
  return readFault({
    kind,
    ...((kind === 'status' || kind === 'answer') && { status: number || 500 }),
    ...(kind === 'early' && { status: number || undefined }),
    ...(kind === 'rateLimit' && { retryAfterSeconds: number, withHeaders: true }),
    ...(kind === 'truncate' && { bytes: number }),
    ...(kind === 'drip' && { everyMs: number || undefined }),
    ...(kind === 'slow' && { ms: number }),
    ...(kind === 'resetBefore' && { afterBytes: number }),
  });
}

export function count(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw new Error(`"${name}" must be a whole number from 0`);
  return value;
}

function atLeastOne(value: unknown, name: string): void {
  if (count(value, name) < 1) throw new Error(`"${name}" must be a whole number from 1`);
}

function answerStatus(value: unknown, name: string): void {
  const status = count(value, name);
  if (status < 200 || status > 599) throw new Error(`"${name}" must be from 200 to 599`);
}

/** Any text that is allowed in a header. */
function headerText(value: unknown, name: string): void {
  if (typeof value !== 'string') throw new Error(`"${name}" must be a text`);
  try {
    validateHeaderValue('x-text', value);
  } catch {
    throw new Error(`"${name}" has a character that no header can have`);
  }
}

function headerTexts(value: unknown, name: string): void {
  if (!isRecord(value)) throw new Error(`"${name}" must be an object of texts`);
  for (const [header, text] of Object.entries(value)) {
    validateHeaderName(header);
    headerText(text, `${name}.${header}`);
  }
}
