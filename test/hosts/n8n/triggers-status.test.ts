import { PollStage } from './pollStage';
import { picked } from './stage';

/** Campaigns as they come, change, run and end, in n8n's own engine. */
const START = Date.UTC(2026, 0, 15, 12);
const MINUTE = 60_000;

const brief = (rows: readonly { readonly [name: string]: unknown }[] | null) =>
  rows?.map(({ event, name, previousStatus, status }) => [event, name, previousStatus, status]);

describe('FollowAnalytics', () => {
  const stage = new PollStage('followAnalytics', START);
  const APP = 'FAAPPLI_0VDvT50';

  const create = async (name: string): Promise<string> => {
    const { jsons, error } = await stage.run({
      resource: 'campaign',
      operation: 'create',
      type: 'transactional',
      name,
      specify: 'form',
      appId: picked(APP),
      includesPush: true,
      includesInapp: false,
      pushMessage: 'Hello',
    });
    expect(error).toBeUndefined();
    return String(jsons('Node')[0]!.campaign_id);
  };
  const launch = (id: string) => stage.run({ resource: 'campaign', operation: 'launch', campaignId: picked(id) });

  it('tells of a campaign that comes, changes and ends, each once, and of none that was there', async () => {
    const node = stage.watch('status');
    expect(await node.poll()).toBeNull();
    const id = await create('Spring');
    const created = (await node.poll())!;
    expect(created).toEqual([
      {
        vendor: 'followAnalytics',
        event: 'created',
        campaignId: id,
        name: 'Spring',
        channel: 'push',
        status: 'draft',
        previousStatus: '',
        time: expect.stringMatching(/^2026-01-15T12:0/),
        raw: expect.objectContaining({ identifier: id }),
      },
    ]);
    expect(await node.poll()).toBeNull();
    await launch(id);
    expect(brief(await node.poll())).toEqual([['statusChanged', 'Spring', 'draft', 'wait_sync']]);
    stage.pass(MINUTE);
    expect(brief(await node.poll())).toEqual([['statusChanged', 'Spring', 'wait_sync', 'ongoing']]);
    expect(await node.poll()).toBeNull();
    await stage.sandbox.control('POST', `/followAnalytics/campaigns/${id}/end`, {});
    expect(brief(await node.poll())).toEqual([['finished', 'Spring', 'ongoing', 'finished']]);
    expect(await node.poll()).toBeNull();
    expect(Buffer.byteLength(JSON.stringify(node.kept))).toBeLessThan(64_000);
  });

  it('tells only of the events that are ticked; an end without its own event is a change', async () => {
    const ends = stage.watch('status', { events: ['finished'] });
    const changes = stage.watch('status', { events: ['statusChanged'] });
    await ends.poll();
    await changes.poll();
    const id = await create('Summer');
    await launch(id);
    stage.pass(MINUTE);
    // Runs without items: what is remembered of the new campaign has to last.
    expect(await ends.poll()).toEqual([]);
    expect(await changes.poll()).toEqual([]);
    await stage.sandbox.control('POST', `/followAnalytics/campaigns/${id}/end`, {});
    expect(brief(await ends.poll())).toEqual([['finished', 'Summer', 'ongoing', 'finished']]);
    expect(brief(await changes.poll())).toEqual([['statusChanged', 'Summer', 'ongoing', 'finished']]);
  });

  it('tells of a campaign that was there when it changes', async () => {
    const node = stage.watch('status');
    await node.poll();
    await stage.sandbox.control('POST', '/followAnalytics/campaigns/FACMPGN_fQq2YaB9vrJQuDid/end', { as: 'canceled' });
    expect((await node.poll())!.map(({ event, status }) => [event, status])).toEqual([['statusChanged', 'canceled']]);
  });
});

describe('HORISEN', () => {
  const stage = new PollStage('horisen', START);
  const LIST = '11111111-c1af-11ee-8073-bf4d6e8c1618';

  const create = (name: string, schedule: object) =>
    stage.run({
      resource: 'campaign',
      operation: 'create',
      name,
      status: 'active',
      sendingType: 'sms',
      template: 'Hello',
      sender: 'Shop',
      recipientLists: [LIST],
      queryType: 'all',
      ...schedule,
    });

  it('tells of a campaign that is made, runs and ends', async () => {
    const node = stage.watch('status');
    expect(await node.poll()).toBeNull();
    const ran = await create('Tonight', { scheduleType: 'once', scheduleAt: '2026-01-15T13:00:00Z' });
    expect(ran.error).toBeUndefined();
    const [made] = (await node.poll())!;
    expect(made).toMatchObject({ vendor: 'horisen', event: 'created', name: 'Tonight', channel: 'sms', status: 'active', raw: { name: 'Tonight' } });
    expect(await node.poll()).toBeNull();
    stage.pass(61 * MINUTE);
    const rows = (await node.poll())!.filter(({ name }) => name === 'Tonight');
    expect(brief(rows)).toEqual([
      ['executed', 'Tonight', 'active', 'finished'],
      ['finished', 'Tonight', 'active', 'finished'],
    ]);
    expect(rows[0]!.time).toMatch(/^2026-01-15T13:00/);
    stage.pass(MINUTE);
    expect((await node.poll())?.filter(({ name }) => name === 'Tonight') ?? []).toEqual([]);
  });

  it('tells of each run of a recurring campaign, and of a stop', async () => {
    const node = stage.watch('status', { events: ['executed', 'statusChanged'] });
    await node.poll();
    const { jsons, error } = await create('Hourly', { scheduleType: 'scheduled', recurrence: 'rule', rule: 'FREQ=HOURLY;BYMINUTE=0;BYSECOND=0' });
    expect(error).toBeUndefined();
    const id = String(jsons('Node')[0]!.uuid);
    const own = async () =>
      (await node.poll())?.filter(({ campaignId }) => campaignId === id).map(({ event, time }) => [event, String(time).slice(0, 16)]) ?? [];
    expect(await own()).toEqual([]);
    stage.pass(60 * MINUTE);
    expect(await own()).toEqual([['executed', '2026-01-15T13:00']]);
    stage.pass(60 * MINUTE);
    expect(await own()).toEqual([['executed', '2026-01-15T14:00']]);
    await stage.run({ resource: 'campaign', operation: 'stop', campaignUuid: picked(id) });
    expect((await own()).map(([event]) => event)).toEqual(['statusChanged']);
    expect(await own()).toEqual([]);
  });
});
