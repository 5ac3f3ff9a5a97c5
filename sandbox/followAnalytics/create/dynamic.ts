import { isRecord } from '../../server/body';
import { demand, isGiven, isWhole, object, whole, type Check } from '../checks';
import { refuse } from '../refusals';
import type { JsonObject } from '../state';

const days: Check = (value) =>
  Array.isArray(value) && value.length > 0 && value.every((day) => isWhole(day) && day >= 0 && day <= 6)
    ? undefined
    : 'must be a list of integers from 0 (Sunday) to 6 (Saturday), not empty';

const zone: Check = (value) => {
  const fault = 'must be the identifier of a timezone';
  if (typeof value !== 'string' || !/^[A-Za-z]/.test(value)) return fault;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return undefined;
  } catch {
    return fault;
  }
};

/** The two members that dynamic campaigns require and others must not have ("Dynamic campaign", "Body parameters"). */
export function checkDynamic(body: JsonObject): void {
  const { type, recurrence, notif_limit: limit } = body;
  if (type !== 'dynamic') {
    const given = ['recurrence', 'notif_limit'].find((name) => isGiven(body[name]));
    if (given !== undefined) throw refuse.invalid(`${given} is for dynamic campaigns only`);
    return;
  }
  demand(body, { required: { recurrence: object, notif_limit: object } });
  if (isRecord(recurrence)) checkRecurrence(recurrence, body.adapt_tz === true);
  if (isRecord(limit)) checkLimit(limit);
}

/** Only a start: exactly then. A start and an end: in between. Neither: at any time of these days. */
function checkRecurrence(recurrence: JsonObject, adaptsZone: boolean): void {
  demand(recurrence, { required: { day_of_week: days }, optional: { start_time: object, end_time: object, timezone: zone } }, 'recurrence.');
  const { start_time: start, end_time: end, timezone } = recurrence;
  if (isGiven(timezone) && adaptsZone) throw refuse.invalid('recurrence.timezone is used only when adapt_tz is false');
  if (isRecord(start)) demand(start, { required: { hour: whole(0, 23) }, optional: { min: whole(0, 59) } }, 'recurrence.start_time.');
  if (!isRecord(end)) return;
  if (!isRecord(start)) throw refuse.invalid('recurrence.start_time is required when there is an end_time');
  demand(end, { required: { hour: whole(1, 24) }, optional: { min: whole(0, 59) } }, 'recurrence.end_time.');
  if ((end.hour as number) <= (start.hour as number)) throw refuse.invalid('recurrence.end_time.hour must be greater than that of start_time');
}

/** "you can't create a dynamic campaign without setting limits on the notifications". */
function checkLimit(limit: JsonObject): void {
  demand(limit, { optional: { maximum: whole(1), interval: whole(1) } }, 'notif_limit.');
  if (!isGiven(limit.maximum) && !isGiven(limit.interval)) throw refuse.invalid('notif_limit.maximum or notif_limit.interval is required');
}
