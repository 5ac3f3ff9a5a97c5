import type { JsonObject } from '../../../engine';
import type { Sent } from '../../properties/operations/wire';
import { idOf, isKnown } from './brazePeople';
import { listed, upTo, type Sharing } from './sharing';

/**
 * "User Track Endpoint". Today 75 objects in all; 50 in all in contracts of 2024 and 2025, 75 of each kind in older workspaces; "up to 50 Attributes, Event,
 * and Purchase Objects" in the Appboy document.
 */

const LISTS = ['attributes', 'events', 'purchases'] as const;
type List = (typeof LISTS)[number];

/** Those whom nobody knows are not made, so that neighbours are answered differently. */
const userOf = (n: number): JsonObject => ({ external_id: idOf(n), ...(!isKnown(n) && { _update_existing_only: true }) });
const TIME = '2026-01-01T10:00:00+00:00';
const objectOf: Readonly<Record<List, (n: number) => JsonObject>> = {
  attributes: (n) => ({ ...userOf(n), number: n }),
  events: (n) => ({ ...userOf(n), name: `event-${n}`, time: TIME }),
  purchases: (n) => ({ ...userOf(n), product_id: `product-${n}`, currency: 'USD', price: n + 1, time: TIME }),
};
const formOf: Readonly<Record<List, (n: number) => JsonObject>> = {
  attributes: (n) => ({ kind: 'attributes', user: idOf(n), custom_attributes: { number: n } }),
  events: (n) => ({ kind: 'event', user: idOf(n), name: `event-${n}`, time: TIME }),
  purchases: (n) => ({ kind: 'purchase', user: idOf(n), product_id: `product-${n}`, currency: 'USD', price: n + 1, time: TIME }),
};

/** Each object with the list that it stands in. */
const named = (sent: Sent): readonly unknown[] => LISTS.flatMap((list) => listed(sent, list).map((object) => [list, object]));

const answer = (n: number): JsonObject | RegExp => (isKnown(n) ? { external_id: idOf(n), status: 'processed' } : /does not exist/);

/** Objects of one kind, as the form has them and as JSON. */
const ofOneKind = (list: List): readonly Sharing[] => [
  {
    vendor: 'braze',
    operation: 'user.track',
    by: `${list}, 75 in all`,
    max: 75,
    one: (n) => ({ ...formOf[list](n), ...(!isKnown(n) && { _update_existing_only: true }) }),
    named,
    as: (n) => [list, objectOf[list](n)],
    answer,
    errorsIn: list,
  },
  {
    vendor: 'braze',
    operation: 'user.track',
    by: `${list} as JSON, 75 in all`,
    list,
    max: 75,
    one: (n) => ({ kind: 'json', [list]: [objectOf[list](n)] }),
    all: (numbers) => ({ kind: 'json', [list]: numbers.map(objectOf[list]) }),
    named,
    as: (n) => [list, objectOf[list](n)],
    answer,
    errorsIn: list,
  },
];

const listOf = (n: number): List => LISTS[n % 3]!;

/** Objects of all kinds in turn, one a kind after the other in the request. */
const mixed = (by: string, max: number, account: JsonObject, settings: JsonObject): Sharing => ({
  vendor: 'braze',
  operation: 'user.track',
  by,
  max,
  account,
  settings,
  one: (n) => ({ kind: 'json', [listOf(n)]: [objectOf[listOf(n)](n)] }),
  named,
  as: (n) => [listOf(n), objectOf[listOf(n)](n)],
  answer,
  requests: (count) =>
    upTo(Math.ceil(count / max)).map((place) => {
      const numbers = upTo(count).slice(place * max, (place + 1) * max);
      return LISTS.flatMap((list) => numbers.filter((n) => listOf(n) === list));
    }),
});

const APPBOY = { authentication: 'app_group_id', api_key: '75480f9a-4db8-4057-8b7e-4d59bfd73709', version: 'appboy' };

export const track: readonly Sharing[] = [
  ...LISTS.flatMap(ofOneKind),
  mixed('all kinds, 75 in all', 75, {}, {}),
  mixed('all kinds, 50 in all', 50, { track_limit: 'total50' }, { trackLimit: 'total50' }),
  mixed('all kinds, 75 of each', 3 * 75, { track_limit: 'each75' }, { trackLimit: 'each75' }),
  mixed('all kinds, 50 of each', 3 * 50, { track_limit: 'each50' }, { trackLimit: 'each50' }),
  mixed('all kinds, as Appboy', 3 * 50, APPBOY, { trackLimit: 'each50', appboy: 1 }),
];
