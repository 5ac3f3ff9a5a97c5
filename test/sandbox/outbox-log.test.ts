import { BrazeBench } from './brazeHelpers';
import { HorisenBench, SMS } from './horisenHelpers';
import { openSandbox, PERSON, WELCOME } from './helpers';
import { OutboxReader } from './outboxHelpers';

interface Row {
  id: number;
  method: string;
  path: string;
  status: number | null;
  fault?: string;
  made: Record<string, number>;
}
interface Log {
  total: number;
  requests: Row[];
  counts: { vendor: Record<string, number>; status: Record<string, number>; fault: number };
}

let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

const braze = async () => {
  const bench = await BrazeBench.open();
  close = () => bench.close();
  const outbox = new OutboxReader(bench.sandbox.url);
  return { bench, outbox, log: (query = '') => outbox.get<Log>(`/log?${query}`) };
};
const PUSH = { android_push: { title: 'Hi', alert: 'Hello' } };

describe('the log of requests', () => {
  it('lists the newest first, without bodies, and each as a whole', async () => {
    const { bench, outbox, log } = await braze();
    await bench.post('/messages/send', { external_user_ids: ['user2'], messages: PUSH });
    await bench.post('/messages/send', {});
    const { requests, total } = await log();
    expect([total, requests.map(({ method, path, status, made }) => [method, path, status, made])]).toEqual([
      2,
      [
        ['POST', '/braze/messages/send', 400, {}],
        ['POST', '/braze/messages/send', 201, { batch: 1 }],
      ],
    ]);
    expect(requests[0]).not.toHaveProperty('body');
    const entry = await outbox.request(requests[1]!.id);
    expect(JSON.parse(entry.body)).toMatchObject({ external_user_ids: ['user2'] });
    expect(JSON.parse(entry.answer!.body)).toMatchObject({ message: 'success', dispatch_id: entry.made![0]!.id });
    expect(entry.answer!.headers['content-type']).toContain('application/json');
    expect(entry.ms).toBeGreaterThanOrEqual(0);
    expect((await outbox.fetch('/log/99')).status).toBe(404);
  });

  it.each([
    ['status=4xx', 1],
    ['status=201', 2],
    ['method=GET', 1],
    ['q=campaigns/list', 1],
    ['vendor=bryj', 0],
    ['fault=1', 1],
    ['offset=3', 2],
  ])('is filtered by %s', async (query, found) => {
    const { bench, log } = await braze();
    for (let index = 0; index < 2; index++) await bench.post('/messages/send', { external_user_ids: ['user2'], messages: PUSH });
    await bench.get('/campaigns/list');
    await bench.post('/messages/send', {});
    await bench.control('POST', '/faults', { fault: { kind: 'status', status: 503 } });
    await bench.post('/messages/send', {});
    expect((await log(query)).requests).toHaveLength(found);
    expect((await log()).counts).toEqual({ vendor: { braze: 5 }, status: { '5xx': 1, '4xx': 1, '2xx': 3 }, fault: 1 });
  });

  it('links a request with what it made, and a message with its request', async () => {
    const { bench, outbox } = await braze();
    const { body } = await bench.post('/messages/send', { external_user_ids: ['user2'], messages: PUSH });
    await bench.post('/users/track', {
      attributes: [{ external_id: 'user2', a: 1 }],
      events: [{ external_id: 'new', name: 'e', time: '2022-05-10T12:00:00Z' }],
    });
    const [message] = (await outbox.messages(`batch=${body.dispatch_id}`)).messages;
    expect((await outbox.request(message!.request)).made).toEqual([{ kind: 'batch', id: body.dispatch_id }]);
    expect((await outbox.request(2)).made).toEqual([
      { kind: 'profile', id: 'user2' },
      { kind: 'profile', id: 'new' },
    ]);
    // What came with the sandbox was made by nobody, whichever request was the first to need it.
    expect((await outbox.messages('vendor=braze&user=user3')).messages.every(({ request }) => request === undefined)).toBe(true);
  });

  it('keeps requests apart that are processed at the same time', async () => {
    const { bench, outbox } = await braze();
    const ids = Array.from({ length: 20 }, (_, index) => `person-${index}`);
    await Promise.all(ids.map((id) => bench.post('/messages/send', { external_user_ids: [id], messages: PUSH })));
    for (const { request, user, batch } of (await outbox.messages('q=person')).messages) {
      const entry = await outbox.request(request);
      expect([JSON.parse(entry.body).external_user_ids, entry.made]).toEqual([[user], [{ kind: 'batch', id: batch }]]);
    }
  });

  it('shows what a fault swallowed, and that nobody got it', async () => {
    const { bench, outbox, log } = await braze();
    await bench.control('POST', '/faults', { fault: { kind: 'resetAfter' } });
    await expect(bench.post('/messages/send', { external_user_ids: ['user2'], messages: PUSH })).rejects.toThrow('fetch failed');
    const { requests } = await log('status=none');
    expect(requests).toMatchObject([{ status: null, swallowedStatus: 201, fault: 'resetAfter', made: { batch: 1 } }]);
    expect((await outbox.request(requests[0]!.id)).answer!.body).toContain('dispatch_id');
  });

  it('shows the answer that a fault put in place of it', async () => {
    const { bench, outbox } = await braze();
    await bench.control('POST', '/faults', { fault: { kind: 'answer', status: 502, body: '<h1>Bad Gateway</h1>' } });
    await fetch(`${bench.sandbox.baseUrls.braze}/campaigns/list`);
    expect((await outbox.request(1)).answer!.body).toBe('<h1>Bad Gateway</h1>');
  });
});

