import { ANDROID, DAY, HOUR, IOS, MoEngageBench, START, user, WEB } from './moengageHelpers';

let bench: MoEngageBench;
beforeEach(async () => void (bench = await MoEngageBench.open()));
afterEach(() => bench.close());

const ALL = { ANDROID, IOS, WEB };
const ALL_PLATFORMS = { targetPlatform: ['ANDROID', 'IOS', 'WEB'], payload: ALL };
const everybody = (campaignName: string) => ({ targetAudience: 'All Users', campaignName });
const segment = (campaignName: string) => ({ targetAudience: 'Custom Segment', customSegmentName: 'Demo Segment', campaignName });

describe('a push', () => {
  it('is accepted, with ids of its own', async () => {
    const { status, body } = await bench.send();
    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'Success',
      cid: expect.stringMatching(/^[0-9a-f]{24}$/),
      requestId: expect.stringMatching(/./),
      responseId: expect.stringMatching(/./),
    });
    expect(await bench.shown(body.cid)).toEqual(['ANDROID demo-0001: Hi / Hello (sent)']);
  });

  it('repeats the request id, also when it fails', async () => {
    expect((await bench.send({ requestId: 'mine' })).body.requestId).toBe('mine');
    expect((await bench.send({ requestId: 'mine', campaignName: 'x' })).body).toMatchObject({
      status: 'Fail',
      requestId: 'mine',
      responseId: expect.stringMatching(/./),
    });
    expect((await bench.send({ campaignName: 'x' })).body.requestId).toBe('');
  });

  it('comes on each platform that somebody has', async () => {
    const { cid } = (await bench.send({ ...ALL_PLATFORMS, ...user('demo-0002', 'demo-0010') })).body;
    expect(await bench.shown(cid)).toEqual([
      'IOS demo-0002: Hi / Hello iPhone (sent)',
      'ANDROID demo-0010: Hi / Hello (sent)',
      'IOS demo-0010: Hi / Hello iPhone (sent)',
      'WEB demo-0010: Hi / Hello web\nhttps://example.com (sent)',
    ]);
    const android = (await bench.send({ ...user('demo-0002'), campaignName: 'Android only' })).body.cid;
    expect((await bench.messages(android)).messages).toMatchObject([{ user: 'demo-0002', status: 'no device', platforms: [] }]);
  });

  it('shows what else is in the payload', async () => {
    const block = {
      ...ANDROID,
      summary: 'In short',
      richContent: [{ type: 'image', value: 'https://example.com/a.png' }],
      defaultAction: { type: 'deeplinking', value: 'app://x', kvPairs: { order: '7' } },
      additionalActions: [{ type: 'share', value: 'x', name: 'Share' }],
    };
    const { cid } = (await bench.send({ payload: { ANDROID: block } })).body;
    expect((await bench.messages(cid)).messages).toMatchObject([
      { body: 'Hello\nIn short\nimage: https://example.com/a.png\n[Share]', variables: { order: '7' }, platforms: ['android'] },
    ]);
  });

  it('reaches all users, except those who want none', async () => {
    const { cid } = (await bench.send({ ...everybody('For everyone'), ...ALL_PLATFORMS })).body;
    const [batch] = await bench.batches();
    expect(batch).toMatchObject({
      id: cid,
      vendor: 'moEngage',
      campaignName: 'For everyone',
      form: 'All Users',
      channel: 'ANDROID, IOS, WEB',
      state: 'sent',
      count: 240,
      sendAt: START,
    });
    const page = await bench.messages(cid, '?offset=10&limit=3');
    expect(page).toMatchObject({ total: 288, offset: 10, counts: { sent: 260, 'not opted in': 28 } });
    expect(page.messages.map(({ index }) => index)).toEqual([10, 11, 12]);
  });

  it('reaches a segment by its exact name', async () => {
    const { cid } = (await bench.send({ ...segment('Segment push'), ...ALL_PLATFORMS })).body;
    expect((await bench.campaigns()).find((campaign) => campaign.cid === cid)?.runs).toEqual([{ at: START, users: 60 }]);
    expect(await bench.refusal({ ...segment('Other push'), customSegmentName: 'demo segment' })).toContain('customSegmentName');
  });

  it.each([
    ['USER_ATTRIBUTE_USER_EMAIL', 'demo-0003@example.com', false],
    ['USER_ATTRIBUTE_USER_MOBILE', '+91900000003', false],
    ['MOE_GAID', 'gaid-0003', false],
    ['ADVERTISING_IDENTIFIER', 'idfa-0003', false],
    ['PUSH_ID', 'token-0003', 'false'],
    ['first_name', 'Carla', 'true'],
    ['city', 'Lima', true],
  ])('finds its user by %s', async (attribute, attributeValue, isCustom) => {
    const { cid } = (
      await bench.send({ ...ALL_PLATFORMS, targetAudience: 'User', targetUserAttributes: { attribute, comparisonParameter: 'is', attributeValue, isCustom } })
    ).body;
    expect((await bench.messages(cid)).messages[0]?.user).toBe('demo-0003');
  });

  it('reaches at most a hundred users of an attribute, and nobody who is not there', async () => {
    const cities = { attribute: 'city', comparisonParameter: 'in', attributeValue: ['Pune', 'Lima'], isCustom: true };
    expect((await bench.send({ targetAudience: 'User', targetUserAttributes: cities })).body.status).toBe('Success');
    expect((await bench.send({ ...user('nobody'), campaignName: 'Nobody' })).body.status).toBe('Success');
    expect((await bench.campaigns()).map(({ runs }) => runs[0]?.users)).toEqual([100, 0]);
  });

  it('is forgotten by the fault acceptAndDrop', async () => {
    await bench.fault({ kind: 'acceptAndDrop' });
    expect((await bench.send()).body.status).toBe('Success');
    expect(await bench.batches()).toEqual([]);
  });
});

