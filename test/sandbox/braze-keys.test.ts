import { APP_GROUP, KEY, NOON, POWERLESS, Wire } from './braze-wire';

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.open();
});
afterEach(() => wire.close());

const HOUR = 3_600_000;
const REFUSED = { status: 401, body: { message: 'Unauthorized' } };
const rates = ({ headers }: { headers: Headers }) => ['limit', 'remaining', 'reset'].map((name) => headers.get(`x-ratelimit-${name}`));

describe('signing in', () => {
  it('takes the key as a bearer token', async () => {
    expect(await wire.get('/campaigns/list')).toMatchObject({ status: 200, body: { message: 'success' } });
    expect((await wire.post('/users/export/ids', { external_ids: ['user1'] })).body.users).toHaveLength(1);
  });

  it.each(['app_group_id', 'api_key'])('takes %s in the query of a GET and in the body of a POST', async (name) => {
    expect(await wire.send(`/campaigns/list?page=0&${name}=${APP_GROUP}`)).toMatchObject({ status: 200 });
    const body = JSON.stringify({ [name]: APP_GROUP, external_ids: ['user1'] });
    expect((await wire.send('/users/export/ids', { method: 'POST', body })).body.users).toHaveLength(1);
    // Not the other way round.
    expect(await wire.send(`/users/export/ids?${name}=${APP_GROUP}`, { method: 'POST', body: '{"external_ids":["user1"]}' })).toMatchObject(REFUSED);
  });

  it('refuses what it does not know, wherever that stands', async () => {
    const refused = await wire.get('/campaigns/list', {}, 'nonsense');
    expect(refused).toMatchObject(REFUSED);
    expect(rates(refused)).toEqual([null, null, null]);
    expect(await wire.send('/campaigns/list')).toMatchObject(REFUSED);
    expect(await wire.send('/campaigns/list?api_key=nonsense')).toMatchObject(REFUSED);
    expect(await wire.send('/campaigns/list', { headers: { authorization: KEY } })).toMatchObject(REFUSED);
    expect(await wire.send('/campaigns/list', { headers: { authorization: `Bearer "${KEY}"` } })).toMatchObject(REFUSED);
    expect(await wire.get('/campaigns/list', {}, APP_GROUP)).toMatchObject(REFUSED);
    expect(await wire.send('/users/track', { method: 'POST', body: '{"app_group_id":["x"]}' })).toMatchObject(REFUSED);
  });

  it.each([
    ['GET', '/campaigns/list', 'campaigns.list'],
    ['GET', '/email/unsubscribes', 'email.unsubscribe'],
    ['POST', '/users/track', 'users.track'],
    ['POST', '/campaigns/trigger/schedule/create', 'campaigns.trigger.schedule.create'],
  ])('names the permission that a genuine key lacks: %s %s', async (method, path, permission) => {
    const answer = method === 'GET' ? await wire.get(path, {}, POWERLESS) : await wire.post(path, {}, POWERLESS);
    expect(answer).toMatchObject({ status: 403, body: { message: 'Access Denied' } });
    expect(answer.body.errors).toEqual([expect.stringMatching(new RegExp(` ${permission.replaceAll('.', '\\.')}$`))]);
  });

  it('fails when the keys have been deleted, until the sandbox starts afresh', async () => {
    await wire.control('POST', '/braze/expire-tokens');
    expect(await wire.get('/campaigns/list')).toMatchObject(REFUSED);
    await wire.control('POST', '/reset');
    expect((await wire.get('/campaigns/list')).status).toBe(200);
  });

  it('fails once by the fault expireToken', async () => {
    await wire.control('POST', '/faults', { vendor: 'braze', fault: { kind: 'expireToken' } });
    expect(await wire.get('/campaigns/list')).toMatchObject(REFUSED);
    expect((await wire.get('/campaigns/list')).status).toBe(200);
  });

  it('leaves no key in the journal', async () => {
    await wire.send(`/campaigns/list?app_group_id=${APP_GROUP}&page=1`);
    expect(wire.last()).toMatchObject({ path: '/braze/campaigns/list?app_group_id=***&page=1', authorization: 'absent' });
    await wire.send(`/campaigns/list?page=1&api_key=${APP_GROUP}`);
    await wire.send('/users/track', { method: 'POST', body: `{"attributes":[{"external_id":"a"}],"api_key" : "${APP_GROUP}"}` });
    expect(wire.last().body).toBe('{"attributes":[{"external_id":"a"}],"api_key" : "***"}');
    await wire.send('/users/track', { method: 'POST', body: `{"app_group_id":"${APP_GROUP.slice(0, 9)}` });
    await wire.get('/campaigns/list');
    const journal = JSON.stringify(wire.sandbox.requests());
    expect(journal).not.toContain(APP_GROUP.slice(0, 9));
    expect(journal).not.toContain(KEY);
  });
});

