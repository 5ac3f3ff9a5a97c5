import type { Call, Options } from './call';
import type { Chunk } from './chunk';
import { sayBytes } from './bytes';
import { sayDuration, sayTime } from './dates';
import { encode } from './encode';
import { CampaignError, type Failure } from './errors';
import { TransportError, type HttpReply, type HttpRequest } from './http';
import type { FileFacts } from './inspect';
import type { Json, JsonObject } from './json';
import { limiterOf } from './limiter';
import type { AnyOperation, CheckContext, Parsed, Request, Retry } from './operation';
import type { Ports } from './ports';
import { redactJson, redactor } from './redact';
import { mayRepeat, waitBefore } from './retry';
import type { AnyVendor } from './vendor';

/** What every request of one call shares. */
export interface Scene {
  readonly vendor: AnyVendor;
  readonly operation: AnyOperation;
  readonly name: string;
  readonly account: Call['account'];
  readonly options: Options;
  readonly baseUrl: string;
  readonly ports: Ports;
}

type Inputs = Chunk['inputs'];

export const contextOf = ({ ports, account }: Pick<Scene, 'ports' | 'account'>): CheckContext => ({
  now: ports.now(),
  timeZone: ports.timeZone,
  credential: account.credential,
  sha256: ports.sha256,
  recurrence: ports.recurrence,
});

export const errorOf = (
  { vendor, name, account }: Pick<Scene, 'vendor' | 'name' | 'account'>,
  failure: Failure,
  items: readonly number[] = [],
): CampaignError => {
  const redact = redactor(vendor.credential, account.credential);
  return new CampaignError(
    {
      ...failure,
      message: redact(failure.message),
      todo: redact(failure.todo),
      ...(failure.details !== undefined && { details: redactJson(failure.details, redact, vendor.secretMembers)! }),
    },
    vendor.id,
    name,
    items,
  );
};

const HARM: readonly Retry[] = ['safe', 'idempotent', 'once', 'send'];

/** The retry class of a request: that of its most harmful input. */
export const retryOf = (o: AnyOperation, inputs: Inputs): Retry =>
  inputs
    .map((input) => (typeof o.retry === 'function' ? o.retry(input as never) : o.retry))
    .reduce((worst, each) => (HARM.indexOf(each) > HARM.indexOf(worst) ? each : worst));

const unsafe = (retry: Retry): boolean => retry === 'send' || retry === 'once';

/** Milliseconds that a Retry-After header asks for: seconds, or a date (RFC 9110, 10.2.3). */
const retryAfter = (reply: HttpReply, now: number): number | undefined => {
  const value = reply.headers['retry-after'];
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
};

/** How long to wait before question `asked` + 1 for an answer that is not ready. */
export const askAfter = ({ everyMs, slowestMs }: NonNullable<AnyOperation['wait']>, { askEveryMs = everyMs }: Options, asked: number): number =>
  slowestMs === undefined ? askEveryMs : Math.min(Math.max(slowestMs, askEveryMs), askEveryMs * 2 ** (asked - 1));

interface Progress {
  /** Bytes handed to the connection in this attempt, and whether those were all. */
  sent: number;
  whole: boolean;
}

/** The same request with its upload watched, so that a broken connection can say how much had left. */
const watched = (request: HttpRequest, progress: Progress): HttpRequest => {
  const { upload } = request;
  if (!upload) return request;
  return {
    ...request,
    upload: {
      ...upload,
      async *open() {
        progress.sent = 0;
        progress.whole = false;
        for await (const piece of upload.open()) {
          yield piece;
          progress.sent += piece.length;
        }
        progress.whole = true;
      },
    },
  };
};

const transportFailure = (error: TransportError, { vendor }: Scene, request: HttpRequest, progress: Progress): Failure => {
  if (error.reached === 'no') {
    return {
      code: 'unavailable',
      reached: 'no',
      message: `${vendor.label} could not be reached: ${error.message}. Nothing was sent.`,
      todo: 'Check the base URL of the account and the network, then try again.',
    };
  }
  if (request.upload && !progress.whole) {
    return {
      code: 'unavailable',
      reached: 'no',
      repeatable: false,
      message: `The connection to ${vendor.label} broke after ${sayBytes(progress.sent)} of ${sayBytes(request.upload.length)} of the upload: ${error.message}. An incomplete upload is not processed, so nothing was sent.`,
      todo: 'Run it again.',
    };
  }
  return { code: 'unavailable', reached: 'maybe', message: `${vendor.label} was asked but no answer came: ${error.message}.`, todo: 'Try again later.' };
};

