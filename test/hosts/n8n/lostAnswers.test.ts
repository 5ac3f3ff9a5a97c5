import type { INodeParameters } from 'n8n-workflow';
import { bryjNode, type Manner } from './bench';
import { CAMPAIGNS, HorisenBench, RECURRING, rows, sms } from './horisenBench';
import { picked, Stage } from './stage';

const RETRY: Manner = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const LOOKED_UP = expect.stringContaining('A check showed that the request');
const TAKEN = expect.stringContaining('assumed to be because the first request succeeded');

describe('FollowAnalytics', () => {
  const stage = new Stage('followAnalytics');
  const trigger: INodeParameters = {
    resource: 'batch',
    operation: 'trigger',
    campaignId: picked('FACMPGN_fQq2YaB9vrJQuDid'),
    recipientsFrom: 'items',
    userColumn: 'id',
    variables: 'all',
    additionalFields: { checkVariables: false },
  };
  const people = ['demo-0001', 'demo-0002'].map((id) => ({ json: { id } }));

  it.each([202, 204])('Trigger that is answered by %i reaches nobody twice, though it may wait and be tried again', async (status) => {
    await stage.fault({ match: { path: '/api/campaigns/trigger' }, times: null, fault: { kind: 'answer', status } });
    const ran = await stage.run({ ...trigger, waitUntilReady: true, longestWait: 5, askEvery: 15 }, people, RETRY);
    expect(ran.error?.context.data).toMatchObject({ code: 'outcomeUnknown' });
    expect(stage.sandbox.accepted('followAnalytics').people).toEqual({ 'demo-0001': 1, 'demo-0002': 1 });
  });

  it('Trigger waits for a campaign that was just launched by reading its state, and sends once', async () => {
    await stage.sandbox.control('POST', '/followAnalytics/settings', { readyMs: 40_000 });
    const created = {
      resource: 'campaign',
      operation: 'create',
      specify: 'form',
      name: 'Just launched',
      type: 'transactional',
      appId: picked('FAAPPLI_0VDvT50'),
      includesPush: true,
      includesInapp: false,
      pushMessage: 'Hi',
    };
    const id = picked('={{ $json.campaign_id }}');
    const ran = await stage.runAll([
      stage.node('Create', created),
      stage.node('Launch', { resource: 'campaign', operation: 'launch', campaignId: id }),
      stage.node('Trigger', {
        ...trigger,
        campaignId: id,
        recipientsFrom: 'json',
        messages: '[{"user_id":"demo-0001"}]',
        waitUntilReady: true,
        longestWait: 5,
        askEvery: 15,
      }),
    ]);
    expect(ran.error).toBeUndefined();
    expect(stage.slept).toEqual([15_000, 15_000, 15_000]);
    expect(stage.wire('/api/campaigns/trigger').map(({ status }) => status)).toEqual([200]);
  });

  it('Create of two campaigns of one name, the second cut off before it is processed: one is made, and nobody says two', async () => {
    await stage.fault({ match: { path: '/api/campaign', method: 'POST' }, skip: 1, times: 1, fault: { kind: 'resetBefore' } });
    const create = {
      resource: 'campaign',
      operation: 'create',
      specify: 'form',
      name: 'Twice',
      type: 'transactional',
      appId: picked('FAAPPLI_0VDvT50'),
      includesPush: true,
      includesInapp: false,
      pushMessage: 'Hi',
    };
    const ran = await stage.run(create, [{ json: {} }, { json: {} }], { onError: 'continueRegularOutput' });
    expect(ran.jsons('Node')).toEqual([
      expect.objectContaining({ campaign_id: expect.stringMatching(/^FACMPGN_/) }),
      expect.objectContaining({ details: expect.objectContaining({ code: 'outcomeUnknown' }) }),
    ]);
    expect(stage.sandbox.accepted('followAnalytics').campaigns).toEqual({ Twice: 1 });
  });

  it('Launch that was lost has the form of one that was not, and says that it was looked up', async () => {
    await stage.fault({ match: { path: '/launch' }, times: 1, fault: { kind: 'resetAfter' } });
    const ran = await stage.run({ resource: 'campaign', operation: 'launch', campaignId: picked('FACMPGN_vRvb99Xme2IeHj') });
    expect(ran.jsons('Node')).toEqual([expect.objectContaining({ campaign_id: 'FACMPGN_vRvb99Xme2IeHj', status: 'launched' })]);
    expect(ran.hints('Node')).toContainEqual(LOOKED_UP);
  });

  it('Cancel that was lost and is refused the second time was done by the first', async () => {
    await stage.fault({ match: { path: '/cancel' }, times: 1, fault: { kind: 'resetAfter' } });
    const ran = await stage.run({
      resource: 'batch',
      operation: 'cancel',
      campaignId: picked('FACMPGN_fQq2YaB9vrJQuDid'),
      requestId: 'demo-scheduled-request',
    });
    expect(ran.error).toBeUndefined();
    expect(ran.jsons('Node')).toMatchObject([{ request_id: 'demo-scheduled-request' }]);
    expect(ran.hints('Node')).toContainEqual(TAKEN);
  });
});

