/** `user_alias` of today's pages. */
export interface Alias {
  alias_name: string;
  alias_label: string;
}

export interface PushToken {
  app_id: string;
  token: string;
}

/** How often something was recorded, and the first and last time (milliseconds). */
export interface Tally {
  first: number;
  last: number;
  count: number;
}

export type Subscription = 'opted_in' | 'subscribed' | 'unsubscribed';

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
  user_aliases: Alias[];
  custom_events: Map<string, Tally>;
  purchases: Map<string, Tally>;
  total_revenue: number;
  push_tokens: PushToken[];
  /** When the messages of a campaign were last received, by campaign ID. */
  campaigns: Map<string, number>;
  /** When a request last changed the profile. */
  trackedAt?: number;
  /** Members of the user export object that no endpoint sets: they come from the seed. */
  demo?: { devices?: object[]; apps?: object[]; cards_clicked?: object[]; attributed_campaign?: string; attributed_source?: string };
}

/** The value of a subscription field; without one, a person is subscribed ("neither opted in nor out"). */
export function subscriptionOf({ profile }: Person, channel: 'push' | 'email'): Subscription {
  return (profile[`${channel}_subscribe`] as Subscription | undefined) ?? 'subscribed';
}
