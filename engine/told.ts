import type { CampaignError } from './errors';
import { visible } from './unseen';
import { capitalized, type HostWords } from './words';

/** A wire path that is more than the name of a field. */
const IS_PATH = /[.[]/;

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * A wire path as people read it, as far as the message does not say it already: without the field or the entry that it begins with, with
 * positions from 1, and without the member at its end where the label names it.
 * @param label what stands before the path in the message
 */
const inWords = (path: string, label: string): string => {
  const [, rest = ''] = /^[^.[]+(?:\[\d+\])?\.?(.*)$/.exec(path) ?? [];
  const steps = rest
    .replace(/\[(\d+)\]/g, (_, index: string) => `.#${Number(index) + 1}`)
    .split('.')
    .filter((step) => step !== '');
  const isNamed = (step: string): boolean => plain(label).includes(plain(step));
  while (steps.length > 0 && !steps.at(-1)!.startsWith('#') && isNamed(steps.at(-1)!)) steps.pop();
  return steps.map((step) => (step.startsWith('#') ? `entry ${step.slice(1)}` : visible(step))).join(', ');
};

/** The message with the path of its field in words. */
const withoutPath = (message: string, path: string): string => {
  const at = message.indexOf(` (${path})`);
  if (at < 0) return message;
  const words = inWords(path, message.slice(0, at));
  return `${message.slice(0, at)}${words === '' ? '' : ` (${words})`}${message.slice(at + path.length + 3)}`;
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
  return `${placeOf(error, item, total, words)}${IS_PATH.test(field) ? withoutPath(message, field) : message}`;
};
