import type { AcceptedView } from '../../sandbox/index';
import { roster } from '../../sandbox/roster';
import { BrazeBench, DEMO_ID } from './brazeHelpers';
import { CONTRACT, PUSH, TRANSACTIONAL, Wire } from './follow-wire';
import { CSV, openSandbox, PERSON, WELCOME } from './helpers';
import { DRAFT, HorisenBench, TEMPLATE } from './horisenHelpers';
import { MoEngageBench, user } from './moengageHelpers';

const NOTHING: AcceptedView = { requests: 0, everybody: 0, people: {}, uncounted: 0, events: {}, purchases: {}, campaigns: {}, launches: {}, activated: {} };

const open: { close(): Promise<void> }[] = [];
function kept<T extends { close(): Promise<void> }>(bench: T): T {
  open.push(bench);
  return bench;
}
afterEach(async () => {
  for (const bench of open.splice(0)) await bench.close();
});

describe('what was accepted', () => {
  it('is nothing at the start, by all ways to ask, and after a reset', async () => {
    const bench = kept(await openSandbox());
    const nothing = Object.fromEntries(roster.map(({ id }) => [id, NOTHING]));
    expect((await bench.control('GET', '/accepted')).body).toEqual(nothing);
    await bench.signIn();
    await bench.trigger({ ...WELCOME, messages: [PERSON] });
    expect((await bench.control('GET', '/accepted?vendor=bryj')).body).toEqual(bench.sandbox.accepted('bryj'));
    expect(bench.sandbox.accepted('bryj').people).toEqual({ USER_ID1: 1 });
    await bench.control('POST', '/reset');
    expect(bench.sandbox.accepted()).toEqual(nothing);
    expect((await bench.control('GET', '/accepted?vendor=nobody')).status).toBe(404);
    expect(() => bench.sandbox.accepted('nobody')).toThrow('nobody');
  });

  it('Bryj: JSON and CSV, also when the answer is lost or the batch canceled; not what was refused or dropped', async () => {
    const bench = kept(await openSandbox());
    await bench.signIn();
    const send = { ...WELCOME, messages: [PERSON, { ...PERSON, user_id: '__proto__' }, PERSON] };
    const { body } = await bench.trigger({ ...send, send_at: '2022-05-11T00:00:00+00:00' });
    expect((await bench.cancel(body.request_id)).status).toBe(200);
    await bench.upload(WELCOME, CSV);
    await bench.fault({ kind: 'resetAfter' });
    await expect(bench.upload(WELCOME, CSV)).rejects.toThrow();
    await bench.fault({ kind: 'acceptAndDrop' }, { times: 2 });
    await bench.trigger(send);
    await bench.upload(WELCOME, CSV);
    await bench.trigger({ campaign_id: 'CMP_demo_draft', messages: [PERSON] });
    await bench.fault({ kind: 'status', status: 200 });
    await bench.trigger(send);
    const { requests, people } = bench.sandbox.accepted('bryj');
    expect([requests, Object.entries(people)]).toEqual([
      3,
      [
        ['USER_ID1', 2],
        ['__proto__', 1],
        ['user_id1', 2],
        ['user_id2', 2],
      ],
    ]);
  });

  it('Bryj: names of a very large file are not kept', async () => {
    const bench = kept(await openSandbox());
    await bench.signIn();
    await bench.upload({ campaign_id: 'CMP_demo_plain' }, `User\n${'a\n'.repeat(500_001)}`);
    expect(bench.sandbox.accepted('bryj')).toEqual({ ...NOTHING, requests: 1, uncounted: 500_001 });
  });

  it('Braze: whoever is named, under the name of the request; segments as everyone; events and purchases apart', async () => {
    const bench = kept(await BrazeBench.open());
    const messages = { android_push: { title: 'Hi', alert: 'Hello' }, email: { app_id: 'x', subject: 'Hi', from: 'A <a@example.com>', body: 'Hello' } };
    const { android_push } = messages;
    const alias = { alias_name: 'user2', alias_label: 'crm' };
    const schedule = { time: '2030-01-01T00:00:00Z' };
    await bench.post('/messages/send', { external_user_ids: ['user1', 'user1'], user_aliases: [alias], messages: { android_push } });
    const made = await bench.post('/messages/schedule/create', { external_user_ids: ['user1'], schedule, messages: { android_push } });
    await bench.post('/messages/schedule/delete', { schedule_id: made.body.schedule_id });
    const recipients = [{ external_user_id: 'user3' }, { email: 'user3@example.com' }, { braze_id: 'braze-user3' }];
    await bench.post('/campaigns/trigger/send', { campaign_id: DEMO_ID, recipients });
    await bench.post('/campaigns/trigger/schedule/create', { campaign_id: DEMO_ID, recipients: [{ user_alias: alias }], schedule });
    await bench.post('/messages/send', { segment_id: DEMO_ID, broadcast: true, messages: { android_push } });
    await bench.post('/messages/send', { external_user_ids: ['user1'], messages: {} });
    await bench.fault({ kind: 'acceptAndDrop' });
    await bench.post('/campaigns/trigger/send', { campaign_id: DEMO_ID, recipients });
    const time = '2022-01-01T00:00:00Z';
    await bench.post('/users/track', {
      attributes: [{ external_id: 'user1', member: true }],
      events: [{ external_id: 'user1', name: 'a', time }, { external_id: 'user1', name: 'b', time }, { name: 'nobody' }],
      purchases: [{ user_alias: alias, product_id: 'x', currency: 'EUR', price: 1, time }],
    });
    expect(bench.sandbox.accepted('braze')).toEqual({
      ...NOTHING,
      requests: 5,
      everybody: 1,
      people: { user1: 2, 'crm:user2': 2, user3: 1, 'user3@example.com': 1, 'braze-user3': 1 },
      events: { user1: 2 },
      purchases: { 'crm:user2': 1 },
    });
  });

  it('Braze: what maintenance has queued counts when it is done', async () => {
    const bench = kept(await BrazeBench.open({ maintenance: 1 }));
    await bench.post('/campaigns/trigger/send', { campaign_id: DEMO_ID, recipients: [{ external_user_id: 'user1' }] });
    expect(bench.sandbox.accepted('braze')).toEqual(NOTHING);
    await bench.set({ maintenance: 0 });
    expect(bench.sandbox.accepted('braze').people).toEqual({ user1: 1 });
  });

  it('FollowAnalytics: a message of each campaign; campaigns that were made, and launched', async () => {
    const wire = kept(await Wire.open());
    const messages = ['john365', 'duce23', 'john365'].map((user_id) => ({ user_id, template_variables: {} }));
    await wire.post('/api/campaigns/trigger', { campaign_identifiers: [CONTRACT, 'FACMPGN_VCFzh_NpR3Qrru3B'], messages });
    const ids: string[] = [];
    for (const body of [PUSH, PUSH, TRANSACTIONAL]) ids.push(String((await wire.post('/api/campaign', body)).body.result.campaign_id));
    await wire.put(`/api/campaign/${ids[0]}/launch`);
    await wire.put(`/api/campaign/${ids[0]}/launch`);
    await wire.put(`/api/campaign/${ids[2]}/launch`);
    await wire.fault({ kind: 'acceptAndDrop' });
    await wire.post('/api/campaign', PUSH);
    expect(wire.sandbox.accepted('followAnalytics')).toEqual({
      ...NOTHING,
      requests: 2,
      everybody: 1,
      people: { john365: 4, duce23: 2 },
      campaigns: { [PUSH.name]: 2, [TRANSACTIONAL.name]: 1 },
      launches: { [String(ids[0])]: 1, [String(ids[2])]: 1 },
      activated: { [PUSH.name]: 1, [TRANSACTIONAL.name]: 1 },
    });
  });

  it('HORISEN: campaigns that were made or cloned, and each time one was saved as active', async () => {
    const bench = kept(await HorisenBench.open());
    const { uuid } = (await bench.create({ name: 'Mine', status: 'active' })).body;
    await bench.create({ name: 'A draft' });
    const clone = { clone_uuid: TEMPLATE, name: 'A clone', template_vars: { temp: '1', wind: '2' } };
    expect((await bench.api('POST', '', clone)).status).toBe(201);
    for (const status of ['active', 'active', 'stopped', 'active']) await bench.set(DRAFT, status);
    await bench.fault({ kind: 'acceptAndDrop' });
    await bench.create({ name: 'Forgotten', status: 'active' });
    const name = (await bench.get(DRAFT)).body.name;
    expect(bench.sandbox.accepted('horisen')).toEqual({
      ...NOTHING,
      requests: 3,
      everybody: 3,
      campaigns: { Mine: 1, 'A draft': 1, 'A clone': 1 },
      launches: { [uuid]: 1, [DRAFT]: 2 },
      activated: { Mine: 1, [name]: 2 },
    });
  });

  it('MoEngage: the values of the audience User, others as everyone', async () => {
    const bench = kept(await MoEngageBench.open());
    await bench.send(user('demo-0001', 'demo-0002'));
    await bench.send(user('demo-0001'));
    await bench.send({
      targetUserAttributes: { attribute: 'USER_ATTRIBUTE_USER_EMAIL', comparisonParameter: 'is', attributeValue: 'x@example.com' },
      targetAudience: 'User',
    });
    await bench.send({ campaignName: 'For Everybody', targetAudience: 'All Users' });
    await bench.send({ campaignName: 'For Everybody', targetAudience: 'All Users' });
    await bench.fault({ kind: 'acceptAndDrop' });
    await bench.send(user('demo-0001'));
    expect(bench.sandbox.accepted('moEngage')).toEqual({
      ...NOTHING,
      requests: 4,
      everybody: 1,
      people: { 'demo-0001': 2, 'demo-0002': 1, 'x@example.com': 1 },
      campaigns: { Welcome: 1, 'For Everybody': 1 },
    });
  });
});
