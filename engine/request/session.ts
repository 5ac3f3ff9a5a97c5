import { isRedirect, moved, readFailure } from './answers';
import { BOUNDS } from '../base/bounds';
import { Recent } from '../base/recent';
import type { Account } from '../catalogue/call';
import { encode } from './encode';
import { CampaignError, type Failure } from '../base/errors';
import { TransportError, type HttpReply, type HttpRequest, type Send, type Signal } from '../base/http';
import { optionsIn } from '../catalogue/fields';
import { isObject, type Json, type JsonObject } from '../base/json';
import type { Addresses, Csv, Ports, Recurrence } from '../base/ports';
import { noAnswer } from './noAnswer';
import { secretsOf } from './secrets';
import { unencrypted } from './unencrypted';
import { failureOf } from '../validate/failureOf';
import { readCredential } from '../validate/validate';
import type { CheckContext, Request } from '../catalogue/operation';
import { operationOf, type AnyVendor } from '../catalogue/vendor';

/** A signed-in account's header. */
export interface Token {
  readonly header: string;
  readonly value: string;
  /** Milliseconds since 1970, if the vendor states when it expires. */
  readonly endsAt?: number;
}

const noCsv = (): never => {
  throw new Error('A sign-in has no CSV');
};

/** Sign-in requests have no file, so these are never used. */
const plain: { csv: Csv; random(): number } = {
  csv: {
    parse: noCsv,
    skim: noCsv,
    stringify: () => '',
  },
  random: () => 0,
};

/** Statuses that mean this is not the right URL; another form of the sign-in is tried then. */
const NOT_HERE = [404, 406];

const fail = (vendor: AnyVendor, { credential }: Account, failure: Failure): CampaignError =>
  new CampaignError(secretsOf(vendor, credential).failure(failure), vendor.id, 'signIn');

/**
 * The account with its fields converted like those of a form: hosts deliver booleans as text.
 * @throws CampaignError `validation` if a field of the account is missing or invalid, or its secret would be sent unencrypted; `unavailable` if one of
 * its URLs is invalid
 */
export const completeAccount = (vendor: AnyVendor, account: Account, addresses: Addresses): Account => {
  const read = readCredential(vendor.credential, account.credential);
  const [problem] = 'problems' in read ? read.problems : [];
  if (problem) {
    throw fail(vendor, account, {
      code: 'validation',
      reached: 'no',
      message: `The ${vendor.label} account is not complete: ${problem.message}`,
      todo: problem.todo,
      field: problem.field,
    });
  }
  const complete = 'input' in read ? { ...account, credential: { ...account.credential, ...read.input } } : account;
  requireEncrypted(vendor, complete, addresses);
  return complete;
};

/** Throws if the account's secret would be sent unencrypted over a public network. */
export const requireEncrypted = (vendor: AnyVendor, account: Account, addresses: Addresses): void => {
  const failure = unencrypted(vendor, account.credential as JsonObject, addresses);
  if (failure) throw fail(vendor, account, failure);
};

/** The account with its valid fields converted; problems are reported where the account is used. */
export const readAccount = (vendor: AnyVendor, account: Account): Account => {
  const read = readCredential(vendor.credential, account.credential);
  return 'input' in read ? { ...account, credential: { ...account.credential, ...read.input } } : account;
};

/** Throws what {@link completeAccount} throws. */
export const requireCredential = (vendor: AnyVendor, account: Account, addresses: Addresses): void => void completeAccount(vendor, account, addresses);

/** The request of the reading operation that checks an account. */
const cheapRead = (vendor: AnyVendor, account: Account, context: CheckContext): Request => {
  const operation = operationOf(vendor, vendor.check.by);
  const input = operation.sampleInputs[0];
  const problems = operation.check?.(input, context) ?? [];
  if (problems.length > 0) throw fail(vendor, account, failureOf(problems));
  return operation.request([input], context);
};

/**
 * Signs an account in.
 * @throws CampaignError `validation` (a field of the account is empty), `authentication` (refused, or no token in the answer), `unavailable`
 */
