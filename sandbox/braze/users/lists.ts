import type { Body } from '../endpoint';
import { refuse } from '../refusals';

/** "up to 50" of everything, in each of today's endpoints for identities. */
export const MOST = 50;

/** A list in the body of an endpoint that the document does not have: neither empty nor too long. */
export function listIn(body: Body, name: string): unknown[] {
  const list = body[name];
  if (!Array.isArray(list) || list.length === 0) throw refuse.badRequest(`'${name}' must be an array that is not empty`);
  if (list.length > MOST) throw refuse.tooLong(`At most ${MOST} ${name} are allowed in one request`);
  return list;
}
