import { isRedirect, isUnsafe, readFailure } from './answers';
import type { Call, Options } from '../catalogue/call';
import type { Chunk } from './chunk';
import { sayBytes } from '../base/bytes';
import { sayDuration, sayTime } from '../base/dates';
import { ContentProblem } from '../validate/content';
import { encode } from './encode';
import { CampaignError, type Failure } from '../base/errors';
import { TransportError, type HttpReply, type HttpRequest } from '../base/http';
import type { FileFacts } from '../validate/inspect';
import { isObject, type Json, type JsonObject } from '../base/json';
import { limiterOf } from './limiter';
import type { AnyOperation, CheckContext, Lost, Parsed, Request, Retry, Wait } from '../catalogue/operation';
import { permissionsFor } from '../catalogue/permission';
import type { Ports } from '../base/ports';
import { mayRepeat, waitsFor } from './retry';
import type { Secrets } from './secrets';
import type { AnyVendor } from '../catalogue/vendor';
import { sentence } from '../base/words';

/** What every request of one call shares. */
export interface RequestContext {
  readonly vendor: AnyVendor;
  readonly operation: AnyOperation;
  readonly name: string;
  readonly account: Call['account'];
  /** Those of the account, for what is told and what comes in to be looked through. */
  readonly secrets: Secrets;
  readonly options: Options;
  readonly baseUrl: string;
  readonly ports: Ports;
  /** IDs of what the account has made in this process, for a lost answer to be told from another one's. */
  readonly made: Set<string>;
  /** Stands for this run. */
  readonly run: object;
}

/** Nobody is asked more often than this. */
const SHORTEST_PAUSE_MS = 1_000;

type Inputs = Chunk['inputs'];

export const checkContextOf = ({ ports, account }: Pick<RequestContext, 'ports' | 'account'>): CheckContext => ({
  now: ports.now(),
  timeZone: ports.timeZone,
  credential: account.credential,
  sha256: ports.sha256,
  recurrence: ports.recurrence,
});

export const errorOf = (
  { vendor, name, secrets }: Pick<RequestContext, 'vendor' | 'name' | 'secrets'>,
  failure: Failure,
  items: readonly number[] = [],
): CampaignError => new CampaignError(secrets.failure(failure), vendor.id, name, items);

const HARM: readonly Retry[] = ['safe', 'idempotent', 'nonIdempotent', 'send'];

/** The retry class of a request: that of its most harmful input. */
export const retryOf = (o: AnyOperation, inputs: Inputs, checkContext: CheckContext): Retry =>
  inputs
    .map((input) => (typeof o.retry === 'function' ? o.retry(input, checkContext) : o.retry))
    .reduce((worst, each) => (HARM.indexOf(each) > HARM.indexOf(worst) ? each : worst));

/** How long to wait before question `asked` + 1 for an answer that is not ready. */
export const askAfter = ({ everyMs, slowestMs }: Wait, { askEveryMs = everyMs }: Options, asked: number): number => {
  // Whatever a caller says, nobody is asked without a pause.
  const every = askEveryMs >= SHORTEST_PAUSE_MS ? askEveryMs : everyMs;
  return slowestMs === undefined ? every : Math.min(Math.max(slowestMs, every), every * 2 ** (asked - 1));
};

/**
 * Waits until question `asked` + 1 for what is not ready.
 * @param readyBy when the user's longest wait is over, in milliseconds since 1970
 * @returns the failure of a wait in vain, once it is over
 */
export const waitToAsk = async (
  { options, ports }: RequestContext,
  wait: Wait,
  asked: number,
  readyBy: number,
  failure: Failure,
): Promise<Failure | undefined> => {
  const every = askAfter(wait, options, asked);
  const left = readyBy - ports.now();
  if (left <= 0) {
    return {
      ...failure,
      message: `${failure.message} It was asked for ${sayDuration(options.longestWaitMs ?? 0)}.`,
      todo: 'Ask again later, or allow a longer wait.',
      retryAfterMs: every,
    };
  }
  const ms = Math.min(every, left);
  ports.progress?.(`Not ready yet; asking again in ${sayDuration(ms)}`);
  await ports.sleep(ms, ports.signal);
  return undefined;
};

interface Progress {
  /** Bytes handed to the connection in this attempt, and whether those were all. */
  sent: number;
  whole: boolean;
}

/** A connection takes so much at once, and no more is taken for sent by then. */
const PIECE = 64 * 1024;

