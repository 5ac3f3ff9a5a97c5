import type { CampaignError } from '../base/errors';
import { visible } from '../base/unseen';
import { capitalized, type HostWords } from '../base/words';

/** A wire path that is more than a field name. */
const IS_PATH = /[.[]/;

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * The part of a path that a field's label does not express: lists, counted from 1, as in ` (segmentation 1, rules 2)`, or otherwise the last member.
 * @param label what precedes the path in the message
 * @param isTold whether the entry of the outermost list was named already
 */
const wayOf = (path: string, label: string, isTold: boolean): string => {
  const steps = [...path.matchAll(/([^.[\]]+)(?:\[(\d+)\])?/g)].map(([, name = '', index]) => ({ name, index }));
  const says = (text: string): boolean => plain(label).includes(plain(text));
  const lists = steps.flatMap(({ name, index }) =>
    index === undefined || says(`${name}.entry ${Number(index) + 1}`) ? [] : [`${visible(name)} ${Number(index) + 1}`],
  );
  const last = steps.length > 1 ? steps.at(-1) : undefined;
  const isNamed = !last || last.index !== undefined || says(last.name);
  const inLists = isTold ? lists.slice(1) : lists;
  const left = inLists.length > 0 || isNamed ? inLists : [visible(last.name)];
  return left.length > 0 ? ` (${left.join(', ')})` : '';
};

/** The message with its field's path in words. */
const withoutPath = (message: string, path: string, isTold: boolean): string => {
  const at = message.indexOf(` (${path})`);
  return at < 0 ? message : `${message.slice(0, at)}${wayOf(path, message.slice(0, at), isTold)}${message.slice(at + path.length + 3)}`;
};

/** Where something went wrong, counted from 1: `Item 3, entry 2, user 'u17'`; empty if there is only one place. */
const placeOf = ({ items, entry, person, message }: CampaignError, item: number, total: number, words: HostWords): string => {
  // A problem shared by many items has no single place.
  if (items.length !== 1 || (total <= 1 && entry === undefined)) return '';
  const isNamed = person === undefined || message.includes(`'${person}'`);
  const place = [
    ...(total > 1 ? [`${words.item} ${item + 1}`] : []),
    ...(entry === undefined ? [] : [`entry ${entry}`]),
    ...(isNamed ? [] : [`user '${visible(person)}'`]),
  ].join(', ');
  return place === '' ? '' : `${capitalized(place)}: `;
};

/**
 * An error's message for people: with the place, counted from 1, and the person. A path in wire terms, such as `messages[0].user_id`, is in the
 * details, and is put into words here if the label does not express it; a field's wire name is kept because labels are translated.
 * @param item position of the item, from 0
 * @param total number of items
 */
export const told = (error: CampaignError, item: number, total: number, words: HostWords): string => {
  const { message, field = '' } = error;
  return `${placeOf(error, item, total, words)}${IS_PATH.test(field) ? withoutPath(message, field, total > 1 || error.entry !== undefined) : message}`;
};
