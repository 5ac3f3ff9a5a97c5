import { MoEngageBench, signatureOf, START } from './moengageHelpers';

let bench: MoEngageBench;
beforeEach(async () => void (bench = await MoEngageBench.open()));
afterEach(() => bench.close());

const fails = (words: string) => ({ status: 200, body: { status: 'Fail', Error_Message: words } });

describe('version 2', () => {
  it.each([
    [{ appId: undefined, signature: 'x' }, 'appId not present'],
    [{ appId: '' }, 'appId not present'],
    [{ appId: 'OTHERAPP' }, 'Invalid appId'],
    [{ campaignName: '' }, 'Campaign Name not found'],
    [{ campaignName: 5 }, 'Campaign Name not found'],
    [{ campaignName: 'Four' }, 'Campaign Name too short (must be >= 5 chars)'],
    [{ signature: undefined }, 'Signature missing'],
    [{ signature: signatureOf('DEMOAPP', 'Welcome', 'other-key') }, 'Signature is not verified'],
    [{ signature: signatureOf('DEMOAPP', 'Welcome ') }, 'Signature is not verified'],
    [{ signature: signatureOf('DEMOAPP_DEBUG', 'Welcome') }, 'Signature is not verified'],
    [{ signature: signatureOf('DEMOAPP', 'Welcome').toUpperCase() }, 'Signature is not verified'],
  ])('refuses %j with HTTP 200', async (more, words) => {
    // A member that is undefined is not sent; the helper signs what it is given otherwise.
    const body = { ...bench.request({ campaignName: 'Welcome' }), signature: signatureOf('DEMOAPP', 'Welcome'), ...more };
    expect(await bench.post('/v2/transaction/sendpush', body)).toMatchObject(fails(words));
    expect(await bench.batches()).toEqual([]);
  });

  it('signs names as they are, in UTF-8', async () => {
    expect((await bench.send({ campaignName: '  Été|5 ✓' })).body.status).toBe('Success');
  });

  it('asks for no headers', async () => {
    expect((await bench.send()).body.status).toBe('Success');
  });

  it('looks at who asks before what is asked', async () => {
    const body = { appId: 'DEMOAPP', campaignName: 'A throw-away name', signature: 'wrong' };
    expect(await bench.post('/v2/transaction/sendpush', body)).toMatchObject(fails('Signature is not verified'));
    const { body: answer } = await bench.post('/v2/transaction/sendpush', { ...body, signature: signatureOf('DEMOAPP', body.campaignName) });
    expect(answer).toMatchObject({ status: 'Fail', Error_Message: expect.stringContaining('targetAudience') });
  });
});

describe('version 2.1', () => {
  it('wants three headers', async () => {
    expect((await bench.send21()).body.status).toBe('Success');
    expect(await bench.post('/v2.1/transaction/sendpush', bench.request())).toMatchObject({ status: 401, text: '[]' });
    expect(await bench.send21({}, { 'x-moe-appkey': '' })).toMatchObject({ status: 401, text: '[]' });
    expect(await bench.send21({}, { 'x-moe-pushapi-signature': '' })).toMatchObject({ status: 401, text: '[]' });
    expect((await bench.send21({}, { 'x-moe-query-type': '' })).body).toMatchObject({
      status: 'Fail',
      Error_Message: expect.stringContaining("X-MOE-Query-Type must be 'user'"),
    });
  });

  it('wants them to say the same as the body', async () => {
    expect(await bench.send21({}, { 'x-moe-appkey': 'DEMOAPP_DEBUG' })).toMatchObject(fails('Invalid appId'));
    expect(await bench.send21({}, { 'x-moe-pushapi-signature': signatureOf('DEMOAPP', 'Other') })).toMatchObject(fails('Signature is not verified'));
    expect((await bench.send21({ targetAudience: 'All Users' }, { 'x-moe-query-type': 'user' })).body.Error_Message).toContain("must be 'all users'");
    expect((await bench.send21({ targetAudience: 'Custom Segment', customSegmentName: 'Demo Segment' })).body.status).toBe('Success');
  });

  it('does without them in the body', async () => {
    const { appId, signature, ...body } = bench.request() as { appId: string; signature: string };
    const headers = { 'x-moe-appkey': appId, 'x-moe-pushapi-signature': signature, 'x-moe-query-type': 'user' };
    expect((await bench.post('/v2.1/transaction/sendpush', body, headers)).body.status).toBe('Success');
  });
});

