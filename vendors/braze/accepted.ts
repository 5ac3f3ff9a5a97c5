import { isObject, promised, type Reply } from '../../engine';

/**
 * Whether Braze has acted, or has only put the request aside: during maintenance it answers 202 and `queued`
 * (Braze document, "Queued Responses").
 */
export const statusOf = ({ status, body }: Reply): 'processed' | 'queued' =>
  status === 202 || (isObject(body) && body.message === 'queued') ? 'queued' : 'processed';

/** The status of an answer that has nothing but its `message`; an answer without one is not Braze's. */
export const promisedStatus = (reply: Reply): 'processed' | 'queued' => {
  promised(reply.body, 'message');
  return statusOf(reply);
};
