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

  it.each([
    '',
    'every day',
    'FREQ=SOMETIMES',
    'FREQ=DAILY;BYDAY=XX',
    'BYDAY=MO',
    'FREQ=DAILY;BYHOUR=25',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=MONTHLY;BYMONTHDAY=0',
    'FREQ=SECONDLY',
  ])("'%s' is none", (rule) => {
    expect(() => next(rule)).toThrow(RecurrenceProblem);
  });

  it.each([
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;INTERVAL=7;BYDAY=TU',
    'FREQ=HOURLY;INTERVAL=24;BYHOUR=3',
    'FREQ=HOURLY;BYSETPOS=2',
    'FREQ=DAILY;BYHOUR=3;BYSETPOS=2',
  ])('%s never falls due, which ends the search', (rule) => {
    expect(next(rule)).toEqual([]);
  });

  it('within a day falls due where its steps meet its hours and minutes', () => {
    expect(next('FREQ=HOURLY;INTERVAL=5;BYHOUR=3', 2)).toEqual(['2026-01-16T03:00', '2026-01-21T03:00']);
    expect(next('FREQ=HOURLY;BYMINUTE=0,30;BYSETPOS=2', 2)).toEqual(['2026-01-15T12:30', '2026-01-15T13:30']);
  });
});