describe('what is no request', () => {
  it.each(['{', '[]', '"x"', ''])('is answered like bad credentials or a missing app id: %j', async (body) => {
    const answer = await bench.post('/v2/transaction/sendpush', body);
    if (body === '') expect(answer).toMatchObject(fails('appId not present'));
    else expect(answer).toMatchObject({ status: 401, text: '[]' });
  });

  it('of another type is not read', async () => {
    expect(await bench.post('/v2/transaction/sendpush', bench.request(), { 'content-type': 'text/plain' })).toMatchObject({ status: 401, text: '[]' });
  });

  it('to another address is not found', async () => {
    const reason = 'Page not found. Please recheck the URL';
    for (const path of ['/v1/transaction/sendpush', '/v2/transaction/sendpush/priority', '/v2/transaction'])
      expect(await bench.post(path, bench.request())).toMatchObject({ status: 404, body: { code: 404, status: 'error', reason } });
  });
});

describe('the key', () => {
  it('is dead when a new one was made, until the sandbox starts afresh', async () => {
    await bench.control('POST', '/moEngage/expire-tokens');
    expect(await bench.send()).toMatchObject(fails('Signature is not verified'));
    await bench.control('POST', '/reset');
    expect((await bench.send()).body.status).toBe('Success');
  });

  it('fails once by the fault expireToken', async () => {
    await bench.fault({ kind: 'expireToken' });
    expect(await bench.send()).toMatchObject(fails('Signature is not verified'));
    expect((await bench.send()).body.status).toBe('Success');
  });

  it('leaves no signature in the journal', async () => {
    await bench.send21();
    const [request] = bench.sandbox.requests();
    expect(request).toMatchObject({ vendor: 'moEngage', path: '/moengage/v2.1/transaction/sendpush', status: 200 });
    expect(request?.headers).toMatchObject({ 'x-moe-appkey': 'DEMOAPP', 'x-moe-query-type': 'user' });
    expect(JSON.stringify(request)).not.toContain(signatureOf('DEMOAPP', 'Welcome'));
    expect(request?.body).toContain('"signature":"***"');
  });
});

describe('too many requests', () => {
  const limits = ({ headers }: { headers: Headers }) =>
    ['x-envoy-ratelimited', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'].map((name) => headers.get(name));

  it('fail with HTTP 200, until the minute turns', async () => {
    await bench.settings({ rate: 2 });
    await bench.send();
    await bench.send();
    expect(await bench.send()).toMatchObject(fails('Request limit exceeded'));
    expect(await bench.control('GET', '/moEngage/quota')).toEqual({ used: 2, limit: 2 });
    await bench.advance(60_000);
    expect((await bench.send()).body.status).toBe('Success');
  });

  it('are HTTP 429 without a body by version 2.1, for each category', async () => {
    await bench.settings({ rateUser: 1, rateQuery: 0 });
    await bench.advance(20_000);
    expect((await bench.send21()).body.status).toBe('Success');
    const refused = await bench.send21();
    expect(refused).toMatchObject({ status: 429, text: '' });
    expect(limits(refused)).toEqual(['true', '1, 1;w=60', '0', '40']);
    expect((await bench.send21({ appId: 'DEMOAPP_DEBUG' })).body.status).toBe('Success');
    expect((await bench.send21({ targetAudience: 'All Users', campaignName: 'For all' })).status).toBe(429);
    await bench.settings({ resetForm: 'epoch' });
    expect(limits(await bench.send21())[3]).toBe(String(START / 1000 + 60));
    await bench.advance(40_000);
    expect((await bench.send21()).body.status).toBe('Success');
  });

  it('are said in the same words by the fault rateLimit', async () => {
    await bench.fault({ kind: 'rateLimit', retryAfterSeconds: 7 });
    const refused = await bench.send();
    expect(refused).toMatchObject({ status: 429, text: '' });
    expect(limits(refused)).toEqual(['true', '10000, 10000;w=60', '0', '7']);
  });

  it('are settings that take numbers', async () => {
    expect((await bench.settings({ rate: -1, resetForm: 'soon', speed: 1 })).error).toContain('rate, resetForm, speed');
  });
});
