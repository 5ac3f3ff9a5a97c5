import { failureReader, isObject, saidOnce, type Known, type Meaning, type Refusal, type Reply } from '../../engine';
import { GROW_MEMBER } from './account';

const COPY_ID = 'Copy the campaign ID from the campaign\'s actions in GROW ("Copy campaign ID").';

/** API Trigger Campaigns Endpoint, "Troubleshooting", in its order; the first match wins. */
export const knownMessages: readonly Known[] = [
  { says: /^You must provide a campaign identifier/, code: 'validation', field: 'campaign_id', todo: COPY_ID },
  { says: /^Empty campaign identifier/, code: 'validation', field: 'campaign_id', todo: COPY_ID },
  { says: /^Campaign identifier must be a String/, code: 'validation', field: 'campaign_id', todo: 'Enter the campaign ID as text.' },
  { says: /^Unknown campaign with identifier/, code: 'notFound', field: 'campaign_id', todo: COPY_ID },
  { says: /^Campaign with identifier .* was not found/, code: 'notFound', field: 'campaign_id', todo: COPY_ID },
  {
    says: /^Campaign (with )?identifier .* is not ready/,
    code: 'notReady',
    field: 'campaign_id',
    todo: 'Launch the API Trigger campaign in GROW. Drafts and finished or stopped campaigns cannot be triggered.',
  },
  {
    says: /^Invalid time format/,
    code: 'validation',
    field: 'send_at',
    todo: 'Enter the send time in ISO 8601 format with a UTC offset, such as 2022-05-10T13:00:00+01:00.',
  },
  { says: /^The delivery time is in the past/, code: 'validation', field: 'send_at', todo: 'Choose a time in the future, or leave it empty to send now.' },
  { says: /^Must provide JSON messages or a CSV file/, code: 'validation', field: 'messages', todo: 'Provide recipients: messages or a CSV file.' },
  { says: /^Must provide either JSON messages or a CSV file/, code: 'validation', field: 'messages', todo: 'Provide either messages or a CSV file, not both.' },
  { says: /^Unsupported file format/, code: 'validation', field: 'file', todo: 'Provide a file whose name ends in .csv.' },
  { says: /^Invalid file : 'User' column is missing/, code: 'validation', field: 'file', todo: "Name the column with the user IDs exactly 'User'." },
  { says: /^Invalid messages : 'user_id' key is missing/, code: 'validation', field: 'messages', todo: 'Enter a user ID for every message.' },
  {
    says: /^Invalid file : missing variables/,
    code: 'validation',
    field: 'messages',
    todo: "Provide every recipient with all variables of the campaign's message, spelled exactly as there.",
  },
  {
    says: /^Error when reading CSV file/,
    code: 'format',
    field: 'file',
    todo: 'Save the file as comma-separated CSV in UTF-8, with quotes around cells that contain commas.',
  },
  { says: /^The request .* was not found/, code: 'notFound', field: 'request_id', todo: 'Use the request ID that Trigger returned.' },
  { says: /^You must provide a request_id/, code: 'validation', field: 'request_id', todo: 'Use the request ID that Trigger returned.' },
  { says: /^Request identifier must be a String/, code: 'validation', field: 'request_id', todo: 'Enter the request ID as text.' },
  { says: /^Request already canceled/, code: 'conflict', field: 'request_id', todo: 'There is nothing left to do; it is already canceled.' },
  {
    says: /^Request can't be canceled/,
    code: 'conflict',
    field: 'request_id',
    todo: 'It is being sent or has been sent. Get its report to see what was sent.',
  },
  {
    says: /^Request not processed yet/,
    code: 'notReady',
    field: 'request_id',
    todo: 'Get the report 30 minutes after the send time, or turn on Wait Until Ready.',
  },
  {
    says: /^Batches not published yet/,
    code: 'notReady',
    field: 'request_id',
    todo: 'Try again later, or turn on Wait Until Ready; the in-app messages are still being published.',
  },
];

/** `error_message` in the document; other messages next to it are included. */
const wordsOf = (body: Reply['body']): string => {
  if (!isObject(body)) return '';
  const { error_message, message, error } = body as { readonly [name: string]: unknown };
  return saidOnce([error_message, message, error]);
};

const QUOTA = /quota/i;

/** "For each app at least one file": an answer without any means that the report is not ready yet. */
const hasNoFile = (body: Reply['body']): boolean => isObject(body) && Array.isArray(body.reports) && body.reports.length === 0;

const USED_UP: Meaning = {
  code: 'rateLimited',
  repeatable: false,
  todo: 'The API Trigger quota of the subscription is used up. Wait until it resets, or increase it.',
};
const usedUp = ({ words }: Refusal): Meaning | undefined => (QUOTA.test(words) ? USED_UP : undefined);

/**
 * Reads a failure from an answer. 4xx contain `error_message`; 5xx may lack it (Authentication page). The answer to an exhausted quota is undocumented:
 * 402, 403, 429 with the word, and a bare 429, are treated as one.
 */
export const readFailure = failureReader({
  label: 'Bryj',
  words: wordsOf,
  pending: ({ body }, operation) =>
    operation === 'batch.getReport' && hasNoFile(body)
      ? { message: 'Bryj returned a report that has no file yet.', todo: 'Try again later, or turn on Wait Until Ready.' }
      : undefined,
  byStatus: { unavailable: { code: 'unavailable', todo: 'Try again later; this usually helps.' } },
  known: knownMessages,
  otherwise: {
    429: (refusal) => usedUp(refusal) ?? { code: 'rateLimited', todo: 'Wait and try again.' },
    402: usedUp,
    403: (refusal) =>
      usedUp(refusal) ?? { code: 'permission', todo: `Use an account with at least the role ${GROW_MEMBER}, which is allowed to launch campaigns in GROW.` },
    401: ({ operation }) => ({
      code: 'authentication',
      todo:
        operation === 'signIn' ? 'Check the email address and password of the account.' : 'Sign in again: check the email address and password of the account.',
    }),
    404: { code: 'notFound', todo: "Check the ID and the account's base URL." },
  },
});
