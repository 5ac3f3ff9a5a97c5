import './environment';
import { unzipSync } from 'fflate';
import { BinaryDataService } from 'n8n-core';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { braze } from '../../../vendors/braze';
import { listSearchOf } from '../../../nodes/shared/pickers';
import { chainOf, type Manner } from './bench';
import { picked, Stage } from './stage';
import { callWebhook, Container, pickerContext } from './engine';

const ID = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';
const BIG = '22222222-2222-4222-8222-222222222222';

const stage = new Stage('braze');
const run = stage.run.bind(stage);
const wire = stage.wire.bind(stage);
const fault = stage.fault.bind(stage);
const bodyOf = (index = 0, path = '') => JSON.parse(wire(path)[index]!.body) as Record<string, never>;

const people = (count: number): INodeExecutionData[] => Array.from({ length: count }, (_, i) => ({ json: { crm_id: `c-${i}`, city: 'Paris', plan: i } }));
const trackAttributes: INodeParameters = {
  resource: 'user',
  operation: 'track',
  kind: 'attributes',
  identifier: 'external_id',
  recipientsFrom: 'items',
  userColumn: 'crm_id',
  variables: 'all',
};
const trackEvents: INodeParameters = { ...trackAttributes, kind: 'event', name: 'bought' };
const goOn: Manner = { onError: 'continueRegularOutput' };

