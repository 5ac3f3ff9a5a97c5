import { PUSH, TOKEN, Wire } from './follow-wire';

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.open();
});
afterEach(() => wire.close());

const LOGIN = { email: 'demo@example.com', password: 'demo-password' };
const refused = (error_message: unknown) => ({ status: 401, body: { success: false, error_message } });
const listWith = (authorization: string) => wire.send('/api/campaigns?limit=1', { headers: { authorization } });

async function signIn(): Promise<string> {
  const { status, body } = await wire.send('/api/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(LOGIN),
  });
  expect({ status, success: body.success }).toEqual({ status: 200, success: true });
  return `Token ${String(body.result.auth_token)}`;
}

describe('signing in', () => {
  it('gives a token for email and password, which is good for a day', async () => {
    const authorization = await signIn();
    expect((await listWith(authorization)).status).toBe(200);
    await wire.advance(24 * 3_600_000 - 1);
    expect((await listWith(authorization)).status).toBe(200);
    await wire.advance(1);
    expect(await listWith(authorization)).toMatchObject(refused(expect.stringContaining('expired')));
    expect((await listWith(await signIn())).status).toBe(200);
  });

  it('keeps the password out of the journal', async () => {
    await signIn();
    expect(wire.last()).toMatchObject({
      path: '/follow-analytics/api/login',
      vendor: 'followAnalytics',
      body: '{"email":"demo@example.com","password":"***"}',
    });
  });

  it.each([
    ['a wrong password', { ...LOGIN, password: 'x' }],
    ['a wrong email', { ...LOGIN, email: 'x@example.com' }],
    ['nothing', {}],
  ])('refuses %s', async (_, body) => {
    expect(await wire.post('/api/login', body)).toMatchObject(refused('Invalid email or password'));
  });

  it('refuses a body that does not say that it is JSON, or is none', async () => {
    const headers = { 'content-type': 'text/plain' };
    expect(await wire.send('/api/login', { method: 'POST', headers, body: JSON.stringify(LOGIN) })).toMatchObject({
      status: 400,
      body: { success: false, error_message: 'The Content-Type must be application/json' },
    });
    expect(await wire.send('/api/login', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' })).toMatchObject({
      status: 400,
      body: { status: '400', success: false, error_message: 'The body is not JSON' },
    });
  });
});

describe('the token', () => {
  it('is also a static one, which does not expire', async () => {
    await wire.advance(400 * 86_400_000);
    expect((await listWith(`Token ${TOKEN}`)).status).toBe(200);
  });

  it.each(['', 'Bearer demo-api-token', 'demo-api-token', 'Token nonsense', 'Token'])('is asked for in its own words, not "%s"', async (authorization) => {
    expect(await listWith(authorization)).toMatchObject(refused('Invalid or missing authentication token'));
  });

  it.each([
    ['GET', '/api/apps'],
    ['GET', '/api/campaigns'],
    ['GET', '/api/campaigns/quick_stats'],
    ['GET', '/api/campaigns/list_export'],
    ['POST', '/api/campaign'],
    ['PUT', '/api/campaign/FACMPGN_vRvb99Xme2IeHj/launch'],
  ])('is wanted by %s %s', async (method, path) => {
    expect((await wire.send(path, { method })).status).toBe(401);
  });

  it('leaves nothing behind when it is refused', async () => {
    await wire.post('/api/campaign', { ...PUSH, name: 'unheard of' }, 'nonsense');
    expect((await wire.get('/api/campaigns', { search: 'unheard of' })).body.total_count).toBe(0);
  });

  it('expires when the fault says so: the signed-in one for good, the static one this once', async () => {
    const authorization = await signIn();
    await wire.fault({ kind: 'expireToken' });
    expect((await listWith(authorization)).status).toBe(401);
    expect((await listWith(authorization)).status).toBe(401);
    await wire.fault({ kind: 'expireToken' });
    expect((await listWith(`Token ${TOKEN}`)).status).toBe(401);
    expect((await listWith(`Token ${TOKEN}`)).status).toBe(200);
  });

  it('is withdrawn by the control route until a reset', async () => {
    const authorization = await signIn();
    await wire.control('POST', '/followAnalytics/expire-tokens');
    expect((await listWith(authorization)).status).toBe(401);
    expect((await listWith(`Token ${TOKEN}`)).status).toBe(401);
    await wire.control('POST', '/reset');
    expect((await listWith(`Token ${TOKEN}`)).status).toBe(200);
  });
});

describe('the page', () => {
  it('shows the account, the campaigns by name and no quota', async () => {
    const { body } = await wire.control('GET', '/overview');
    const vendor = (body.vendors as Record<string, unknown>[]).find(({ id }) => id === 'followAnalytics');
    expect(vendor).toMatchObject({
      label: 'FollowAnalytics',
      account: [
        { label: 'Base URL', value: wire.sandbox.baseUrls.followAnalytics },
        { label: 'API token', value: TOKEN },
        { label: 'Email', value: LOGIN.email },
        { label: 'Password', value: LOGIN.password },
      ],
      quota: { limit: null },
    });
    expect((vendor?.campaigns as object[]).length).toBe(6);
    expect(vendor?.campaigns).toContainEqual({
      id: 'FACMPGN_fQq2YaB9vrJQuDid',
      name: 'Contract ready',
      channel: 'transactional push',
      state: 'ongoing',
      variables: ['firstname', 'lastname', 'contractNumber'],
    });
  });

  it('takes settings, and names those that it does not take', async () => {
    expect((await wire.settings({ exportForm: 'raw', syncMs: 1 })).body).toMatchObject({ exportForm: 'raw', syncMs: 1, seededHits: 12_000 });
    expect(await wire.settings({ exportForm: 'pdf', syncMs: -1, nonsense: 1 })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('exportForm, syncMs, nonsense') },
    });
  });
});
