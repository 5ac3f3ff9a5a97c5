import { isRecord } from '../../server/body';
import { dateTime, faultIn, filled, flag, isText, text, type Check, type Shape } from '../checks';
import type { BrazeState } from '../state';
import { readTime } from '../times';
import type { Tally, User } from './user';

type Occurrence = Readonly<Record<string, unknown>>;

const MOST_CHARACTERS = 255;
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
/** Names reserved by today's pages. */
const RESERVED = new Set(['time', 'event_name']);

const short: Check = (value) => filled(value) ?? ((value as string).length > MOST_CHARACTERS ? `must have at most ${MOST_CHARACTERS} characters` : undefined);

const EVENT: Shape = { required: { name: short, time: dateTime }, optional: { app_id: text, _update_existing_only: flag } };
const PURCHASE: Shape = {
  required: {
    product_id: short,
    currency: (value) => (isText(value) && CURRENCIES.has(value.toUpperCase()) ? undefined : 'must be an ISO 4217 alphabetic currency code'),
    price: (value) => (typeof value === 'number' && Number.isFinite(value) ? undefined : 'must be a number'),
    time: dateTime,
  },
  optional: {
    app_id: text,
    _update_existing_only: flag,
    quantity: (value) => (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 100 ? undefined : 'must be an integer from 1 to 100'),
  },
};

export const eventFault = (event: Occurrence, appboy: boolean): string | undefined => faultIn(event, EVENT) ?? propertiesFault(event.properties, appboy);
export const purchaseFault = (purchase: Occurrence, appboy: boolean): string | undefined =>
  faultIn(purchase, PURCHASE) ?? propertiesFault(purchase.properties, appboy);

/** "Properties Object". Arrays and objects exist only today. */
function propertiesFault(properties: unknown, appboy: boolean): string | undefined {
  if (properties === undefined || properties === null) return undefined;
  if (!isRecord(properties)) return "'properties' must be an object";
  for (const [name, value] of Object.entries(properties)) {
    if (name === '' || name.length > MOST_CHARACTERS) return `'properties' must have names of 1 to ${MOST_CHARACTERS} characters`;
    if (name.startsWith('$')) return `'properties' has a name with a leading dollar sign: ${name}`;
    if (!appboy && RESERVED.has(name)) return `'properties' has a reserved name: ${name}`;
    if (isText(value) && value.length > MOST_CHARACTERS) return `'properties.${name}' must have at most ${MOST_CHARACTERS} characters`;
    if (appboy && typeof value === 'object') return `'properties.${name}' must be a number, a boolean, a datetime or a string`;
  }
  return undefined;
}

export function applyEvent(state: BrazeState, user: User, { name, time }: Occurrence): void {
  state.events.add(name as string);
  count(user.custom_events, name as string, happened(time, state), 1);
}

/** "currently, Appboy treats a quantity X as X separate purchases with quantity 1". Currencies are not converted. */
export function applyPurchase(state: BrazeState, user: User, { product_id, price, quantity = 1, time }: Occurrence): void {
  state.products.add(product_id as string);
  count(user.purchases, product_id as string, happened(time, state), quantity as number);
  user.total_revenue = Math.round((user.total_revenue + (price as number) * (quantity as number)) * 100) / 100;
}

/** A time in the future becomes now (today's pages). */
function happened(time: unknown, state: BrazeState): number {
  return Math.min(readTime(time)?.ms ?? 0, state.world.now());
}

function count(tallies: Map<string, Tally>, name: string, at: number, times: number): void {
  const tally = tallies.get(name);
  if (!tally) return void tallies.set(name, { first: at, last: at, count: times });
  tally.first = Math.min(tally.first, at);
  tally.last = Math.max(tally.last, at);
  tally.count += times;
}
