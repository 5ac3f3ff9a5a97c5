import { plan } from '../../../engine';
import { horisen } from '../../../vendors/horisen';
import { jsonOf, sampleAccount, scripted, testHost } from '../../support/host';
import { bodyOf, call, CAMPAIGN, draft, expectRefused, having, saved, type Raw } from './calling';

/** A form that the first release saved: only there a rule may leave the time of day open. */
const FIRST = { sameNames: false };

const scheduleOf = async (over: Raw): Promise<unknown[]> => {
  const { schedule_type, schedule_rrule } = await bodyOf('create', having(draft, over), { options: FIRST });
  return [schedule_type, schedule_rrule];
};
const builder = (over: Raw): Raw => ({ schedule_type: 'scheduled', recurrence: 'builder', frequency: 'DAILY', ...over });
const rule = (text: string): Raw => ({ schedule_type: 'scheduled', recurrence: 'rule', rule: text });
const once = (schedule_at: string): Raw => ({ schedule_type: 'once', schedule_at });

describe('a time', () => {
  it.each([
    ['2099-05-01T17:05:00Z', '2099-05-01 17:05:00'],
    ['2099-05-01T19:05:00+02:00', '2099-05-01 17:05:00'],
    ['2099-05-01T19:05', '2099-05-01 17:05:00'],
    ['2099-01-01', '2098-12-31 23:00:00'],
    ['2026-01-15T12:00:01.500Z', '2026-01-15 12:00:01'],
  ])('%s goes out in UTC as %s', async (schedule_at, wire) => {
    expect(await scheduleOf(once(schedule_at))).toEqual(['once', wire]);
  });

  it('is left out where it is now', async () => {
    expect(await scheduleOf({ schedule_type: 'now' })).toEqual(['now', undefined]);
  });

  it.each<[string, Raw, RegExp]>([
    ['is missing', { schedule_type: 'once' }, /'Time' \(schedule_at\) is empty/],
    ['is none', once('tomorrow'), /is not a valid date and time: 'tomorrow'/],
    ['has passed', once('2026-01-15T11:59:59Z'), /'Time' \(schedule_at\) is 2026-01-15T11:59:59Z, which is in the past/],
    ['is this very moment', once('2026-01-15T12:00:00Z'), /in the past/],
    ['belongs to another schedule', { schedule_type: 'now', schedule_at: '2099-01-01' }, /is set, but 'schedule_type' is not once/],
  ])('that %s is refused', async (_, over, says) => {
    await expectRefused('create', having(draft, over), 'schedule_at', says);
  });
});

