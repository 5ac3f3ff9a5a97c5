import { DAY, HorisenBench } from './horisenHelpers';

let bench: HorisenBench;
beforeEach(async () => void (bench = await HorisenBench.open()));
afterEach(() => bench.close());

const WRONG_CLIENT = { status: 401, body: { error: 'invalid_client', error_description: expect.any(String) } };

describe('a token', () => {
  it('is given to the client by the client credentials grant, for seven days', async () => {
    expect(await bench.signIn()).toMatchObject({
      status: 200,
      body: { access_token: expect.stringMatching(/^\S{20,}$/), token_type: 'Bearer', expires_in: 604_800 },
    });
    expect((await bench.api('GET')).status).toBe(200);
    await bench.advance(7 * DAY - 1);
    expect((await bench.api('GET')).status).toBe(200);
    await bench.advance(1);
    expect(await bench.api('GET')).toMatchObject({ status: 401, body: { code: 'unauthorized', description: 'The access token has expired' } });
  });

  it.each([
    [{ client_id: 'somebody' }, WRONG_CLIENT],
    [{ client_secret: 'nonsense' }, WRONG_CLIENT],
    [{ grant_type: 'password' }, { status: 400, body: { error: 'unsupported_grant_type' } }],
    [{ client_secret: '' }, { status: 400, body: { error: 'invalid_request' } }],
  ])('is not given for %j', async (parameters, answer) => {
    expect(await bench.signIn(parameters as Record<string, string>)).toMatchObject(answer);
  });

  it('is asked for in a form', async () => {
    const body = { grant_type: 'client_credentials', client_id: 'demo-client', client_secret: 'demo-secret' };
    const asked = (init: RequestInit) => bench.fetch('/oauth2/access-token', { method: 'POST', ...init });
    expect(await asked({ body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })).toMatchObject({ status: 400 });
    expect((await bench.fetch(`/oauth2/access-token?${new URLSearchParams(body)}`)).status).toBe(404);
    const twice = new URLSearchParams([...Object.entries(body), ['client_id', 'demo-client']]);
    expect(await asked({ body: twice })).toMatchObject({ status: 400, body: { error_description: expect.stringContaining('client_id') } });
  });

  it('is not given to an IP address that is not registered', async () => {
    await bench.settings({ wrongIp: 1 });
    expect(await bench.signIn()).toMatchObject({ status: 401, body: { error: 'access_denied', error_description: expect.stringContaining('IP address') } });
    expect(await bench.signIn({ client_secret: 'x' })).toMatchObject(WRONG_CLIENT);
    expect((await bench.api('GET')).status).toBe(200); // one that is out stays good
  });

  it('lives as long as the setting says', async () => {
    await bench.settings({ tokenMs: 90_000 });
    const { body } = await bench.signIn();
    expect(body.expires_in).toBe(90);
    bench.token = body.access_token;
    await bench.advance(90_000);
    expect((await bench.api('GET')).status).toBe(401);
  });

  it('ends by a control route, and by a fault', async () => {
    await bench.control('POST', '/horisen/expire-tokens');
    expect((await bench.api('GET')).status).toBe(401);
    bench.token = (await bench.signIn()).body.access_token;
    await bench.fault({ kind: 'expireToken' });
    expect((await bench.api('GET')).status).toBe(401);
    expect((await bench.api('GET')).status).toBe(401);
  });

  it.each(['', 'Bearer nonsense', 'Basic ZGVtbzpkZW1v'])('is wanted: %j', async (authorization) => {
    const answer = await bench.fetch('/news/v1/services/x/campaigns', authorization === '' ? {} : { headers: { authorization } });
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized', message: 'Unauthorized' } });
  });

  it('leaves no secret in the journal', async () => {
    await bench.fetch('/oauth2/access-token?client_id=demo-client&client_secret=demo-secret');
    expect(bench.sandbox.requests().at(-1)?.path).toBe('/horisen/oauth2/access-token?client_id=demo-client&client_secret=***');
    const [request] = bench.sandbox.requests();
    expect(request).toMatchObject({ vendor: 'horisen', path: '/horisen/oauth2/access-token', status: 200 });
    expect(request?.body).toBe('grant_type=client_credentials&client_id=demo-client&client_secret=***');
  });
});

describe('the account', () => {
  it('knows one service', async () => {
    const other = '00000000-9c1b-4a52-8d2b-1f0c8a7b3e11';
    expect(await bench.api('GET', '', undefined, other)).toMatchObject({ status: 404, body: { message: 'Service not found' } });
    expect(await bench.api('POST', '', {}, other)).toMatchObject({ status: 404 });
  });

  it('has addresses of its own only', async () => {
    expect(await bench.fetch('/news/v2')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('counts requests without a limit, and says too many in its own words', async () => {
    await bench.api('GET');
    expect(await bench.control('GET', '/horisen/quota')).toEqual({ used: 1, limit: null });
    await bench.fault({ kind: 'rateLimit', retryAfterSeconds: 7 });
    const answer = await bench.api('GET');
    expect(answer).toMatchObject({ status: 429, body: { code: 'too_many_requests' } });
    expect(answer.headers.get('retry-after')).toBe('7');
  });

  it('takes settings that there are, with values that they take', async () => {
    expect((await bench.settings({ speed: 1, tokenMs: -1 })).error).toContain('speed, tokenMs');
    expect((await bench.settings({ pageMost: 0 })).error).toContain('pageMost');
    await bench.settings({ runMs: 5 });
    await bench.control('POST', '/reset');
    expect(await bench.control('GET', '/horisen/settings')).toMatchObject({ runMs: 2000, tokenMs: 604_800_000 });
  });

  it('has its lists but no campaigns without the seed', async () => {
    const empty = await HorisenBench.open({ seed: false });
    expect((await empty.api('GET')).body.data).toEqual([]);
    expect((await empty.create()).status).toBe(201);
    await empty.close();
  });
});
