import { isRecord } from '../../server/body';
import { isEmail, isFilled } from '../checks';
import type { Body } from '../endpoint';
import { refuse } from '../refusals';
import { isAlias } from './identity';
import { contactIn, type Contact } from './prioritization';
import type { Identity } from './users';

export const MOST_IDS = 50;

/** One identifier of a request, and the user it may identify. */
export interface Named {
  readonly id: unknown;
  readonly identity: Identity;
  /** The rules for several users with the same address or number, if they are given. */
  readonly contact?: Contact;
}

/** How each list identifies its users. `appboy_ids` exist only in the document, and all others except the external IDs only today. */
const LISTS: Readonly<Record<string, (id: unknown) => Identity | undefined>> = {
  external_ids: (id) => (isFilled(id) ? { external_id: id } : undefined),
  appboy_ids: (id) => (isFilled(id) ? { braze_id: id } : undefined),
  braze_ids: (id) => (isFilled(id) ? { braze_id: id } : undefined),
  user_aliases: (id) => (isAlias(id) ? { user_alias: id } : undefined),
  email_addresses: (id) => (isEmail(identifier(id, 'email')) ? { email: identifier(id, 'email') as string } : undefined),
  phone_numbers: (id) => (isFilled(identifier(id, 'phone')) ? { phone: identifier(id, 'phone') as string } : undefined),
};
export type IdList = keyof typeof LISTS;

/** Today an email address or a phone number is in an object, together with the rule for several users who have it. */
function identifier(id: unknown, member: 'email' | 'phone'): unknown {
  return typeof id === 'object' && id !== null ? (id as Record<string, unknown>)[member] : id;
}

/** The identifiers of one list; rejected if it is invalid, empty, or too long. */
export function idsIn(body: Body, list: IdList): Named[] {
  const ids = body[list];
  if (!Array.isArray(ids) || ids.length === 0) throw refuse.badRequest(`'${list}' must be an array that is not empty`);
  if (ids.length > MOST_IDS) throw refuse.tooManyIds();
  return ids.map((id: unknown) => {
    const identity = LISTS[list]?.(id);
    if (!identity) throw refuse.badRequest(`'${list}' has an entry that is no such identifier`);
    const contact = contactIn(id);
    if (isRecord(id) && id.prioritization !== undefined && !contact) throw refuse.badRequest(`'${list}' has an entry with a wrong prioritization`);
    return { id, identity, ...(contact && { contact }) };
  });
}

/** The lists of identifiers in a body. */
export function listsIn(body: Body, allowed: readonly IdList[]): IdList[] {
  return allowed.filter((list) => body[list] !== undefined && body[list] !== null);
}
