/** A query string as Fastify reads it. */
export type Query = Readonly<Record<string, string | string[] | undefined>>;

/** A parameter that has a value it cannot have. */
export class QueryError extends Error {}

/** All values of a parameter that may be repeated. */
export function valuesIn(query: Query, name: string): readonly string[] {
  const value = query[name];
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]).filter((each) => each !== '');
}

export const valueIn = (query: Query, name: string): string | undefined => valuesIn(query, name)[0];

/** What is searched for: words in any order, and phrases in quotes; in lower case. */
export function wordsIn(query: Query): readonly string[] {
  const pieces = (valueIn(query, 'q') ?? '').toLowerCase().match(/"[^"]+"|[^\s"]+/g) ?? [];
  return pieces.map((piece) => piece.replaceAll('"', ''));
}

/** A whole number within bounds, or the given one. */
export function numberIn(query: Query, name: string, least: number, most: number, otherwise: number): number {
  const text = valueIn(query, name);
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) throw new QueryError(`"${name}" must be a whole number from ${least} to ${most}`);
  return value;
}

/** A time in milliseconds or as an ISO date. */
export function timeIn(query: Query, name: string): number | undefined {
  const text = valueIn(query, name);
  if (text === undefined) return undefined;
  const time = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isNaN(time)) throw new QueryError(`"${name}" must be a date such as 2022-05-10T12:00:00Z, or milliseconds since 1970`);
  return time;
}

export function flagIn(query: Query, name: string): boolean {
  const text = valueIn(query, name);
  if (text !== undefined && text !== '0' && text !== '1') throw new QueryError(`"${name}" must be 1 or 0`);
  return text === '1';
}

/** Refuses parameters that do not exist, because a filter with a typing error in it would find everything. */
export function noOthers(query: Query, known: readonly string[]): void {
  const other = Object.keys(query).find((name) => !known.includes(name));
  if (other !== undefined) throw new QueryError(`"${other}" is not a parameter of this route: it has ${known.join(', ')}`);
}
