import { TransportError } from '../../../engine';
import { failureIn, jsonOf, NOON, scripted } from '../../support/host';
import { bodies, calling, expectRefused, type Raw } from './sending';

const CREATED = { body: { message: 'success', schedule_id: 's1', dispatch_id: 'd1' } };
const schedule = calling('message.schedule', CREATED);
const update = calling('message.updateSchedule');
const cancel = calling('message.cancelSchedule');
const updateTrigger = calling('campaign.updateTriggerSchedule');
const cancelTrigger = calling('campaign.cancelTriggerSchedule');
const message = { android_push: { alert: 'Hello', title: 'Hi' } };
const at = (more: Raw): Raw => ({ external_user_ids: ['user1'], ...message, ...more });
const TIME = '2099-05-10T13:00:00+01:00';
const HOUR = 3_600_000;
const wall = (ms: number) => new Date(ms).toISOString().slice(0, 19);

const refused: [string, Raw, RegExp][] = [
  ['no time', {}, /'Time' \(time\) is empty/],
  ['a time that is none', { time: 'tomorrow' }, /is not a valid date and time: 'tomorrow'/],
  ['a time that has passed', { time: '2020-01-01T00:00:00Z' }, /is 2020-01-01T00:00:00Z, which is in the past/],
  ['this very moment', { time: new Date(NOON).toISOString() }, /is in the past/],
  ['a zone with local time', { time: '2099-01-01T10:00:00Z', in_local_time: true }, /which has a UTC offset, but it is meant in each user's own time zone/],
  ['an offset with optimal time', { time: '2099-01-01T10:00:00-0500', at_optimal_time: true }, /has a UTC offset/],
  ['a short offset with local time', { time: '2099-01-01T10:00+02', in_local_time: true }, /has a UTC offset/],
  ['a local time that has passed everywhere', { time: wall(NOON - 12 * HOUR), in_local_time: true }, /which has passed in every time zone/],
  ['a day that has passed everywhere', { time: '2026-01-14T23:00:00', at_optimal_time: true }, /which has passed in every time zone/],
];

describe('a schedule', () => {
  it.each(refused)('with %s is refused, and nothing is sent', async (_, more, says) => {
    expectRefused(await schedule([at(more)]), 'time', says);
  });

  it.each<[string, Raw, object]>([
    ['an offset stays', { time: TIME }, { time: TIME }],
    ["a wall-clock time is the host's", { time: '2099-07-01T10:00' }, { time: '2099-07-01T10:00:00+02:00' }],
    ['UTC is written as an offset', { time: '2099-07-01T10:00:00.000Z' }, { time: '2099-07-01T10:00:00+00:00' }],
    ['a local time has no offset', { time: '2099-07-01T10:00', in_local_time: true }, { time: '2099-07-01T10:00:00', in_local_time: true }],
    [
      'an optimal time neither',
      { time: '2099-07-01', in_local_time: false, at_optimal_time: true },
      { time: '2099-07-01T00:00:00', in_local_time: false, at_optimal_time: true },
    ],
    [
      'a local time counts as long as it lies ahead somewhere',
      { time: wall(NOON - 11 * HOUR), in_local_time: true },
      { time: wall(NOON - 11 * HOUR), in_local_time: true },
    ],
  ])('%s', async (_, more, wire) => {
    expect(bodies((await schedule([at(more)])).send)[0]!.schedule).toEqual(wire);
  });

  it("goes out as in the document's Create Schedule Endpoint, and each user is told its ID", async () => {
    const { outcomes, send } = await schedule([
      at({ time: TIME, external_user_ids: ['a', 'b'], override_messaging_limits: true, webhook: { url: 'https://x', request_method: 'GET' } }),
    ]);
    expect(send.requests).toMatchObject([{ method: 'POST', url: expect.stringMatching(/\/messages\/schedule\/create$/) }]);
    expect(bodies(send)).toEqual([
      {
        external_user_ids: ['a', 'b'],
        override_messaging_limits: true,
        schedule: { time: TIME },
        messages: { ...message, webhook: { url: 'https://x', request_method: 'GET' } },
      },
    ]);
    expect(outcomes.map(jsonOf)).toEqual(['a', 'b'].map((id) => ({ external_user_id: id, status: 'accepted', schedule_id: 's1', dispatch_id: 'd1' })));
  });

  it('whose answer has no ID is unknown, a queued one is not', async () => {
    const lost = await schedule([at({ time: TIME })], 'today', scripted({ body: { message: 'success' } }));
    expect(failureIn(lost.outcomes[0])).toMatchObject({ code: 'outcomeUnknown', message: expect.stringContaining("no 'schedule_id'") });
    const queued = await schedule([at({ time: TIME })], 'today', scripted({ status: 202, body: { message: 'queued' } }));
    expect(jsonOf(queued.outcomes[0])).toEqual({ external_user_id: 'user1', status: 'queued' });
  });
});

describe('updating messages', () => {
  it('needs something to change', async () => {
    expectRefused(await update([{ schedule_id: 's1' }]), 'time', /Neither 'Time' \(time\) nor a message is set/);
    expectRefused(await update([{ schedule_id: 's1', in_local_time: true }]), 'time', /a schedule is always replaced completely/);
    expectRefused(await update([{ ...message }]), 'schedule_id', /'Schedule ID' \(schedule_id\) is empty/);
    expectRefused(await update([{ schedule_id: 's1', time: '2020-01-01T00:00:00Z' }]), 'time', /in the past/);
    expectRefused(await update([{ schedule_id: 's1', apple_push: { badge: 1 } }]), 'apple_push.alert', /is empty/);
  });

  it('sends what is given, and nothing else', async () => {
    expect(bodies((await update([{ schedule_id: 's1', time: TIME }])).send)).toEqual([{ schedule_id: 's1', schedule: { time: TIME } }]);
    expect(bodies((await update([{ schedule_id: 's1', ...message }])).send)).toEqual([{ schedule_id: 's1', messages: message }]);
    const { outcomes } = await update([{ schedule_id: 's1', time: TIME, ...message }]);
    expect(jsonOf(outcomes[0])).toEqual({ schedule_id: 's1', updated: true, status: 'accepted' });
  });

  it('is repeated where the time is known to lie ahead, and else left to the user', async () => {
    const lost = () => scripted(new TransportError('reset', 'maybe'), { body: { message: 'success' } });
    expect((await update([{ schedule_id: 's1', time: TIME }], 'today', lost())).send.requests).toHaveLength(2);
    const { outcomes, send } = await update([{ schedule_id: 's1', ...message }], 'today', lost());
    expect(send.requests).toHaveLength(1);
    expect(failureIn(outcomes[0])).toMatchObject({ code: 'outcomeUnknown', todo: expect.stringContaining('Run it again') });
  });
});

describe('the other changes', () => {
  it('send their ids, and the schedule as a whole', async () => {
    const both = { campaign_id: 'c1', schedule_id: 's1' };
    expect(bodies((await cancel([{ schedule_id: 's1' }])).send)).toEqual([{ schedule_id: 's1' }]);
    expect(bodies((await cancelTrigger([both])).send)).toEqual([both]);
    expect(bodies((await updateTrigger([{ ...both, time: '2099-01-01T10:00', in_local_time: true }])).send)).toEqual([
      { ...both, schedule: { time: '2099-01-01T10:00:00', in_local_time: true } },
    ]);
    expect(jsonOf((await cancel([{ schedule_id: 's1' }])).outcomes[0])).toEqual({ schedule_id: 's1', cancelled: true, status: 'accepted' });
    expect(jsonOf((await cancelTrigger([both])).outcomes[0])).toEqual({ ...both, cancelled: true, status: 'accepted' });
    expect(jsonOf((await updateTrigger([{ ...both, time: TIME }])).outcomes[0])).toEqual({ ...both, updated: true, status: 'accepted' });
  });

  it('need their ids and a time ahead', async () => {
    expectRefused(await cancel([{}]), 'schedule_id', /is empty/);
    expectRefused(await cancelTrigger([{ schedule_id: 's1' }]), 'campaign_id', /is empty/);
    expectRefused(await updateTrigger([{ campaign_id: 'c1', schedule_id: 's1' }]), 'time', /is empty/);
    expectRefused(await updateTrigger([{ campaign_id: 'c1', schedule_id: 's1', time: '2020-01-01T00:00:00Z' }]), 'time', /in the past/);
  });

  it('are repeated where an answer was lost; a schedule that is gone then was cancelled by the first try', async () => {
    const gone = { status: 400, body: { message: 'Invalid schedule ID' } };
    const lost = () => scripted(new TransportError('reset', 'maybe'), gone);
    const both = { campaign_id: 'c1', schedule_id: 's1' };
    for (const { outcomes, send } of [await cancel([{ schedule_id: 's1' }], 'today', lost()), await cancelTrigger([both], 'today', lost())]) {
      expect(send.requests).toHaveLength(2);
      expect(jsonOf(outcomes[0])).toMatchObject({ schedule_id: 's1', cancelled: true });
      expect(outcomes[0]).toMatchObject({ warnings: [expect.stringContaining('Invalid schedule ID'), expect.stringContaining('the messages were sent')] });
    }
    expect(failureIn((await cancel([{ schedule_id: 's1' }], 'today', scripted(gone))).outcomes[0])).toMatchObject({
      message: 'Braze answered: Invalid schedule ID.',
    });
  });
});
