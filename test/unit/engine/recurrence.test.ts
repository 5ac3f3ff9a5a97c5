import { readRule, RecurrenceProblem } from '../../../engine';
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
    'FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;INTERVAL=7;BYDAY=TU',
    'FREQ=HOURLY;INTERVAL=24;BYHOUR=3',
    'FREQ=HOURLY;BYMINUTE=0;BYSETPOS=2',
    'FREQ=DAILY;BYHOUR=3;BYSETPOS=2',
  ])('%s never occurs, which ends the search', (rule) => {
    expect(next(rule)).toEqual([]);
  });

  it('within a day falls due where its steps meet its hours and minutes', () => {
    expect(next('FREQ=HOURLY;INTERVAL=5;BYHOUR=3', 2)).toEqual(['2026-01-16T03:00', '2026-01-21T03:00']);
    expect(next('FREQ=HOURLY;BYMINUTE=0,30;BYSETPOS=2', 2)).toEqual(['2026-01-15T12:30', '2026-01-15T13:30']);
  });

  it.each<[string, string[]]>([
    ['freq=weekly;byday=mo', ['2026-01-19T12:00', '2026-01-26T12:00']],
    ['rrule:FREQ=daily;ByHour=8;byminute=0;bysecond=0', ['2026-01-16T08:00', '2026-01-17T08:00']],
    ['BYDAY=MO;FREQ=WEEKLY;WKST=SU', ['2026-01-19T12:00', '2026-01-26T12:00']],
    ['FREQ=MONTHLY;BYDAY=+1MO,-1fr', ['2026-01-30T12:00', '2026-02-02T12:00']],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', ['2026-05-11T12:00', '2027-05-17T12:00']],
    ['FREQ=YEARLY;BYYEARDAY=-1', ['2026-12-31T12:00', '2027-12-31T12:00']],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', ['2026-01-30T12:00', '2026-02-27T12:00']],
    ['FREQ=DAILY;UNTIL=20260117', ['2026-01-16T12:00']],
    ['FREQ=DAILY;BYHOUR=7;BYMINUTE=0;BYSECOND=60', ['2026-01-16T07:01', '2026-01-17T07:01']],
  ])('%s is read as RFC 5545 has it', (rule, moments) => {
    expect(next(rule, 2)).toEqual(moments);
  });

  // RFC 5545, 3.3.10.
  it.each<[string, RegExp]>([
    ['FREQ=YEARLY;BYEASTER=-2;BYHOUR=9', /BYEASTER is not part of a rule.*remove it/],
    ['FREQ=DAILY;X-MINE=1', /X-MINE is not part/],
    ['FREQ=DAILY;RSCALE=GREGORIAN', /RSCALE is not part/],
    ['FREQ=DAILY;__PROTO__=1', /__PROTO__ is not part/],
    ['FREQ=DAILY;TZID=Europe/Zurich;BYHOUR=8', /TZID.*no time zone.*UTC/],
    ['FREQ=DAILY;DTSTART=20260101T000000Z', /DTSTART.*no start/],
    ['DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY', /a single rule on one line/],
    ['FREQ=DAILY\nFREQ=WEEKLY', /a single rule on one line/],
    ['FREQ=DAILY;COUNT=3;UNTIL=20990101T000000Z', /COUNT and UNTIL/],
    ['FREQ=DAILY;FREQ=WEEKLY', /contains FREQ twice/],
    ['FREQ=DAILY;byhour=8;BYHOUR=9', /contains BYHOUR twice/],
    ['FREQ=WEEKLY;BYDAY=1MO', /BYDAY is '1MO'.*FREQ=MONTHLY or FREQ=YEARLY: use 'MO'/],
    ['FREQ=DAILY;BYDAY=TU,-1FR', /BYDAY is '-1FR'/],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=2MO', /BYDAY is '2MO'.*BYWEEKNO/],
    ['FREQ=MONTHLY;BYDAY=0MO', /BYDAY is '0MO'/],
    ['FREQ=MONTHLY;BYDAY=54MO', /BYDAY is '54MO'.*53/],
    ['FREQ=MONTHLY;BYWEEKNO=20', /BYWEEKNO cannot be combined with FREQ=MONTHLY, only with YEARLY/],
    ['FREQ=DAILY;BYYEARDAY=1', /BYYEARDAY cannot be combined with FREQ=DAILY/],
    ['FREQ=WEEKLY;BYYEARDAY=1', /BYYEARDAY cannot be combined with FREQ=WEEKLY/],
    ['FREQ=MONTHLY;BYYEARDAY=1', /BYYEARDAY cannot be combined with FREQ=MONTHLY/],
    ['FREQ=WEEKLY;BYMONTHDAY=1', /BYMONTHDAY cannot be combined with FREQ=WEEKLY/],
    ['FREQ=MONTHLY;BYSETPOS=1', /BYSETPOS/],
    ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0', /BYSETPOS is '0'/],
    ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367', /BYSETPOS is '367'.*366/],
    ['FREQ=DAILY;UNTIL=2099-01-01', /UNTIL is '2099-01-01'.*20991231/],
    ['FREQ=DAILY;UNTIL=20990231', /UNTIL is '20990231'/],
    ['FREQ=DAILY;UNTIL=20990101T250000Z', /UNTIL is/],
    ['FREQ=DAILY;UNTIL=20990101T0000Z', /UNTIL is/],
    ['FREQ=DAILY;UNTIL=20990101T000000+0200', /UNTIL is/],
    ['FREQ=DAILY;UNTIL=20990101Z', /UNTIL is '20990101Z'/],
    ['FREQ=DAILY;UNTIL=tomorrow', /UNTIL is 'TOMORROW'/],
    ['FREQ=WEEKLY;WKST=MON', /WKST is 'MON'; it can be SU, MO/],
    ['FREQ=WEEKLY;WKST=1MO', /WKST is '1MO'/],
    ['FREQ=WEEKLY;BYDAY=', /BYDAY is empty/],
    ['FREQ=WEEKLY;BYDAY=MO,,TU', /BYDAY is empty/],
    ['FREQ=;BYDAY=MO', /FREQ is empty/],
    ['FREQ=DAILY;INTERVAL=0', /INTERVAL is '0'; it can be 1 to/],
    ['FREQ=DAILY;INTERVAL=-1', /INTERVAL is '-1'/],
    ['FREQ=DAILY;INTERVAL=1.5', /INTERVAL is '1.5'/],
    ['FREQ=DAILY;COUNT=0', /COUNT is '0'/],
    ['FREQ=DAILY;COUNT=1e3', /COUNT is '1E3'/],
    ['FREQ=DAILY;BYHOUR=-1', /BYHOUR is '-1'; it can be 0 to 23/],
    ['FREQ=DAILY;BYMONTH=13', /BYMONTH is '13'; it can be 1 to 12/],
    ['FREQ=DAILY;BYMONTHDAY=-32', /BYMONTHDAY is '-32'.*-31 to -1/],
    ['FREQ=WEEKLY; BYDAY=MO', /contains a space/],
    ['FREQ=WEEKLY;BYDAY=MO, TU', /contains a space/],
    ['FREQ=WEEKLY;', /semicolons/],
    ['FREQ=WEEKLY;;BYDAY=MO', /semicolons/],
    ['FREQ=WEEKLY;BYDAY', /'BYDAY' is not a part.*equals sign/],
    ['FREQ=WEEKLY=DAILY', /FREQ is 'WEEKLY=DAILY'/],
    ['FREQ=FORTNIGHTLY', /FREQ is 'FORTNIGHTLY'; it can be YEARLY/],
    ['BYDAY=MO', /FREQ is missing/],
    ['FREQ=MINUTELY', /more frequent than hourly/],
  ])("'%s' is refused by name", (rule, says) => {
    expect(() => next(rule)).toThrow(RecurrenceProblem);
    expect(() => next(rule)).toThrow(says);
  });

  it('is written in capitals, with FREQ first', () => {
    expect(readRule(' rrule:byday=mo;freq=weekly;until=20991231t235959z ')).toBe('FREQ=WEEKLY;BYDAY=MO;UNTIL=20991231T235959Z');
  });
});

