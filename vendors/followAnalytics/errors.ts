import { failureReader, isObject, plainWords, saidOnce, type Known, type Meaning, type Refusal, type Reply } from '../../engine';

const GIVE_CAMPAIGN = 'Choose a campaign from the list, or enter the campaign_id that Create returned; it starts with FACMPGN_.';

/**
 * The documented refusals: campaigns API, "Transactional Push and In-App messages". Only the text is decisive: the status in the body contradicts
 * HTTP's, and neither identifies the refusal.
 */
export const knownMessages: readonly Known[] = [
  { says: /missing or empty campaign key/i, code: 'validation', field: 'campaign_id', todo: GIVE_CAMPAIGN },
  { says: /unknown campaign/i, code: 'notFound', field: 'campaign_id', todo: GIVE_CAMPAIGN },
  {
    says: /campaign with identifier .* not ready/i,
    code: 'notReady',
    field: 'campaign_id',
    todo: "Launch the campaign first. A campaign that was just launched takes a while ('Wait Until Ready' waits for it), and a finished campaign no longer accepts messages.",
  },
  { says: /no request found/i, code: 'notFound', field: 'request_id', todo: 'Use the request ID that Trigger returned.' },
  {
    says: /the request .* was not found/i,
    code: 'notFound',
    field: 'request_id',
    todo: 'Use the request ID that Trigger returned, and the campaign it belongs to.',
  },
  {
    says: /request can't be cancell?ed/i,
    code: 'conflict',
    field: 'request_id',
    todo: 'It was canceled before, is being sent, or has been sent. Get its report to see which.',
  },
  { says: /invalid parameter value/i, code: 'validation', todo: 'Fix the value that FollowAnalytics reports.' },
];

const NOT_COMPLETE = /not yet complete/i;

/** The message of a failure: `error_message` in this API, `message` in the overview of all. */
const wordsOf = (body: Reply['body']): string => {
  if (typeof body === 'string') return plainWords(body);
  if (!isObject(body)) return '';
  const { error_message: own, message, error } = body;
  return saidOnce([own, message, error]);
};

/** Whether an answer means not ready yet. A launch accepted for later is launched, and a sign-in either has a token or not; all others are pending. */
const isPending = ({ status, body }: Reply, operation: string): boolean => {
  if (operation === 'campaign.launch' || operation === 'signIn') return false;
  const result = isObject(body) ? body.result : undefined;
  if (status === 202 || (typeof result === 'string' && NOT_COMPLETE.test(result))) return true;
  return operation === 'batch.getReport' && status === 200 && isObject(result) && !result.report_url;
};

const notLetIn = ({ operation }: Refusal): Meaning => ({
  code: 'authentication',
  todo:
    operation === 'signIn'
      ? 'Check the email address and password of the account.'
      : "Check the account's token, or its email address and password, and that the user has access to campaigns.",
});

const saysNo = (body: Reply['body']): boolean => isObject(body) && body.success === false;

/** Reads a failure from an answer, including a 2xx that claims success. */
export const readFailure = failureReader({
  label: 'FollowAnalytics',
  words: wordsOf,
  pending: (reply, operation) =>
    isPending(reply, operation)
      ? { message: 'FollowAnalytics answered that it is not complete yet.', todo: "Try again later, or turn on 'Wait Until Ready'." }
      : undefined,
  hides: ({ body }) => isObject(body) && body.success !== undefined && body.success !== true,
  byStatus: { unavailable: { code: 'unavailable', todo: 'Try again later.' } },
  known: knownMessages,
  otherwise: {
    401: notLetIn,
    403: notLetIn,
    404: { code: 'notFound', todo: "Check the ID and the account's base URL." },
    429: { code: 'rateLimited', todo: 'Wait and try again.' },
  },
  // "success": false is the documented marker of a refusal, whatever the HTTP status.
  documented: ({ status, body }) => status < 300 && saysNo(body),
  details: (body, words) => (words === '' ? undefined : { answer: words, ...(isObject(body) && typeof body.status === 'string' && { status: body.status }) }),
});