describe('HORISEN', () => {
  const bench = new HorisenBench();
  const CAMPAIGN_PATHS = { path: CAMPAIGNS };

  it.each([
    ['create', { ...sms, name: 'Only one' }],
    ['clone', { operation: 'clone', cloneUuid: picked('1592695e-c1b1-11ee-b153-774c9d3a7957'), name: 'Only one', status: 'draft' }],
  ])('%s that was cut off before it was processed is not an older one of that name, though the clock of HORISEN is ahead', async (_, parameters) => {
    const older = await bench.one(parameters);
    await bench.sandbox.control('POST', '/clock', { advanceMs: 3_600_000 });
    await bench.fault({ match: { ...CAMPAIGN_PATHS, method: 'POST' }, times: 1, fault: { kind: 'resetBefore' } });
    const ran = await bench.run(parameters);
    expect(ran.error?.context.data).toMatchObject({ code: 'outcomeUnknown' });
    expect(JSON.stringify(ran.jsons('Node'))).not.toContain(String(older.uuid));
    expect(bench.sandbox.accepted('horisen').campaigns).toEqual({ 'Only one': 1 });
  });

  it('create that was lost is found by the clock of HORISEN, which is an hour ahead', async () => {
    await bench.one({ ...sms, name: 'Two alike' });
    await bench.sandbox.control('POST', '/clock', { advanceMs: 3_600_000 });
    await bench.fault({ match: { ...CAMPAIGN_PATHS, method: 'POST' }, times: 1, fault: { kind: 'resetAfter' } });
    const ran = await bench.run({ ...sms, name: 'Two alike' });
    expect(ran.error).toBeUndefined();
    const all = await bench.run({ operation: 'getMany', returnAll: true, filters: rows({ field: 'name', operator: 'eq', value: 'Two alike' }) });
    const newest = all.jsons('Node').sort((a, b) => String(b.created_dt).localeCompare(String(a.created_dt)))[0]!;
    expect(ran.jsons('Node')).toMatchObject([{ uuid: newest.uuid }]);
    expect(ran.hints('Node')).toContainEqual(LOOKED_UP);
  });

  it('Launch that was lost has the form of one that was not, and says that it was looked up', async () => {
    await bench.one({ operation: 'stop', campaignUuid: picked(RECURRING) });
    const launch = { operation: 'launch', campaignUuid: picked(RECURRING) };
    await bench.fault({ match: { method: 'PATCH' }, times: 1, fault: { kind: 'resetAfter' } });
    const lost = await bench.run(launch);
    expect(lost.error).toBeUndefined();
    await bench.one({ operation: 'stop', campaignUuid: picked(RECURRING) });
    expect(Object.keys(lost.jsons('Node')[0]!).sort()).toEqual(Object.keys(await bench.one(launch)).sort());
    expect(lost.hints('Node')).toContainEqual(LOOKED_UP);
  });
});