describe('the parts of a rule, as RFC 5545, 3.3.10, has them', () => {
  const yearly = (part: string) => `FREQ=YEARLY;${part}`;

  it.each([
    ['BYSECOND', 0, 60],
    ['BYMINUTE', 0, 59],
    ['BYHOUR', 0, 23],
    ['BYMONTH', 1, 12],
    ['BYMONTHDAY', 1, 31],
    ['BYYEARDAY', 1, 366],
    ['BYWEEKNO', 1, 53],
    ['BYSETPOS', 1, 366],
  ])('%s is a list of numbers from %i to %i, no more and no less', (name, least, most) => {
    const beside = name === 'BYSETPOS' ? 'BYMONTH=1;' : '';
    const both = yearly(`${beside}${name}=${least},${most}`);
    expect(readRule(both)).toBe(both);
    for (const wrong of [least - 1, most + 1]) expect(() => readRule(yearly(`${beside}${name}=${least},${wrong}`))).toThrow(`${name} is '${wrong}'`);
  });

  it.each([
    ['BYMONTHDAY', 31],
    ['BYYEARDAY', 366],
    ['BYWEEKNO', 53],
    ['BYSETPOS', 366],
  ])('%s may count from the end', (name, most) => {
    const rule = yearly(`${name === 'BYSETPOS' ? 'BYMONTH=1;' : ''}${name}=-${most},+1,-1`);
    expect(readRule(rule)).toBe(rule);
    expect(() => readRule(rule.replace(`-${most}`, `-${most + 1}`))).toThrow(`${name} is '-${most + 1}'`);
  });

  it.each(['COUNT=1,2', 'INTERVAL=1,2', 'UNTIL=20991231,20991230', 'WKST=MO,TU'])('%s is no list', (part) => {
    expect(() => readRule(`FREQ=DAILY;${part}`)).toThrow(RecurrenceProblem);
  });

  it('days are a list, with a number of up to 53 weeks either way', () => {
    const rule = yearly('BYDAY=1MO,-1TU,53WE,-53TH,+2FR,SA,SU');
    expect(readRule(rule)).toBe(rule);
    for (const wrong of ['54MO', '-54MO', '0MO', 'M', '1']) expect(() => readRule(yearly(`BYDAY=MO,${wrong}`))).toThrow(`BYDAY is '${wrong}'`);
  });
});