describe('the name of a campaign', () => {
  it('is taken once by all users and segments, in each environment', async () => {
    expect((await bench.send(everybody('Summer sale'))).body.status).toBe('Success');
    for (const more of [everybody('Summer sale'), segment('Summer sale'), { campaignName: 'Summer sale' }])
      expect((await bench.send(more)).body).toMatchObject({ status: 'Fail', Error_Message: 'Duplicate campaign name' });
    expect((await bench.send({ ...everybody('Summer sale'), appId: 'DEMOAPP_DEBUG' })).body.status).toBe('Success');
    expect((await bench.batches()).map(({ form }) => form)).toEqual(['All Users', 'All Users (test)']);
  });

  it('is not taken by a request that failed', async () => {
    await bench.send({ ...everybody('Summer sale'), payload: {} });
    expect((await bench.send(everybody('Summer sale'))).body.status).toBe('Success');
  });

  it('clubs requests for users in one campaign, whose other data are those of the first', async () => {
    const first = (await bench.send()).body;
    const later = { type: 'later', date: '02/02/2024', time: '09:00 AM', timezone: 'UTC' };
    const second = (
      await bench.send({
        ...user('demo-0010'),
        targetPlatform: ['ANDROID', 'IOS'],
        payload: { ...ALL, ANDROID: { ...ANDROID, message: 'Again' } },
        campaignDelivery: later,
      })
    ).body;
    expect(second.cid).toBe(first.cid);
    expect(second.responseId).not.toBe(first.responseId);
    expect(await bench.shown(first.cid)).toEqual(['ANDROID demo-0001: Hi / Hello (sent)', 'ANDROID demo-0010: Hi / Again (sent)']);
    expect((await bench.batches())[0]).toMatchObject({ count: 2, state: 'sent' });
    expect((await bench.send(everybody('Welcome'))).body.Error_Message).toBe('Duplicate campaign name');
  });
});

