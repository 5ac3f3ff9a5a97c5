import { RecurrenceProblem } from '../../../engine';
import { recurrence } from '../../../ports/recurrence';
import { NOON } from '../../support/host';

const next = (rule: string, count = 5) => recurrence.next(rule, NOON, count).map((moment) => new Date(moment).toISOString().slice(0, 16));

describe('a recurrence rule', () => {
  it.each<[string, string[]]>([
    ['FREQ=DAILY;COUNT=3', ['2026-01-16T12:00', '2026-01-17T12:00']],
    [
      'RRULE:FREQ=WEEKLY;BYDAY=MO,FR;BYHOUR=9;BYMINUTE=30;BYSECOND=0',
      ['2026-01-16T09:30', '2026-01-19T09:30', '2026-01-23T09:30', '2026-01-26T09:30', '2026-01-30T09:30'],
    ],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', ['2026-01-31T12:00', '2026-02-28T12:00', '2026-03-31T12:00', '2026-04-30T12:00', '2026-05-31T12:00']],
    ['FREQ=MONTHLY;BYDAY=2TU;UNTIL=20260301T000000Z', ['2026-02-10T12:00']],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', ['2028-02-29T12:00', '2032-02-29T12:00', '2036-02-29T12:00', '2040-02-29T12:00', '2044-02-29T12:00']],
    ['FREQ=DAILY;UNTIL=20200101T000000Z', []],
  ])('%s falls due at the moments that follow', (rule, moments) => {
    expect(next(rule)).toEqual(moments);
  });

  it.each(['', 'every day', 'FREQ=SOMETIMES', 'FREQ=DAILY;BYDAY=XX', 'BYDAY=MO', 'FREQ=DAILY;BYHOUR=25', 'FREQ=DAILY;INTERVAL=0', 'FREQ=MONTHLY;BYMONTHDAY=0'])(
    "'%s' is none",
    (rule) => {
      expect(() => next(rule)).toThrow(RecurrenceProblem);
    },
  );

  it('that never falls due ends the search', () => {
    expect(() => expect(next('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31')).toEqual([])).not.toThrow();
  });
});
