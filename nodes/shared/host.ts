import * as n8n from 'n8n-workflow';
import { NodeApiError, type IAdditionalCredentialOptions, type IHttpRequestOptions, type INode, type IPollFunctions } from 'n8n-workflow';
import { isObject } from '../../engine';
import { chainOf, type Cause } from '../../ports/wire';
import type { ByteStream } from './download';
import type { Client, Host } from './n8nTypes';

/* What some n8n 2.x versions lack. Each helper is feature-detected and has a fallback; everything else these nodes use exists in n8n 2.0.0. n8n does
   not tell nodes its version. If a change in n8n itself cannot be detected here, an export of n8n-workflow from the same or a later release proves it. */

/** The exports of this n8n-workflow. */
const EXPORTS: object = n8n;

/** Milliseconds that a poll may take, and the variable with which n8n's owner can extend it. */
export interface PollBudget {
  readonly ms: number;
  readonly raisedBy?: string;
}

/** n8n before 2.38 states no time and starts the next poll a minute later at the earliest, whether or not the last one has ended. */
const UNTOLD_POLL_MS = 45_000;

/** The time that this n8n allows for a poll. */
export const pollBudgetOf = (host: IPollFunctions): PollBudget => {
  const { getPollBudgetMs } = host as Partial<IPollFunctions>;
  return getPollBudgetMs ? { ms: getPollBudgetMs.call(host), raisedBy: 'N8N_SCHEDULER_POLL_TIMEOUT' } : { ms: UNTOLD_POLL_MS };
};

/** Resolves a name to its addresses. */
export type Lookup = (name: string) => Promise<readonly string[]>;

/**
 * n8n's own lookup, if this n8n provides it: its SSRF guard's policy applies, whether or not the instance enforces it everywhere. Community nodes have
 * no other way to resolve names.
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

/** Every status except these is an answer; these are errors. n8n before 2.10 does not support exceptions and treats every status as an answer. */
export const answersBut = (except: readonly number[]): Statuses => ({ ignoreHttpStatusErrors: { ignore: true, except: [...except] } });

/** Whether this n8n certainly supports exceptions, for cases in which no answer can show it: n8n itself runs the account test. */
export const knowsExceptions = (): boolean => 'WorkflowExpression' in EXPORTS;

/** Sends with an account: the one stored in n8n, or the one passed here. */
export type SendAs = (options: IHttpRequestOptions, as: IAdditionalCredentialOptions) => Promise<unknown>;

/**
 * A client for an account that signs in. n8n renews a token when a 401 is thrown. If a 401 is returned as an answer, this n8n does not support
 * exceptions; the account is then passed without its token, so that n8n signs in and stores the new one. A service that answers 401 has done nothing.
 */
export const renewing =
  (send: SendAs, withoutToken: () => Promise<IAdditionalCredentialOptions>): Client =>
  async (options) => {
    const answer = await send(options, {});
    if (!isObject(answer) || answer.statusCode !== 401) return answer;
    (answer.body as Partial<ByteStream> | undefined)?.destroy?.();
    return await send(options, await withoutToken());
  };

/** Node's messages while connecting: the name of the call, or that the other end hung up before TLS was established. */
const CONNECTING = /^(?:connect|getaddrinfo) E[A-Z]|^Client network socket disconnected before secure TLS connection was established$/;

/** What an n8n error reveals about its cause: the code and message of a broken connection, or the status of an answer. */
const wrappedIn = ({ httpCode, messages, context }: NodeApiError): Cause => {
  const message = messages[0] ?? '';
  if (!/^\d+$/.test(httpCode ?? '')) {
    return { ...(httpCode !== null && { code: httpCode }), ...(message && { message }), ...(CONNECTING.test(message) && { syscall: 'connect' }) };
  }
  return { response: { status: Number(httpCode), headers: {}, data: context.data } };
};

/** An error and its causes, outermost first. Before n8n 2.34, errors lose their cause except for a few details. */
export const causesOf = (error: unknown): readonly Cause[] =>
  chainOf(error).flatMap((each) => (each instanceof NodeApiError && each.cause === undefined ? [each as Cause, wrappedIn(each)] : [each]));

/**
 * The name under which a failed item has its details. n8n before 2.36 only sends an item to the error output if it consists of `error` alone, or of
 * `error` and `message`; any other would leave as if it had succeeded.
 */
export const detailsName = ({ onError }: INode): 'details' | 'message' =>
  onError === 'continueErrorOutput' && !('redactedHeaders' in EXPORTS) ? 'message' : 'details';
