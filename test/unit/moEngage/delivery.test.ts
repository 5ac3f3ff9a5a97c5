import { NOON } from '../../support/host';
import { expectRefused, having, memberOf, push } from './calling';

/** A moment before those of the document's examples. */
const BEFORE_THE_EXAMPLES = Date.UTC(2016, 9, 1);
const then = { now: BEFORE_THE_EXAMPLES };

describe("the document's deliveries", () => {
  it('ASAP', async () => {
    expect(await memberOf('campaignDelivery', { type: 'soon' })).toEqual({ type: 'soon' });
  });

  it('Schedule Later, with the zone that the example leaves to MoEngage', async () => {
    const at = { type: 'later', at: '2016-11-07T16:33', timezone: 'Asia/Kolkata' };
    expect(await memberOf('campaignDelivery', at, then)).toEqual({ type: 'later', date: '11/07/2016', time: '04:33 PM', timezone: 'Asia/Kolkata' });
  });

  it('Recurring Campaigns', async () => {
    const each = { type: 'periodic', endDate: '2016-11-07', time: '04:55 PM', timezone: 'Asia/Calcutta', repeatAfter: 1 };
    expect(await memberOf('campaignDelivery', each, then)).toEqual({
      type: 'periodic',
      endDate: '11/07/2016',
      time: '04:55 PM',
      timezone: 'Asia/Calcutta',
      repeatAfter: '1',
    });
  });
});

describe('a time', () => {
  it.each<[string, object, object]>([
    [
      'with an offset is told by the clock of the zone',
      { at: '2026-05-10T16:33:00+02:00', timezone: 'America/New_York' },
      { date: '05/10/2026', time: '10:33 AM' },
    ],
    ['in the night before midnight there', { at: '2026-05-10T03:00:00Z', timezone: 'America/New_York' }, { date: '05/09/2026', time: '11:00 PM' }],
    ['without an offset is meant in the zone', { at: '2026-05-10T00:05', timezone: 'Asia/Tokyo' }, { date: '05/10/2026', time: '12:05 AM' }],
    ['at noon is PM', { at: '2026-05-10T12:00', timezone: 'Asia/Tokyo' }, { date: '05/10/2026', time: '12:00 PM' }],
    ["without a zone is told by the workflow's", { at: '2026-05-10T12:00Z' }, { date: '05/10/2026', time: '02:00 PM', timezone: 'Europe/Paris' }],
  ])('%s', async (_, over, delivery) => {
    expect(await memberOf('campaignDelivery', { type: 'later', ...over })).toMatchObject(delivery);
  });

  it.each([
    ['16:55', '04:55 PM'],
    ['4:05 pm', '04:05 PM'],
    ['0:30', '12:30 AM'],
    ['12:30 AM', '12:30 AM'],
    ['12:00PM', '12:00 PM'],
    ['9:07', '09:07 AM'],
  ])('of day %s goes out as %s', async (time, sent) => {
    const over = { type: 'periodic', endDate: '2026-12-31', time, repeatAfter: 7 };
    expect(await memberOf('campaignDelivery', over)).toEqual({
      type: 'periodic',
      endDate: '12/31/2026',
      time: sent,
      timezone: 'Europe/Paris',
      repeatAfter: '7',
    });
  });

  it.each<[string, object, string, RegExp]>([
    ['later without a time', { type: 'later' }, 'at', /'Time' \(at\) is empty/],
    ['later that is past', { type: 'later', at: '2026-01-15T11:59:00Z' }, 'at', /is not in the future/],
    ['later within this minute', { type: 'later', at: new Date(NOON + 30_000).toISOString() }, 'at', /is not in the future/],
    [
      'later in a zone that is none',
      { type: 'later', at: '2026-05-10T12:00Z', timezone: 'Mars/Olympus' },
      'timezone',
      /'Mars\/Olympus', which is not a valid time zone/,
    ],
    [
      'periodic that is over',
      { type: 'periodic', time: '12:59', endDate: '2026-01-15', repeatAfter: 1 },
      'endDate',
      /the time of day \(12:59\) has already passed/,
    ],
    ['periodic without an end', { type: 'periodic', time: '12:59', repeatAfter: 1 }, 'endDate', /is empty/],
    ['periodic without a time', { type: 'periodic', endDate: '2026-05-10', repeatAfter: 1 }, 'time', /is empty/],
    ['a time of day that is none', { type: 'periodic', time: '25:00', endDate: '2026-05-10', repeatAfter: 1 }, 'time', /is not valid: '25:00'/],
    ['PM of 13', { type: 'periodic', time: '13:00 PM', endDate: '2026-05-10', repeatAfter: 1 }, 'time', /is not valid/],
    ['every half day', { type: 'periodic', time: '12:00', endDate: '2026-05-10', repeatAfter: 0.5 }, 'repeatAfter', /whole number/],
    ['soon with a time', { type: 'soon', at: '2026-05-10T12:00Z' }, 'at', /but 'type' is not later/],
  ])('is refused: %s', async (_, over, field, says) => {
    await expectRefused(having(push, over as never), field, says);
  });

  it.each([
    ['02:30', '2027-03-28', 'Europe/Paris', '02:30 AM'],
    ['00:30', '2026-04-24', 'Africa/Cairo', '12:30 AM'],
  ])('of day %s stays what it is where the clocks of the last day, %s in %s, leave it out', async (time, endDate, timezone, sent) => {
    const over = { type: 'periodic', time, endDate, timezone, repeatAfter: 1 };
    expect(await memberOf('campaignDelivery', over)).toMatchObject({
      time: sent,
      endDate: `${endDate.slice(5, 7)}/${endDate.slice(8)}/${endDate.slice(0, 4)}`,
    });
  });

  it.each(['UTC+2', 'local', 'DEFAULT'])('in %s, which MoEngage does not know, is refused', async (timezone) => {
    await expectRefused(having(push, { type: 'later', at: '2099-01-01T00:00Z', timezone }), 'timezone', /is not a valid time zone/);
  });

  it("in a zone of blanks is in the workflow's own", async () => {
    expect(await memberOf('campaignDelivery', { type: 'later', at: '2099-01-01T00:00Z', timezone: '  ' })).toMatchObject({ timezone: 'Europe/Paris' });
  });

  it('of the last day that is still to come is taken', async () => {
    const over = { type: 'periodic', endDate: '2026-01-15', time: '13:01', repeatAfter: 1 };
    expect(await memberOf('campaignDelivery', over)).toMatchObject({ endDate: '01/15/2026', time: '01:01 PM' });
  });
});