/** Small pieces of what may come as one large one, as content in memory does: that it was handed over says nothing of what has left. */
function* pieces(whole: Uint8Array | string): Generator<Uint8Array | string> {
  for (let at = 0; at < whole.length; at += PIECE) yield typeof whole === 'string' ? whole.slice(at, at + PIECE) : whole.subarray(at, at + PIECE);
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
        for await (const whole of upload.open()) {
          for (const piece of pieces(whole)) {
            yield piece;
            progress.sent += piece.length;
          }
        }
        progress.whole = true;
      },
    },
  };
};

const transportFailure = (error: TransportError, { vendor }: RequestContext, request: HttpRequest, progress: Progress): Failure => {
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
  if (error.code === 'format') {
    return {
      code: 'format',
      reached: 'maybe',
      message: `The answer of ${vendor.label} was not read: ${error.message}.`,
      todo: 'Ask for less at a time, or check that the base URL of the account leads to the API.',
    };
  }
  return { code: 'unavailable', reached: 'maybe', message: `${vendor.label} was asked but no answer came: ${error.message}.`, todo: 'Try again later.' };
};

/** The upload was broken off before its end, so that nobody can take it for whole. */
const contentFailure = ({ message, todo }: ContentProblem, { upload }: HttpRequest, { sent }: Progress): Failure => ({
  code: 'validation',
  reached: 'no',
  repeatable: false,
  message: `${message} The upload was broken off after ${sayBytes(sent)} of ${sayBytes(upload?.length ?? sent)}. An incomplete upload is not processed, so nothing was sent.`,
  todo,
});

/** Where a user finds out what became of a request of which nobody knows. */
export const whereToLook = ({ operation, vendor }: RequestContext): string =>
  operation.ifUnknown ?? `Find out at ${vendor.label} whether it was accepted before you send it again.`;

/** A failure of a request that cannot be repeated, and that may have been acted on, is never called by another name. */
const asUnknown = (failure: Failure, context: RequestContext, retry: Retry): Failure =>
  isUnsafe(retry) && failure.reached === 'maybe'
    ? {
        ...failure,
        code: 'outcomeUnknown',
        message: `It is not known whether ${context.vendor.label} accepted the request: ${failure.message.replace(/\.$/, '')}. It was not sent a second time.`,
        // Elsewhere is where the next request has to go, whatever became of this one.
        todo: isRedirect(failure.status) ? `${whereToLook(context)} ${failure.todo}` : whereToLook(context),
      }
    : failure;

/** So much of an answer that is not understood is shown. */
const MOST_SHOWN = 500;

