import { checkAccount, session, signIn, validateCredential, type JsonObject } from '../../../engine';
import { horisen } from '../../../vendors/horisen';
import { credential } from '../../../vendors/horisen/account';
import { NOON, scripted, testHost } from '../../support/host';
import { CAMPAIGNS_URL, saved, SERVICE } from './calling';

/** The document's answer (1.3). */
const GRANTED = { body: { access_token: 'ACCESS_TOKEN', token_type: 'Bearer', expires_in: 604800 } };
const domain = {
  platform: 'domain',
  platform_domain: 'horisen.pro',
  separator: 'dot',
  client_id: 'CLIENT_ID',
  client_secret: 'CLIENT_SECRET',
  service_uuid: SERVICE,
};
const custom = {
  ...domain,
  platform: 'custom',
  api_url: 'http://127.0.0.1:4100/horisen/news/v1',
  token_url: 'http://127.0.0.1:4100/horisen/oauth2/access-token',
};
let accounts = 0;
const accountOf = (own: JsonObject) => ({ id: `horisen-account-${accounts++}`, credential: own });
const sign = (own: JsonObject, unauthenticated: ReturnType<typeof scripted>) => signIn(horisen, accountOf(own), unauthenticated, testHost().ports);
const LIST_REPLY = { body: { data: [saved()], meta: { pagination: { currentPage: 1, totalPages: 1 } } } };

describe('signing in', () => {
  it("asks for a token as the document's example does (1.3), and keeps it as long as it says", async () => {
    const unauthenticated = scripted(GRANTED);
    expect(await sign(domain, unauthenticated)).toEqual({ header: 'Authorization', value: 'Bearer ACCESS_TOKEN', endsAt: NOON + 604_800_000 });
    expect(unauthenticated.requests).toMatchObject([
      {
        method: 'POST',
        url: 'https://accounts.horisen.pro/oauth2/access-token',
        form: { grant_type: 'client_credentials', client_id: 'CLIENT_ID', client_secret: 'CLIENT_SECRET' },
      },
    ]);
  });

  it.each([
    ['a hyphen', { ...domain, separator: 'hyphen', platform_domain: 'brand.example.com' }, 'https://accounts-brand.example.com/oauth2/access-token'],
    ['addresses of its own', custom, custom.token_url],
  ])('of an account with %s goes to its own address', async (_, own, url) => {
    const unauthenticated = scripted(GRANTED);
    await sign(own, unauthenticated);
    expect(unauthenticated.requests[0]!.url).toBe(url);
  });

  it.each([{ expires_in: undefined }, { expires_in: 0 }, { expires_in: 'soon' }])('reads no end out of %j', async (over) => {
    const token = await sign(domain, scripted({ body: { ...GRANTED.body, ...over } }));
    expect(token).toEqual({ header: 'Authorization', value: 'Bearer ACCESS_TOKEN' });
  });

  it.each([
    [{ status: 400, body: { error: 'invalid_client', error_description: 'Unknown client' } }, /^HORISEN answered: invalid_client \(Unknown client\)\.$/],
    [{ status: 401, body: '' }, /HTTP 401/],
    [{ status: 403, body: '<html>' }, /HTTP 403/],
  ])('that is refused with %j asks after the client and the IP address', async (reply, message) => {
    await expect(sign(domain, scripted(reply))).rejects.toMatchObject({
      code: 'authentication',
      message: expect.stringMatching(message),
      todo: expect.stringMatching(/client ID and client secret.*IP address is registered/),
    });
  });

  it('at an address that is none says what to look at', async () => {
    await expect(sign(domain, scripted({ status: 404 }))).rejects.toMatchObject({ code: 'notFound', todo: expect.stringContaining('platform domain') });
    await expect(sign(domain, scripted({ body: '<html>' }))).rejects.toMatchObject({
      code: 'authentication',
      message: expect.stringContaining('without a token'),
    });
  });

  it('is done once for all requests, and again after a 401', async () => {
    const unauthenticated = scripted(GRANTED, { body: 1 }, { body: 2 }, { status: 401 }, { body: { ...GRANTED.body, access_token: 'NEW' } }, { body: 3 });
    const send = session(horisen, accountOf(domain), unauthenticated, testHost().ports);
    const request = { method: 'GET', url: CAMPAIGNS_URL, headers: {}, reply: 'json', timeoutMs: 1 } as const;
    for (const body of [1, 2, 3]) expect(await send(request)).toMatchObject({ body });
    expect(unauthenticated.requests.filter(({ url }) => url.endsWith('/access-token'))).toHaveLength(2);
    expect(unauthenticated.requests.filter(({ url }) => url === CAMPAIGNS_URL).map(({ headers }) => headers.Authorization)).toEqual([
      'Bearer ACCESS_TOKEN',
      'Bearer ACCESS_TOKEN',
      'Bearer ACCESS_TOKEN',
      'Bearer NEW',
    ]);
  });
});

