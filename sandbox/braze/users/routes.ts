import type { FastifyInstance } from 'fastify';
import { isRecord } from '../../server/body';
import { FIFTY_KEY, needsFields } from '../auth';
import { demand, filled, flag, texts, whole } from '../checks';
import { post, type Body, type Outcome } from '../endpoint';
import { refuse } from '../refusals';
import type { BrazeState } from '../state';
import { idsIn, listsIn, MOST_IDS, type IdList, type Named } from './ids';
import { userOf } from './prioritization';
import { rowOf } from './row';
import { track } from './track';
import type { PushToken, User } from './user';

const MOST_TOKENS = 50;
const TO_DELETE: readonly IdList[] = ['external_ids', 'appboy_ids', 'braze_ids', 'user_aliases', 'email_addresses', 'phone_numbers'];
const OLD_TO_DELETE: readonly IdList[] = ['external_ids', 'appboy_ids'];
/** Today's ways to identify one user besides `external_ids` and `user_aliases`. */
const TO_EXPORT = { braze_id: 'braze_id', device_id: 'device_id', email_address: 'email', phone: 'phone' } as const;

/** The document's section "User Data", and "Users by UserID Endpoint" of its section "Export". */
export function userRoutes(app: FastifyInstance, state: BrazeState): void {
  post(app, state, '/users/track', (body, key) => track(state, body, key === FIFTY_KEY ? 'total50' : state.settings.trackLimit));
  post(app, state, '/users/delete', (body) => deleteUsers(state, body));
  post(app, state, '/users/export/ids', (body, key) => exportUsers(state, body, needsFields(state.settings, key)));
  post(app, state, '/push_notification/remove', (body) => removeTokens(state, body));
}

/** "User Delete Endpoint": "Only one of external_ids or appboy_ids can be included in a single request". */
function deleteUsers(state: BrazeState, body: Body): Outcome {
  const allowed = state.settings.appboy ? OLD_TO_DELETE : TO_DELETE;
  const lists = listsIn(body, allowed);
  if (lists.length !== 1) throw refuse.badRequest(`Exactly one of ${allowed.join(', ')} is required`);
  const { users, invalid } = split(state, idsIn(body, lists[0] as IdList));
  return {
    answer: { message: 'success', deleted: users.length, ...(invalid.length > 0 && { invalid_user_ids: invalid }) },
    effect: () => users.forEach((user) => state.users.delete(user)),
  };
}

/** "Users by UserID Endpoint"; identifiers other than `external_ids` exist only today. */
function exportUsers(state: BrazeState, body: Body, fieldsRequired: boolean): Outcome {
  demand(body, { optional: { fields_to_export: texts } });
  const lists = listsIn(body, state.settings.appboy ? ['external_ids'] : ['external_ids', 'user_aliases']);
  const named = lists.flatMap((list) => idsIn(body, list));
  for (const [member, name] of Object.entries(state.settings.appboy ? {} : TO_EXPORT)) {
    const id = body[member];
    if (id === undefined || id === null) continue;
    demand(body, { required: { [member]: filled } });
    named.push({ id, identity: { [name]: id as string } as Named['identity'] });
  }
  if (named.length === 0) throw refuse.badRequest("'external_ids' is required");
  if (named.length > MOST_IDS) throw refuse.tooManyIds();
  if (fieldsRequired && !(body.fields_to_export as string[] | null | undefined)?.length) throw refuse.badRequest("'fields_to_export' is required");
  const { users, invalid } = split(state, named);
  const fields = body.fields_to_export as string[] | null | undefined;
  return {
    answer: {
      message: 'success',
      users: users.map((user) => rowOf(user, fields ?? undefined, state.rows)),
      ...(invalid.length > 0 && { invalid_user_ids: invalid }),
    },
  };
}

/** The known users without duplicates, and "each of the identifiers provided in the request that did not correspond to a known user". */
function split(state: BrazeState, named: readonly Named[]): { users: User[]; invalid: unknown[] } {
  const users = new Set<User>();
  const invalid: unknown[] = [];
  for (const { id, identity, contact } of named) {
    const user = contact ? userOf(state.users, contact) : state.users.find(identity);
    if (user) users.add(user);
    else invalid.push(id);
  }
  return { users: [...users], invalid };
}

/** "Push Notification Removal". */
function removeTokens(state: BrazeState, body: Body): Outcome {
  const tokens = body.push_tokens;
  if (!Array.isArray(tokens) || tokens.length === 0) throw refuse.badRequest("'push_tokens' must be an array that is not empty");
  if (tokens.length > MOST_TOKENS) throw refuse.tooLong(`At most ${MOST_TOKENS} push_tokens are allowed in one request`);
  tokens.forEach((token: unknown, index) => {
    if (!isRecord(token)) throw refuse.badRequest(`push_tokens[${index}] must be an object`);
    demand(
      token,
      { required: { app_id: filled, token: filled }, optional: { from_apns_feedback_service: flag, uninstalled_at: whole } },
      `push_tokens[${index}]`,
    );
  });
  return { answer: { message: 'success' }, effect: () => (tokens as PushToken[]).forEach((token) => state.users.removeToken(token)) };
}
