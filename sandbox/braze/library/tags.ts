import { bad } from '../exports/refusals';
import { isGiven } from '../checks';
import type { Library } from './library';

/** "Tags must already exist". Undefined if there are none in the request. */
export function tagsIn(given: unknown, { tags }: Library): readonly string[] | undefined {
  if (!isGiven(given)) return undefined;
  if (!Array.isArray(given)) throw bad('Tags must be an array.');
  if (!given.every((each): each is string => typeof each === 'string')) throw bad('All Tags must be Strings.');
  if (!given.every((each) => tags.has(each))) throw bad('Some Tags could not be found.');
  return given;
}
