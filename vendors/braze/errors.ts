import { failureReader, isObject, numberIn, plainWords, resetIn, saidOnce, type Known, type Reply } from '../../engine';
import { catalogMeaning } from './catalog/errors';
import { minorWords } from './nonFatal';

/** "Fatal Errors" (Braze document, "Server Responses"), and today's wording (Braze, errors.md); the first match wins. */
export const knownMessages: readonly Known[] = [
  { says: /no recipients/i, code: 'validation', todo: 'Specify users, a segment or an audience.' },
  { says: /invalid campaign id/i, code: 'notFound', field: 'campaign_id', todo: 'Choose a campaign from the list, or copy its identifier from the dashboard.' },
  { says: /invalid canvas id/i, code: 'notFound', field: 'canvas_id', todo: 'Choose a Canvas from the list, or copy its API identifier from the dashboard.' },
  {
    says: /not a transactional campaign/i,
    code: 'validation',
    field: 'campaign_id',
    todo: 'Choose a transactional email campaign; others are sent with Trigger of a campaign.',
  },
  {
    says: /campaign does not exist/i,
    code: 'notFound',
    field: 'campaign_id',
    todo: 'Choose a campaign from the list, or copy its identifier from the dashboard.',
  },
  { says: /campaign is (archived|paused)/i, code: 'conflict', field: 'campaign_id', todo: 'Resume or unarchive the campaign in the Braze dashboard.' },
  {
    says: /message variant unspecified/i,
    code: 'validation',
    field: 'message_variation_id',
    todo: "Give each message the campaign's message variation under which it is counted.",
  },
  {
    says: /invalid message variant/i,
    code: 'validation',
    field: 'message_variation_id',
    todo: "Copy the variation from the campaign's page in the dashboard; it belongs to a different campaign now.",
  },
  {
    says: /mismatched message type/i,
    code: 'validation',
    field: 'message_variation_id',
    todo: 'Give each message a variation of the matching type, such as an email variation for an email.',
  },
  { says: /invalid extra push payload/i, code: 'validation', field: 'extra', todo: "Enter 'Extra' as a JSON object." },
  {
    says: /max input length exceeded|max number of (external_ids|ids)/i,
    code: 'validation',
    todo: 'Send fewer per request; a request can contain at most 50 identifiers.',
  },
  {
    says: /identifiers must be objects of the same type/i,
    code: 'validation',
    field: 'keep_by',
    todo: 'Identify both users of a merge in the same way.',
  },
  { says: /no message to send/i, code: 'validation', field: 'messages', todo: 'Add at least one message.' },
  { says: /slideup message length exceeded/i, code: 'validation', field: 'in_app_message.message', todo: 'Shorten the in-app message to 140 characters.' },
  { says: /apple push length exceeded/i, code: 'validation', field: 'apple_push', todo: 'Shorten the Apple push to 1,912 bytes.' },
  { says: /android push length exceeded/i, code: 'validation', field: 'android_push', todo: 'Shorten the Android push to 4,000 bytes.' },
  { says: /cannot parse send_at/i, code: 'validation', field: 'time', todo: 'Enter the time in ISO 8601 format, such as 2026-05-10T13:00:00+01:00.' },
  // Content blocks and email templates: "Possible Errors" of their pages.
  {
    says: /content block with this name already exists/i,
    code: 'conflict',
    field: 'name',
    todo: 'Choose another name, or change the content block that has it.',
  },
  {
    says: /name cannot be updated for active/i,
    code: 'conflict',
    field: 'name',
    todo: "Leave 'Name' empty: the name of an active content block cannot change.",
  },
  {
    says: /active content block can ?not be updated to draft/i,
    code: 'conflict',
    field: 'state',
    todo: "Leave 'State' empty, or create a new content block.",
  },
  { says: /tags could not be found/i, code: 'validation', field: 'tags', todo: 'Create the tags in Braze first, or remove them here.' },
  { says: /malformed liquid/i, code: 'validation', field: 'content', todo: 'Correct the Liquid in the content.' },
  {
    says: /content block cannot be referenced within itself/i,
    code: 'validation',
    field: 'content',
    todo: "Remove the content block's own Liquid tag from its content.",
  },
  {
    says: /content block id is invalid|content block has been deleted/i,
    code: 'notFound',
    field: 'content_block_id',
    todo: 'Choose a content block from the list; it must belong to the workspace of the key.',
  },
  {
    says: /must have valid content block names/i,
    code: 'validation',
    field: 'body',
    todo: 'Create the content blocks that the email includes, or correct their names.',
  },
  {
    says: /invalid integration id|integration not found/i,
    code: 'notFound',
    field: 'integration_id',
    todo: 'Choose an integration from the list.',
  },
  // "Processing errors" of the media library, by their codes.
  { says: /UNSUPPORTED_FILE_TYPE/, code: 'validation', todo: 'Use an image, or a ZIP file of images.' },
  {
    says: /ASSET_SIZE_EXCEEDS_LIMIT|ZIP_FILE_TOO_LARGE/,
    code: 'validation',
    todo: 'Make the file smaller: at most 5 MB are allowed, for a ZIP file before it is compressed.',
  },
  {
    says: /ZIP_UPLOAD_ERROR|ZIPPED_ENTITY/,
    code: 'validation',
    todo: 'Make the ZIP file anew, with images that have names and without folders.',
  },
  { says: /MEDIA_LIBRARY_LIMIT_REACHED/, code: 'rejected', todo: 'Delete assets that are no longer needed in the media library of the dashboard.' },
  { says: /time has passed/i, code: 'validation', field: 'time', todo: 'Choose a later time; this one has passed in the time zone that applies.' },
];

