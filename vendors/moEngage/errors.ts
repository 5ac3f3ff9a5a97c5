import { isObject, numberIn, plainWords, saidOnce, sentence, type Failure, type Reply } from '../../engine';
import { credential } from './account';
import { campaignName, SHORTEST } from './push/name';

const ids = `'${credential.app_id.label}' and '${credential.api_key.label}'`;
const center = `'${credential.data_center.label}'`;
const name = `'${campaignName.label}'`;

/** The window of the document's limit, for a refusal that does not say when it may be tried again. */
const WINDOW_MS = 60_000;

interface Known {
  readonly says: RegExp;
  readonly code: Failure['code'];
  readonly todo: string;
  readonly field?: string;
  readonly retryAfterMs?: number;
}

/** "Possible failures" (MoEngage Push API, "Response"); all come with HTTP 200. The first that fits counts. */
const knownMessages: readonly Known[] = [
  {
    says: /signature/i,
    code: 'authentication',
    todo: `Check ${ids} of the account: both must be of the same environment, and a new key makes the old one useless.`,
  },
  {
    says: /app_?id|workspace/i,
    code: 'authentication',
    todo: `Check '${credential.app_id.label}' and ${center} of the account: a workspace is known in its own data centre only.`,
  },
  {
    says: /limit exceeded/i,
    code: 'rateLimited',
    todo: 'Wait a minute, then try again.',
    retryAfterMs: WINDOW_MS,
  },
  {
    says: /duplicate campaign/i,
    code: 'conflict',
    field: 'campaignName',
    todo: `Choose another ${name}; if this one was sent before and its answer was lost, it has been accepted already.`,
  },
  {
    says: /campaign ?name/i,
    code: 'validation',
    field: 'campaignName',
    todo: `Give a ${name} of at least ${SHORTEST} characters.`,
  },
  { says: /request type/i, code: 'validation', todo: 'Leave the request type out, or send push.' },
  {
    says: /not of type list|not allowed/i,
    code: 'validation',
    todo: 'Correct the value that MoEngage names: lists must be lists, and choices are spelled as in the form.',
  },
  { says: /parsing/i, code: 'validation', todo: 'Correct the value that MoEngage names.' },
];

/** The words of an answer, in the forms that the versions of the API have. */
const wordsOf = (body: Reply['body']): string => {
  if (typeof body === 'string') return plainWords(body);
  if (!isObject(body)) return '';
  const { Error_Message, msg, message, reason, error } = body;
  const { message: inner, attribute } = isObject(error) ? error : { message: error };
  return saidOnce([Error_Message, msg, message, reason, inner, typeof attribute === 'string' ? `(${attribute})` : undefined], ' ');
};

const statusOf = (body: Reply['body']): string | undefined => (isObject(body) && typeof body.status === 'string' ? body.status.toLowerCase() : undefined);

/** The document's word in its samples, and its like. */
const FAILED = /^(fail(ed|ure)?|error)$/;

/** Reads a failure out of an answer: "The status in the response body indicates whether it was successfully processed or failed". */
export const readFailure = ({ status, headers, body }: Reply): Failure | undefined => {
  const isGood = status >= 200 && status < 300;
  // An answer without a status is in no form that was promised; what it says is read, or missed, by the operation.
  if (isGood && (statusOf(body) === undefined || statusOf(body) === 'success')) return undefined;
  // "The status in the response body indicates whether it was successfully processed or failed."
  const documented = isGood && FAILED.test(statusOf(body) ?? '');
  const words = wordsOf(body);
  const said = words ? `MoEngage answered: ${words}` : `MoEngage answered with HTTP ${status} and no message.`;
  const failure = (code: Failure['code'], reached: Failure['reached'], todo: string, more: Partial<Failure> = {}): Failure => ({
    code,
    reached,
    status,
    message: sentence(said),
    todo,
    ...(isObject(body) && { details: { answer: body as Reply['body'] } }),
    ...(documented && { documented }),
    ...more,
  });
  if (status === 429 || headers['x-envoy-ratelimited'] === 'true') {
    return failure('rateLimited', 'yes', 'Wait until the rate limit is renewed, then try again.');
  }
  if (status === 408 || status >= 500) return failure('unavailable', 'maybe', 'Try again later; see status.moengage.com for disturbances.');
  if (status === 401) return failure('authentication', 'yes', `Check ${ids} of the account.`);
  if (status === 403) {
    return failure('permission', 'yes', 'Use a key that may send pushes; it may also be that this machine is not on the list of allowed addresses.');
  }
  if (status === 404) return failure('notFound', 'yes', `Check ${center} of the account, or its '${credential.custom_url.label}'.`);
  const known = knownMessages.find(({ says }) => says.test(words));
  if (known) {
    const { code, todo, field, retryAfterMs } = known;
    return failure(code, 'yes', todo, { ...(field !== undefined && { field }), ...(retryAfterMs !== undefined && { retryAfterMs }) });
  }
  return failure('rejected', 'yes', 'Correct what MoEngage names and try again.');
};

/** Below this a reset is so many seconds to go, above it seconds since 1970: MoEngage's pages say both. */
const EPOCH_FROM = 1e9;

/** "Rate limits" (MoEngage Push API 2.1): what is left and when it is renewed. */
export const readQuota = ({ status, headers }: Reply, now: number): { readonly left?: number; readonly resetAt?: number } => {
  const left = numberIn(headers, 'x-ratelimit-remaining');
  const reset = numberIn(headers, 'x-ratelimit-reset');
  // A minute is the window that the document speaks of.
  const resetAt = reset === undefined ? (status === 429 ? now + WINDOW_MS : undefined) : reset < EPOCH_FROM ? now + reset * 1000 : reset * 1000;
  return { ...(left !== undefined && { left }), ...(resetAt !== undefined && { resetAt }) };
};
