/** What goes wrong, in the terms that the sandbox can play. */
export type Strike =
  /** 429: nothing was done. `headers` name the moment, `namedMs` from now. */
  | { readonly by: 'limit'; readonly namedMs: number; headers(at: number): Readonly<Record<string, string>> }
  /** A refusal by its status: nothing was done. `early`: before the body was read. */
  | { readonly by: 'refusal'; readonly status: number; readonly early?: true }
  /** An answer that says nothing of what was done: both is played. `away`: to another host. */
  | { readonly by: 'answer'; readonly status: number; readonly body?: unknown; readonly away?: true }
  /** Below HTTP. `done`: the vendor has processed it. `silent`: until patience is over. */
  | { readonly by: 'connection'; readonly fault: { readonly kind: string; readonly [member: string]: unknown }; readonly done: boolean; readonly silent?: true }
  /** Nobody listens at the address. */
  | { readonly by: 'nobody' };

export interface Fault {
  /** For the table in docs/sending.md. */
  readonly label: string;
  readonly strike: Strike;
  /** It is met every time; absent: once, and all is well after that. */
  readonly lasts?: true;
}

const HOUR_MS = 3_600_000;
const NAMED_MS = 10_000;

const limit = (label: string, namedMs: number, headers: (at: number) => Record<string, string>, lasts?: true): Fault => ({
  label,
  strike: { by: 'limit', namedMs, headers: (now) => headers(now + namedMs) },
  ...(lasts && { lasts }),
});
const once = (label: string, strike: Strike): Fault => ({ label, strike });
const always = (label: string, strike: Strike): Fault => ({ label, strike, lasts: true });
const answer = (status: number, body?: unknown): Strike => ({ by: 'answer', status, ...(body !== undefined && { body }) });
const away = (status: number): Strike => ({ by: 'answer', status, away: true });
const cut = (kind: string, done: boolean, more: object = {}): Strike => ({ by: 'connection', fault: { kind, ...more }, done });

/** Faster than in life, so that a test takes no time. */
const SLOWLY_MS = 1;

/** The rows of the table. */
export const faults = {
  limitSeconds: limit('429, `Retry-After` in seconds', NAMED_MS, () => ({ 'retry-after': String(NAMED_MS / 1_000) })),
  limitDate: limit('429, `Retry-After` as a date', NAMED_MS, (at) => ({ 'retry-after': new Date(at).toUTCString() })),
  limitReset: limit('429, only a reset header', NAMED_MS, (at) => ({
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Math.ceil(at / 1_000)),
  })),
  limitGarbage: limit('429, `Retry-After: soon`', 0, () => ({ 'retry-after': 'soon' })),
  limitHour: limit('429, for an hour', HOUR_MS, () => ({ 'retry-after': String(HOUR_MS / 1_000) }), true),
  error500: once('500', answer(500, { message: 'Internal Server Error' })),
  page502: once('502 with a page', answer(502, '<html>Bad Gateway</html>')),
  error503: once('503', answer(503)),
  nobody: always('connection refused', { by: 'nobody' }),
  resetBefore: once('connection reset before processing', cut('resetBefore', false)),
  resetAfter: once('connection reset after processing', cut('resetAfter', true)),
  brokenUpload: always('connection reset during an upload', cut('resetBefore', false, { afterBytes: 1_000 })),
  silenceBefore: once('no answer, not processed', { by: 'connection', fault: { kind: 'timeoutBefore' }, done: false, silent: true }),
  silenceAfter: once('no answer, processed', { by: 'connection', fault: { kind: 'timeoutAfter' }, done: true, silent: true }),
  cut: once('incomplete answer', cut('truncate', true, { bytes: 1 })),
  malformed: always('200, malformed', answer(200, '{"message":"success,,')),
  empty: always('200, empty', answer(200)),
  foreign: always('200, in another language', answer(200, '受け付けました')),
  noContent: always('204', answer(204)),
  accepted202: always('202, empty', answer(202)),
  drip: once('one byte per second', { by: 'connection', fault: { kind: 'drip', everyMs: SLOWLY_MS }, done: true }),
  moved301: always('301 to another host', away(301)),
  found302: always('302 to another host', away(302)),
  kept307: always('307 to another host', away(307)),
  unauthorizedOnce: once('401 once', { by: 'refusal', status: 401 }),
  unauthorized: always('401 every time', { by: 'refusal', status: 401 }),
  forbiddenOnce: once('403 once', { by: 'refusal', status: 403 }),
  notFound: always('404', { by: 'refusal', status: 404 }),
  tooLargeEarly: always('413 before the body was read', { by: 'refusal', status: 413, early: true }),
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof faults;
