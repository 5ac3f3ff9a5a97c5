import { APPS } from '../apps';
import { fraction } from '../exports/figures';
import type { Tally, User } from './user';

/** Profile fields with the same name in the user export object, in its order. */
const BEFORE_PLACE = ['first_name', 'last_name', 'email', 'dob', 'home_city', 'country', 'phone', 'language', 'time_zone'];

/** Each user is in one of ten thousand buckets for good ("random_bucket"). */
const BUCKETS = 10_000;

/** The context for building a row. */
export interface RowContext {
  /** The document's names (`appboy_id`) instead of today's. */
  readonly oldNames: boolean;
  campaignName(id: string): string | undefined;
}

/**
 * The user export object ("Sample User Export File Output"): "we will include the least data possible", so empty members and requested fields without a
 * value are omitted.
 */
export function rowOf(user: User, fields: readonly string[] | undefined, context: RowContext): Record<string, unknown> {
  const whole = wholeRow(user, context);
  const row: Record<string, unknown> = {};
  for (const name of fields ?? Object.keys(whole)) if (!isEmpty(whole[name])) row[name] = whole[name];
  return row;
}

function wholeRow(user: User, { oldNames, campaignName }: RowContext): Record<string, unknown> {
  const { profile, demo } = user;
  const place = profile.current_location as { longitude: number; latitude: number } | undefined;
  return {
    external_id: user.external_id,
    [oldNames ? 'appboy_id' : 'braze_id']: user.braze_id,
    ...(!oldNames && {
      user_aliases: user.user_aliases,
      created_at: iso(user.createdAt),
      random_bucket: Math.floor(fraction(`bucket ${user.braze_id}`) * BUCKETS),
    }),
    ...Object.fromEntries(BEFORE_PLACE.map((name) => [name, profile[name]])),
    last_coordinates: place && [place.longitude, place.latitude],
    gender: profile.gender,
    total_revenue: user.total_revenue,
    attributed_campaign: demo?.attributed_campaign,
    attributed_source: demo?.attributed_source,
    push_subscribe: profile.push_subscribe,
    email_subscribe: profile.email_subscribe,
    custom_attributes: user.custom_attributes,
    custom_events: tallies(user.custom_events),
    purchases: tallies(user.purchases),
    devices: demo?.devices,
    push_tokens: user.push_tokens.map(({ app_id, token, device_id }) => ({
      app: APPS.get(app_id)?.name ?? app_id,
      platform: APPS.get(app_id)?.platform ?? '',
      token,
      ...(!oldNames && { device_id, notifications_enabled: profile.push_subscribe !== 'unsubscribed' }),
    })),
    apps: demo?.apps,
    campaigns_received: [...user.campaigns].map(([id, at]) => ({
      name: campaignName(id) ?? id,
      last_received: iso(at),
      engaged: {},
      converted: false,
      api_campaign_id: id,
    })),
    cards_clicked: demo?.cards_clicked,
  };
}

function tallies(all: ReadonlyMap<string, Tally>): object[] {
  return [...all].map(([name, { first, last, count }]) => ({ name, first: iso(first), last: iso(last), count }));
}

const iso = (ms: number): string => new Date(ms).toISOString();

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === 0) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
