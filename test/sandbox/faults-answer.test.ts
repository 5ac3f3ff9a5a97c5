import { connect } from 'node:net';
import { CSV, openSandbox, PERSON, START, WELCOME, type Bench } from './helpers';

let bench: Bench;
beforeEach(async () => {
  bench = await openSandbox();
  await bench.signIn();
});
afterEach(() => bench.close());

const send = { ...WELCOME, messages: [PERSON] };
const made = async () => (await bench.batches()).filter(({ form, createdAt }) => form !== 'synthetic' && createdAt >= START).length;
const raw = (path = '/api/campaigns/trigger', init: RequestInit = {}) =>
  fetch(bench.base + path, {
    method: 'POST',
    redirect: 'manual',
    body: JSON.stringify(send),
    headers: { authorization: bench.authorization, 'content-type': 'application/json' },
    ...init,
  });

describe('answer: the vendor does everything, and says something else', () => {
  it.each([
    ['malformed', { status: 200, body: '{"request_id": ' }, 'application/json', '{"request_id": '],
    ['empty', { status: 200 }, null, ''],
    ['a page of somebody else', { status: 502, body: '<html>Bad Gateway</html>' }, 'text/html', '<html>Bad Gateway</html>'],
    ['another JSON', { status: 200, body: { ok: true } }, 'application/json', '{"ok":true}'],
    ['null', { status: 200, body: null }, 'application/json', 'null'],
    ['204', { status: 204 }, null, ''],
    ['202', { status: 202, body: {} }, 'application/json', '{}'],
    ['304', { status: 304 }, null, ''],
    ['with a type of its own', { status: 200, body: '<a/>', headers: { 'Content-Type': 'application/xml' } }, 'application/xml', '<a/>'],
  ])('%s', async (_name, fault, type, text) => {
    const before = await made();
    await bench.fault({ kind: 'answer', ...fault });
    const answer = await raw();
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([fault.status, type, text]);
    expect(await made()).toBe(before + 1);
    await bench.until(() => bench.last().status === fault.status);
    expect(bench.last()).toMatchObject({ fault: 'answer', swallowedStatus: 200 });
  });

  it('a redirect', async () => {
    await bench.fault({ kind: 'answer', status: 307, headers: { location: '/elsewhere' } });
    const answer = await raw();
    expect([answer.status, answer.headers.get('location'), await answer.text()]).toEqual([307, '/elsewhere', '']);
    expect(bench.sandbox.accepted('bryj').people).toEqual({ USER_ID1: 1 });
  });

  it('in place of a file', async () => {
    const { body } = await bench.control('POST', '/bryj/synthetic', { rows: 1000 });
    const url = (await bench.report(body.request_id)).body.reports[0];
    await bench.fault({ kind: 'answer', status: 200, body: '<html>' }, { match: { path: '-s3/' } });
    expect((await bench.fetch(url)).body).toBe('<html>');
    expect((await bench.fetch(url)).body).toMatch(/^app_id,/);
  });

  it('by a header', async () => {
    expect((await bench.trigger(send, { headers: { 'x-sandbox-fault': 'answer:204' } })).status).toBe(204);
  });
});

describe('status', () => {
  it.each([
    ['204 has no body', { status: 204 }, ''],
    ['a redirect has none either', { status: 302, headers: { location: '/elsewhere' } }, ''],
    ['unless it is given one', { status: 302, body: { a: 1 } }, '{"a":1}'],
    ['an empty one is empty', { status: 503, body: '' }, ''],
  ])('%s, and nothing is done', async (_name, fault, text) => {
    const before = await made();
    await bench.fault({ kind: 'status', ...fault });
    const answer = await raw();
    expect([answer.status, await answer.text()]).toEqual([fault.status, text]);
    expect(await made()).toBe(before);
  });

  it.each([
    ['status', { kind: 'status', status: 429, headers: { 'retry-after': '5, 7' } }, '5, 7'],
    ['rateLimit', { kind: 'rateLimit', retryAfterSeconds: 7, headers: { 'Retry-After': '-5' } }, '-5'],
    ['rateLimit with nothing else', { kind: 'rateLimit', withHeaders: false, headers: { 'retry-after': 'soon' } }, 'soon'],
  ])('%s: any text in a header', async (_name, fault, text) => {
    await bench.fault(fault);
    const { status, headers } = await bench.scheduled();
    expect([status, headers.get('retry-after')]).toEqual([429, text]);
  });
});