describe('what is wrong before an endpoint looks', () => {
  it('an address that leads nowhere', async () => {
    expect(await wire.get('/users/nowhere')).toMatchObject({ status: 404, body: { message: 'Invalid URL' } });
    expect(await wire.post('/campaigns/list', {})).toMatchObject({ status: 404 });
  });

  it('a body above 4 MB', async () => {
    const first_name = 'x'.repeat(4 * 1024 * 1024);
    expect(await wire.post('/users/track', { attributes: [{ external_id: 'user1', first_name }] })).toMatchObject({ status: 413 });
    expect((await wire.post('/users/track', { attributes: [{ external_id: 'user1', first_name: first_name.slice(1000) }] })).status).toBe(201);
  });

  it('a body that is no JSON, or no object', async () => {
    const headers = { authorization: `Bearer ${KEY}` };
    for (const body of ['{"attributes":', '[]', '"text"']) {
      expect(await wire.send('/users/track', { method: 'POST', headers, body })).toMatchObject({ status: 400, body: { message: 'Bad Request' } });
    }
  });
});

describe('rate limits', () => {
  it('are told by every valid answer, and turn with the clock hour', async () => {
    const reset = String(Date.UTC(2024, 6, 10, 13) / 1000);
    expect(rates(await wire.get('/campaigns/list'))).toEqual(['250000', '249999', reset]);
    expect(rates(await wire.get('/campaigns/details', { campaign_id: 'nonsense' }))).toEqual(['250000', '249998', reset]);
    await wire.advance(HOUR - 31_000);
    expect(rates(await wire.get('/campaigns/list'))).toEqual(['250000', '249997', reset]);
    await wire.advance(1000);
    expect(rates(await wire.get('/campaigns/list'))).toEqual(['250000', '249999', String(Number(reset) + 3600)]);
  });

  it('refuse what is too much, which does nothing, until they turn', async () => {
    await wire.settings({ rateDefault: 1 });
    expect((await wire.post('/email/status', { email: 'a@example.com', subscription_state: 'opted_in' })).status).toBe(201);
    const refused = await wire.post('/email/status', { email: 'b@example.com', subscription_state: 'unsubscribed' });
    expect(refused).toMatchObject({ status: 429, body: { message: 'Rate limited' } });
    expect(rates(refused)).toEqual(['1', '0', String(Date.UTC(2024, 6, 10, 13) / 1000)]);
    await wire.advance(HOUR);
    expect((await wire.get('/email/unsubscribes', { email: 'b@example.com', end_date: '2024-07-11' })).body.emails).toEqual([]);
  });

  it.each([
    ['rateTrack', 3, '/users/track', { attributes: [{ external_id: 'user1' }] }],
    ['rateExportIds', 30, '/users/export/ids', { external_ids: ['user1'] }],
    ['rateDelete', 30, '/users/delete', { external_ids: ['nobody'] }],
  ])('%s is counted by itself, and turns after %d seconds', async (setting, seconds, path, body) => {
    await wire.settings({ [setting]: 2 });
    const reset = String(NOON / 1000 + seconds);
    expect(rates(await wire.post(path, body))).toEqual(['2', '1', reset]);
    expect(rates(await wire.post(path, body))).toEqual(['2', '0', reset]);
    expect(await wire.post(path, body)).toMatchObject({ status: 429 });
    expect((await wire.get('/campaigns/list')).status).toBe(200);
    await wire.advance(seconds * 1000);
    expect((await wire.post(path, body)).status).toBe(201);
  });

  it('of events and purchases are one', async () => {
    await wire.settings({ rateEvents: 2 });
    await wire.get('/events/list');
    await wire.get('/purchases/revenue_series', { length: '1' });
    expect((await wire.get('/purchases/product_list')).status).toBe(429);
    expect((await wire.get('/events/data_series', { event: 'Event A', length: '1' })).status).toBe(200);
  });

  it('come by a fault in the words of the vendor', async () => {
    await wire.control('POST', '/faults', { vendor: 'braze', fault: { kind: 'rateLimit', retryAfterSeconds: 7 } });
    const refused = await wire.get('/campaigns/list');
    expect(refused).toMatchObject({ status: 429, body: { message: 'Rate limited' } });
    expect(rates(refused).slice(1)).toEqual(['0', String(NOON / 1000 + 7)]);
    expect(refused.headers.get('retry-after')).toBeNull();
  });
});

