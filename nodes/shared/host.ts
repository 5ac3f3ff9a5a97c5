import * as n8n from 'n8n-workflow';
import { NodeApiError, type IAdditionalCredentialOptions, type IHttpRequestOptions, type INode, type IPollFunctions } from 'n8n-workflow';
import { isObject } from '../../engine';
import { chainOf, type Cause } from '../../ports/wire';
import type { ByteStream } from './download';
import type { Client, Host } from './n8nTypes';

/*
 * What some n8n 2.x lacks. Each helper is asked for by what is there, and each has something in its place; all else that these nodes use is in n8n 2.0.0.
 * n8n tells nodes no version. Where a change in n8n itself cannot be seen from here, an export of n8n-workflow that is no older vouches for it.
 */

/** What this n8n-workflow exports. */
const EXPORTS: object = n8n;

/** Milliseconds that a poll may take, and the variable by which n8n's owner gives it more. */
export interface PollBudget {
  readonly ms: number;
  readonly raisedBy?: string;
}

/** n8n before 2.38 says no time, and starts the next poll a minute later at the earliest, whether or not the last one has ended. */
const UNTOLD_POLL_MS = 45_000;

/** The time that this n8n leaves a poll. */
export const pollBudgetOf = (host: IPollFunctions): PollBudget => {
  const { getPollBudgetMs } = host as Partial<IPollFunctions>;
  return getPollBudgetMs ? { ms: getPollBudgetMs.call(host), raisedBy: 'N8N_SCHEDULER_POLL_TIMEOUT' } : { ms: UNTOLD_POLL_MS };
};

/** The addresses of a name. */
export type Lookup = (name: string) => Promise<readonly string[]>;

/**
 * n8n's own lookup, where this n8n lends it: with the policy of its guard in force, whether or not the instance applies that to everything.
 * Community nodes have no other way to look a name up.
 */
export const lookupOf = ({ helpers }: Host): Lookup | undefined => {
  const { getSecureEgressFilter } = helpers as Partial<Host['helpers']>;
  if (!getSecureEgressFilter) return undefined;
  return (name) =>
    new Promise((resolve, reject) => {
      getSecureEgressFilter('enforced').createSecureLookup()(name, { all: true }, (error, found) => {
        if (error) reject(error);
        else resolve(Array.isArray(found) ? found.map(({ address }) => address) : [found]);
      });
    });
};

type Statuses = Pick<IHttpRequestOptions, 'ignoreHttpStatusErrors'>;

/** Every status is an answer but these, which are errors. An n8n before 2.10 may know no exceptions, and takes this for "every status is an answer". */
export const answersBut = (except: readonly number[]): Statuses => ({ ignoreHttpStatusErrors: { ignore: true, except: [...except] } });

/** Whether this n8n knows exceptions for certain, asked where no answer is seen that would tell: n8n runs the test of an account by itself. */
export const knowsExceptions = (): boolean => 'WorkflowExpression' in EXPORTS;

/** Sends with an account: with what n8n keeps of it, or with what is given here. */
export type SendAs = (options: IHttpRequestOptions, as: IAdditionalCredentialOptions) => Promise<unknown>;

/**
 * A client for an account that signs in. n8n renews a token where a 401 is thrown. Where it is an answer all the same, this n8n knows no exceptions;
 * then the account is handed over without its token, and n8n signs in and keeps the new one. A service that answers 401 has done nothing.
 */
export const renewing =
  (send: SendAs, withoutToken: () => Promise<IAdditionalCredentialOptions>): Client =>
  async (options) => {
    const answer = await send(options, {});
    if (!isObject(answer) || answer.statusCode !== 401) return answer;
    (answer.body as Partial<ByteStream> | undefined)?.destroy?.();
    return await send(options, await withoutToken());
  };

/** Node's words where the connection was still being made: the name of the call, or that the other end hung up before TLS was agreed on. */
const CONNECTING = /^(?:connect|getaddrinfo) E[A-Z]|^Client network socket disconnected before secure TLS connection was established$/;

/** What an n8n error says of what it wraps: the code and the words of a broken connection, or the status of an answer. */
const wrappedIn = ({ httpCode, messages, context }: NodeApiError): Cause => {
  const message = messages[0] ?? '';
  if (!/^\d+$/.test(httpCode ?? '')) {
    return { ...(httpCode !== null && { code: httpCode }), ...(message && { message }), ...(CONNECTING.test(message) && { syscall: 'connect' }) };
  }
  return { response: { status: Number(httpCode), headers: {}, data: context.data } };
};

/** An error and what it wraps, outermost first. Errors of n8n before 2.34 lose what they wrap, but for a little that they say of it. */
export const causesOf = (error: unknown): readonly Cause[] =>
  chainOf(error).flatMap((each) => (each instanceof NodeApiError && each.cause === undefined ? [each as Cause, wrappedIn(each)] : [each]));

/**
 * The name under which a failed item has its details. n8n before 2.36 takes no item for the error output but those of `error` alone, or of `error` and
 * `message`; any other would leave as if it had worked.
 */
export const detailsName = ({ onError }: INode): 'details' | 'message' =>
  onError === 'continueErrorOutput' && !('redactedHeaders' in EXPORTS) ? 'message' : 'details';
