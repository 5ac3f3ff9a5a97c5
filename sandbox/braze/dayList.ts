import { demand, isGiven, oneOf } from './checks';
import type { Body } from './endpoint';
import { refuse } from './refusals';
import { readDay } from './times';

const DEFAULT_LIMIT = 100;
const MOST_LISTED = 500;

/** What the page of a list says. */
export interface DayList {
  /** The parameter by which single things are asked for, instead of a range of days. */
  readonly single: string;
  /** `end_date` is not needed for single things. */
  readonly freeEnd?: boolean;
}

/** A range of days and a part of the list, as a query asks for them. */
export interface DayQuery {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly newestFirst: boolean;
  part<T>(rows: readonly T[]): T[];
}

/**
 * Reads the query of a list by days: `start_date` and `end_date` are midnight in UTC, so that the day of `end_date` is excluded.
 * @throws Refusal
 */
export function readDays(query: Body, { single, freeEnd }: DayList): DayQuery {
  const { start_date, end_date } = query;
  demand(query, { optional: { sort_direction: oneOf('asc', 'desc') } });
  const [from, to] = [dayOf(start_date, 'start_date'), dayOf(end_date, 'end_date')];
  const isSingle = isGiven(query[single]);
  if (to === undefined && !(freeEnd && isSingle)) throw refuse.badRequest("'end_date' is required");
  if (from === undefined && !isSingle) throw refuse.badRequest(`Either '${single}' or 'start_date' is required`);
  if (from !== undefined && to !== undefined && from >= to) throw refuse.badRequest("'start_date' must be earlier than 'end_date'");
  const limit = numberOf(query.limit, 'limit') ?? DEFAULT_LIMIT;
  if (limit > MOST_LISTED) throw refuse.badRequest(`'limit' must be at most ${MOST_LISTED}`);
  const offset = numberOf(query.offset, 'offset') ?? 0;
  return { from, to, newestFirst: query.sort_direction !== 'asc', part: (rows) => rows.slice(offset, offset + limit) };
}

/** What happened within the range, in its order. */
export function within<T extends { readonly at: number; readonly name: string }>(all: Iterable<T>, { from, to, newestFirst }: DayQuery): T[] {
  const direction = newestFirst ? -1 : 1;
  return [...all]
    .filter(({ at }) => at >= (from ?? -Infinity) && at < (to ?? Infinity))
    .sort((one, other) => direction * (one.at - other.at) || (one.name < other.name ? -1 : 1));
}

/** As the document writes the time of an unsubscribe. */
export const spoken = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} +0000`;

function dayOf(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  const day = readDay(value);
  if (day === undefined) throw refuse.badRequest(`'${name}' must be a date as YYYY-MM-DD`);
  return day;
}

function numberOf(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !/^\d{1,9}$/.test(value)) throw refuse.badRequest(`'${name}' must be an integer from 0`);
  return Number(value);
}
