import { readTime } from '../times';

/** `user_alias` of today's pages. */
export interface Alias {
  alias_name: string;
  alias_label: string;
}

export interface PushToken {
  app_id: string;
  token: string;
  /** Of today's pages, where a token without one gets a random one. */
  device_id?: string;
}

/** How often something was recorded, and the first and last time (milliseconds). */
export interface Tally {
  first: number;
  last: number;
  count: number;
}

export type Subscription = 'opted_in' | 'subscribed' | 'unsubscribed';

/** The state of a user in a subscription group. */
export type GroupState = 'subscribed' | 'unsubscribed';

/** What messages, filters and templates need to know about a person. */
export interface Person {
  external_id?: string;
  braze_id: string;
  /** "Appboy User Profile Fields" by their wire names. */
  profile: Record<string, unknown>;
  custom_attributes: Record<string, unknown>;
}

/** A user profile as stored in the sandbox. */
export interface User extends Person {
  /** When the profile was made, in milliseconds. */
  createdAt: number;
  user_aliases: Alias[];
  custom_events: Map<string, Tally>;
  purchases: Map<string, Tally>;
  total_revenue: number;
  push_tokens: PushToken[];
  /** The state in each subscription group, by its ID, if there ever was one. */
  subscriptionGroups: Map<string, GroupState>;
  /** Earlier external IDs, by which the user is still found. */
  deprecatedIds: Set<string>;
  /** When the messages of a campaign were last received, by campaign ID. */
  campaigns: Map<string, number>;
  /** When a request last changed the profile. */
  trackedAt?: number;
  /** Members of the user export object that no endpoint sets: they come from the seed. */
  demo?: { devices?: object[]; apps?: AppUse[]; cards_clicked?: object[]; attributed_campaign?: string; attributed_source?: string };
}

/** An entry of `apps` in the user export object. */
interface AppUse {
  last_used?: unknown;
  [member: string]: unknown;
}

/** When a person last used an app, in milliseconds; undefined if never. */
export function lastUsedApp(person: Person): number | undefined {
  // Users of a computed crowd are read from a line of an export, which has its members side by side.
  const apps = ((person as Partial<User>).demo?.apps ?? person.profile.apps ?? []) as AppUse[];
  const times = [...apps.map(({ last_used }) => last_used), person.profile.date_of_last_session].flatMap((time) => readTime(time)?.ms ?? []);
  return times.length > 0 ? Math.max(...times) : undefined;
}

/** The value of a subscription field; without one, a person is subscribed ("neither opted in nor out"). */
export function subscriptionOf({ profile }: Person, channel: 'push' | 'email'): Subscription {
  return (profile[`${channel}_subscribe`] as Subscription | undefined) ?? 'subscribed';
}