describe('the base URL', () => {
  it.each([
    [domain, 'https://api.horisen.pro/news/v1'],
    [{ ...domain, separator: 'hyphen' }, 'https://api-horisen.pro/news/v1'],
    [custom, custom.api_url],
  ])('of %j is %s', (own, url) => {
    expect(horisen.baseUrl(own)).toBe(url);
  });
});

describe('an account', () => {
  it.each<[string, JsonObject, string]>([
    ['no domain', { platform_domain: '' }, 'platform_domain'],
    ['an address for a domain', { platform_domain: 'https://api.horisen.pro' }, 'platform_domain'],
    ['a path behind the domain', { platform_domain: 'horisen.pro/news' }, 'platform_domain'],
    ['no client', { client_id: '' }, 'client_id'],
    ['no secret', { client_secret: '' }, 'client_secret'],
    ['a service that is no UUID', { service_uuid: 'main' }, 'service_uuid'],
    ['no API address of its own', { platform: 'custom', token_url: custom.token_url }, 'api_url'],
    ['no token address of its own', { platform: 'custom', api_url: custom.api_url }, 'token_url'],
    ['an API address that is none', { ...custom, api_url: 'api.horisen.pro' }, 'api_url'],
  ])('with %s is refused by its field', (_, over, field) => {
    const problems = validateCredential(credential, { ...domain, ...over });
    expect(problems).toEqual([expect.objectContaining({ field, todo: expect.stringMatching(/^Enter .*\.$/) })]);
  });

  it.each([
    'https://api.horisen.pro/news/v1',
    'http://localhost:4100/horisen/news/v1',
    'http://sandbox:4100/horisen/news/v1',
    'http://host.docker.internal:4100/x',
    'http://10.1.2.3/x',
    'http://172.20.0.2:80/x',
    'http://192.168.1.2/x',
    'http://[::1]:4100/x',
  ])('may have its API at %s', (api_url) => {
    expect(validateCredential(credential, { ...custom, api_url })).toEqual([]);
  });

  it('needs no service where each operation names one', () => {
    const { service_uuid: _, ...without } = domain;
    expect(validateCredential(credential, without)).toEqual([]);
  });

  it('is checked by a token and a list of campaigns', async () => {
    const unauthenticated = scripted(GRANTED, LIST_REPLY);
    expect(await checkAccount(horisen, accountOf(domain), unauthenticated, testHost().ports)).toMatch(/client credentials are valid.*can be listed/);
    expect(unauthenticated.requests[1]).toMatchObject({ method: 'GET', url: expect.stringContaining(`${CAMPAIGNS_URL}?`) });
    await expect(checkAccount(horisen, accountOf(domain), scripted(GRANTED, { status: 404 }), testHost().ports)).rejects.toMatchObject({
      code: 'notFound',
      field: 'service_uuid',
      todo: expect.stringContaining('service UUID'),
    });
  });

  it('is not checked without a service, and says so before anything is sent', async () => {
    const { service_uuid: _, ...without } = domain;
    const unauthenticated = scripted(GRANTED);
    await expect(checkAccount(horisen, accountOf(without), unauthenticated, testHost().ports)).rejects.toMatchObject({
      code: 'validation',
      field: 'service_uuid',
    });
    expect(unauthenticated.requests).toEqual([]);
  });
});