describe('Track', () => {
  it('makes 134 requests of 10,000 items, and gives each its own answer', async () => {
    const ran = await run(trackAttributes, people(10_000));
    expect(ran.error).toBeUndefined();
    const sizes = wire('/users/track').map(({ bodyBytes }) => bodyBytes);
    expect(sizes).toHaveLength(134);
    expect(bodyOf().attributes).toHaveLength(75);
    const items = ran.items('Node');
    expect(items).toHaveLength(10_000);
    expect(items[9_999]).toMatchObject({ json: { external_id: 'c-9999', kind: 'attributes', status: 'processed' }, pairedItem: { item: 9_999 } });
    expect(items.every(({ pairedItem }, i) => (pairedItem as { item: number }).item === i)).toBe(true);
  });

  it('says of each item whether it was sent, failed, or may have been, when request 70 of 134 ends in a 500', async () => {
    await fault({ match: { path: '/users/track' }, skip: 69, times: 1, fault: { kind: 'status', status: 500, body: { message: 'Internal server error' } } });
    const ran = await run(trackEvents, people(10_000), goOn);
    expect(wire('/users/track')).toHaveLength(134);
    const items = ran.items('Node');
    expect(items).toHaveLength(10_000);
    const failed = items.filter(({ json }) => 'details' in json);
    expect(failed.map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual(Array.from({ length: 75 }, (_, i) => 69 * 75 + i));
    expect(failed[0]!.json).toMatchObject({ details: { code: 'outcomeUnknown', reached: 'maybe' } });
    expect(items.slice(0, 9_925).every(({ json }) => json.status === 'processed')).toBe(true);
  });

  it('without going on names the items that were done, that failed, and that were not tried', async () => {
    await fault({ match: { path: '/users/track' }, skip: 69, times: 1, fault: { kind: 'status', status: 500 } });
    const ran = await run(trackEvents, people(10_000));
    expect(wire('/users/track')).toHaveLength(70);
    expect(ran.error).toMatchObject({
      message: expect.stringContaining('It is not known whether Braze accepted the request'),
      description: expect.stringContaining('Of 10000 items, 5175 were done, 75 failed, 4750 were not tried.'),
      context: { data: { items: { done: '0-5174', failed: '5175-5249', notTried: '5250-9999' } } },
    });
  });

  it('repeats attributes after a 500, as twice has the same effect as once', async () => {
    await fault({ match: { path: '/users/track' }, times: 1, fault: { kind: 'status', status: 500 } });
    const ran = await run(trackAttributes, people(2));
    expect(ran.error).toBeUndefined();
    expect(wire('/users/track')).toHaveLength(2);
  });

  it('does not send an event again when n8n runs the node again', async () => {
    await fault({ match: { path: '/users/track' }, skip: 1, times: 1, fault: { kind: 'status', status: 400, body: { message: 'Bad Request' } } });
    const ran = await run(trackEvents, people(100), { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 });
    expect(ran.error).toBeUndefined();
    const sent = wire('/users/track').map(({ body }) => (JSON.parse(body) as { events: { external_id: string }[] }).events[0]!.external_id);
    expect(sent).toEqual(['c-0', 'c-75', 'c-75']);
    expect(ran.items('Node')).toHaveLength(100);
  });

  it('brings an error that Braze reports beside success to the very item', async () => {
    const items = [{ json: { crm_id: 'user1' } }, { json: { crm_id: 'nobody-knows-me' } }, { json: { crm_id: 'user2' } }];
    const ran = await run({ ...trackAttributes, additionalFields: { updateExistingOnly: true } }, items, goOn);
    expect(wire('/users/track')).toHaveLength(1);
    expect(ran.jsons('Node')).toEqual([
      expect.objectContaining({ external_id: 'user1', status: 'processed' }),
      expect.objectContaining({ external_id: 'user2', status: 'processed' }),
      expect.objectContaining({ details: expect.objectContaining({ code: 'rejected' }) }),
    ]);
    expect(ran.items('Node')[2]!.pairedItem).toEqual({ item: 1 });
  });

  it('says queued during maintenance', async () => {
    await stage.sandbox.control('POST', '/braze/settings', { maintenance: 1 });
    expect((await run(trackAttributes, people(1))).jsons('Node')).toEqual([
      { external_id: 'c-0', kind: 'attributes', status: 'queued', target: stage.sandbox.baseUrls.braze },
    ]);
  });

  it('waits until the rate limit is renewed where that is soon, and says when where it is not', async () => {
    const headers = (seconds: number) => ({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil(stage.now / 1000) + seconds) });
    await fault({ match: { path: '/users/track' }, times: 1, fault: { kind: 'status', status: 429, body: { message: 'Rate limited' }, headers: headers(60) } });
    expect((await run(trackAttributes, people(1))).error).toBeUndefined();
    expect(stage.slept.length).toBeGreaterThan(0);
    expect(stage.slept[0]).toBeGreaterThan(58_000);
    await fault({
      match: { path: '/users/track' },
      times: 1,
      fault: { kind: 'status', status: 429, body: { message: 'Rate limited' }, headers: headers(3_600) },
    });
    expect((await run(trackAttributes, people(1))).error).toMatchObject({
      description: expect.stringMatching(/Try again after \d{4}-\d\d-\d\d \d\d:\d\d \(in 1 h\)/),
    });
  });

  it('refuses a bad item before anything is sent', async () => {
    const ran = await run(trackAttributes, [...people(3), { json: { crm_id: '' } }]);
    expect(stage.sandbox.requests()).toEqual([]);
    expect(ran.error).toMatchObject({ message: expect.stringContaining("'User' (user) is empty"), context: { itemIndex: 3 } });
  });
});

describe('Trigger', () => {
  const trigger: INodeParameters = {
    resource: 'campaign',
    operation: 'trigger',
    campaignId: picked(ID),
    recipientsFrom: 'items',
    userColumn: 'id',
    variables: 'all',
  };
  const recipients = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ json: { id: `demo-${String(i + 1).padStart(4, '0')}`, first_name: `First ${i}` } }));

  it('packs fifty recipients, and the outbox shows each the message with the values filled in', async () => {
    const ran = await run(trigger, recipients(120));
    expect(ran.error).toBeUndefined();
    expect(wire('/campaigns/trigger/send').map(({ body }) => (JSON.parse(body) as { recipients: unknown[] }).recipients.length)).toEqual([50, 50, 20]);
    expect(bodyOf()).not.toHaveProperty('broadcast');
    const { batches } = (await stage.sandbox.control('GET', '/braze/batches')) as unknown as { batches: { id: string; campaignId: string; count: number }[] };
    const [batch] = batches.filter(({ campaignId, count }) => campaignId === ID && count === 50);
    const page = (await stage.sandbox.control('GET', `/braze/batches/${batch!.id}/messages`)) as unknown as { messages: { title: string }[] };
    expect(page.messages[0]!.title).toMatch(/^Hello First \d+$/);
  });

  it('sends to everyone only where that is said', async () => {
    const nobody = await run({ ...trigger, recipientsFrom: 'json', recipients: '[]' });
    expect(nobody.error).toMatchObject({ message: expect.stringContaining('there is nobody to send to') });
    expect(stage.sandbox.requests()).toEqual([]);
    const ran = await run({ ...trigger, recipientsFrom: 'everybody' });
    expect(ran.error).toBeUndefined();
    expect(bodyOf()).toEqual({ campaign_id: ID, broadcast: true });
  });

  it('is not repeated where the answer was lost', async () => {
    await fault({ match: { path: '/campaigns/trigger/send' }, times: 1, fault: { kind: 'resetAfter' } });
    const ran = await run(trigger, recipients(2));
    expect(wire('/campaigns/trigger/send')).toHaveLength(1);
    expect(ran.error).toMatchObject({ context: { data: { code: 'outcomeUnknown' } } });
  });
});