/** A failure of a request that cannot be repeated, and that may have been acted on, is never called by another name. */
const asUnknown = (failure: Failure, { operation, vendor }: Scene, retry: Retry): Failure =>
  unsafe(retry) && failure.reached === 'maybe'
    ? {
        ...failure,
        code: 'outcomeUnknown',
        message: `It is not known whether ${vendor.label} accepted the request: ${failure.message.replace(/\.$/, '')}. It was not sent a second time.`,
        todo: operation.ifUnknown ?? `Find out at ${vendor.label} whether it was accepted before you send it again.`,
      }
    : failure;

export const formatFailure = (reply: HttpReply, why: string, retry: Retry): Failure => ({
  code: 'format',
  reached: unsafe(retry) ? 'maybe' : 'yes',
  status: reply.status,
  message: `The answer (HTTP ${reply.status}) is not in the documented form: ${why}.`,
  todo: 'Check that the base URL of the account leads to the API; if it does, the vendor may have changed its answer.',
  details: { answer: typeof reply.body === 'string' ? reply.body.slice(0, 500) : reply.body },
});

/** Thrown by a `parse` that misses what the document promises. */
export class Missing extends Error {}

/** What a catalogue's `parse` reads, or the failure of an answer that misses what is promised. */
export const readAs = (scene: Scene, reply: HttpReply, parse: () => Parsed<Json>, retry: Retry = 'safe'): Parsed<Json> | { readonly failure: Failure } => {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    return { failure: asUnknown(formatFailure(reply, error.message, retry), scene, retry) };
  }
};

interface Entry {
  readonly state: 'done' | 'unknown';
  /** When it was sent. */
  readonly at?: number;
  readonly reply?: { readonly status: number; readonly body: Json };
  readonly failure?: { readonly message: string; readonly todo: string };
}

/** The inputs, not the body: a body may say the time at which it was made, and the same items tried again are the same request. */
const ledgerKey = ({ vendor, name, options, ports }: Scene, items: readonly number[], request: HttpRequest, inputs: Inputs): string =>
  ports.sha256(
    JSON.stringify([options.runKey, vendor.id, name, items, request.url, request.upload?.length ?? 0, inputs], (_, value: unknown) =>
      typeof value === 'function' ? undefined : value,
    ),
  );

const readReply = (scene: Scene, reply: HttpReply): Failure | undefined => {
  const { vendor, ports, name } = scene;
  const failure = vendor.readFailure(reply, name);
  if (!failure) return undefined;
  const told = vendor.readQuota(reply, ports.now());
  const wait =
    failure.retryAfterMs ??
    retryAfter(reply, ports.now()) ??
    (failure.code === 'rateLimited' && told.resetAt !== undefined ? Math.max(0, told.resetAt - ports.now()) : undefined);
  return { status: reply.status, ...failure, ...(wait !== undefined && { retryAfterMs: wait }) };
};

const withWhen = (failure: Failure, { ports }: Scene): Failure =>
  failure.code === 'rateLimited' && failure.retryAfterMs !== undefined
    ? { ...failure, todo: `Try again after ${sayTime(ports.now() + failure.retryAfterMs, ports.timeZone)} (in ${sayDuration(failure.retryAfterMs)}).` }
    : failure;

/** The result of one request: what the answer meant, or why there is none. */
export type Exchanged = { readonly parsed: Parsed<Json>; readonly reply: HttpReply } | { readonly failure: Failure };

/**
 * Sends one request and reads its answer: within the rate limit, repeated where the table in `retry.ts` allows it, waiting for an
 * answer that is not ready where the user chose so. Throws only what the signal aborts with.
 */