describe('a delivery', () => {
  const send = (campaignDelivery: object, more: object = {}) => bench.send({ campaignDelivery, ...more });
  const next = async () => {
    const [campaign] = await bench.campaigns();
    return campaign?.next === null ? null : new Date(campaign?.next ?? 0).toISOString().slice(0, 16);
  };

  it.each([
    ['Europe/Paris', '03:30 PM', '2024-02-01T14:30'],
    ['America/New_York', '12:05 PM', '2024-02-01T17:05'],
    ['Asia/Calcutta', '05:31 PM', '2024-02-01T12:01'],
    [undefined, '05:31 PM', '2024-02-01T12:01'],
    ['UTC', '11:59 PM', '2024-02-01T23:59'],
  ])('later in the zone %s at %s', async (timezone, time, due) => {
    expect((await send({ type: 'later', date: '02/01/2024', time, timezone })).body.status).toBe('Success');
    expect(await next()).toBe(due);
  });

  it.each([
    ['03/31/2024', '02:30 AM', '2024-03-31T01:30'], // left out by summer time
    ['03/31/2024', '03:30 AM', '2024-03-31T01:30'],
    ['03/31/2024', '01:30 AM', '2024-03-31T00:30'],
    ['10/27/2024', '12:30 AM', '2024-10-26T22:30'],
    ['10/27/2024', '04:00 AM', '2024-10-27T03:00'],
  ])('on the day of a change of clocks, %s at %s', async (date, time, due) => {
    await send({ type: 'later', date, time, timezone: 'Europe/Paris' });
    expect(await next()).toBe(due);
  });

  it('waits for its time, and then goes out', async () => {
    const { cid } = (await send({ type: 'later', date: '02/01/2024', time: '02:00 PM', timezone: 'UTC' })).body;
    expect((await bench.batches())[0]).toMatchObject({ state: 'scheduled', sendAt: START + 2 * HOUR, count: 1 });
    expect(await bench.shown(cid)).toEqual(['ANDROID demo-0001: Hi / Hello (pending)']);
    await bench.advance(2 * HOUR - 1);
    expect((await bench.batches())[0]?.state).toBe('scheduled');
    await bench.advance(1);
    expect((await bench.batches())[0]).toMatchObject({ state: 'sent', sendAt: START + 2 * HOUR });
    expect(await bench.shown(cid)).toEqual(['ANDROID demo-0001: Hi / Hello (sent)']);
  });

  it('repeats every so many days, at the same time of the clock, until its last day', async () => {
    await send({ type: 'periodic', time: '08:00 AM', endDate: '02/08/2024', repeatAfter: '3', timezone: 'America/New_York' });
    expect(await next()).toBe('2024-02-01T13:00');
    await bench.advance(2 * HOUR);
    expect(await next()).toBe('2024-02-04T13:00');
    expect((await bench.batches())[0]?.state).toBe('sending');
    await bench.advance(30 * DAY);
    const [campaign] = await bench.campaigns();
    expect(campaign?.runs.map(({ at }) => new Date(at).getUTCDate())).toEqual([1, 4, 7]);
    expect((await bench.batches())[0]).toMatchObject({ state: 'sent', count: 3 });
  });

  it('begins tomorrow when its time has passed today', async () => {
    await send({ type: 'periodic', time: '05:30 PM', endDate: '02/02/2024', repeatAfter: 1 });
    expect(await next()).toBe('2024-02-02T12:00');
  });

  it('keeps its time of the clock over a change to summer time', async () => {
    await send({ type: 'periodic', time: '09:00 AM', endDate: '04/30/2024', repeatAfter: '60', timezone: 'Europe/Paris' });
    expect(await next()).toBe('2024-02-02T08:00');
    await bench.advance(DAY);
    expect(await next()).toBe('2024-04-02T07:00');
  });

  it('meets those who are in the segment then', async () => {
    const { cid } = (await send({ type: 'later', date: '02/02/2024', time: '12:00 PM', timezone: 'UTC' }, segment('Tomorrow'))).body;
    await bench.control('POST', '/moEngage/users', { id: 'new', platforms: ['ANDROID'], segments: ['Demo Segment'] });
    await bench.advance(DAY);
    await bench.control('POST', '/moEngage/users', { id: 'too-late', platforms: ['ANDROID'], segments: ['Demo Segment'] });
    expect((await bench.campaigns()).find((campaign) => campaign.cid === cid)?.runs).toEqual([{ at: START + DAY, users: 61 }]);
  });

  it('can be stopped in the dashboard only', async () => {
    const { cid } = (await send({ type: 'later', date: '02/02/2024', time: '12:00 PM', timezone: 'UTC' })).body;
    expect(await bench.control('POST', `/moEngage/campaigns/${cid}/stop`)).toMatchObject({ stopped: true, next: null });
    await bench.advance(2 * DAY);
    expect((await bench.batches())[0]?.state).toBe('canceled');
    expect(await bench.shown(cid)).toEqual(['ANDROID demo-0001: Hi / Hello (canceled)']);
    expect(await bench.control('POST', '/moEngage/campaigns/none/stop')).toEqual({ error: 'No such campaign' });
  });
});
