import type { DateTime } from 'luxon';
import { isoUtc, readDate } from '../base/dates';
import type { CampaignError, Failure } from '../base/errors';
import { isObject, type Json, type JsonObject } from '../base/json';
import type { Ports } from '../base/ports';

/** A time after which everything is to be returned again. */
export interface Wanted {
  /** As stored, in UTC. */
  readonly since: string;
  /** In the zone in which it was given, which decides where its day begins. */
  readonly from: DateTime;
}

/** What a state says about a replay: a time that was asked for, and what is left to do; without `rest`, it is over. */
export interface Replay {
  readonly since: string;
  readonly rest?: JsonObject;
}

/** Every replay that is done must be remembered, because the field keeps its value. */
export const wantedFrom = (
  given: string | undefined,
  { now, timeZone }: Pick<Ports, 'now' | 'timeZone'>,
  fail: (failure: Failure) => CampaignError,
): Wanted | undefined => {
  if (given === undefined || given.trim() === '') return undefined;
  const from = readDate(given, timeZone);
  const refuse = (what: string, todo: string): CampaignError =>
    fail({ code: 'validation', reached: 'no', field: 'replaySince', message: `'Replay Since' ${what}: '${given}'.`, todo });
  if (!from) throw refuse('is not a valid date and time', 'Use ISO 8601 format, such as 2026-05-10T13:00:00+01:00.');
  if (from.toMillis() > now()) throw refuse('is in the future', 'Enter a time that has passed: what happened since then is returned again.');
  return { since: isoUtc(from.toMillis()), from };
};

/** A state may have been edited by hand, and what is not understood is not done again. */
export const replayIn = (saved: { readonly [name: string]: Json | undefined } | undefined): Replay | undefined => {
  const replay = saved?.replay;
  if (!isObject(replay) || Number.isNaN(Date.parse(String(replay.since)))) return undefined;
  return { since: String(replay.since), ...(isObject(replay.rest) && { rest: replay.rest as JsonObject }) };
};

/** A row that is returned again. The vendor's own row stays the last member. */
export const marked = ({ raw, ...row }: JsonObject): JsonObject => ({ ...row, replayed: true, ...(raw !== undefined && { raw }) });
