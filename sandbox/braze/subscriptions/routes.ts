import type { FastifyInstance } from 'fastify';
import { isRecord } from '../../server/body';
import { demand, filled, flag, isEmail, isFilled, naturalIn, type Check } from '../checks';
import { post, type Body, type Outcome } from '../endpoint';
import { refuse } from '../refusals';
import type { BrazeState } from '../state';
import type { GroupState, User } from '../users/user';
import type { Identity } from '../users/users';
import { groupsOf, groupState, written } from './groups';

const MOST_USERS = 50;
const MOST_LISTED = 100;
/** "string in E.164 format": it begins with a plus. */
const isPhone = (value: unknown): boolean => typeof value === 'string' && /^\+[1-9]\d{3,14}$/.test(value);

const listOf =
  (fits: (value: unknown) => boolean, what: string): Check =>
  (value) =>
    Array.isArray(value) && value.length > 0 && value.every(fits) ? undefined : `must be an array of ${what} that is not empty`;

/** One way to name a user here. */
type Named = Extract<Identity, { external_id: string } | { email: string } | { phone: string }>;

/** What users are named by, in the body of the set endpoint. */
const NAMED: Readonly<Record<string, { readonly check: Check; identity(id: string): Named }>> = {
  external_ids: { check: listOf(isFilled, 'strings'), identity: (external_id) => ({ external_id }) },
  emails: { check: listOf(isEmail, 'email addresses'), identity: (email) => ({ email }) },
  phones: { check: listOf(isPhone, 'phone numbers in E.164 format'), identity: (phone) => ({ phone }) },
};
const NOT_BOTH = 'Either an email address or a phone number should be provided, but not both.';

interface Change {
  readonly group: string;
  readonly state: GroupState;
  readonly identity: Named;
  /** The users are asked first, and their state changes only with their answer. */
  readonly isAsked: boolean;
}

/** Today's endpoints for subscription groups; the document has none. */
export function subscriptionRoutes(app: FastifyInstance, state: BrazeState): void {
  post(app, state, '/v2/subscription/status/set', (body) => setStates(state, body));

  app.get<{ Querystring: Body }>('/subscription/status/get', async ({ query }) => {
    demand(query, { required: { subscription_group_id: filled } });
    const group = query.subscription_group_id as string;
    const { external_id, email, phone } = namedIn(query);
    // "only the external_id(s) provided will be applied to the result query"
    if (external_id.length > 0)
      return { status: Object.fromEntries(external_id.map((id) => [id, written(state.users.find({ external_id: id })?.subscriptionGroups.get(group))])) };
    if (email.length > 0 && phone.length > 0) throw refuse.badRequest(NOT_BOTH);
    const users = [...email.flatMap((each) => state.users.sharing({ email: each })), ...phone.flatMap((each) => state.users.sharing({ phone: each }))];
    return { status: Object.fromEntries(users.map((user) => [idOf(user), written(user.subscriptionGroups.get(group))])) };
  });

  app.get<{ Querystring: Body }>('/subscription/user/status', async ({ query }) => {
    const { external_id, email, phone } = namedIn(query);
    const [limit, offset] = [naturalIn(query, 'limit') ?? MOST_LISTED, naturalIn(query, 'offset') ?? 0];
    if (limit > MOST_LISTED) throw refuse.badRequest(`'limit' must be at most ${MOST_LISTED}`);
    const users = new Set([
      ...external_id.flatMap((id) => state.users.find({ external_id: id }) ?? []),
      ...email.flatMap((each) => state.users.sharing({ email: each })),
      ...phone.flatMap((each) => state.users.sharing({ phone: each })),
    ]);
    const page = [...users].flatMap((user) => groupsOf(user).map((group) => ({ user, group }))).slice(offset, offset + limit);
    if (state.settings.groupsForm === 'groups') return { success: true, subscription_groups: page.map(({ group }) => group) };
    const listed = [...new Set(page.map(({ user }) => user))].map((user) => ({
      email: user.profile.email ?? null,
      phone: user.profile.phone ?? null,
      external_id: user.external_id ?? null,
      subscription_groups: page.filter((each) => each.user === user).map(({ group }) => group),
    }));
    return { users: listed, total_count: listed.length, message: 'success' };
  });
}

/** "Update User's Subscription Group Status V2": at most 50 users in all, and email addresses and phone numbers never together. */
function setStates(state: BrazeState, body: Body): Outcome {
  const groups = body.subscription_groups;
  if (!Array.isArray(groups) || groups.length === 0 || !groups.every(isRecord)) throw refuse.badRequest("'subscription_groups' must be an array of objects");
  const changes = groups.flatMap((group, index) => changesIn(group, `subscription_groups[${index}]`));
  if (changes.length > MOST_USERS) throw refuse.tooLong(`At most ${MOST_USERS} users are allowed in one request`);
  if (['emails', 'phones'].every((list) => groups.some((group) => group[list] !== undefined))) throw refuse.badRequest(NOT_BOTH);
  return { answer: { message: 'success' }, effect: () => changes.forEach((change) => apply(state, change)) };
}

function changesIn(group: Body, where: string): Change[] {
  const lists = Object.keys(NAMED).filter((list) => group[list] !== undefined);
  if (lists.length === 0) throw refuse.badRequest(`${where}: one of ${Object.keys(NAMED).join(', ')} is required`);
  demand(
    group,
    {
      required: { subscription_group_id: filled, subscription_state: groupState, ...Object.fromEntries(lists.map((list) => [list, NAMED[list]!.check])) },
      optional: { use_double_opt_in_logic: flag },
    },
    where,
  );
  return lists.flatMap((list) =>
    (group[list] as string[]).map((id) => ({
      group: group.subscription_group_id as string,
      state: group.subscription_state as GroupState,
      identity: NAMED[list]!.identity(id),
      isAsked: group.use_double_opt_in_logic === true && group.subscription_state === 'subscribed',
    })),
  );
}

/** "all users that share the email address are updated"; nothing is said of somebody unknown. */
function apply(state: BrazeState, { group, state: to, identity, isAsked }: Change): void {
  if (isAsked) return;
  const known = state.users.find(identity);
  const users = 'external_id' in identity ? (known ? [known] : []) : state.users.sharing(identity);
  for (const user of users) {
    user.subscriptionGroups.set(group, to);
    state.noteTracked(user);
  }
}

/** Who is named in a query: by `external_id`, or by `external_id[]` for each of several. */
function namedIn(query: Body): { external_id: string[]; email: string[]; phone: string[] } {
  const list = (name: string): string[] => {
    const values = [query[name], query[`${name}[]`]].flat().filter((value) => value !== undefined);
    if (!values.every(isFilled)) throw refuse.badRequest(`'${name}' must be a string that is not empty`);
    return values;
  };
  const [external_id, email, phone] = [list('external_id'), list('email'), list('phone')];
  const all = [external_id, email, phone];
  if (all.every((each) => each.length === 0)) throw refuse.badRequest("One of 'external_id', 'email' and 'phone' is required");
  if (all.some((each) => each.length > MOST_USERS)) throw refuse.tooManyIds();
  if (!email.every(isEmail)) throw refuse.badRequest("'email' must be a valid email address");
  return { external_id, email, phone };
}

const idOf = ({ external_id, braze_id }: User): string => external_id ?? braze_id;
