import { isoUtc, startingAt, trigger, type Fields, type Json, type JsonObject } from '../../../engine';
import { getUnsubscribes } from '../email/getUnsubscribes';

const HOUR = 60 * 60_000;

const fields = {
  ...startingAt,
  look_back_hours: {
    type: 'number',
    label: 'Look Back (Hours)',
    description: 'How far back each poll looks for unsubscribes that appear in the list late; shorter if there are very many in that time',
    default: 24,
    limits: { min: 1 },
  },
} as const satisfies Fields;

/** `2016-08-25 15:24:32 +0000`, and other date formats. */
const momentOf = (row: Json): number =>
  Date.parse(String((row as JsonObject).unsubscribed_at).replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) ([+-]\d\d):?(\d\d)$/, '$1T$2$3:$4'));

/** Querying Unsubscribed Emails: Braze document, "Email Sync". Days are in UTC, newest first. */
export const unsubscribes = trigger({
  label: 'Unsubscribes',
  action: 'On new unsubscribes',
  description: 'Return each address that unsubscribes from email',
  docs: getUnsubscribes.docs,
  topic: 'hits',
  fields,
  identity: [],
  watch: {
    by: 'time',
    operation: 'email.getUnsubscribes',
    input: (_, { since }) => ({ start_date: since.slice(0, 10) }),
    time: momentOf,
    key: (row) => String((row as JsonObject).email ?? ''),
    stepMs: 1000,
    lookBackMs: ({ look_back_hours = fields.look_back_hours.default }) => look_back_hours * HOUR,
  },
  shape: (row) => ({
    vendor: 'braze',
    event: 'unsubscribed',
    email: (row as JsonObject).email,
    time: isoUtc(momentOf(row)),
  }),
  sample: getUnsubscribes.sample,
  sampleInputs: [{}, { starting_at: '2015-01-01T00:00:00Z', look_back_hours: 1 }],
});
