import type { CampaignError } from './errors';
import { capitalized, type HostWords } from './words';

/** A wire path that is more than the name of a field. */
const IS_PATH = /[.[]/;

/**
 * The lists on the way to a field, counted from 1: ` (segmentation 1, rules 2)`.
 * @param isTold whether it was said already which entry of the outermost list is meant
 */
const listsOn = (path: string, isTold: boolean): string => {
  const lists = [...path.matchAll(/([^.[\]]+)\[(\d+)\]/g)].map(([, list, index]) => `${list} ${Number(index) + 1}`);
  const left = isTold ? lists.slice(1) : lists;
  return left.length > 0 ? ` (${left.join(', ')})` : '';
};

/** Where something went wrong, as people count: `Item 3, entry 2, user 'u17'`; nothing where there is only one place. */
const placeOf = ({ items, entry, person, message }: CampaignError, item: number, total: number, words: HostWords): string => {
  // What many share is no one's place.
  if (items.length !== 1 || (total <= 1 && entry === undefined)) return '';
  const isNamed = person === undefined || message.includes(`'${person}'`);
  const place = [
    ...(total > 1 ? [`${words.item} ${item + 1}`] : []),
    ...(entry === undefined ? [] : [`entry ${entry}`]),
    ...(isNamed ? [] : [`user '${person}'`]),
  ].join(', ');
  return place === '' ? '' : `${capitalized(place)}: `;
};

/**
 * The message of an error for people to read: with the place counted from 1 and the person. A path in wire terms, such as `messages[0].user_id`, is in the
 * details; the wire name of a field stays, as a label is translated and it is not.
 * @param item position of the item, from 0
 * @param total how many items there are
 */
export const told = (error: CampaignError, item: number, total: number, words: HostWords): string => {
  const { message, field = '' } = error;
  return `${placeOf(error, item, total, words)}${IS_PATH.test(field) ? message.replace(` (${field})`, listsOn(field, total > 1 || error.entry !== undefined)) : message}`;
};
