import type { FastifyInstance } from 'fastify';
import { demand, isGiven, oneOf } from './checks';
import { readDays, within } from './dayList';
import { post, type Body } from './endpoint';
import { iso } from './exports/iso';
import { refuse } from './refusals';
import type { BrazeState } from './state';
import { isPhone, REASONS } from './users/numbers';

const MOST_NUMBERS = 50;

const withPlus = (phone: string): string => (phone.startsWith('+') ? phone : `+${phone}`);

/** Today's pages "Query invalid phone numbers" and "Remove invalid phone numbers". */
export function smsRoutes(app: FastifyInstance, state: BrazeState): void {
  app.get<{ Querystring: Body }>('/sms/invalid_phone_numbers', async ({ query }) => ({ sms: invalidNumbers(state, query), message: 'success' }));

  post(app, state, '/sms/invalid_phone_numbers/remove', (body) => {
    const phones = phonesIn(body.phone_numbers);
    if (phones.length === 0) throw refuse.badRequest("'phone_numbers' is required");
    if (phones.length > MOST_NUMBERS) throw refuse.tooLong(`At most ${MOST_NUMBERS} phone numbers are allowed in one request`);
    return { answer: { message: 'success' }, effect: () => phones.forEach((phone) => state.invalidNumbers.delete(phone)) };
  });
}

/** "we prioritize the given phone numbers and disregard the date range" */
function invalidNumbers(state: BrazeState, query: Body): object[] {
  demand(query, { optional: { reason: oneOf(...REASONS) } });
  const days = readDays(query, { single: 'phone_numbers[]', freeEnd: true });
  const asked = query['phone_numbers[]'];
  const wanted = isGiven(asked) ? phonesIn(Array.isArray(asked) ? asked : [asked]) : undefined;
  const all = [...state.invalidNumbers]
    .map(([name, { at, reason }]) => ({ name, at, reason }))
    .filter(({ name, reason }) => (wanted?.includes(name) ?? true) && (!isGiven(query.reason) || reason === query.reason));
  const listed = within(all, wanted ? { ...days, from: undefined, to: undefined } : days);
  return days.part(listed).map(({ name, at, reason }) => ({ phone: name, invalid_detected_at: iso(at), reason }));
}

function phonesIn(given: unknown): string[] {
  if (!isGiven(given)) return [];
  if (!Array.isArray(given) || !given.every(isPhone)) throw refuse.badRequest("'phone_numbers' must be an array of phone numbers in E.164 format");
  return given.map(withPlus);
}
