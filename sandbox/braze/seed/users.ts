import { APPS } from '../apps';
import type { BrazeState } from '../state';
import { NEWSLETTER, SMS_OFFERS } from '../subscriptions/groups';
import { applyAttributes } from '../users/attributes';
import type { Subscription, User } from '../users/user';
import { DAY } from './ids';

export const DEMO_USERS = 1200;
const FIRST = ['Ada', 'Bruno', 'Carla', 'Dmitri', 'Elena', 'Felix', 'Gita', 'Henrik', 'Irina', 'Jonas', 'Karim', 'Lucia', 'Milo'];
const LAST = ['Abel', 'Blanc', 'Costa', 'Dahl', 'Ekström', 'Ferrari', 'Gruber', 'Hoang', 'Ivanova', 'Jung', 'Kowalski'];
const EYES = ['blue', 'brown', 'green'];
const FOODS = ['pizza', 'sushi', 'tacos', 'curry', 'falafel'];
const PLACES = [
  { home_city: 'Paris', country: 'FR', language: 'fr', time_zone: 'Europe/Paris', current_location: { longitude: 2.3522, latitude: 48.8566 } },
  { home_city: 'New York', country: 'US', language: 'en', time_zone: 'America/New_York', current_location: { longitude: -73.991443, latitude: 40.753824 } },
  { home_city: 'Tokyo', country: 'JP', language: 'ja', time_zone: 'Asia/Tokyo', current_location: { longitude: 139.6917, latitude: 35.6895 } },
];

const cycled = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** `demo-0001` to `demo-1200`, and the users of the document's examples. */
export function plantUsers(state: BrazeState): void {
  const now = state.world.now();
  const user1 = plant(state, 'user1', { first_name: 'Jon', last_name: 'Doe', dob: '1988-02-14', ...cycled(PLACES, 1), ...subscribed('opted_in') });
  user1.subscriptionGroups.set(NEWSLETTER, 'subscribed').set(SMS_OFFERS, 'unsubscribed');
  state.users.deprecate(user1, 'old-user1');
  const user2 = plant(state, 'user2', { first_name: 'Jill', last_name: 'Roe', ...cycled(PLACES, 0), ...subscribed('opted_in') });
  state.users.deprecate(user2, 'old-user2');
  plant(state, 'user3', { first_name: 'Marie', last_name: 'Leroy', ...cycled(PLACES, 0), ...subscribed('subscribed') });
  plant(state, 'external_id1', { first_name: 'Pierre', last_name: 'Dupont', ...cycled(PLACES, 0), ...subscribed('subscribed') });
  plant(state, 'external_id2', { first_name: 'Thomas', last_name: 'Dupont', ...cycled(PLACES, 0), ...subscribed('subscribed') });
  state.users.plant({
    ids: Array.from({ length: DEMO_USERS }, (_, index) => demoId(index)),
    pattern: /demo-\d{4}/,
    brazeIdOf,
    create: (id) => plantDemoUser(state, Number(id.slice(-4)) - 1, now),
  });
  // Spread over the year, so that lists of unsubscribed addresses have several pages.
  for (let index = 0; index < DEMO_USERS; index++) {
    if (emailStateOf(index) === 'unsubscribed') state.emails.remember(emailOf(demoId(index)), 'unsubscribed', now - ((index % 360) + 3) * DAY);
  }
  // "bob@example.com" belongs to nobody: an address can be unsubscribed nevertheless.
  state.emails.subscribe('bob@example.com', 'unsubscribed', now - 2 * DAY);
  state.emails.bounced.set('bounced@example.com', now - 3 * DAY);
  state.emails.spam.add('spam@example.com');
  state.invalidNumbers.set('+15043277269', { at: now - 2 * DAY, reason: 'deactivated' });
  state.invalidNumbers.set('+15043277270', { at: now - 4 * DAY, reason: 'provider_error' });
}

const demoId = (index: number): string => `demo-${String(index + 1).padStart(4, '0')}`;
const brazeIdOf = (id: string): string => `braze-${id}`;
const emailOf = (id: string): string => `${id}@example.com`;
/** One in ten has unsubscribed from email. */
const emailStateOf = (index: number): Subscription => (index % 10 === 9 ? 'unsubscribed' : index % 2 ? 'subscribed' : 'opted_in');

function plantDemoUser(state: BrazeState, index: number, now: number): void {
  const id = demoId(index);
  // One in ten has unsubscribed from push.
  const push_subscribe = index % 10 === 4 ? 'unsubscribed' : index % 3 ? 'subscribed' : 'opted_in';
  const user = plant(
    state,
    id,
    {
      first_name: cycled(FIRST, index),
      last_name: cycled(LAST, index),
      gender: index % 2 ? 'F' : 'M',
      ...cycled(PLACES, index),
      push_subscribe,
      eye_color: cycled(EYES, index),
      favorite_foods: [cycled(FOODS, index), cycled(FOODS, index + 2)],
      loyalty_points: index,
      member: index % 2 === 0,
      last_purchase_time: new Date(now - (index % 30) * DAY).toISOString(),
      push_tokens: [{ app_id: cycled([...APPS.keys()], index), token: `token-${id}`, device_id: `device-${id}` }],
    },
    now,
  );
  user.profile.email_subscribe = emailStateOf(index);
  user.custom_events.set('Event A', { first: now - 90 * DAY, last: now - (index % 60) * DAY, count: 1 + (index % 9) });
  if (index % 4) {
    user.purchases.set('Product A', { first: now - 80 * DAY, last: now - (index % 30) * DAY, count: index % 4 });
    user.total_revenue = (index % 4) * 9.99;
  }
  const app = cycled([...APPS.values()], index);
  user.demo = {
    devices: [{ model: app.platform === 'iOS' ? 'iPhone 6' : 'Nexus 5', os: app.platform, carrier: 'Demo Mobile', ad_tracking_enabled: index % 4 === 0 }],
    apps: [
      {
        name: app.name,
        platform: app.platform,
        version: '2.1.0',
        sessions: String(1 + (index % 40)),
        first_used: ago(now, 90),
        last_used: ago(now, index % 60),
      },
    ],
    ...(index % 25 === 0 && { attributed_campaign: 'Spring Launch', attributed_source: 'Search' }),
    ...(index % 7 === 0 && { cards_clicked: [{ name: 'Sale Card 2015' }] }),
  };
}

/** A year old: older than anything that is recorded of them. A demo user may be made later than the others, and is as old. */
function plant(state: BrazeState, id: string, attributes: Record<string, unknown>, now = state.world.now()): User {
  const names = { external_id: id, braze_id: brazeIdOf(id), user_alias: { alias_name: id, alias_label: 'crm' } };
  const user = state.users.create({ ...names, createdAt: now - 365 * DAY });
  applyAttributes(state, user, { email: emailOf(id), ...attributes });
  return user;
}

const subscribed = (state: string) => ({ email_subscribe: state, push_subscribe: state });
const ago = (now: number, days: number): string => new Date(now - days * DAY).toISOString();
