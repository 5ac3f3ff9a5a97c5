import { failureReader, isObject, saidOnce, type Known, type Meaning, type Refusal, type Reply } from '../../engine';
import { GROW_MEMBER } from './account';

const COPY_ID = 'Copy the campaign ID from the campaign\'s actions in GROW ("Copy campaign ID").';

/** API Trigger Campaigns Endpoint, "Troubleshooting", in its order; the first that fits counts. */
export const knownMessages: readonly Known[] = [
  { says: /^You must provide a campaign identifier/, code: 'validation', field: 'campaign_id', todo: COPY_ID },
  { says: /^Empty campaign identifier/, code: 'validation', field: 'campaign_id', todo: COPY_ID },
  { says: /^Campaign identifier must be a String/, code: 'validation', field: 'campaign_id', todo: 'Give the campaign ID as text.' },
  { says: /^Unknown campaign with identifier/, code: 'notFound', field: 'campaign_id', todo: COPY_ID },
  { says: /^Campaign with identifier .* was not found/, code: 'notFound', field: 'campaign_id', todo: COPY_ID },
  {
    says: /^Campaign (with )?identifier .* is not ready/,
    code: 'notReady',
    field: 'campaign_id',
    todo: 'Launch the API Trigger campaign in GROW; a draft, a finished and a stopped campaign take no batches.',
  },
  {
    says: /^Invalid time format/,
    code: 'validation',
    field: 'send_at',
    todo: 'Give the sending time in ISO 8601 with an offset, such as 2022-05-10T13:00:00+01:00.',
  },
  { says: /^The delivery time is in the past/, code: 'validation', field: 'send_at', todo: 'Choose a time in the future, or leave it out to send now.' },
  { says: /^Must provide JSON messages or a CSV file/, code: 'validation', field: 'messages', todo: 'Give recipients: messages, or a CSV file.' },
  { says: /^Must provide either JSON messages or a CSV file/, code: 'validation', field: 'messages', todo: 'Give either messages or a CSV file, not both.' },
  { says: /^Unsupported file format/, code: 'validation', field: 'file', todo: 'Hand over a file whose name ends in .csv.' },
  { says: /^Invalid file : 'User' column is missing/, code: 'validation', field: 'file', todo: "Name the column that holds the user ID exactly 'User'." },
  { says: /^Invalid messages : 'user_id' key is missing/, code: 'validation', field: 'messages', todo: 'Give every message a user ID.' },
  {
    says: /^Invalid file : missing variables/,
    code: 'validation',
    field: 'messages',
    todo: "Give every recipient all variables of the campaign's message, spelled exactly as there.",
  },
  {
    says: /^Error when reading CSV file/,
    code: 'format',
    field: 'file',
    todo: 'Save the file as CSV in UTF-8 with a comma as separator, and quotes around cells that hold commas.',
  },
  { says: /^The request .* was not found/, code: 'notFound', field: 'request_id', todo: 'Use the request ID that Trigger gave back.' },
  { says: /^You must provide a request_id/, code: 'validation', field: 'request_id', todo: 'Use the request ID that Trigger gave back.' },
  { says: /^Request identifier must be a String/, code: 'validation', field: 'request_id', todo: 'Give the request ID as text.' },
  { says: /^Request already canceled/, code: 'conflict', field: 'request_id', todo: 'Nothing is left to do: it is cancelled.' },
  { says: /^Request can't be canceled/, code: 'conflict', field: 'request_id', todo: 'It is being sent or was sent; get its report to see what was sent.' },
  {
    says: /^Request not processed yet/,
    code: 'notReady',
    field: 'request_id',
    todo: 'Ask for the report 30 minutes after the sending time, or switch on Wait Until Ready.',
  },
  {
    says: /^Batches not published yet/,
    code: 'notReady',
    field: 'request_id',
    todo: 'Ask again later, or switch on Wait Until Ready; the in-app messages are still being published.',
  },
];

/** `error_message` in the document; what other words stand beside it is said too. */
const wordsOf = (body: Reply['body']): string => {
  if (!isObject(body)) return '';
  const { error_message, message, error } = body as { readonly [name: string]: unknown };
  return saidOnce([error_message, message, error]);
};

const QUOTA = /quota/i;

/** "For each app at least one file": an answer without any is of a report that is not there yet. */
const hasNoFile = (body: Reply['body']): boolean => isObject(body) && Array.isArray(body.reports) && body.reports.length === 0;

const USED_UP: Meaning = {
  code: 'rateLimited',
  repeatable: false,
  todo: 'The API Trigger quota of the subscription is used up; wait until it is renewed, or raise it.',
};
const usedUp = ({ words }: Refusal): Meaning | undefined => (QUOTA.test(words) ? USED_UP : undefined);

/**
 * Reads a failure out of an answer. 4xx carry `error_message`; 5xx may lack it (Authentication page). What an exhausted quota answers
 * is not documented: 402, 403, 429 with the word, and 429 by itself, are taken for it.
 */
export const readFailure = failureReader({
  label: 'Bryj',
  words: wordsOf,
  pending: ({ body }, operation) =>
    operation === 'batch.getReport' && hasNoFile(body)
      ? { message: 'Bryj answered with a report that has no file yet.', todo: 'Ask again later, or switch on Wait Until Ready.' }
      : undefined,
  byStatus: { unavailable: { code: 'unavailable', todo: 'Try again later; in most cases that helps.' } },
  known: knownMessages,
  otherwise: {
    429: (refusal) => usedUp(refusal) ?? { code: 'rateLimited', todo: 'Wait and try again.' },
    402: usedUp,
    403: (refusal) =>
      usedUp(refusal) ?? { code: 'permission', todo: `Use an account that is at least ${GROW_MEMBER}: one that can launch a campaign in GROW.` },
    401: ({ operation }) => ({
      code: 'authentication',
      todo:
        operation === 'signIn'
          ? 'Check the e-mail address and the password of the account.'
          : 'Sign in again: check the e-mail address and the password of the account.',
    }),
    404: { code: 'notFound', todo: 'Check the ID, and the base URL of the account.' },
  },
});
