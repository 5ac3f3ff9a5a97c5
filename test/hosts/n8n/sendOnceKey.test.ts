import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { csvItem } from './bench';
import { ProcessedData } from './processedData';
import { picked, Stage } from './stage';
import { CAMPAIGN, PAUSED, trigger, TRIGGER } from './triggers';

const stage = new Stage('braze');
const bryj = new Stage('bryj');
const horisen = new Stage('horisen');
const OTHER = '44444444-4444-4444-8444-444444444444';
const HOUR = 3_600_000;

let store: ProcessedData;
beforeAll(async () => {
  store = await ProcessedData.open();
});
beforeEach(() => store.clear());

const people = (count: number, from = 0): INodeExecutionData[] =>
  Array.from({ length: count }, (_, i) => ({ json: { user: `person-${i + from}`, order: `order-${i + from}` } }));
const keyed = (sendOnceKey: string, more: INodeParameters = {}): INodeParameters => ({
  ...trigger,
  options: { sendOnceKey, sendOnceHours: 24, ...more },
});
const accepted = () => stage.sandbox.accepted('braze').people;
const statuses = (jsons: readonly Record<string, unknown>[]) => jsons.map(({ status }) => status);

describe('a send-once key', () => {
  it('sends once across executions, and says of each person what was skipped', async () => {
    const first = await stage.run(keyed('2026-11-28'), people(60));
    expect(first.error).toBeUndefined();
    const again = await stage.run(keyed('2026-11-28'), people(70));
    expect(again.error).toBeUndefined();
    expect(statuses(again.jsons('Node')).filter((status) => status === 'skipped')).toHaveLength(60);
    expect(again.jsons('Node').find(({ status }) => status === 'skipped')).toMatchObject({
      send_once_key: '2026-11-28',
      campaign_id: CAMPAIGN,
      people: [expect.stringMatching(/^person-/)],
    });
    expect(again.hints('Node')).toContainEqual('60 items were skipped: already sent with this send-once key.');
    expect(Object.values(accepted())).toEqual(Array.from({ length: 70 }, () => 1));
  });

  it('is one of an item where an expression says so', async () => {
    await stage.run(keyed('={{ $json.order }}'), people(3));
    await stage.run(keyed('={{ $json.order }}'), people(4));
    expect(accepted()).toEqual({ 'person-0': 1, 'person-1': 1, 'person-2': 1, 'person-3': 1 });
    await stage.run(keyed('={{ $json.order }}-reminder'), people(1));
    expect(accepted()['person-0']).toBe(2);
  });

  it('is not shared by campaigns, nor by accounts', async () => {
    await stage.run(keyed('order-1'), people(1));
    await stage.run({ ...keyed('order-1'), campaignId: picked(OTHER) }, people(1));
    expect(accepted()['person-0']).toBe(2);
  });

  it('sends to a person who is listed twice in one run once', async () => {
    const ran = await stage.run(keyed('order-1'), [...people(2), ...people(1)]);
    expect(ran.error).toBeUndefined();
    expect(statuses(ran.jsons('Node')).sort()).toEqual(['accepted', 'accepted', 'skipped']);
    expect(accepted()).toEqual({ 'person-0': 1, 'person-1': 1 });
  });

  it('is forgotten after its window, and not before', async () => {
    const once = keyed('order-1');
    await stage.run(once, people(1));
    stage.now += 23 * HOUR;
    await stage.run(once, people(1));
    expect(accepted()).toEqual({ 'person-0': 1 });
    stage.now += 8 * HOUR;
    await stage.run(once, people(1));
    expect(accepted()).toEqual({ 'person-0': 2 });
  });

  it('of what was refused is given back', async () => {
    await stage.fault({ match: { path: TRIGGER }, times: 1, fault: { kind: 'status', status: 400, body: { message: 'Bad Request' } } });
    expect((await stage.run(keyed('order-1'), people(2))).error?.context.data).toMatchObject({ code: 'rejected' });
    expect((await stage.run(keyed('order-1'), people(2))).error).toBeUndefined();
    expect(accepted()).toEqual({ 'person-0': 1, 'person-1': 1 });
  });

  it('of what was accepted and not sent is given back too', async () => {
    const paused = { ...keyed('order-1'), campaignId: picked(PAUSED) };
    expect(statuses((await stage.run(paused, people(1))).jsons('Node'))).toEqual(['notSent']);
    expect(statuses((await stage.run(paused, people(1))).jsons('Node'))).toEqual(['notSent']);
  });

  it('of which nobody knows what became of it stops a second send, and lists the people', async () => {
    await stage.fault({ match: { path: TRIGGER }, times: 1, fault: { kind: 'resetAfter' } });
    await stage.run(keyed('order-1'), people(2));
    const again = await stage.run(keyed('order-1'), people(3), { onError: 'continueRegularOutput' });
    expect(accepted()).toEqual({ 'person-0': 1, 'person-1': 1, 'person-2': 1 });
    const [sent, ...unknown] = again.jsons('Node');
    expect(sent).toMatchObject({ external_user_id: 'person-2', status: 'accepted' });
    expect(unknown).toMatchObject(
      ['person-0', 'person-1'].map((person) => ({
        error: expect.stringContaining(person),
        details: { code: 'outcomeUnknown', details: { people: [person] } },
      })),
    );
  });

  it('lets a run that died half-way send the rest when it is started again', async () => {
    await stage.fault({ match: { path: TRIGGER }, skip: 2, times: 1, fault: { kind: 'timeoutAfter' } });
    const third = (async () => {
      while (!accepted()['person-100']) await new Promise((go) => setTimeout(go, 20));
    })();
    await stage.run(keyed('order-1'), people(200), undefined, { cancelWhen: third });
    const again = await stage.run(keyed('order-1'), people(200), { onError: 'continueRegularOutput' });
    const said = again.jsons('Node');
    expect([said.filter(({ status }) => status === 'skipped').length, said.filter(({ status }) => status === 'accepted').length]).toEqual([100, 50]);
    expect(said.filter(({ details }) => (details as { code?: string } | undefined)?.code === 'outcomeUnknown')).toHaveLength(50);
    expect(Object.values(accepted())).toEqual(Array.from({ length: 200 }, () => 1));
  });

  it('is kept to by executions at the same time in one process', async () => {
    await Promise.all(Array.from({ length: 4 }, () => stage.run(keyed('order-1'), people(120))));
    expect(Object.values(accepted())).toEqual(Array.from({ length: 120 }, () => 1));
  });

  it.each([
    ['cannot be reached', 'the database is gone'],
    ['has no more room', undefined],
  ])('sends nothing where the store %s', async (_, trouble) => {
    if (trouble) store.trouble = trouble;
    else jest.spyOn(store, 'getProcessedDataCount').mockResolvedValueOnce(249_999);
    const ran = await stage.run(keyed('order-1'), people(2));
    expect(ran.error?.message).toMatch(/could not be read: .* Nothing was sent\./);
    expect(accepted()).toEqual({});
  });

  it('asks the store twice a request, whatever the number of people', async () => {
    await stage.run(keyed('order-1'), people(200));
    // Four requests: each claims (two steps) and notes that it was accepted.
    expect(store.writes).toBe(12);
  });
});