describe('the builder', () => {
  it.each<[Raw, string]>([
    [{}, 'FREQ=DAILY'],
    [{ frequency: 'HOURLY', interval: 6 }, 'FREQ=HOURLY;INTERVAL=6'],
    [{ by_hour: ['9'] }, 'FREQ=DAILY;BYHOUR=9;BYMINUTE=0;BYSECOND=0'],
    [{ by_hour: 9, by_minute: 0 }, 'FREQ=DAILY;BYHOUR=9;BYMINUTE=0;BYSECOND=0'],
    [{ by_hour: [9, 17], by_minute: [30] }, 'FREQ=DAILY;BYHOUR=9,17;BYMINUTE=30;BYSECOND=0'],
    [{ by_hour: '09, 17', by_minute: '0,30' }, 'FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0,30;BYSECOND=0'],
    [{ frequency: 'HOURLY', by_minute: ['15'] }, 'FREQ=HOURLY;BYMINUTE=15;BYSECOND=0'],
    [{ frequency: 'WEEKLY', by_day: ['MO', 'FR'], interval: 2 }, 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR'],
    [{ frequency: 'MONTHLY', by_month_day: ['1', '-1'] }, 'FREQ=MONTHLY;BYMONTHDAY=1,-1'],
    [{ frequency: 'YEARLY', by_month: ['2'], by_month_day: [14], by_hour: [8] }, 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=14;BYHOUR=8;BYMINUTE=0;BYSECOND=0'],
    [{ ends: 'never' }, 'FREQ=DAILY'],
    [{ ends: 'count', count: 10 }, 'FREQ=DAILY;COUNT=10'],
    [{ ends: 'until', until: '2099-12-31T23:59:59+01:00' }, 'FREQ=DAILY;UNTIL=20991231T225959Z'],
    [{ by_day: [], by_hour: [] }, 'FREQ=DAILY'],
  ])('makes of %j the rule %s', async (over, text) => {
    expect(await scheduleOf(builder(over))).toEqual(['scheduled', text]);
  });

  it.each<[string, Raw, string, RegExp]>([
    ['no way to give the rule', { recurrence: undefined, frequency: undefined }, 'recurrence', /'Recurrence' \(recurrence\) is empty/],
    ['no frequency', { frequency: undefined }, 'frequency', /'Frequency' \(frequency\) is empty/],
    ['an unknown frequency', { frequency: 'SOMETIMES' }, 'frequency', /must be one of/],
    ['an hour too late', { by_hour: ['9', '24'] }, 'by_hour[1]', /'Hours' \(by_hour\[1\]\) is '24', which is not a whole number from 0 to 23/],
    ['half an hour', { by_hour: ['9.5'] }, 'by_hour[0]', /not a whole number/],
    ['an hour in words', { by_hour: ['noon'] }, 'by_hour[0]', /is 'noon'/],
    ['a minute too late', { by_minute: ['60'] }, 'by_minute[0]', /from 0 to 59/],
    ['a 32nd day', { by_month_day: ['32'] }, 'by_month_day[0]', /from 1 to 31, or from -31 to -1/],
    ['a day zero', { by_month_day: ['0'] }, 'by_month_day[0]', /is '0'/],
    ['an unknown weekday', { by_day: ['XX'] }, 'by_day[0]', /must be one of MO, TU, WE, TH, FR, SA, SU/],
    ['a 13th month', { by_month: ['13'] }, 'by_month[0]', /must be one of/],
    ['days of a month by the week', { frequency: 'WEEKLY', by_month_day: ['1'] }, 'by_month_day', /is Weekly, which does not support days of the month/],
    ['an interval of nothing', { interval: 0 }, 'interval', /the minimum is 1/],
    ['no count', { ends: 'count' }, 'count', /'Number of Runs' \(count\) is empty/],
    ['a count that does not count', { count: 3 }, 'count', /is set, but 'ends' is not count/],
    ['no end', { ends: 'until' }, 'until', /'Until' \(until\) is empty/],
    ['an end that has passed', { ends: 'until', until: '2026-01-01' }, 'until', /is 2026-01-01, which is in the past/],
    [
      'days that never come',
      { frequency: 'YEARLY', by_month: ['2'], by_month_day: ['31'] },
      'frequency',
      /the rule 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31', which never occurs/,
    ],
  ])('with %s is refused', async (_, over, field, says) => {
    await expectRefused('create', having(draft, builder(over)), field, says);
  });
});

describe('a time of day that is left open', () => {
  const copied = { clone_uuid: CAMPAIGN };

  it.each([
    ['create', draft],
    ['clone', copied],
    ['update', { campaign_uuid: CAMPAIGN }],
  ])('is refused by %s', async (operation, input) => {
    await expectRefused(operation, having(input, builder({})), 'at', /^'At' \(at\) is empty, so HORISEN would choose the time of day\.$/);
    const says = /^'Rule' \(rule\) is 'FREQ=DAILY', which does not specify an hour\.$/;
    await expectRefused(operation, having(input, rule('RRULE:FREQ=DAILY')), 'rule', says);
  });

  it.each<[string, Raw]>([
    ['a time', { at: '09:00' }],
    ['hours', { by_hour: ['9'] }],
    ['a run each hour', { frequency: 'HOURLY' }],
    ['a rule with an hour', { ...rule('FREQ=DAILY;byhour=9'), frequency: undefined }],
  ])('is not open with %s', async (_, over) => {
    expect(await bodyOf('create', having(draft, builder(over)))).toMatchObject({ schedule_type: 'scheduled' });
  });

  it('is what a campaign that ends does not need', async () => {
    const stopped = { campaign_uuid: CAMPAIGN, status: 'stopped', ...rule('FREQ=DAILY') };
    const { send } = await call('update', stopped, scripted({ status: 200, body: saved() }));
    expect(send.requests.map(({ json }) => json)).toContainEqual(expect.objectContaining({ schedule_rrule: 'FREQ=DAILY' }));
  });
});

describe('a rule', () => {
  it.each([
    ['FREQ=MONTHLY;BYDAY=2TU', 'FREQ=MONTHLY;BYDAY=2TU'],
    [' RRULE:FREQ=WEEKLY;BYDAY=MO ', 'FREQ=WEEKLY;BYDAY=MO'],
    ['freq=weekly;byday=mo', 'FREQ=WEEKLY;BYDAY=MO'],
    ['BYDAY=MO;FREQ=WEEKLY', 'FREQ=WEEKLY;BYDAY=MO'],
  ])("'%s' goes out as '%s'", async (text, wire) => {
    expect(await scheduleOf(rule(text))).toEqual(['scheduled', wire]);
  });

  it.each<[string, RegExp]>([
    ['every Monday', /'Rule' \(rule\) is 'every Monday', which cannot be read: /],
    ['FREQ=DAILY;BYHOUR=25', /cannot be read: BYHOUR is '25'/],
    ['FREQ=YEARLY;BYEASTER=-2;BYHOUR=9', /cannot be read: BYEASTER/],
    ['FREQ=DAILY;TZID=Europe/Zurich;BYHOUR=8', /cannot be read: it contains TZID/],
    ['FREQ=DAILY;UNTIL=20200101T000000Z', /never occurs/],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31', /never occurs/],
  ])("'%s' is refused", async (text, says) => {
    await expectRefused('create', having(draft, rule(text)), 'rule', says);
  });

  it('must be there', async () => {
    await expectRefused('create', having(draft, { schedule_type: 'scheduled', recurrence: 'rule' }), 'rule', /'Rule' \(rule\) is empty/);
  });
});

describe('the end of a recurrence', () => {
  it.each([
    // Midnight in Paris: what a picker gives for a day.
    ['2026-12-31', 'UNTIL=20261231T225959Z'],
    ['2026-12-31T00:00:00', 'UNTIL=20261231T225959Z'],
    ['2026-12-31T08:00:00Z', 'UNTIL=20261231T080000Z'],
  ])('%s is %s', async (until, part) => {
    expect((await scheduleOf(builder({ ends: 'until', until })))[1]).toContain(part);
  });
});

describe('the next runs', () => {
  const MONDAYS = ['2026-01-19T09:30:00Z', '2026-01-26T09:30:00Z', '2026-02-02T09:30:00Z', '2026-02-09T09:30:00Z', '2026-02-16T09:30:00Z'];
  const mondays = builder({ frequency: 'WEEKLY', by_day: ['MO'], by_hour: ['9'], by_minute: ['30'] });
  const RULE = 'FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=30;BYSECOND=0';

  it('are told in a dry run', async () => {
    const inputs = [having(draft, mondays)];
    const [planned] = await plan({ vendor: horisen, operation: 'campaign.create', inputs, account: sampleAccount(horisen) }, testHost().ports);
    expect(planned).toMatchObject({
      body: { schedule_rrule: RULE },
      warnings: [
        `According to the rule ${RULE}, the next runs of the campaign are on Mon 19 Jan 10:30, Mon 26 Jan 10:30, Mon 2 Feb 10:30, Mon 9 Feb 10:30, Mon 16 Feb 10:30 (Europe/Paris).`,
      ],
    });
  });

  it('are doubted where the rule names no hour, in a form of the first release', async () => {
    const warnings = async (over: Raw) => {
      const { outcome } = await call('create', having(draft, builder(over)), undefined, { options: FIRST });
      return outcome?.state === 'done' ? outcome.warnings.join() : '';
    };
    expect(await warnings({})).toContain('HORISEN chooses the time of day');
    expect(await warnings({ frequency: 'HOURLY' })).not.toContain('HORISEN chooses');
  });

  const runsOf = async (over: Raw) => {
    const body = saved(over as never);
    return jsonOf((await call('create', having(draft, mondays), scripted({ status: 201, body }))).outcome).next_runs;
  };

  it('stand in the result, five of them, by what HORISEN has saved', async () => {
    expect(await runsOf({ schedule_type: 'scheduled', schedule_rrule: RULE })).toEqual(MONDAYS);
    expect(await runsOf({ schedule_type: 'scheduled', schedule_rrule: `RRULE:${RULE};COUNT=2` })).toEqual(MONDAYS.slice(0, 2));
    expect(await runsOf({ schedule_type: 'once', schedule_rrule: '2026-01-16 08:00:00' })).toEqual(['2026-01-16T08:00:00Z']);
  });

  it('are counted from the next one where HORISEN says when that is', async () => {
    const everyOther = { schedule_type: 'scheduled', schedule_rrule: `${RULE};INTERVAL=2` };
    expect(await runsOf({ ...everyOther, next_dt: '2026-01-26T09:30:00.000Z' })).toEqual([
      '2026-01-26T09:30:00Z',
      '2026-02-09T09:30:00Z',
      '2026-02-23T09:30:00Z',
      '2026-03-09T09:30:00Z',
      '2026-03-23T09:30:00Z',
    ]);
  });

  it.each<[string, Raw]>([
    ['it has passed', { schedule_type: 'once', schedule_rrule: '2026-01-15 11:00:00' }],
    ['it is no time', { schedule_type: 'once', schedule_rrule: 'soon' }],
    ['it is now', { schedule_type: 'now', schedule_rrule: null }],
    ['the rule is none', { schedule_type: 'scheduled', schedule_rrule: 'weekly' }],
    ['it is stopped', { status: 'stopped', schedule_type: 'scheduled', schedule_rrule: RULE }],
    ['it is over', { status: 'finished', schedule_type: 'scheduled', schedule_rrule: RULE }],
  ])('are not told where %s', async (_, over) => {
    expect(await runsOf(over)).toBeUndefined();
  });
});

describe('a time of day', () => {
  const at = (over: Raw): Raw => builder({ frequency: 'WEEKLY', by_day: ['MO'], at: '09:00', time_zone: 'Europe/Zurich', ...over });
  const RULE = (day: string, hour: number, minute = 0) => `FREQ=WEEKLY;BYDAY=${day};BYHOUR=${hour};BYMINUTE=${minute};BYSECOND=0`;

  it.each<[Raw, string]>([
    [{}, RULE('MO', 8)],
    [{ at: '9:30' }, RULE('MO', 8, 30)],
    // As in the workflow's own zone, Paris.
    [{ time_zone: undefined }, RULE('MO', 8)],
    [{ time_zone: 'UTC' }, RULE('MO', 9)],
    [{ time_zone: 'Asia/Kolkata' }, RULE('MO', 3, 30)],
    // Another day in UTC: the days of the week go with it.
    [{ at: '00:30' }, RULE('SU', 23, 30)],
    [{ at: '20:00', time_zone: 'America/Los_Angeles', by_day: ['SU'] }, RULE('MO', 4)],
    // The first run is in summer, and so is the offset.
    [{ by_month: ['7'], by_day: [], frequency: 'DAILY' }, 'FREQ=DAILY;BYMONTH=7;BYHOUR=7;BYMINUTE=0;BYSECOND=0'],
  ])('%j is the rule %s', async (over, text) => {
    expect(await scheduleOf(at(over))).toEqual(['scheduled', text]);
  });

  it.each<[string, Raw, string, RegExp]>([
    ['has hours in UTC too', { by_hour: ['9'] }, 'at', /there are hours or minutes in UTC too/],
    ['is none', { at: '9 am' }, 'at', /'At' \(at\)/],
    ['is past midnight', { at: '24:00' }, 'at', /'At' \(at\)/],
    ['is in no time zone', { time_zone: 'Zurich' }, 'time_zone', /is 'Zurich', which is not a time zone/],
    ['is said to recur hourly', { frequency: 'HOURLY', by_day: [] }, 'at', /runs every hour/],
    ['is on another day of the month in UTC', { frequency: 'MONTHLY', by_day: [], by_month_day: ['1'], at: '00:30' }, 'at', /another day in UTC/],
  ])('that %s is refused', async (_, over, field, says) => {
    await expectRefused('create', having(draft, at(over)), field, says);
  });

  const warnings = async (over: Raw): Promise<readonly string[]> => {
    const { outcome } = await call('create', having(draft, at(over)));
    return outcome?.state === 'done' ? outcome.warnings : [];
  };

  it('is said as people say it, and what daylight saving does to it', async () => {
    expect(await warnings({})).toEqual([
      expect.stringContaining('Mon 19 Jan 09:00, Mon 26 Jan 09:00, Mon 2 Feb 09:00, Mon 9 Feb 09:00, Mon 16 Feb 09:00 (Europe/Zurich).'),
      "'At' is 09:00 in Europe/Zurich, which is 08:00 in UTC. HORISEN keeps the time in UTC, so from Sun 29 Mar on the campaign runs at 10:00. Update it then.",
    ]);
  });

  it('moves nowhere without daylight saving', async () => {
    expect(await warnings({ time_zone: 'Asia/Kolkata' })).toHaveLength(1);
  });
});
