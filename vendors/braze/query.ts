import { isoWithOffset, type CheckContext, type Json, type Request } from '../../engine';

type Value = Json | undefined;

/** Time parameters: each is sent with its offset. */
const TIMES: readonly string[] = ['ending_at', 'last_edit.time[gt]'];

/** A GET with the parameters that have a value. */
export const getRequest = (path: string, input: { readonly [name: string]: unknown }, { timeZone }: Pick<CheckContext, 'timeZone'>): Request => {
  const query: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(input) as [string, Value][]) {
    if (typeof value === 'string') query[name] = TIMES.includes(name) ? isoWithOffset(value, timeZone) : value;
    else if (typeof value === 'number' || typeof value === 'boolean') query[name] = value;
  }
  return { method: 'GET', path, query };
};