/** Operations that can only run one at a time, and what a 429 that is not a rate limit means for them. */
const ONE_AT_A_TIME: Readonly<Record<string, string>> = {
  'rawData.export': 'Wait until the running raw data export has finished, then start the next one.',
  'segment.export': 'Wait until the running export of this segment has finished, then start the next one.',
  'user.exportControlGroup': 'Wait until the running export has finished, then start the next one.',
  'cdi.sync': 'Wait until the running sync has ended, then start the next one.',
};

/** Says that something is running, whatever is left of the rate limit: "429 Another job is in progress" (Braze, "Trigger a sync"). */
const IS_RUNNING = /another job is in progress/i;

const wordsOf = (body: Reply['body']): string => {
  if (typeof body === 'string') return plainWords(body);
  if (!isObject(body)) return '';
  const { message, error } = body;
  return typeof message === 'string' ? message : typeof error === 'string' ? error : '';
};

const callsLeft = ({ headers }: Reply): boolean => (numberIn(headers, 'x-ratelimit-remaining') ?? 0) > 0;

/** Messages of a successful 2xx; several answers have none. */
const GOOD = ['success', 'queued'];

/** "403 Forbidden - Rate plan doesn't support or account is otherwise inactivated"; a missing permission is "Access Denied". */
const INACTIVE = /^forbidden\b|rate plan|inactiv|deactivat|not enabled for this company/i;

/** Permissions that newer pages spell in another way. */
const ALSO_NAMED: Readonly<Record<string, string>> = { 'email.unsubscribe': 'email.unsubscribes' };

/** The meaning of a 403 that does not concern the whole account: the key is valid but lacks the permission, or may not be used from here. */
const lacking = (permissions: readonly string[]): string => {
  const names = permissions.map((name) => `'${name}'`).join(' or ');
  const what = names ? `the permission ${names}` : 'the required permission';
  const other = permissions.flatMap((name) => (ALSO_NAMED[name] === undefined ? [] : [` Some pages of Braze call it '${ALSO_NAMED[name]}'.`])).join('');
  return `The key lacks ${what}. Use a key that has it, or create one in Settings > APIs and Identifiers (a key's permissions are set when it is created).${other} It is also possible that this machine's IP address is not on the key's allowlist.`;
};

/** The media library says in a code what is wrong. */
const codeOf = (body: Reply['body']): string => (isObject(body) && typeof body.error_code === 'string' ? body.error_code : '');

const allWordsOf = (body: Reply['body']): string => saidOnce([wordsOf(body), codeOf(body), saidOnce(minorWords(body), '; ')]);

/** Reads a failure from an answer: "Fatal Error Response Codes" of each part of the document. Non-fatal `errors` with "success" are not failures. */
export const readFailure = failureReader({
  label: 'Braze',
  words: wordsOf,
  allWords: allWordsOf,
  hides: ({ body }) => (isObject(body) && body.success === false) || !['', ...GOOD].includes(wordsOf(body).toLowerCase()),
  ofAnyStatus: catalogMeaning,
  byStatus: {
    unavailable: { code: 'unavailable', todo: 'Try again later; see status.braze.com for outages.' },
    429: ({ reply, operation, words }) => {
      const running = callsLeft(reply) || IS_RUNNING.test(words) ? ONE_AT_A_TIME[operation] : undefined;
      return running ? { code: 'conflict', todo: running } : { code: 'rateLimited', todo: 'Wait until the rate limit resets, then try again.' };
    },
    401: {
      code: 'authentication',
      todo: 'Check the key and the REST endpoint of the account. A key works only on its own cluster, and must be entered without quotes.',
    },
    403: ({ words, permissions }) => ({
      code: 'permission',
      todo: INACTIVE.test(words)
        ? "The account's plan does not include this, or the account is not active. Ask your Braze administrator, or Braze."
        : lacking(permissions),
    }),
    413: { code: 'validation', todo: 'Send less per request; the body can have at most 4 MB.' },
  },
  known: knownMessages,
  otherwise: { 404: { code: 'notFound', todo: "Check the identifier, the account's REST endpoint, and its app group ID if it has one." } },
  // Words in a body that is not from Braze may be the end of a truncated success.
  documented: ({ body }, isKnown) => isKnown && isObject(body),
  details: (body, words) => (isObject(body) ? { answer: body as Reply['body'] } : words === '' ? undefined : { answer: words }),
});

/** "API Limits": every valid answer states what is left and when the window resets, in epoch seconds. */
export const readQuota = ({ headers }: Reply): { readonly left?: number; readonly resetAt?: number } => {
  const left = numberIn(headers, 'x-ratelimit-remaining');
  const resetAt = resetIn(headers, 'x-ratelimit-reset');
  return { ...(left !== undefined && { left }), ...(resetAt !== undefined && { resetAt }) };
};
