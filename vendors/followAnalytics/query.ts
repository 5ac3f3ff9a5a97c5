import { isoWithOffset, type CheckContext, type Request } from '../../engine';
import { headersOf } from './account';

type Value = string | number | boolean | readonly string[] | undefined;

/** Time parameters: each is sent with its offset. */
const TIMES: readonly string[] = ['from', 'to', 'since_date'];

/** A GET in the account's API version, with the parameters that have a value; lists are comma-separated. */
export const getRequest = (path: string, input: { readonly [name: string]: Value }, { timeZone, credential }: CheckContext): Request => {
  const query: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined || (typeof value === 'object' && value.length === 0)) continue;
    if (typeof value === 'object') query[name] = value.join(',');
    else query[name] = TIMES.includes(name) && typeof value === 'string' ? isoWithOffset(value, timeZone) : value;
  }
  return { method: 'GET', path, query, headers: headersOf(credential) };
};
