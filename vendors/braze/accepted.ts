import { isObject, promisedText, type Reply } from '../../engine';

/** During maintenance a request is queued and answered with 202 and `queued` (Braze document, "Queued Responses"). */
export const isQueued = ({ status, body }: Reply): boolean => status === 202 || (isObject(body) && body.message === 'queued');

/** Whether Braze has processed the request, or only queued it. */
export const statusOf = (reply: Reply): 'processed' | 'queued' => (isQueued(reply) ? 'queued' : 'processed');

/** The status of an answer that contains only a `message`; an answer without one is not from Braze. */
export const promisedStatus = (reply: Reply): 'processed' | 'queued' => {
  promisedText(reply.body, 'message');
  return statusOf(reply);
};
