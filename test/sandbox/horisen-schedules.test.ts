import { DAY, HorisenBench, HOUR, START } from './horisenHelpers';

let bench: HorisenBench;
beforeAll(async () => void (bench = await HorisenBench.open()));
afterAll(() => bench.close());

const scheduled = (schedule_rrule: string, status = 'active') => bench.create({ status, schedule_type: 'scheduled', schedule_rrule });

describe('a recurrence rule counts in UTC from the moment of saving, Thursday 1 February 2024, 12:00', () => {
  it.each([
    ['FREQ=DAILY', '2024-02-02 12:00:00'],
    ['RRULE:FREQ=DAILY', '2024-02-02 12:00:00'],
    ['FREQ=DAILY;BYHOUR=7;BYMINUTE=0;BYSECOND=0', '2024-02-02 07:00:00'],
    ['FREQ=DAILY;BYHOUR=7;BYMINUTE=0;BYSECOND=60', '2024-02-02 07:01:00'],
    ['FREQ=DAILY;INTERVAL=3;BYHOUR=9,17', '2024-02-01 17:00:00'],
    ['FREQ=HOURLY;INTERVAL=6', '2024-02-01 18:00:00'],
    ['FREQ=HOURLY;INTERVAL=2;BYHOUR=7,8', '2024-02-02 08:00:00'],
    ['FREQ=SECONDLY', '2024-02-01 12:00:01'],
    ['FREQ=MINUTELY;INTERVAL=20;BYMONTH=5', '2024-05-01 00:00:00'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', '2024-02-12 12:00:00'],
    ['FREQ=WEEKLY;BYDAY=SA,SU;BYHOUR=8', '2024-02-03 08:00:00'],
    ['FREQ=MONTHLY;BYMONTHDAY=31', '2024-03-31 12:00:00'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=8;BYMINUTE=30;BYSECOND=0', '2024-02-29 08:30:00'],
    ['FREQ=MONTHLY;BYDAY=2TU;BYHOUR=0;BYMINUTE=0;BYSECOND=0', '2024-02-13 00:00:00'],
    ['FREQ=MONTHLY;BYDAY=-1FR', '2024-02-23 12:00:00'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2024-02-29 12:00:00'],
    ['FREQ=WEEKLY;BYDAY=MO,TH;BYSETPOS=-1;UNTIL=20240209', '2024-02-08 12:00:00'],
    ['FREQ=MONTHLY;BYMONTH=6;BYMONTHDAY=15', '2024-06-15 12:00:00'],
    ['FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR', '2024-09-13 12:00:00'],
    ['FREQ=YEARLY', '2025-02-01 12:00:00'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2024-02-29 12:00:00'],
    ['FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;UNTIL=20301231', '2025-01-01 12:00:00'],
    ['FREQ=YEARLY;BYDAY=MO;BYWEEKNO=20', '2024-05-13 12:00:00'],
    ['FREQ=YEARLY;BYYEARDAY=-1', '2024-12-31 12:00:00'],
  ])('%s: %s', async (rule, next) => {
    expect((await scheduled(rule)).body.next_dt).toBe(`${next.replace(' ', 'T')}.000Z`);
  });

  it.each([
    ['nonsense', "it has 'NONSENSE'"],
    ['FREQ=OFTEN', 'FREQ must be one of'],
    ['INTERVAL=2', 'FREQ must be one of'],
    ['FREQ=DAILY;', "it has ''"],
    ['FREQ=DAILY;BYDAY=XX', 'the day XX'],
    ['FREQ=DAILY;BYHOUR=24', '24 in BYHOUR'],
    ['FREQ=DAILY;INTERVAL=0', 'INTERVAL'],
    ['FREQ=DAILY;COUNT=0', 'COUNT'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20300101T000000Z', 'both COUNT and UNTIL'],
    ['FREQ=DAILY;UNTIL=2030-01-01', 'UNTIL'],
    ['FREQ=DAILY;UNTIL=20300231', 'UNTIL'],
    ['FREQ=DAILY;FREQ=WEEKLY', 'FREQ twice'],
    ['FREQ=DAILY;EVERY=2', "it has 'EVERY=2'"],
    ['FREQ=WEEKLY;BYMONTHDAY=1', 'BYMONTHDAY with FREQ=WEEKLY'],
    ['FREQ=WEEKLY;BYDAY=2TU', 'a number before a day'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS'],
    ['FREQ=MONTHLY;BYYEARDAY=1', 'BYYEARDAY with FREQ=MONTHLY'],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO', 'beside BYWEEKNO'],
    ['FREQ=WEEKLY;WKST=1MO', '1MO as WKST'],
    ['2024-05-01 17:05:00', 'is no iCal RRule'],
  ])('%s is refused: %s', async (rule, words) => {
    for (const status of ['active', 'draft']) {
      const { status: code, body } = await scheduled(rule, status);
      expect([code, body.items]).toEqual([400, [{ name: 'schedule_rrule', message: expect.stringContaining(words) }]]);
    }
  });

  it.each([
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;UNTIL=20240101T000000Z',
    'FREQ=DAILY;COUNT=1',
    'FREQ=MONTHLY;BYDAY=MO,FR;BYSETPOS=-1;UNTIL=20240220',
  ])('%s never falls due, which a draft may', async (rule) => {
    expect((await scheduled(rule)).body.items).toEqual([{ name: 'schedule_rrule', message: 'This value never falls due' }]);
    expect((await scheduled(rule, 'draft')).status).toBe(201);
  });
});

describe('a time of once', () => {
  const once = (schedule_rrule: unknown, status = 'active') => bench.create({ status, schedule_type: 'once', schedule_rrule });

  it.each(['2024-02-01T13:00:00', '2024-02-01 13:00', '2024-02-01 13:00:00Z', '2024-02-30 13:00:00', '2024-02-01 25:00:00', 'FREQ=DAILY', 'tomorrow'])(
    'is not %s',
    async (time) => {
      expect((await once(time, 'draft')).body.items).toEqual([{ name: 'schedule_rrule', message: 'This value must be a time as Y-m-d H:i:s' }]);
    },
  );

  it('is required, as a string', async () => {
    for (const time of [undefined, null, ''])
      expect((await once(time)).body.items).toEqual([{ name: 'schedule_rrule', message: 'This value is required with schedule_type once' }]);
    expect((await once(START + HOUR)).body.items).toEqual([{ name: 'schedule_rrule', message: 'This value must be a string' }]);
  });

  it('lies in the future when the campaign is active', async () => {
    expect((await once('2024-02-01 12:00:00')).body.items).toEqual([{ name: 'schedule_rrule', message: 'This value must be in the future' }]);
    expect((await once('2024-02-01 12:00:01')).status).toBe(201);
    expect((await once('2023-01-01 00:00:00', 'draft')).status).toBe(201);
  });
});

describe('after a great leap of the clock', () => {
  it('the runs come up some hundreds at each look, until none is left out', async () => {
    const own = await HorisenBench.open({ seed: false });
    const { uuid } = (await own.create({ status: 'active', schedule_type: 'scheduled', schedule_rrule: 'FREQ=HOURLY;COUNT=1201' })).body;
    await own.leap(100 * DAY);
    expect(await own.batches(uuid)).toHaveLength(501); // and the one that comes next
    await own.batches(uuid);
    expect(await own.batches(uuid)).toHaveLength(1200);
    expect(await own.status(uuid)).toBe('finished');
    await own.close();
  });
});