describe('what the log does not show', () => {
  it('Bryj: the token of a sign-in, and the signature of a link', async () => {
    const bench = await openSandbox();
    close = () => bench.close();
    const outbox = new OutboxReader(bench.sandbox.url);
    await bench.signIn();
    const { body } = await bench.trigger({ ...WELCOME, messages: [PERSON] });
    await bench.advance(60_000);
    const [link] = (await bench.report(body.request_id)).body.reports;
    const signature = new URL(link).searchParams.get('X-Amz-Signature')!;
    await fetch(link);
    const entries = await Promise.all([1, 2, 3, 4].map((id) => outbox.request(id)));
    const shown = JSON.stringify(entries);
    expect(entries[2]!.answer!.body).toContain('X-Amz-Signature=***');
    for (const secret of [bench.authorization, bench.authorization.replace('Bearer ', ''), 'demo-password']) expect(shown).not.toContain(secret);
    expect(entries[2]!.answer!.body).not.toContain(signature);
    expect(entries[3]!.answer).toMatchObject({ body: expect.stringMatching(/^\(a file|^user_id/) });
  });

  it('HORISEN: an access token; it links a campaign with its run', async () => {
    const bench = await HorisenBench.open();
    close = () => bench.close();
    const outbox = new OutboxReader(bench.sandbox.url);
    const { uuid } = (await bench.create({ status: 'active' })).body;
    const [token, created] = [await outbox.request(1), await outbox.request(2)];
    expect(token.answer!.body).toContain('"access_token":"***"');
    expect(JSON.stringify([token, created])).not.toContain(bench.token);
    expect(JSON.stringify(token)).not.toContain('demo-secret');
    expect(created.made).toEqual([{ kind: 'campaign', id: uuid }]);
    const { messages } = await outbox.messages(`campaign=${uuid}`);
    expect(messages.map(({ user, channel, request }) => [user, channel, request])).toEqual(['john', 'johnny', 'jane'].map((id) => [id, 'sms', 2]));
    expect(SMS.template).toBe('Hello @first_name');
  });
});

it('the chart counts what happened since the start', async () => {
  const { bench, outbox } = await braze();
  const activity = () => outbox.get<{ from: number; stepMs: number; requests: number[]; failed: number[]; messages: number[] }>('/activity?steps=10');
  const sum = (values: number[]): number => values.reduce((all, value) => all + value, 0);
  expect(sum((await activity()).messages)).toBe(0);
  await bench.post('/messages/send', { external_user_ids: ['user2', 'user3'], messages: PUSH });
  await bench.advance(3_600_000);
  await bench.post('/messages/send', {});
  const { requests, failed, messages } = await activity();
  expect([requests[0], requests[9], sum(requests)]).toEqual([1, 1, 2]);
  expect([failed[9], sum(failed)]).toEqual([1, 1]);
  expect([messages[0], sum(messages)]).toEqual([2, 2]);
  const schedule = { time: '2022-05-10T15:00:00Z' };
  await bench.post('/messages/schedule/create', { external_user_ids: ['user2'], messages: PUSH, schedule });
  expect(sum((await activity()).messages)).toBe(2);
  await bench.advance(3 * 3_600_000);
  expect(sum((await activity()).messages)).toBeGreaterThanOrEqual(3);
});
