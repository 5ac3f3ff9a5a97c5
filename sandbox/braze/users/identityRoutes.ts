import type { FastifyInstance } from 'fastify';
import { isRecord } from '../../server/body';
import { demand, filled, type Check } from '../checks';
import { post, type Body, type Outcome } from '../endpoint';
import { Refusal, refuse } from '../refusals';
import type { BrazeState } from '../state';
import { combine } from './combine';
import { isAlias } from './identity';
import { listIn, MOST } from './lists';
import { contactIn, userOf, type Contact } from './prioritization';
import type { Alias, User } from './user';

/** Aliases, and users who become one: today's pages only. */
export function identityRoutes(app: FastifyInstance, state: BrazeState): void {
  post(app, state, '/users/alias/new', (body) => createAliases(state, body));
  post(app, state, '/users/alias/update', (body) => renameAliases(state, body));
  post(app, state, '/users/identify', (body) => identify(state, body));
  post(app, state, '/users/merge', (body) => merge(state, body), 202);
}

function objectsIn(body: Body, name: string): Body[] {
  const list = listIn(body, name);
  if (!list.every(isRecord)) throw refuse.badRequest(`'${name}' must be an array of objects`);
  return list;
}

const alias: Check = (value) => (isAlias(value) ? undefined : 'must have alias_name and alias_label');

/** Whether a user may get an alias: nobody has it yet, and the user has none with its label. */
const isFree = ({ users }: BrazeState, wanted: Alias, user?: User): boolean =>
  !users.find({ user_alias: wanted }) && !user?.user_aliases.some(({ alias_label }) => alias_label === wanted.alias_label);

/** "Create new user aliases": without an external ID, a user who has only the alias. An unknown external ID is nobody's. */
function createAliases(state: BrazeState, body: Body): Outcome {
  const list = objectsIn(body, 'user_aliases');
  list.forEach((one, index) =>
    demand(one, { required: { alias_name: filled, alias_label: filled }, optional: { external_id: filled } }, `user_aliases[${index}]`),
  );
  const wanted = list as unknown as (Alias & { external_id?: string })[];
  const userOfAlias = ({ external_id }: { external_id?: string }): User | undefined =>
    external_id === undefined ? undefined : state.users.find({ external_id });
  const isDone = (one: Alias & { external_id?: string }): boolean => {
    const user = userOfAlias(one);
    return (one.external_id === undefined || user !== undefined) && isFree(state, one, user);
  };
  return {
    answer: { aliases_processed: wanted.filter(isDone).length, message: 'success' },
    effect: () => {
      for (const one of wanted) {
        if (!isDone(one)) continue;
        const user = userOfAlias(one) ?? state.users.create();
        state.users.addAlias(user, one);
        state.noteTracked(user);
      }
    },
  };
}

/** "Update user aliases": an unknown name changes nothing. */
function renameAliases(state: BrazeState, body: Body): Outcome {
  const list = objectsIn(body, 'alias_updates');
  list.forEach((one, index) => demand(one, { required: { alias_label: filled, old_alias_name: filled, new_alias_name: filled } }, `alias_updates[${index}]`));
  const wanted = list as unknown as { alias_label: string; old_alias_name: string; new_alias_name: string }[];
  return {
    answer: { message: 'success' },
    effect: () => {
      for (const { alias_label, old_alias_name, new_alias_name } of wanted) {
        const before = { alias_label, alias_name: old_alias_name };
        const after = { alias_label, alias_name: new_alias_name };
        const user = state.users.find({ user_alias: before });
        if (!user || state.users.find({ user_alias: after })) continue;
        state.users.removeAlias(user, before);
        state.users.addAlias(user, after);
        state.noteTracked(user);
      }
    },
  };
}

/** The lists of users/identify, and what the answer calls the number of their entries. */
const TO_IDENTIFY = {
  aliases_to_identify: 'aliases_processed',
  emails_to_identify: 'emails_processed',
  phone_numbers_to_identify: 'phone_numbers_processed',
} as const;

