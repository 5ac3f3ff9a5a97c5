import type { CampaignError } from '../base/errors';
import { visible } from '../base/unseen';
import { capitalized, type HostWords } from '../base/words';

/** A wire path that is more than the name of a field. */
const IS_PATH = /[.[]/;

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * What the label of a field does not say of the way to it: the lists, counted from 1, as in ` (segmentation 1, rules 2)`, or else the member at its end.
 * @param label what stands before the path in the message
 * @param isTold whether it was said already which entry of the outermost list is meant
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

/** The message with the path of its field in words. */
const withoutPath = (message: string, path: string, isTold: boolean): string => {
  const at = message.indexOf(` (${path})`);
  return at < 0 ? message : `${message.slice(0, at)}${wayOf(path, message.slice(0, at), isTold)}${message.slice(at + path.length + 3)}`;
};

/** Where something went wrong, as people count: `Item 3, entry 2, user 'u17'`; nothing where there is only one place. */
const placeOf = ({ items, entry, person, message }: CampaignError, item: number, total: number, words: HostWords): string => {
  // What many share is no one's place.
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
 * The message of an error for people to read: with the place counted from 1 and the person. A path in wire terms, such as `messages[0].user_id`, is in the
 * details, and here in words where the label does not say it; the wire name of a field stays, as a label is translated and it is not.
 * @param item position of the item, from 0
 * @param total how many items there are
 */
export const told = (error: CampaignError, item: number, total: number, words: HostWords): string => {
  const { message, field = '' } = error;
  return `${placeOf(error, item, total, words)}${IS_PATH.test(field) ? withoutPath(message, field, total > 1 || error.entry !== undefined) : message}`;
};