export const signIn = async (
  vendor: AnyVendor,
  given: Account,
  unauthenticated: Send,
  { now, addresses }: Pick<Ports, 'now' | 'addresses'>,
  signal?: Signal,
): Promise<Token> => {
  const account = completeAccount(vendor, given, addresses);
  const credential = account.credential;
  const auth = vendor.auth(credential);
  if (auth.by !== 'token') throw new Error(`${vendor.label} has no sign-in`);
  let reply: HttpReply | undefined;
  for (const request of auth.request(credential)) {
    const encoded = encode(vendor.baseUrl(credential), request, undefined, vendor.patience.timeoutMs, plain);
    try {
      reply = await unauthenticated(encoded, signal);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      const { words, todo } = noAnswer(encoded.url, error, addresses);
      throw fail(vendor, account, { code: 'unavailable', reached: 'no', message: `Could not reach ${vendor.label} to sign in: ${words}.`, todo });
    }
    if (!NOT_HERE.includes(reply.status)) break;
  }
  const secrets = secretsOf(vendor, account.credential);
  const failure = readFailure(vendor, secrets.reply(reply!), 'signIn', now());
  if (failure) throw fail(vendor, account, { ...failure, reached: 'no' });
  secrets.learnAll(reply!.body);
  const token = auth.read(reply!, now());
  if (!token) {
    throw fail(vendor, account, {
      code: 'authentication',
      reached: 'no',
      status: reply!.status,
      message: `${vendor.label} answered the sign-in without a token.`,
      todo: "Check the account's base URL; it may point to a web page instead of the API.",
    });
  }
  secrets.learn(token.value);
  return { header: auth.header, value: token.value, ...(token.lastsMs !== undefined && { endsAt: now() + token.lastsMs }) };
};

/** Whether this vendor has accounts that sign in; others may use a permanent key. */
export const signsIn = (vendor: AnyVendor): boolean =>
  [{}, ...Object.entries(vendor.credential).flatMap(([wire, field]) => optionsIn(field).map(({ value }) => ({ [wire]: value })))].some(
    (chosen) => vendor.auth(chosen).by === 'token',
  );

/** The state of an account that signs in. */
interface SignedIn {
  token?: Token;
  /** The pending sign-in, shared by concurrent requests. */
  pending?: Promise<Token>;
}

const accounts = new Recent<SignedIn>(BOUNDS.accounts.most);

/** How long before its expiry a token is renewed. */
const EARLY_MS = 60_000;

const withParameter = (request: HttpRequest, param: string, value: string): HttpRequest =>
  isObject(request.json)
    ? { ...request, json: { ...(request.json as { [key: string]: Json }), [param]: value } }
    : { ...request, url: `${request.url}${request.url.includes('?') ? '&' : '?'}${encodeURIComponent(param)}=${encodeURIComponent(value)}` };

/**
 * Attaches an account's credentials to requests, for hosts without a credential system of their own. A token is fetched once, cached, shared by
 * concurrent requests, and renewed when it expires or on one 401, after which the refused request is sent once more.
 */
