import { refuse } from '../refusals';
import { asUtc, clockAt, daysLater, isZone, momentOf, readDate, readTime, type Clock } from '../times';
import { choiceIn, isGiven, noOthers, objectIn, type Members } from './members';

/** When a campaign is sent: once, or every few days until its last day. */
export interface Delivery {
  readonly type: 'soon' | 'later' | 'periodic';
  readonly first: number;
  /** Periodic only. */
  readonly repeat?: { readonly start: Clock; readonly days: number; readonly zone: string; readonly last: number };
}

/** The default time zone of a delivery. */
const DEFAULT_ZONE = 'Asia/Kolkata';

/** "campaignDelivery" (MoEngage Push API, "Body"). */
export function readDelivery(body: Members, now: number): Delivery {
  const prefix = 'campaignDelivery.';
  const members = objectIn(body, 'campaignDelivery');
  noOthers(members, ['type', 'date', 'time', 'timezone', 'endDate', 'repeatAfter'], prefix);
  const type = choiceIn(members, 'type', ['soon', 'later', 'periodic'], prefix);
  const { timezone: zone = DEFAULT_ZONE } = members;
  if (!isZone(zone)) throw refuse.value(`${prefix}timezone must be a zone of the IANA database`);
  if (type === 'soon') return { type, first: now };
  const time = readTime(members.time);
  if (!time) throw refuse.parse(`${prefix}time must be as HH:MM AM/PM`);
  return type === 'later' ? later(members, time, zone, now) : periodic(members, time, zone, now);
}

function later({ date }: Members, time: Pick<Clock, 'hour' | 'minute'>, zone: string, now: number): Delivery {
  const day = readDate(date);
  if (!day) throw refuse.parse('campaignDelivery.date must be a day as MM/DD/YYYY');
  const first = momentOf({ ...day, ...time }, zone);
  if (first <= now) throw refuse.value('campaignDelivery.date and time must not have passed');
  return { type: 'later', first };
}

/** There is no start: the first run is the next time at which the clock shows `time`. */
function periodic({ endDate, repeatAfter }: Members, time: Pick<Clock, 'hour' | 'minute'>, zone: string, now: number): Delivery {
  const end = readDate(endDate);
  if (!end) throw refuse.parse('campaignDelivery.endDate must be a day as MM/DD/YYYY');
  if (!isGiven(repeatAfter) || !/^[1-9]\d{0,3}$/.test(String(repeatAfter))) throw refuse.parse('campaignDelivery.repeatAfter must be a number of days');
  const today: Clock = { ...clockAt(now, zone), ...time };
  const start = momentOf(today, zone) > now ? today : daysLater(today, 1);
  const last = asUtc({ ...end, ...time });
  if (asUtc(start) > last) throw refuse.value('campaignDelivery.endDate must not have passed');
  return { type: 'periodic', first: momentOf(start, zone), repeat: { start, days: Number(repeatAfter), zone, last } };
}

/** The time of a run by its number, from 0; undefined if the delivery is over. */
export function runAt({ first, repeat }: Delivery, number: number): number | undefined {
  if (number === 0) return first;
  if (!repeat) return undefined;
  const clock = daysLater(repeat.start, number * repeat.days);
  return asUtc(clock) <= repeat.last ? momentOf(clock, repeat.zone) : undefined;
}
