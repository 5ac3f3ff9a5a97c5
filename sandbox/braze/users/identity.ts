import { isRecord } from '../../server/body';
import { isFilled } from '../checks';
import type { Settings } from '../settings';
import type { Alias, User } from './user';
import type { Identity, Users } from './users';

export function isAlias(value: unknown): value is Alias {
  return isRecord(value) && isFilled(value.alias_name) && isFilled(value.alias_label);
}

/**
 * The user an object of users/track is about. In the document that is `external_id`; today one of five, of which `email` and `phone` are also profile
 * fields and have the lowest priority ("If you include a request with both email and phone, Braze will use the email"). A string says what is wrong.
 */
export function identityOf(object: Readonly<Record<string, unknown>>, settings: Settings): Identity | string {
  const { external_id, user_alias, braze_id, email, phone } = object;
  if (external_id !== undefined) return isFilled(external_id) ? { external_id } : "'external_id' must be a string that is not empty";
  if (settings.appboy) return "'external_id' is required";
  if (user_alias !== undefined) return isAlias(user_alias) ? { user_alias } : "'user_alias' must have alias_name and alias_label";
  if (braze_id !== undefined) return isFilled(braze_id) ? { braze_id } : "'braze_id' must be a string that is not empty";
  if (isFilled(email)) return { email };
  if (isFilled(phone)) return { phone };
  return "'external_id', 'braze_id', 'user_alias', 'email' or 'phone' is required";
}

/**
 * The user an object is about, or a function that creates one. A new alias requires an explicit `_update_existing_only: false`; an unknown `braze_id`
 * is nobody, because only the vendor assigns those. A string says what is wrong.
 */
export function userFor(users: Users, identity: Identity, updateOnly: unknown): User | (() => User) | string {
  const known = users.find(identity);
  if (known) return known;
  if (updateOnly === true) return 'The user does not exist, and _update_existing_only is true';
  if ('braze_id' in identity) return 'The braze_id does not exist';
  if ('user_alias' in identity && updateOnly !== false) return 'The user_alias does not exist, and _update_existing_only is not false';
  return () => users.create(identity);
}
