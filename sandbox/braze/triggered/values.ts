import { isGiven, demand, object } from '../checks';
import type { Body } from '../endpoint';
import { refuse } from '../refusals';
import type { Kind } from './kind';

/** The personalized values in a request, or of a recipient at a place in it. */
export function readValues(body: Body, { values, mostBytes = Infinity }: Kind, where = ''): Readonly<Record<string, unknown>> {
  const name = values.find((each) => isGiven(body[each]));
  if (name === undefined) return {};
  demand(body, { optional: { [name]: object } }, where);
  const bytes = Buffer.byteLength(JSON.stringify(body[name]));
  if (bytes > mostBytes) throw refuse.tooLong(`${where ? `${where}: ` : ''}'${name}' must not be larger than ${mostBytes / 1024} KB`);
  return body[name] as Readonly<Record<string, unknown>>;
}
