import type { ProfileView, TallyView } from '../server/views';
import type { BrazeState } from './state';
import { groupOf } from './subscriptions/groups';
import { subscriptionOf, type Tally, type User } from './users/user';

/** Every user, and every email address that has a state but no user. */
export function* profilesOf(state: BrazeState): Generator<ProfileView> {
  const addresses = new Set<string>();
  for (const user of state.users.all()) {
    if (typeof user.profile.email === 'string') addresses.add(user.profile.email.toLowerCase());
    yield viewOf(state, user);
  }
  const { unsubscribed, bounced, spam } = state.emails;
  for (const email of new Set([...unsubscribed.keys(), ...bounced.keys(), ...spam])) {
    if (addresses.has(email)) continue;
    yield { id: email, email, attributes: {}, segments: () => [], emailStates: emailStates(state, email) };
  }
}

function viewOf(state: BrazeState, user: User): ProfileView {
  const { external_id, braze_id, profile, custom_attributes, user_aliases, custom_events, purchases, push_tokens, trackedAt } = user;
  const { email, phone, first_name, last_name, ...others } = profile;
  const name = [first_name, last_name].filter((part) => typeof part === 'string').join(' ');
  return {
    id: external_id ?? braze_id,
    ...(name !== '' && { name }),
    ...(typeof email === 'string' && { email, emailStates: emailStates(state, email.toLowerCase()) }),
    ...(typeof phone === 'string' && { phone }),
    aliases: user_aliases.map(({ alias_label, alias_name }) => `${alias_label}:${alias_name}`),
    attributes: { ...(first_name !== undefined && { first_name }), ...(last_name !== undefined && { last_name }), ...others, ...custom_attributes },
    events: tallies(custom_events),
    purchases: tallies(purchases),
    segments: () => [...state.segments.values()].filter(({ includes }) => includes?.(user)).map((segment) => segment.name),
    subscriptions: {
      push: subscriptionOf(user, 'push'),
      email: subscriptionOf(user, 'email'),
      ...Object.fromEntries([...user.subscriptionGroups].map(([id, state]) => [groupOf(id).name, state])),
    },
    platforms: push_tokens.map(({ app_id }) => app_id),
    ...(trackedAt !== undefined && { trackedAt }),
  };
}

function emailStates({ emails }: BrazeState, email: string): string[] {
  return [
    ...(emails.unsubscribed.has(email) ? ['unsubscribed'] : []),
    ...(emails.bounced.has(email) ? ['hard bounce'] : []),
    ...(emails.spam.has(email) ? ['reported spam'] : []),
  ];
}

const tallies = (all: ReadonlyMap<string, Tally>): TallyView[] => [...all].map(([name, { first, last, count }]) => ({ name, first, last, count }));