describe('Braze', () => {
  const stage = new Stage('braze');
  const CAMPAIGN = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';

  it.each<[string, string, INodeParameters, object]>([
    ['Cancel Schedule', '/messages/schedule/delete', { resource: 'message', operation: 'cancelSchedule', scheduleId: 'demo-schedule' }, { cancelled: true }],
    [
      'Cancel Trigger Schedule',
      '/campaigns/trigger/schedule/delete',
      { resource: 'campaign', operation: 'cancelTriggerSchedule', campaignId: picked(CAMPAIGN), scheduleId: 'demo-trigger-schedule' },
      { cancelled: true },
    ],
    [
      'Delete',
      '/users/delete',
      { resource: 'user', operation: 'delete', identifier: 'external_ids', externalIds: ['user1', 'user2'], confirm: true },
      { deleted: true },
    ],
    [
      'Export of raw data',
      '/raw_data',
      {
        resource: 'rawData',
        operation: 'export',
        startingAt: '={{ $now.minus({ days: 3 }).toISO() }}',
        endingAt: '={{ $now.minus({ days: 2 }).toISO() }}',
      },
      { status: 'started' },
    ],
  ])('%s whose first answer was lost is told as done, for it is', async (_, path, parameters, result) => {
    await stage.fault({ match: { path: path === '/raw_data' ? '/export' : path, method: 'POST' }, times: 1, fault: { kind: 'resetAfter' } });
    const ran = await stage.run(parameters);
    expect(ran.error).toBeUndefined();
    for (const json of ran.jsons('Node')) expect(json).toMatchObject(result);
    expect(ran.hints('Node').join(' ')).toContain('The first answer from Braze was lost');
  });

  it('what is not there without any lost answer is told as such', async () => {
    const ran = await stage.run({ resource: 'message', operation: 'cancelSchedule', scheduleId: 'nowhere' });
    expect(ran.error?.context.data).toMatchObject({ code: 'rejected' });
  });
});

describe('Bryj', () => {
  const stage = new Stage('bryj');
  const node = (operation: string, parameters: INodeParameters, manner?: Manner) => ({
    ...stage.node('Node', {}),
    parameters: bryjNode('Node', { operation, ...parameters }, manner).parameters,
  });

  it('a sign-in that is to come back in an hour is asked once', async () => {
    await stage.fault({ match: { path: '/sign_in' }, times: null, fault: { kind: 'status', status: 429, headers: { 'retry-after': '3600' } } });
    const ran = await stage.runAll([node('getScheduled', { campaignId: 'CMP_demo_welcome', returnAll: true })]);
    expect(ran.error?.description).toMatch(/Try again after \d{4}-\d\d-\d\d \d\d:\d\d \(in 1 h\)/);
    expect(stage.wire('/sign_in')).toHaveLength(1);
  });

  it('a file that is to come back in an hour is asked for once, and one that is to come back in seconds after them', async () => {
    await stage.sandbox.control('POST', '/bryj/settings', { processingMs: 0, settleMs: 0 });
    const send = node('trigger', { campaignId: 'CMP_demo_plain', recipientsFrom: 'json', messages: '[{"user_id":"delivered-1"}]' });
    const report = { ...node('getReport', { requestId: '={{ $json.request_id }}', output: 'rows', returnAll: true }), name: 'Report', id: 'report' };
    const limit = (seconds: string) =>
      stage.fault({ match: { path: 'part-' }, times: 1, fault: { kind: 'status', status: 429, headers: { 'retry-after': seconds } } });
    await limit('3600');
    const late = await stage.runAll([send, report]);
    expect(late.error?.context.data).toMatchObject({ code: 'rateLimited', retryAfterMs: 3_600_000 });
    expect(stage.wire('part-')).toHaveLength(1);
    await limit('7');
    const soon = await stage.runAll([send, report]);
    expect(soon.error).toBeUndefined();
    expect(soon.jsons('Report')).toMatchObject([{ userId: 'delivered-1' }]);
    expect(stage.slept.at(-1)).toBeGreaterThan(7_000);
  });
});