describe('drip', () => {
  it('sends all of the answer, a byte at a time', async () => {
    const before = await made();
    await bench.fault({ kind: 'drip', everyMs: 1 });
    const reader = ((await raw()).body as ReadableStream<Uint8Array>).getReader();
    const pieces: string[] = [];
    for (let next = await reader.read(); !next.done; next = await reader.read()) pieces.push(Buffer.from(next.value).toString());
    expect(JSON.parse(pieces.join(''))).toEqual({ request_id: expect.any(String) });
    expect(pieces.length).toBeGreaterThan(5);
    expect(await made()).toBe(before + 1);
    expect(bench.last()).toMatchObject({ fault: 'drip', status: 200 });
  });

  it('stops when the client goes, or the sandbox', async () => {
    await bench.fault({ kind: 'drip' }, { times: 2 });
    const controller = new AbortController();
    const given = await raw(undefined, { signal: controller.signal });
    expect(given.headers.get('content-length')).toBe('49');
    controller.abort();
    await expect(given.text()).rejects.toThrow();
    const hanging = (await raw()).text().catch((error: Error) => error.message);
    await bench.close();
    expect(await hanging).toMatch(/terminated|closed/);
    bench = await openSandbox();
  });
});

describe('early', () => {
  it('answers while the body is still being written, and closes the connection', async () => {
    const before = await made();
    await bench.fault({ kind: 'early' });
    const socket = connect(bench.sandbox.port, '127.0.0.1');
    socket.write('POST /bryj/api/campaigns/trigger HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{"camp');
    let answer = '';
    socket.on('data', (piece) => (answer += piece.toString()));
    await new Promise((closed) => socket.on('error', () => {}).on('close', closed));
    expect(answer).toMatch(/^HTTP\/1\.1 413 Payload Too Large\r\n/);
    expect(answer.toLowerCase()).toContain('connection: close\r\n');
    expect(answer).toContain('{"error":"Fault: 413"}');
    expect(bench.last()).toMatchObject({ fault: 'early', status: 413, bodyBytes: 0, complete: false });
    expect(await made()).toBe(before);
  });

  it('reaches a client that uploads', async () => {
    await bench.fault({ kind: 'early', status: 403, body: '<html>', headers: { 'x-proxy': 'yes' } });
    const answer = await bench.upload(WELCOME, CSV + 'a,b,c,d\n'.repeat(2_000_000));
    expect([answer.status, answer.body, answer.headers.get('content-type'), answer.headers.get('x-proxy')]).toEqual([403, '<html>', 'text/html', 'yes']);
    expect((await bench.trigger(send)).status).toBe(200);
  });
});

describe('a rule that makes no sense', () => {
  it.each([
    [{ kind: 'answer' }, 'fault.status'],
    [{ kind: 'answer', status: 600 }, 'fault.status'],
    [{ kind: 'answer', status: 200, headers: { a: 1 } }, 'fault.headers.a'],
    [{ kind: 'status', status: 200, headers: { a: 'b\nc' } }, 'fault.headers.a'],
    [{ kind: 'status', status: 200, headers: { 'a b': 'c' } }, 'a b'],
    [{ kind: 'rateLimit', headers: ['x'] }, 'fault.headers'],
    [{ kind: 'drip', everyMs: 0 }, 'fault.everyMs'],
    [{ kind: 'early', status: 100 }, 'fault.status'],
    [{ kind: 'throttle', perMs: 1 }, 'fault.calls'],
    [{ kind: 'throttle', calls: 1, perMs: 0 }, 'fault.perMs'],
    [{ kind: 'throttle', calls: 1, perMs: 1, retryAfter: 1 }, 'fault.retryAfter'],
  ])('%j is refused', async (fault, reason) => {
    expect(await bench.control('POST', '/faults', { fault })).toMatchObject({ status: 400, body: { error: expect.stringContaining(reason) } });
  });
});