describe('Export of a segment', () => {
  const exporting: INodeParameters = { resource: 'segment', operation: 'export', segmentId: picked(ID), output: 'rows', returnAll: true };
  const waiting: INodeParameters = { ...exporting, waitUntilReady: true, longestWait: 240, askEvery: 15 };

  it('that is not waited for says where the file will be', async () => {
    expect((await run(exporting)).jsons('Node')).toEqual([
      { segment_id: ID, destination: 'url', object_prefix: expect.any(String), url: expect.stringContaining('http') },
    ]);
  });

  it('waits until the file is there, and gives one item a user', async () => {
    const ran = await run({ ...waiting, fieldsToExport: ['external_id', 'email'] });
    expect(ran.error).toBeUndefined();
    expect(stage.slept[0]).toBe(15_000);
    expect(ran.jsons('Node')).toHaveLength(1_200);
    expect(ran.jsons('Node')[0]).toEqual({ external_id: expect.any(String), email: expect.stringContaining('@') });
    expect(wire('/users/export/segment')).toHaveLength(1);
  });

  it('hands the zip on as it is', async () => {
    const ran = await run({ ...waiting, output: 'file', outputField: 'users' });
    expect(ran.error).toBeUndefined();
    const [{ binary }] = ran.items('Node') as [INodeExecutionData];
    expect(binary!.users).toMatchObject({ mimeType: 'application/zip', fileName: `segment-${ID}.zip` });
    const files = unzipSync(await Container.get(BinaryDataService).getAsBuffer(binary!.users!));
    const lines = Object.values(files).flatMap((content) => Buffer.from(content).toString('utf8').trim().split('\n'));
    expect(lines).toHaveLength(1_200);
  });

  it('into S3 gives the prefix', async () => {
    await stage.sandbox.control('POST', '/braze/settings', { s3: 1 });
    expect((await run(waiting)).jsons('Node')).toEqual([
      { segment_id: ID, destination: 's3', object_prefix: expect.any(String), s3_key: expect.stringContaining(`segment-export/${ID}/`) },
    ]);
  });

  it('gives up after the longest wait, and says so', async () => {
    await stage.sandbox.control('POST', '/braze/settings', { exportMs: 100 * 60 * 60_000 });
    expect((await run({ ...waiting, longestWait: 10 })).error).toMatchObject({
      message: expect.stringMatching(/is not available yet \(HTTP 40[34]\)\. It was requested for 10 min/),
    });
  });

  it('of a segment that is being exported says so', async () => {
    await stage.sandbox.control('POST', '/braze/settings', { exportMs: 60 * 60_000 });
    await run({ ...exporting, segmentId: picked(BIG) });
    expect((await run({ ...exporting, segmentId: picked(BIG) })).error).toMatchObject({
      description: expect.stringContaining('the running export of this segment has finished'),
    });
  });
});