/** An answer, or its beginning where it is a long one. */
const shown = (body: Json): Json => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}... (${text.length} characters)` : body;
};

export const formatFailure = (reply: HttpReply, why: string, retry: Retry): Failure => ({
  code: 'format',
  reached: isUnsafe(retry) ? 'maybe' : 'yes',
  status: reply.status,
  message: `The answer (HTTP ${reply.status}) is not in the documented form: ${why}.`,
  todo: 'Check that the base URL of the account leads to the API; if it does, the vendor may have changed its answer.',
  details: { answer: shown(reply.body) },
});

/** Thrown by a `parse` that misses what the document promises. */
export class Missing extends Error {}

/** What a catalogue's `parse` reads, or the failure of an answer that misses what is promised. */
export const readAs = (
  context: RequestContext,
  reply: HttpReply,
  parse: () => Parsed<Json>,
  retry: Retry = 'safe',
): Parsed<Json> | { readonly failure: Failure } => {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    return { failure: asUnknown(formatFailure(reply, error.message, retry), context, retry) };
  }
};

const withWhen = (failure: Failure, { ports }: RequestContext): Failure =>
  failure.code === 'rateLimited' && failure.retryAfterMs !== undefined
    ? { ...failure, todo: `Try again after ${sayTime(ports.now() + failure.retryAfterMs, ports.timeZone)} (in ${sayDuration(failure.retryAfterMs)}).` }
    : failure;

/** The vendor asked another call of the account to come back later than anybody waits. */
const askedToWait = ({ vendor, ports }: RequestContext, closedUntil: number): Failure => ({
  code: 'rateLimited',
  reached: 'no',
  message: `${vendor.label} asked to be left alone until ${sayTime(closedUntil, ports.timeZone)}, so nothing was sent.`,
  todo: 'Wait and try again.',
  retryAfterMs: closedUntil - ports.now(),
});

/** The result of one request: what the answer meant, or why there is none. `settled`: there was no answer, and it was looked up what became of it. */
export type Exchanged = { readonly parsed: Parsed<Json>; readonly reply: HttpReply; readonly settled?: string } | { readonly failure: Failure };

/** How far a request got, for whom it matters when the run is cut short. */
export interface Attempt {
  /** When it was handed to the connection, in milliseconds since 1970; absent: it was not, or it was refused. */
  sentAt?: number;
}

/**
 * Sends one request and reads its answer: within the rate limit, repeated where the table in `retry.ts` allows it, a reading one also until
 * its answer is ready where the user chose so. Throws only what the signal aborts with.
 */
export const exchange = async (
  context: RequestContext,
  request: Request,
  inputs: Inputs,
  items: readonly number[],
  facts?: FileFacts,
  attempt: Attempt = {},
): Promise<Exchanged> => {
  const { vendor, operation, ports, options, account, name } = context;
  const retry = retryOf(operation, inputs, checkContextOf(context));
  const quota = operation.quota ?? 'default';
  const limiter = limiterOf(context.run, account.id, vendor.quotas, ports, ports.signal);
  let waits = waitsFor(vendor.patience, () => ports.random());
  const http = encode(context.baseUrl, request, facts, vendor.patience.timeoutMs, ports);
  context.secrets.learnOf(http.json);
  const read = (reply: HttpReply): Exchanged => {
    const parsed = readAs(context, reply, () => operation.parse(reply, inputs, { ...checkContextOf(context), ...(isLost && { isRepeat: true }) }), retry);
    return 'failure' in parsed ? parsed : { parsed, reply };
  };
  const readyBy = ports.now() + (options.longestWaitMs ?? 0);
  let asked = 0;
  let waitedUntil = 0;
  let sentAt = ports.now();
  /** Whether an earlier try may have been acted on. */
  let isLost = false;
  for (;;) {
    const entered = await limiter.enter(quota, waits.left(), waitedUntil);
    if ('closedUntil' in entered) return { failure: withWhen(askedToWait(context, entered.closedUntil), context) };
    waits.spend(entered.waitedMs);
    if (ports.signal?.aborted) throw ports.signal.reason;
    const progress: Progress = { sent: 0, whole: false };
    let failure: Failure;
    try {
      sentAt = attempt.sentAt = ports.now();
      const reply = await ports.vendor(watched(http, progress), ports.signal);
      limiter.learn(quota, vendor.readQuota(reply, ports.now()));
      const found = readFailure(vendor, reply, name, ports.now(), retry, permissionsFor(operation, inputs));
      if (!found) {
        const result = read(reply);
        if ('failure' in result && result.failure.code === 'outcomeUnknown') return await unknown(context, inputs, items, result.failure, sentAt);
        return result;
      }
      const recovered = operation.recover?.(found, inputs, isLost);
      if (recovered && 'failure' in recovered) return recovered;
      if (recovered) return { parsed: recovered, reply, ...(isLost && { settled: repeatRefused(context, found) }) };
      failure = found;
    } catch (error) {
      if (error instanceof TransportError) failure = transportFailure(error, context, http, progress);
      else if (error instanceof CampaignError) failure = error.failure;
      else if (error instanceof ContentProblem) failure = contentFailure(error, http, progress);
      else throw error;
    }
    failure = asUnknown(failure, context, retry);
    // What was refused, or never arrived, is not under way.
    if (failure.reached !== 'maybe') delete attempt.sentAt;
    isLost ||= failure.reached === 'maybe';
    if (failure.code === 'outcomeUnknown') return await unknown(context, inputs, items, failure, sentAt);
    if (failure.code === 'rateLimited' && failure.repeatable !== false) limiter.pause(failure.retryAfterMs ?? 0);

    if (failure.code === 'notReady' && operation.retry === 'safe' && operation.wait && options.longestWaitMs) {
      const over = await waitToAsk(context, operation.wait, ++asked, readyBy, failure);
      if (over) return { failure: over };
      waits = waitsFor(vendor.patience, () => ports.random());
      continue;
    }
    const wait = mayRepeat(failure, retry) ? waits.next(failure) : undefined;
    if (wait === undefined) return { failure: withWhen(failure, context) };
    ports.log('info', `${vendor.label}: ${failure.message} Trying again in ${sayDuration(wait)}.`);
    ports.progress?.(`${failure.code === 'rateLimited' ? 'Rate limited' : 'Not reached'}; trying again in ${sayDuration(wait)}`);
    waitedUntil = ports.now() + wait;
    await ports.sleep(wait, ports.signal);
  }
};

/** A request of the operation that only reads, whatever the operation itself does. */
export const look = async (context: RequestContext, request: Request, inputs: Inputs, items: readonly number[]): Promise<Exchanged> => {
  const { reconcile: _, recover: __, wait: ___, ...plain } = context.operation;
  const reading: AnyOperation = { ...plain, retry: 'safe', parse: () => ({ one: null }) };
  return await exchange({ ...context, operation: reading }, request, inputs, items);
};

/** What a repeated request was refused with, where the first one has done what it asked for. */
const repeatRefused = ({ vendor }: RequestContext, { message }: Failure): string =>
  `The first answer of ${vendor.label} was lost, and the repeated request was refused: ${sentence(message)} That is taken for the work of the first one.`;

/** A second is the grain of HTTP's clock (RFC 9110, 5.6.7), and of the vendors' own times. */
const GRAIN_MS = 1_000;

/** What is known of a lost request when the vendor is asked what became of it. */
const lostOf = (context: RequestContext, reply: HttpReply, sentAt: number, wasAnswered: boolean): Lost => {
  const vendorNow = Date.parse(reply.headers.date ?? '');
  const ahead = vendorNow - context.ports.now();
  // A header counts whole seconds; what is less apart is no difference of clocks.
  const from = Math.floor((sentAt + (Math.abs(ahead) <= GRAIN_MS ? 0 : ahead)) / GRAIN_MS) * GRAIN_MS;
  return {
    isSince: (moment) => moment >= from && moment <= vendorNow + GRAIN_MS,
    wasAnswered,
    isTaken: (id) => context.made.has(id),
  };
};

/** Asks what became of a request whose answer was lost; the failure where that stays unknown. */
export const unknown = async (context: RequestContext, inputs: Inputs, items: readonly number[], failure: Failure, sentAt: number): Promise<Exchanged> => {
  const { reconcile } = context.operation;
  if (!reconcile) return { failure };
  const answer = await look(context, reconcile.request(inputs, checkContextOf(context)), inputs, items);
  if ('failure' in answer) return { failure };
  try {
    const found = reconcile.parse(
      answer.reply,
      inputs,
      lostOf(context, answer.reply, sentAt, failure.status !== undefined && failure.status < 400),
      checkContextOf(context),
    );
    if (!found) return { failure };
    if ('failure' in found) return found;
    return {
      parsed: found,
      reply: answer.reply,
      settled: `The answer of ${context.vendor.label} was lost. It was looked up what became of the request: it was accepted.`,
    };
  } catch (error) {
    // An answer in a form that nobody promised settles nothing.
    if (error instanceof Missing) return { failure };
    throw error;
  }
};

/** A JSON object's own promised member that is a text (an ID may be a number), or {@link Missing}. For use in a catalogue's `parse`. */
export const promisedText = (body: Json, member: string): string => {
  const value = promised(body, member);
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new Missing(`its '${member}' is no text`);
};

/** Whether it can be read, and may be fetched, is another question: clients leave tabs and line ends out, and need no slashes behind `http:`. */
const IS_ADDRESS = /^(https?:|[a-z][a-z\d+.-]*:\/\/)[^ ]+$/i;

/** A JSON object's own promised member that is a web address, or {@link Missing}. For use in a catalogue's `parse`. */
export const promisedAddress = (body: Json, member: string): string => {
  const value = promised(body, member);
  if (typeof value === 'string' && IS_ADDRESS.test(value)) return value;
  throw new Missing(`its '${member}' is no web address`);
};

/** A JSON object's own promised member that is a list of web addresses, or {@link Missing}. For use in a catalogue's `parse`. */
export const promisedAddresses = (body: Json, member: string): readonly string[] => {
  return promisedList(body, member, 'web addresses', (each) => typeof each === 'string' && IS_ADDRESS.test(each)) as readonly string[];
};

/** What is no list is not one without entries. */
const promisedList = (body: Json, member: string, of: string, fits: (each: unknown) => boolean): readonly Json[] => {
  const value = promised(body, member);
  if (Array.isArray(value) && value.every(fits)) return value as readonly Json[];
  throw new Missing(`its '${member}' is no list of ${of}`);
};

/** A JSON object's own promised member that is a list of objects, or {@link Missing}. For use in a catalogue's `parse`. */
export const promisedObjects = (body: Json, member: string): readonly JsonObject[] => promisedList(body, member, 'objects', isObject) as readonly JsonObject[];

/** A JSON object's own promised member that is a list of texts, or {@link Missing}. For use in a catalogue's `parse`. */
export const promisedTexts = (body: Json, member: string): readonly string[] =>
  promisedList(body, member, 'texts', (each) => typeof each === 'string') as readonly string[];

/** A JSON object's own promised member, or {@link Missing}. For use in a catalogue's `parse`. */
export const promised = (body: Json, member: string): Json => {
  const value = typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as JsonObject)[member] : undefined;
  if (value === undefined || value === null || value === '') throw new Missing(`it has no '${member}'`);
  return value;
};
