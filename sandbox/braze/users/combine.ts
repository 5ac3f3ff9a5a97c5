import type { BrazeState } from '../state';
import type { Tally, User } from './user';

/** Profile fields that are taken over if the user who stays has none. */
const FIELDS = ['first_name', 'last_name', 'email', 'gender', 'dob', 'phone', 'time_zone', 'home_city', 'country', 'language'];

/** "Merge behavior": what the user who stays lacks is taken over, counts are added, and the other profile is removed. */
export function combine(state: BrazeState, from: User, to: User): void {
  const { users } = state;
  const { profile, custom_attributes, custom_events, purchases, total_revenue, campaigns, subscriptionGroups, push_tokens, user_aliases } = from;
  // What can only belong to one user becomes free first.
  users.delete(from);
  for (const name of FIELDS) if (to.profile[name] === undefined && profile[name] !== undefined) users.set(to, name, profile[name]);
  for (const [name, value] of Object.entries(custom_attributes)) if (!(name in to.custom_attributes)) to.custom_attributes[name] = value;
  add(custom_events, to.custom_events);
  add(purchases, to.purchases);
  to.total_revenue = Math.round((to.total_revenue + total_revenue) * 100) / 100;
  for (const [id, at] of campaigns) to.campaigns.set(id, Math.max(at, to.campaigns.get(id) ?? 0));
  for (const [id, set] of subscriptionGroups) if (!to.subscriptionGroups.has(id)) to.subscriptionGroups.set(id, set);
  for (const token of push_tokens) users.addToken(to, token);
  // "A user can have only one alias for a specific label."
  for (const alias of user_aliases) if (!to.user_aliases.some(({ alias_label }) => alias_label === alias.alias_label)) users.addAlias(to, alias);
  state.noteTracked(to);
}

function add(from: ReadonlyMap<string, Tally>, to: Map<string, Tally>): void {
  for (const [name, tally] of from) {
    const own = to.get(name);
    to.set(name, own ? { first: Math.min(own.first, tally.first), last: Math.max(own.last, tally.last), count: own.count + tally.count } : tally);
  }
}
