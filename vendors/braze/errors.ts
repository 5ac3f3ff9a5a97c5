import { isObject, numberIn, plainWords, resetIn, saidOnce, sentence, type Failure, type Reply } from '../../engine';
import { minorWords } from './nonFatal';

/** A message of the document's lists, what it is in the error family, and what the user does. */
interface Known {
  readonly says: RegExp;
  readonly code: Failure['code'];
  readonly todo: string;
  readonly field?: string;
}

/** "Fatal Errors" (Braze document, "Server Responses"), and today's words for the same (Braze, errors.md); the first that fits counts. */
export const knownMessages: readonly Known[] = [
  { says: /no recipients/i, code: 'validation', todo: 'Name users, a segment or an audience.' },
  { says: /invalid campaign id/i, code: 'notFound', field: 'campaign_id', todo: 'Choose a campaign from the list, or copy its identifier from the dashboard.' },
  {
    says: /message variant unspecified/i,
    code: 'validation',
    field: 'message_variation_id',
    todo: 'Give each message the variation of the campaign under which it is counted.',
  },
  {
    says: /invalid message variant/i,
    code: 'validation',
    field: 'message_variation_id',
    todo: "Copy the variation from the campaign's page in the dashboard; it is of another campaign now.",
  },
  {
    says: /mismatched message type/i,
    code: 'validation',
    field: 'message_variation_id',
    todo: 'Give each message a variation of its own kind, such as an e-mail variation for an e-mail.',
  },
  { says: /invalid extra push payload/i, code: 'validation', field: 'extra', todo: "Give 'Extra' as a JSON object." },
  {
    says: /max input length exceeded|max number of (external_ids|ids)/i,
    code: 'validation',
    todo: 'Send fewer in one request; a request takes at most 50 identifiers.',
  },
  { says: /no message to send/i, code: 'validation', field: 'messages', todo: 'Give at least one message.' },
  { says: /slideup message length exceeded/i, code: 'validation', field: 'in_app_message.message', todo: 'Shorten the in-app message to 140 characters.' },
  { says: /apple push length exceeded/i, code: 'validation', field: 'apple_push', todo: 'Shorten the Apple push to 1912 bytes.' },
  { says: /android push length exceeded/i, code: 'validation', field: 'android_push', todo: 'Shorten the Android push to 4000 bytes.' },
  { says: /cannot parse send_at/i, code: 'validation', field: 'time', todo: 'Give the time in ISO 8601, such as 2026-05-10T13:00:00+01:00.' },
  { says: /time has passed/i, code: 'validation', field: 'time', todo: 'Choose a later time: it has passed in the time zone that counts.' },
];

/** Operations that may run once at a time, and what the 429 that is no rate limit means there. */
const ONE_AT_A_TIME: Readonly<Record<string, string>> = {
  'rawData.export': 'Wait until the raw data export that is running has ended, then start the next.',
  'segment.export': 'Wait until the export of this segment that is running has ended, then start the next.',
};

const wordsOf = (body: Reply['body']): string => {
  if (typeof body === 'string') return plainWords(body);
  if (!isObject(body)) return '';
  const { message, error } = body;
  return typeof message === 'string' ? message : typeof error === 'string' ? error : '';
};

const callsLeft = ({ headers }: Reply): boolean => (numberIn(headers, 'x-ratelimit-remaining') ?? 0) > 0;

/** What a 2xx says where all is well; several answers have no message at all. */
const GOOD = ['success', 'queued'];

/** "403 Forbidden - Rate plan doesn't support or account is otherwise inactivated"; a permission that is missing is "Access Denied". */
const INACTIVE = /^forbidden\b|rate plan|inactiv|deactivat/i;

/** What a 403 means that is not the account's: the key is genuine and lacks the permission, or may not be used from here. */
const lacking = (permissions: readonly string[]): string => {
  const names = permissions.map((name) => `'${name}'`).join(' or ');
  const what = names ? `the permission ${names}` : 'the permission for this';
  return `The key lacks ${what}: choose a key that has it, or make one in Settings, APIs and Identifiers (what a key may do is chosen when it is made); or this machine is not on the key's list of allowed addresses.`;
};

/**
 * Reads a failure out of an answer: "Fatal Error Response Codes" of each part of the document. Non-fatal `errors` beside "success" are no failure.
 */
export const readFailure = (reply: Reply, operation: string, permissions: readonly string[] = []): Failure | undefined => {
  const { status, body } = reply;
  const words = wordsOf(body);
  const isGood = status >= 200 && status < 300;
  const saysNo = isObject(body) && body.success === false;
  if (isGood && !saysNo && (words === '' || GOOD.includes(words.toLowerCase()))) return undefined;
  const all = saidOnce([words, saidOnce(minorWords(body), '; ')]);
  const said = all ? `Braze answered: ${all}` : `Braze answered with HTTP ${status} and no message.`;
  const details = isObject(body) ? { answer: body as Reply['body'] } : words ? { answer: words } : undefined;
  const failure = (code: Failure['code'], reached: Failure['reached'], todo: string, more: Partial<Failure> = {}): Failure => ({
    code,
    reached,
    status,
    message: sentence(said),
    todo,
    ...(details && { details }),
    ...more,
  });
  if (status === 429) {
    const running = callsLeft(reply) ? ONE_AT_A_TIME[operation] : undefined;
    return running ? failure('conflict', 'yes', running) : failure('rateLimited', 'yes', 'Wait until the rate limit is renewed, then try again.');
  }
  if (status === 408 || status >= 500) return failure('unavailable', 'maybe', 'Try again later; see status.braze.com for disturbances.');
  if (status === 401) {
    return failure(
      'authentication',
      'yes',
      'Check the key and the REST endpoint of the account: a key works at its own cluster only, without quotes around it.',
    );
  }
  if (status === 403 && INACTIVE.test(all)) {
    return failure(
      'permission',
      'yes',
      'The rate plan of the account does not include this, or the account is not active: ask your Braze administrator, or Braze.',
    );
  }
  if (status === 403) return failure('permission', 'yes', lacking(permissions));
  if (status === 413) return failure('validation', 'yes', 'Send less in one request: a body may have at most 4 MB.');
  const known = knownMessages.find(({ says }) => says.test(words)) ?? knownMessages.find(({ says }) => says.test(all));
  // Words in what is no answer of Braze's may be the end of a success that broke off.
  if (known)
    return failure(known.code, 'yes', known.todo, { ...(isObject(body) && { documented: true as const }), ...(known.field && { field: known.field }) });
  if (status === 404) return failure('notFound', 'yes', 'Check the identifier, the REST endpoint of the account, and its app group ID where it has one.');
  return failure('rejected', 'yes', 'Correct what Braze names and try again.');
};

/** "API Limits": any valid request tells what is left, and when the window turns, in epoch seconds. */
export const readQuota = ({ headers }: Reply): { readonly left?: number; readonly resetAt?: number } => {
  const left = numberIn(headers, 'x-ratelimit-remaining');
  const resetAt = resetIn(headers, 'x-ratelimit-reset');
  return { ...(left !== undefined && { left }), ...(resetAt !== undefined && { resetAt }) };
};
