import { failureReader, isObject, numberIn, plainWords, saidOnce, type Known, type Meaning, type Reply } from '../../engine';
import { credential } from './account';
import { campaignName, SHORTEST } from './push/name';

const ids = `'${credential.app_id.label}' and '${credential.api_key.label}'`;
const center = `'${credential.data_center.label}'`;
const name = `'${campaignName.label}'`;

/** The window of the documented limit, for refusals that do not say when to retry. */
const WINDOW_MS = 60_000;

/** "Possible failures" (MoEngage Push API, "Response"); all come with HTTP 200. The first match wins. */
export const knownMessages: readonly Known[] = [
  {
    says: /signature/i,
    code: 'authentication',
    todo: `Check the account's ${ids}: both must belong to the same environment, and generating a new key invalidates the old one.`,
  },
  {
    says: /app_?id|workspace/i,
    code: 'authentication',
    todo: `Check the account's '${credential.app_id.label}' and ${center}: a workspace is only known in its own data center.`,
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
    todo: `Choose another ${name}. If this one was sent before and its answer was lost, it has already been accepted.`,
  },
  {
    says: /campaign ?name/i,
    code: 'validation',
    field: 'campaignName',
    todo: `Enter a ${name} of at least ${SHORTEST} characters.`,
  },
  { says: /request type/i, code: 'validation', todo: 'Leave the request type empty, or use push.' },
  {
    says: /not of type list|not allowed/i,
    code: 'validation',
    todo: 'Fix the value that MoEngage reports: lists must be lists, and choices must be spelled as in the form.',
  },
  { says: /parsing/i, code: 'validation', todo: 'Fix the value that MoEngage reports.' },
];

/** The message of an answer, in the forms of the different API versions. */
const wordsOf = (body: Reply['body']): string => {
  if (typeof body === 'string') return plainWords(body);
  if (!isObject(body)) return '';
  const { Error_Message, msg, message, reason, error } = body;
  const { message: inner, attribute } = isObject(error) ? error : { message: error };
  return saidOnce([Error_Message, msg, message, reason, inner, typeof attribute === 'string' ? `(${attribute})` : undefined], ' ');
};

const statusOf = (body: Reply['body']): string | undefined => (isObject(body) && typeof body.status === 'string' ? body.status.toLowerCase() : undefined);

/** The value in the document's samples, and variants of it. */
const FAILED = /^(fail(ed|ure)?|error)$/;

const RATE_LIMITED: Meaning = { code: 'rateLimited', todo: 'Wait until the rate limit resets, then try again.' };

/** Reads a failure out of an answer: "The status in the response body indicates whether it was successfully processed or failed". */
export const readFailure = failureReader({
  label: 'MoEngage',
  words: wordsOf,
  // An answer without a status is in no documented form; the operation reads it or fails.
  hides: ({ body }) => statusOf(body) !== undefined && statusOf(body) !== 'success',
  ofAnyStatus: ({ reply: { headers } }) => (headers['x-envoy-ratelimited'] === 'true' ? RATE_LIMITED : undefined),
  byStatus: {
    429: RATE_LIMITED,
    unavailable: { code: 'unavailable', todo: 'Try again later; see status.moengage.com for outages.' },
    401: { code: 'authentication', todo: `Check the account's ${ids}.` },
    403: { code: 'permission', todo: "Use a key that is allowed to send pushes. It is also possible that this machine's IP address is not on the allowlist." },
    404: { code: 'notFound', todo: `Check the account's ${center}, or its '${credential.custom_url.label}'.` },
  },
  known: knownMessages,
  documented: ({ status, body }) => status < 300 && FAILED.test(statusOf(body) ?? ''),
  details: (body) => (isObject(body) ? { answer: body as Reply['body'] } : undefined),
});

/** Smaller reset values are seconds from now, larger ones are epoch seconds: MoEngage's pages describe both. */
const EPOCH_FROM = 1e9;

/** "Rate limits" (MoEngage Push API 2.1): what is left and when it resets. */
export const readQuota = ({ status, headers }: Reply, now: number): { readonly left?: number; readonly resetAt?: number } => {
  const left = numberIn(headers, 'x-ratelimit-remaining');
  const reset = numberIn(headers, 'x-ratelimit-reset');
  // The documented window is one minute.
  const resetAt = reset === undefined ? (status === 429 ? now + WINDOW_MS : undefined) : reset < EPOCH_FROM ? now + reset * 1000 : reset * 1000;
  return { ...(left !== undefined && { left }), ...(resetAt !== undefined && { resetAt }) };
};
