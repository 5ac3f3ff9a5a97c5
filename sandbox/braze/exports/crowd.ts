import type { UserLines } from './archive';

const FIRST = ['Aisha', 'Björn', 'Chloé', 'Diego', 'Emma', 'Farid', 'Grace', 'Hugo', 'Inès', 'Jun', 'Kofi', 'Léa', 'Mina'];
const LAST = ['Almeida', 'Bernard', 'Chen', 'Dubois', 'Eriksen', 'Fischer', 'García', 'Haddad', 'Ito', 'Jensen', 'Kaya'];
const PLACES = [
  { home_city: 'Paris', country: 'FR', language: 'fr', time_zone: 'Europe/Paris', last_coordinates: [2.3522, 48.8566] },
  { home_city: 'New York', country: 'US', language: 'en', time_zone: 'America/New_York', last_coordinates: [-74.006, 40.7128] },
  { home_city: 'Tokyo', country: 'JP', language: 'ja', time_zone: 'Asia/Tokyo', last_coordinates: [139.6917, 35.6895] },
  { home_city: 'São Paulo', country: 'BR', language: 'pt', time_zone: 'America/Sao_Paulo', last_coordinates: [-46.6333, -23.5505] },
  { home_city: 'Berlin', country: 'DE', language: 'de', time_zone: 'Europe/Berlin', last_coordinates: [13.405, 52.52] },
] as const;
const SUBSCRIPTIONS = ['opted_in', 'subscribed', 'unsubscribed'] as const;
const DAY_MS = 86_400_000;

/** The entry of a list for a user, cycling through the list. */
function cycled<Entry>(list: readonly Entry[], index: number): Entry {
  return list[index % list.length] as Entry;
}

const isApple = (index: number): boolean => index % 2 === 0;
const platform = (index: number): string => (isApple(index) ? 'iOS' : 'Android');
const appName = (index: number): string => `Demo ${platform(index)}`;
const id = (index: number): string => `big-${String(index + 1).padStart(7, '0')}`;

/**
 * Members of the user export object ("Sample User Export File Output" of the document), as functions of a user's number and the export's time. Empty
 * members are omitted.
 */
const FIELDS: Readonly<Record<string, (index: number, at: number) => unknown>> = {
  external_id: id,
  braze_id: (index) => `braze-${id(index)}`,
  created_at: (index, at) => span(index, at).first,
  user_aliases: (index) => [{ alias_name: id(index), alias_label: 'crm' }],
  first_name: (index) => cycled(FIRST, index),
  last_name: (index) => cycled(LAST, index),
  email: (index) => `${id(index)}@example.com`,
  dob: (index) => `${1950 + (index % 55)}-0${1 + (index % 9)}-1${index % 10}`,
  home_city: (index) => cycled(PLACES, index).home_city,
  country: (index) => cycled(PLACES, index).country,
  phone: (index) => (index % 3 ? `+1555${String(index % 10_000_000).padStart(7, '0')}` : undefined),
  language: (index) => cycled(PLACES, index).language,
  time_zone: (index) => cycled(PLACES, index).time_zone,
  last_coordinates: (index) => cycled(PLACES, index).last_coordinates,
  gender: (index) => cycled(['M', 'F', undefined], index),
  total_revenue: (index) => (index % 4 ? (index % 5000) / 4 : undefined),
  random_bucket: (index) => index % 10_000,
  attributed_campaign: (index) => (index % 10 === 0 ? 'Spring Launch' : undefined),
  attributed_source: (index) => (index % 10 === 0 ? 'Search' : undefined),
  push_subscribe: (index) => cycled(SUBSCRIPTIONS, index),
  email_subscribe: (index) => cycled(SUBSCRIPTIONS, index + 1),
  custom_attributes: (index) => ({ loyalty_points: index % 1000, member: index % 2 === 1 }),
  custom_events: (index, at) => (index % 3 ? [{ name: 'Event A', ...span(index, at), count: 1 + (index % 40) }] : undefined),
  purchases: (index, at) => (index % 4 ? [{ name: 'Product A', ...span(index, at), count: 1 + (index % 7) }] : undefined),
  devices: (index) => [device(index)],
  push_tokens: (index) => [{ app: appName(index), platform: platform(index), token: `token-${id(index)}` }],
  apps: (index, at) => {
    const { first, last } = span(index, at);
    return [{ name: appName(index), platform: platform(index), version: '2.1.0', sessions: String(1 + (index % 90)), first_used: first, last_used: last }];
  },
};

/** Member names at the time of the document. */
const OLD_NAMES: Readonly<Record<string, string>> = { braze_id: 'appboy_id' };
const ONLY_TODAY: readonly string[] = ['created_at'];

function span(index: number, at: number): { first: string; last: string } {
  const day = (back: number): string => new Date(at - back * DAY_MS).toISOString();
  return { first: day(90 + (index % 300)), last: day(index % 60) };
}

function device(index: number): object {
  return isApple(index)
    ? { model: 'iPhone 6', os: 'iOS 9.1', carrier: 'Demo Mobile', idfv: `idfv-${id(index)}`, ad_tracking_enabled: index % 4 === 0 }
    : { model: 'Nexus 5', os: 'Android 6.0', carrier: 'Demo Mobile', ad_tracking_enabled: index % 3 === 0 };
}

/** A crowd of any size that is not stored: each user is computed when its line is read. */
export function crowdLines(count: number, fields: readonly string[] | undefined, at: number, oldNames: boolean): UserLines {
  const named = Object.entries(FIELDS)
    .filter(([name]) => !oldNames || !ONLY_TODAY.includes(name))
    .map(([name, value]) => ({ name: (oldNames && OLD_NAMES[name]) || name, value }));
  const wanted = fields ? named.filter(({ name }) => fields.includes(name)) : named;
  return {
    count,
    at(index) {
      const row: Record<string, unknown> = {};
      for (const { name, value } of wanted) row[name] = value(index, at);
      return JSON.stringify(row);
    },
  };
}