describe('maintenance', () => {
  it.each([
    ['/users/track', { attributes: [{ external_id: 'user1', first_name: 'Queued' }] }],
    ['/messages/send', {}],
    ['/messages/schedule/create', {}],
    ['/campaigns/trigger/send', {}],
    ['/campaigns/trigger/schedule/delete', {}],
  ])('queues POST %s', async (path, body) => {
    await wire.settings({ maintenance: 1 });
    expect(await wire.post(path, body)).toMatchObject({ status: 202, body: { message: 'queued' } });
    expect((await wire.post(path, body, 'nonsense')).status).toBe(401);
  });

  it('does what was queued when it is over, and leaves other endpoints alone', async () => {
    const name = async () => (await wire.user('user1', ['first_name']))?.first_name;
    await wire.settings({ maintenance: 1 });
    await wire.post('/users/track', { attributes: [{ external_id: 'user1', first_name: 'Queued' }] });
    await wire.post('/users/track', { attributes: 'wrong' });
    expect(await name()).toBe('Jon');
    await wire.settings({ maintenance: 0 });
    expect(await name()).toBe('Queued');
  });
});

describe('settings', () => {
  it('are refused when they are none, or have a value that they do not take', async () => {
    const wrong: Record<string, number | string>[] = [{ nonsense: 1 }, { trackLimit: 'all' }, { rateTrack: -1 }, { errorForm: 1 }];
    for (const settings of wrong) {
      expect(await wire.settings(settings)).toMatchObject({ status: 400 });
    }
  });

  it('go back with everything else when the sandbox starts afresh', async () => {
    const before = (await wire.control('GET', '/braze/settings')).body;
    await wire.settings({ rateTrack: 1, trackLimit: 'each50', appboy: 1 });
    await wire.post('/users/delete', { external_ids: ['user1'] });
    await wire.control('POST', '/reset');
    expect((await wire.control('GET', '/braze/settings')).body).toEqual(before);
    expect(await wire.user('user1')).toMatchObject({ external_id: 'user1' });
  });
});

it('has an account without demo data, too', async () => {
  await wire.close();
  wire = await Wire.open(false);
  expect((await wire.get('/campaigns/list')).body.campaigns).toEqual([]);
  expect((await wire.post('/users/track', { attributes: [{ external_id: 'first' }] })).status).toBe(201);
  expect(await wire.user('first')).toMatchObject({ external_id: 'first' });
});
