import { isObject, promisedText, type Reply } from '../../engine';

/** During maintenance a request is put aside and answered with 202 and `queued` (Braze document, "Queued Responses"). */
export const isQueued = ({ status, body }: Reply): boolean => status === 202 || (isObject(body) && body.message === 'queued');

/** Whether Braze has acted, or has only put the request aside. */
export const statusOf = (reply: Reply): 'processed' | 'queued' => (isQueued(reply) ? 'queued' : 'processed');

/** The status of an answer that has nothing but its `message`; an answer without one is not Braze's. */
export const promisedStatus = (reply: Reply): 'processed' | 'queued' => {
  promisedText(reply.body, 'message');
  return statusOf(reply);
};