/** "Identify users": the anonymous profile becomes part of the one with the external ID, or gets that ID if nobody has it. */
function identify(state: BrazeState, body: Body): Outcome {
  const lists = (Object.keys(TO_IDENTIFY) as (keyof typeof TO_IDENTIFY)[]).filter((name) => body[name] !== undefined);
  if (lists.length === 0) throw refuse.badRequest(`One of ${Object.keys(TO_IDENTIFY).join(', ')} is required`);
  const entries = lists.flatMap((list) => objectsIn(body, list).map((entry, index) => ({ list, entry, where: `${list}[${index}]` })));
  if (entries.length > MOST) throw refuse.tooLong(`At most ${MOST} users are allowed in one request`);
  const wanted = entries.map(({ list, entry, where }) => {
    demand(entry, { required: { external_id: filled, ...(list === 'aliases_to_identify' && { user_alias: alias }) } }, where);
    const contact = list === 'aliases_to_identify' ? undefined : contactIn(entry);
    if (list !== 'aliases_to_identify' && !contact) throw refuse.badRequest(`${where}: an address or number, and its 'prioritization', are required`);
    return { external_id: entry.external_id as string, who: contact ?? (entry.user_alias as Alias) };
  });
  return {
    answer: { ...Object.fromEntries(lists.map((list) => [TO_IDENTIFY[list], (body[list] as unknown[]).length])), message: 'success' },
    effect: () => wanted.forEach(({ external_id, who }) => identifyOne(state, external_id, who)),
  };
}

function identifyOne(state: BrazeState, external_id: string, who: Alias | Contact): void {
  const { users } = state;
  const anonymous = 'rules' in who ? userOf(users, who) : users.find({ user_alias: who });
  if (!anonymous || anonymous.external_id !== undefined) return;
  const known = users.find({ external_id });
  if (!known) {
    users.rename(anonymous, external_id);
    return state.noteTracked(anonymous);
  }
  // "has an existing alias with the same label ... then the user profiles are not combined"
  const labels = new Set(known.user_aliases.map(({ alias_label }) => alias_label));
  if (anonymous.user_aliases.some(({ alias_label }) => labels.has(alias_label))) return;
  combine(state, anonymous, known);
}

type Pair = readonly [merge: () => User | undefined, keep: () => User | undefined];

/** "Merge users", with the words of its page. The page does not say whether the two may be identified in different ways, so they may. */
function merge(state: BrazeState, body: Body): Outcome {
  const updates = body.merge_updates;
  if (!Array.isArray(updates) || updates.length === 0 || !updates.every(isRecord)) throw new Refusal(400, "'merge_updates' must be an array of objects");
  if (updates.length > MOST) throw new Refusal(400, 'a single request may not contain more than 50 merge updates');
  const pairs = updates.map((update): Pair => {
    if (Object.keys(update).sort().join() !== 'identifier_to_keep,identifier_to_merge') {
      throw new Refusal(400, "'merge_updates' must only have 'identifier_to_merge' and 'identifier_to_keep'");
    }
    return [finderOf(state, update.identifier_to_merge), finderOf(state, update.identifier_to_keep)];
  });
  return {
    answer: { message: 'success' },
    effect: () => {
      for (const [merged, kept] of pairs) {
        const [from, to] = [merged(), kept()];
        if (from && to && from !== to) combine(state, from, to);
      }
    },
  };
}

/** Finds the user of an identifier when the update is carried out. */
function finderOf({ users }: BrazeState, identifier: unknown): () => User | undefined {
  if (isRecord(identifier)) {
    const { external_id, user_alias } = identifier;
    if (typeof external_id === 'string' && external_id !== '') return () => users.find({ external_id });
    if (isAlias(user_alias)) return () => users.find({ user_alias });
    const contact = contactIn(identifier);
    if (contact) return () => userOf(users, contact);
  }
  throw new Refusal(
    400,
    "identifiers must be objects with an 'external_id' property that is a string, or 'user_alias' property that is an object, or 'email' or 'phone' with a 'prioritization'",
  );
}