export const exchange = async (scene: Scene, request: Request, inputs: Inputs, items: readonly number[], facts?: FileFacts): Promise<Exchanged> => {
  const { vendor, operation, ports, options, account } = scene;
  const retry = retryOf(operation, inputs);
  const { attempts, longestWaitMs, timeoutMs } = vendor.patience;
  const quota = operation.quota ?? 'default';
  const limiter = limiterOf(account.id, vendor.quotas, longestWaitMs, ports, ports.signal);
  const http = encode(scene.baseUrl, request, facts, timeoutMs, ports);
  const key = ports.ledger && options.runKey !== undefined && unsafe(retry) ? ledgerKey(scene, items, http, inputs) : undefined;
  const noted = key === undefined ? undefined : (ports.ledger!.get(key) as unknown as Entry | null | undefined);
  const note = (entry: Entry | null) => {
    if (key !== undefined) ports.ledger!.set(key, entry as unknown as Json);
  };
  const read = (reply: HttpReply): Exchanged => {
    const parsed = readAs(scene, reply, () => operation.parse(reply, inputs as never, contextOf(scene)), retry);
    return 'failure' in parsed ? parsed : { parsed, reply };
  };
  if (noted?.state === 'done') {
    ports.log('info', `${vendor.label}: this was accepted in an earlier try of this run and is not sent again.`);
    return read({ ...noted.reply!, headers: {} });
  }
  const unknown = async (failure: Failure, sentAt: number): Promise<Exchanged> => {
    const settled = await settle(scene, inputs, items, sentAt);
    // What turned out not to have happened may be tried again.
    if (settled && 'failure' in settled) note(null);
    return settled ?? { failure };
  };
  if (noted?.state === 'unknown') return await unknown({ code: 'outcomeUnknown', reached: 'maybe', ...noted.failure! }, noted.at ?? ports.now());

  const sentAt = ports.now();
  const readyBy = ports.now() + (options.longestWaitMs ?? 0);
  let attempt = 0;
  let asked = 0;
  /** Whether an earlier try may have been acted on. */
  let lost = false;
  for (;;) {
    attempt++;
    await limiter.enter(quota);
    if (ports.signal?.aborted) throw ports.signal.reason;
    const progress: Progress = { sent: 0, whole: false };
    let failure: Failure;
    note({
      state: 'unknown',
      at: sentAt,
      failure: { message: 'An earlier try of this run may have been accepted; it was not sent again.', todo: operation.ifUnknown ?? '' },
    });
    try {
      const reply = await ports.vendor(watched(http, progress), ports.signal);
      limiter.learn(quota, vendor.readQuota(reply, ports.now()));
      const found = readReply(scene, reply);
      if (!found) {
        const result = read(reply);
        if ('failure' in result && result.failure.code === 'outcomeUnknown') return await unknown(result.failure, sentAt);
        note({ state: 'done', reply: { status: reply.status, body: reply.body } });
        return result;
      }
      const recovered = operation.recover?.(found, inputs as never, lost);
      if (recovered) return { parsed: recovered, reply };
      failure = found;
    } catch (error) {
      if (error instanceof TransportError) failure = transportFailure(error, scene, http, progress);
      else if (error instanceof CampaignError) failure = error;
      else throw error;
    }
    failure = asUnknown(failure, scene, retry);
    lost ||= failure.reached === 'maybe';
    if (failure.code === 'outcomeUnknown') return await unknown(failure, sentAt);
    note(null);

    if (failure.code === 'notReady' && operation.wait && options.longestWaitMs) {
      const every = askAfter(operation.wait, options, ++asked);
      const left = readyBy - ports.now();
      if (left <= 0) {
        return {
          failure: {
            ...failure,
            message: `${failure.message} It was asked for ${sayDuration(options.longestWaitMs)}.`,
            todo: 'Ask again later, or allow a longer wait.',
            retryAfterMs: every,
          },
        };
      }
      const wait = Math.min(every, left);
      ports.progress?.(`Not ready yet; asking again in ${sayDuration(wait)}`);
      await ports.sleep(wait, ports.signal);
      attempt = 0;
      continue;
    }
    const wait = mayRepeat(failure, retry) ? waitBefore(attempt, failure, { attempts, longestWaitMs }, () => ports.random()) : undefined;
    if (wait === undefined) return { failure: withWhen(failure, scene) };
    ports.log('info', `${vendor.label}: ${failure.message} Trying again in ${sayDuration(wait)} (${attempt} of ${attempts}).`);
    ports.progress?.(`${failure.code === 'rateLimited' ? 'Rate limited' : 'Not reached'}; trying again in ${sayDuration(wait)}`);
    await ports.sleep(wait, ports.signal);
  }
};

/** A request of the operation that only reads, whatever the operation itself does. */
export const look = async (scene: Scene, request: Request, inputs: Inputs, items: readonly number[]): Promise<Exchanged> => {
  const { settle: _, recover: __, wait: ___, ...plain } = scene.operation;
  return await exchange({ ...scene, operation: { ...plain, retry: 'safe', parse: () => ({ one: null }) } }, request, inputs, items);
};

/** Asks what became of a request whose answer was lost; undefined where that stays unknown. */
const settle = async (scene: Scene, inputs: Inputs, items: readonly number[], sentAt: number): Promise<Exchanged | undefined> => {
  const { settle: how } = scene.operation;
  if (!how) return undefined;
  const answer = await look(scene, how.request(inputs as never, contextOf(scene)), inputs, items);
  if ('failure' in answer) return undefined;
  try {
    const found = how.parse(answer.reply, inputs as never, sentAt, contextOf(scene));
    return found && !('failure' in found) ? { parsed: found, reply: answer.reply } : found;
  } catch (error) {
    // An answer in a form that nobody promised settles nothing.
    if (error instanceof Missing) return undefined;
    throw error;
  }
};

/** A JSON object's own promised member, or {@link Missing}. For use in a catalogue's `parse`. */
export const promised = (body: Json, member: string): Json => {
  const value = typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as JsonObject)[member] : undefined;
  if (value === undefined || value === null || value === '') throw new Missing(`it has no '${member}'`);
  return value;
};