export const session = (vendor: AnyVendor, given: Account, unauthenticated: Send, ports: Pick<Ports, 'now' | 'sha256' | 'addresses'>): Send => {
  const account = readAccount(vendor, given);
  const credential = account.credential;
  const auth = vendor.auth(credential);
  const text = (field: string): string => String(account.credential[field] ?? '');
  let isComplete = false;
  /** Once is enough, because the account stays the same: a long list has a request for each page. */
  const requireComplete = (): void => {
    if (!isComplete) requireCredential(vendor, account, ports.addresses);
    isComplete = true;
  };
  if (auth.by === 'header') {
    return async (request, signal) => {
      requireComplete();
      return await unauthenticated({ ...request, headers: { ...request.headers, [auth.header]: `${auth.prefix ?? ''}${text(auth.field)}` } }, signal);
    };
  }
  if (auth.by === 'basic') {
    return async (request, signal) => {
      requireComplete();
      return await unauthenticated({ ...request, basic: { username: text(auth.user), password: text(auth.password) } }, signal);
    };
  }
  if (auth.by === 'parameter') {
    return async (request, signal) => {
      requireComplete();
      return await unauthenticated(withParameter(request, auth.param, text(auth.field)), signal);
    };
  }
  if (auth.by === 'request') {
    return async (request, signal) => {
      requireComplete();
      return await unauthenticated(request, signal);
    };
  }
  // The key includes the credential's digest: after a password change the old token must not be used.
  const entry = () => accounts.of(`${vendor.id} ${account.id} ${ports.sha256(JSON.stringify(account.credential))}`, () => ({}));
  const renew = (own: SignedIn): Promise<Token> => {
    own.pending ??= signIn(vendor, account, unauthenticated, ports)
      .then((token) => {
        own.token = token;
        return token;
      })
      .finally(() => {
        delete own.pending;
      });
    return own.pending;
  };
  return async (request, signal) => {
    const own = entry();
    const fresh = own.token && (own.token.endsAt === undefined || own.token.endsAt - EARLY_MS > ports.now());
    const token = fresh ? own.token! : await renew(own);
    const send = async ({ header, value }: Token) => await unauthenticated({ ...request, headers: { ...request.headers, [header]: value } }, signal);
    const reply = await send(token);
    if (reply.status !== 401) return reply;
    // Another request may have renewed the token in the meantime.
    const newer = own.token && own.token.value !== token.value ? own.token : await renew(own);
    return await send(newer);
  };
};

/** A cheap reading operation has no recurrence. */
const NO_RECURRENCE: Recurrence = {
  next: () => {
    throw new Error('The check of an account has no recurrence');
  },
};

/** Requests the base URL: any answer will do unless it redirects. */
const reach = async (vendor: AnyVendor, given: Account, unauthenticated: Send, addresses: Addresses, signal?: Signal): Promise<void> => {
  const account = completeAccount(vendor, given, addresses);
  const knock = encode(vendor.baseUrl(account.credential), { method: 'GET', path: '/' }, undefined, vendor.patience.timeoutMs, plain);
  try {
    const reply = await unauthenticated(knock, signal);
    if (isRedirect(reply.status)) throw fail(vendor, account, { ...moved(vendor, reply), reached: 'no', status: reply.status });
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    const { words, todo } = noAnswer(knock.url, error, addresses);
    throw fail(vendor, account, { code: 'unavailable', reached: 'no', message: `Could not reach ${vendor.label}: ${words}.`, todo });
  }
};

/**
 * Proves that an account works, without sending anything or causing costs.
 * @returns one sentence on what was proved
 * @throws CampaignError
 */
export const checkAccount = async (
  vendor: AnyVendor,
  given: Account,
  unauthenticated: Send,
  ports: Pick<Ports, 'now' | 'sha256' | 'addresses'>,
  signal?: Signal,
): Promise<string> => {
  const { by, proves } = vendor.check;
  if (by === 'signIn') {
    await signIn(vendor, given, unauthenticated, ports, signal);
    return proves;
  }
  if (by === 'reach') {
    await reach(vendor, given, unauthenticated, ports.addresses, signal);
    return proves;
  }
  const account = completeAccount(vendor, given, ports.addresses);
  const { credential } = account;
  const context = { now: ports.now(), timeZone: 'UTC', credential, sha256: ports.sha256, recurrence: NO_RECURRENCE };
  const request = vendor.check.probe?.request(context) ?? cheapRead(vendor, account, context);
  const send = session(vendor, account, unauthenticated, ports);
  const secrets = secretsOf(vendor, credential);
  const encoded = encode(vendor.baseUrl(account.credential), request, undefined, vendor.patience.timeoutMs, plain);
  // A signature is a secret, which the answer may echo.
  secrets.learnOf(encoded.json);
  const answer = await send(encoded, signal);
  const failure = readFailure(vendor, secrets.reply(answer), by, ports.now());
  if (!failure) return proves;
  const provesToo = vendor.check.provesToo?.(failure);
  if (provesToo === undefined) throw fail(vendor, account, failure);
  return provesToo;
};
