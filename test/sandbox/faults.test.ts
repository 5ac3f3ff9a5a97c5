import { CSV, openSandbox, PERSON, WELCOME, type Bench } from './helpers';

let bench: Bench;
beforeEach(async () => {
  bench = await openSandbox();
  await bench.signIn();
});
afterEach(() => bench.close());

const send = { ...WELCOME, messages: [PERSON] };
/** Batches that came in after the seed. */
const added = async () =>
  (await bench.batches()).filter(({ form, createdAt, sendAt }) => form !== 'synthetic' && createdAt === sendAt && createdAt >= Date.UTC(2022, 4, 10, 12));
const giveUp = () => {
  const controller = new AbortController();
  const answer = bench.trigger(send, { signal: controller.signal });
  return { answer, abort: () => controller.abort() };
};

describe('faults', () => {
  it('status: strikes so often, after so many, where it matches', async () => {
    await bench.fault(
      { kind: 'status', status: 503, body: { a: 1 }, headers: { 'x-extra': 'y' } },
      { match: { method: 'GET', path: '/\\/scheduled$/' }, times: 2, skip: 1 },
    );
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) statuses.push((await bench.scheduled()).status);
    expect(statuses).toEqual([200, 503, 503, 200]);
    expect((await bench.control('GET', '/faults')).body.faults[0]).toMatchObject({ hits: 2, times: 0, skip: 0 });
    expect((await bench.trigger(send)).status).toBe(200);
  });

  it('status: also 200 with an error inside; the request is in the journal', async () => {
    await bench.fault({ kind: 'status', status: 200, body: { error_message: 'odd' } });
    expect((await bench.trigger(send)).body).toEqual({ error_message: 'odd' });
    expect(bench.last()).toMatchObject({ fault: 'status', status: 200, complete: true, body: JSON.stringify(send) });
    expect(await added()).toHaveLength(0);
  });

  it('rateLimit: with headers or without', async () => {
    await bench.fault({ kind: 'rateLimit', retryAfterSeconds: 7, withHeaders: true });
    const answer = await bench.scheduled();
    expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('x-ratelimit-remaining')]).toEqual([429, '7', '0']);
    await bench.fault({ kind: 'rateLimit', retryAfterSeconds: 7, withHeaders: false });
    expect((await bench.scheduled()).headers.get('retry-after')).toBeNull();
  });

  it.each([
    ['timeoutBefore', 0, undefined],
    ['timeoutAfter', 1, 200],
  ])('%s: never answers, makes %d batches', async (kind, count, swallowed) => {
    await bench.fault({ kind });
    const { answer, abort } = giveUp();
    const outcome = answer.then(
      () => 'answered',
      (error: Error) => error.name,
    );
    await bench.until(() => bench.last().complete && bench.last().swallowedStatus === swallowed && bench.last().fault === kind);
    expect(await added()).toHaveLength(count);
    abort();
    expect(await outcome).toBe('AbortError');
    expect(bench.last().status).toBeNull();
  });

  it.each([
    ['resetBefore', 0],
    ['resetAfter', 1],
  ])('%s: breaks the connection, makes %d batches', async (kind, count) => {
    await bench.fault({ kind });
    await expect(bench.trigger(send)).rejects.toThrow('fetch failed');
    expect(await added()).toHaveLength(count);
  });

  it('resetBefore: can wait for some of the body', async () => {
    await bench.fault({ kind: 'resetBefore', afterBytes: 1 });
    await expect(bench.upload(WELCOME, CSV)).rejects.toThrow('fetch failed');
    expect(bench.last().bodyBytes).toBeGreaterThan(0);
    expect(await added()).toHaveLength(0);
  });

  it('truncate: cuts JSON and files, visibly or not', async () => {
    await bench.fault({ kind: 'truncate', bytes: 10 });
    await expect(bench.scheduled()).rejects.toThrow();
    const { body } = await bench.control('POST', '/bryj/synthetic', { rows: 1000 });
    const url = (await bench.report(body.request_id)).body.reports[0];
    await bench.fault({ kind: 'truncate', bytes: 500 }, { match: { path: '-s3/' } });
    await expect(bench.fetch(url)).rejects.toThrow();
    await bench.fault({ kind: 'truncate', bytes: 500, clean: true }, { match: { path: '-s3/' } });
    expect((await bench.fetch(url)).body).toHaveLength(500);
    expect((await bench.fetch(url)).body.length).toBeGreaterThan(500);
  });

  it('expireToken: 401 once, then sign in again', async () => {
    await bench.fault({ kind: 'expireToken' });
    expect((await bench.trigger(send)).status).toBe(401);
    expect((await bench.trigger(send)).status).toBe(401);
    await bench.signIn();
    expect((await bench.trigger(send)).status).toBe(200);
    await bench.control('POST', '/bryj/expire-tokens');
    expect((await bench.trigger(send)).status).toBe(401);
  });

  it('acceptAndDrop: says yes and forgets, for JSON and CSV', async () => {
    await bench.fault({ kind: 'acceptAndDrop' }, { times: null });
    for (const answer of [await bench.trigger(send), await bench.upload(WELCOME, CSV)]) {
      expect(answer).toMatchObject({ status: 200, body: { request_id: expect.any(String) } });
    }
    expect(await added()).toHaveLength(0);
    await bench.control('DELETE', '/faults');
    await bench.trigger(send);
    expect(await added()).toHaveLength(1);
  });

  it('slow: answers all the same', async () => {
    await bench.fault({ kind: 'slow', ms: 1 });
    expect((await bench.trigger(send)).status).toBe(200);
  });

  it('can be asked for by a header', async () => {
    const strike = (fault: string) => bench.api('GET', '/api/campaigns/CMP_demo_plain/request/scheduled', { headers: { 'x-sandbox-fault': fault } });
    expect((await strike('status:418')).status).toBe(418);
    expect((await strike('rateLimit:3')).headers.get('retry-after')).toBe('3');
    expect(await strike('nonsense')).toMatchObject({ status: 400, body: { error: expect.stringContaining('timeoutAfter') } });
  });

  it.each([
    [{}, 'fault.kind'],
    [{ fault: { kind: 'status', status: 99 } }, 'fault.status'],
    [{ fault: { kind: 'truncate' } }, 'fault.bytes'],
    [{ fault: { kind: 'resetAfter' }, times: -1 }, 'times'],
    [{ fault: { kind: 'resetAfter' }, match: { path: '/(/' } }, 'Invalid regular expression'],
  ])('refuses %j', async (rule, reason) => {
    expect(await bench.control('POST', '/faults', rule)).toMatchObject({ status: 400, body: { error: expect.stringContaining(reason) } });
  });

  it('can be removed one by one', async () => {
    const { body } = await bench.fault({ kind: 'status', status: 500 }, { times: null });
    expect((await bench.scheduled()).status).toBe(500);
    expect((await bench.control('DELETE', `/faults/${body.id}`)).body).toEqual({ faults: [] });
    expect((await bench.scheduled()).status).toBe(200);
  });
});