describe('the sleep until Braze calls', () => {
  const parameters: INodeParameters = {
    resource: 'segment',
    operation: 'export',
    segmentId: picked(ID),
    output: 'rows',
    returnAll: true,
    waitUntilReady: false,
    waitForCallback: true,
  };

  it('hands Braze the address of this execution, and puts it to sleep', async () => {
    const ran = await run(parameters);
    expect(ran.error).toBeUndefined();
    expect(bodyOf().callback_endpoint).toMatch(/^http:\/\/n8n\.test\/\d+/);
    expect(ran.run.waitTill).toEqual(new Date(stage.now + 4 * 60 * 60_000));
    expect(ran.run.status).toBe('waiting');
  });

  const called = async (more: INodeParameters, body?: object) => {
    const started = await run({ ...parameters, waitForCallback: false });
    const { url } = started.jsons('Node')[0] as { url: string };
    await stage.sandbox.control('POST', '/clock', { advanceMs: 60_000 });
    const file = chainOf(stage.node('Node', { ...parameters, ...more }));
    return await callWebhook(file, 'Node', body ?? { success: true, url }, { clock: stage.clock, accounts: stage.account() });
  };

  it('ends with the users, and answers Braze before they are fetched', async () => {
    const { items, answered, isAnsweredByNode } = await called({});
    expect(answered).toEqual([200, { received: true }]);
    expect(isAnsweredByNode).toBe(true);
    expect(items).toHaveLength(1_200);
    expect(items[0]!.json).toHaveProperty('external_id');
  });

  it('ends with the file where that was chosen', async () => {
    const { items } = await called({ output: 'file', outputField: 'users' });
    expect(items).toHaveLength(1);
    expect(items[0]!.binary!.users).toMatchObject({ mimeType: 'application/zip', fileName: 'segment.zip' });
  });

  it('ends with what Braze says where the files are in S3, and fails where it says nothing of use', async () => {
    expect((await called({}, { success: true })).items.map(({ json }) => json)).toEqual([{ success: true, destination: 's3' }]);
    await expect(called({}, { surprise: 1 })).rejects.toThrow(/not in the documented form/);
  });

  it('ends an export of raw events too', async () => {
    const raw: INodeParameters = {
      resource: 'rawData',
      operation: 'export',
      startingAt: new Date(stage.now - 2 * 24 * 60 * 60_000).toISOString(),
      endingAt: new Date(stage.now - 24 * 60 * 60_000).toISOString(),
      waitForCallback: true,
    };
    const ran = await run(raw);
    expect(ran.error).toBeUndefined();
    expect(ran.run.status).toBe('waiting');
    expect(bodyOf().callback_endpoint).toMatch(/^http:\/\/n8n\.test\//);
    const { items } = await callWebhook(chainOf(stage.node('Node', raw)), 'Node', { success: true }, { clock: stage.clock, accounts: stage.account() });
    expect(items.map(({ json }) => json)).toEqual([{ success: true, status: 'exported' }]);
    const again = await run({ ...raw, waitForCallback: false });
    expect(again.error).toMatchObject({ description: expect.stringContaining('the running raw data export has finished') });
  });

  it('takes one item at a time', async () => {
    const ran = await run(parameters, [{ json: {} }, { json: {} }]);
    expect(ran.error).toMatchObject({ message: "'Wait for Callback' accepts one item at a time, but received 2" });
    expect(stage.sandbox.requests()).toEqual([]);
  });

  it('does not sleep where the request was refused', async () => {
    const ran = await run({ ...parameters, segmentId: picked('unknown') });
    expect(ran.error).toBeDefined();
    expect(ran.run.waitTill).toBeUndefined();
  });
});

describe('pickers', () => {
  const methods = listSearchOf(braze);
  const context = () => pickerContext(chainOf(stage.node('Node', { resource: 'campaign', operation: 'trigger' })), 'Node', { accounts: stage.account() });
  const search = async (word: string, filter?: string) => {
    const name = Object.keys(methods).find((each) => each.toLowerCase().includes(word));
    return (await methods[name!]!.call(context(), filter)).results;
  };

  it.each(['campaigngetmany', 'segmentgetmany', 'cardgetmany', 'eventgetmany', 'purchasegetproducts'])('%s lists more than a page', async (word) => {
    expect((await search(word)).length).toBeGreaterThan(100);
  });

  it('find a campaign by a part of its name', async () => {
    const all = await search('campaigngetmany');
    const { name, value } = all[7]!;
    expect(await search('campaigngetmany', name.toUpperCase())).toContainEqual({ name, value });
  });
});