describe('where people are not items', () => {
  it('a list in one item is sent to those who are left', async () => {
    const list = (count: number) => JSON.stringify(people(count).map(({ json }) => ({ external_user_id: json.user })));
    const from = (count: number) => ({ ...keyed('order-1'), recipientsFrom: 'json', recipients: list(count) });
    await stage.run(from(2));
    const again = await stage.run(from(4));
    expect(statuses(again.jsons('Node')).sort()).toEqual(['accepted', 'accepted', 'skipped', 'skipped']);
    expect(Object.values(accepted())).toEqual([1, 1, 1, 1]);
  });

  const batch = (parameters: INodeParameters) => ({
    resource: 'batch',
    operation: 'trigger',
    campaignId: 'CMP_demo_plain',
    options: { sendOnceKey: 'order-1' },
    ...parameters,
  });
  const messages = (count: number) => JSON.stringify(Array.from({ length: count }, (_, i) => ({ user_id: `person-${i}` })));

  it('a batch of many in one request goes to those who are left, and says who is not', async () => {
    await bryj.run(batch({ recipientsFrom: 'json', messages: messages(2) }));
    const again = await bryj.run(batch({ recipientsFrom: 'json', messages: messages(3) }));
    expect(again.error).toBeUndefined();
    expect(again.hints('Node')).toContainEqual(
      expect.stringMatching(/^Skipped, because it was sent with the send-once key 'order-1' .*: person-0, person-1\.$/),
    );
    expect(bryj.sandbox.accepted('bryj').people).toEqual({ 'person-0': 1, 'person-1': 1, 'person-2': 1 });
  });

  it('a file is one send', async () => {
    const file = batch({ recipientsFrom: 'file' });
    const item = csvItem('User\nperson-0\nperson-1\n');
    await bryj.run(file, [item]);
    expect(statuses((await bryj.run(file, [item])).jsons('Node'))).toEqual(['skipped']);
    expect(bryj.sandbox.accepted('bryj').people).toEqual({ 'person-0': 1, 'person-1': 1 });
  });

  it('a launch is one of its campaign', async () => {
    const launch = {
      resource: 'campaign',
      operation: 'launch',
      campaignUuid: picked('33333333-c1b1-11ee-b153-774c9d3a7957'),
      options: { sendOnceKey: 'spring' },
    };
    expect((await horisen.run(launch)).error).toBeUndefined();
    expect(statuses((await horisen.run(launch)).jsons('Node'))).toEqual(['skipped']);
  });
});
