import { BrazeBench, DEMO_ID, type Answer } from '../brazeHelpers';

let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

const CENTER = 'dddddddd-0000-4000-8000-000000000001';
const PAGES = { preference_center_page_html: '<h1>A</h1>', confirmation_page_html: '<p>B</p>' };
const send = (method: string, path: string, body?: object, key = 'demo-rest-api-key'): Promise<Answer> =>
  bench.fetch(path, { method, headers: { authorization: `Bearer ${key}` }, ...(body && { body: JSON.stringify(body) }) });

describe('preference centers', () => {
  const list = async () => ((await bench.get('/preference_center/v1/list')).body.preference_centers as { name: string }[]).map(({ name }) => name);

  it('that are created are listed, and can be read and replaced', async () => {
    const made = await send('POST', '/preference_center/v1', { name: 'spring_1', ...PAGES, options: { 'meta-viewport-content': 'width=1' } });
    expect(made).toMatchObject({
      status: 201,
      body: { liquid_tag: '{{preference_center.${spring_1}}}', created_at: '2022-05-10T12:00:00Z', message: 'success' },
    });
    expect(await list()).toEqual(['demo-center', 'spring_1']);
    const path = `/preference_center/v1/${String(made.body.preference_center_api_id)}`;
    await bench.advance(1000);
    const put = await send('PUT', path, { ...PAGES, preference_center_page_html: '<h1>C</h1>', state: 'draft' });
    expect(put).toMatchObject({ status: 200, body: { created_at: '2022-05-10T12:00:00Z', updated_at: '2022-05-10T12:00:01Z' } });
    expect((await bench.get(path)).body).toMatchObject({
      ...{ name: 'spring_1', preference_center_page_html: '<h1>C</h1>', state: 'draft' },
      preference_center_options: { 'meta-viewport-content': 'width=1' },
    });
  });

  it('have a link for each user, always the same', async () => {
    const link = async (user: string) => (await bench.get(`/preference_center/v1/${CENTER}/url/${user}`)).body;
    const [one, again, other] = [await link('user1'), await link('user1'), await link('user2')];
    expect(Object.keys(one)).toEqual(['preference_center_url']);
    expect(one).toEqual(again);
    expect(one).not.toEqual(other);
    expect((await bench.get(`/preference_center/v1/${CENTER}/url/nobody`)).status).toBe(404);
    expect((await bench.get('/preference_center/v1/unknown/url/user1')).status).toBe(404);
  });

  it.each<[string, object]>([
    ['no name', PAGES],
    ['a name with a space', { name: 'a b', ...PAGES }],
    ['a name that is taken', { name: 'demo-center', ...PAGES }],
    ['one page', { name: 'a', preference_center_page_html: 'x' }],
    ['an unknown state', { name: 'a', ...PAGES, state: 'sent' }],
    ['a link without an address', { name: 'a', ...PAGES, options: { 'links-tags': [{ rel: 'icon' }] } }],
    ['a link of no kind', { name: 'a', ...PAGES, options: { 'link-tags': [{ rel: 'x', href: 'https://a.example' }] } }],
  ])('are not created with %s', async (_, body) => {
    expect((await send('POST', '/preference_center/v1', body)).status).toBe(400);
    expect(await list()).toEqual(['demo-center']);
  });

  it('are not replaced by a part', async () => {
    expect((await send('PUT', `/preference_center/v1/${CENTER}`, { preference_center_page_html: 'x' })).status).toBe(400);
  });

  it('can be changed 10 times a minute', async () => {
    const put = async () => (await send('PUT', `/preference_center/v1/${CENTER}`, PAGES)).status;
    const statuses = [];
    for (let i = 0; i < 11; i++) statuses.push(await put());
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
    expect((await bench.get(`/preference_center/v1/${CENTER}`)).status).toBe(200);
    await bench.advance(60_000);
    expect(await put()).toBe(200);
  });

  it.each([
    ['GET', '/preference_center/v1/list', 'preference_center.list'],
    ['GET', `/preference_center/v1/${CENTER}`, 'preference_center.get'],
    ['GET', `/preference_center/v1/${CENTER}/url/user1`, 'preference_center.user.get'],
    ['PUT', `/preference_center/v1/${CENTER}`, 'preference_center.update'],
    ['POST', '/preference_center/v1', 'preference_center.update'],
    ['GET', `/app_group/sdk_authentication/keys?app_id=${DEMO_ID}`, 'sdk_authentication.keys'],
    ['DELETE', '/app_group/sdk_authentication/delete', 'sdk_authentication.delete'],
  ])('%s %s needs %s', async (method, path, permission) => {
    const body = method === 'GET' ? undefined : {};
    expect((await send(method, path, body, 'demo-key-without-permissions')).body.errors).toEqual([expect.stringContaining(permission)]);
    expect((await send(method, path, body, `demo-key-with:${permission}`)).status).not.toBe(403);
  });
});

describe('SDK authentication keys', () => {
  const keys = async () =>
    (await bench.get(`/app_group/sdk_authentication/keys?app_id=${DEMO_ID}`)).body.keys as { id: string; is_primary: boolean; rsa_public_key: string }[];
  const [ONE, OTHER] = ['cccccccc-0000-4000-8000-000000000001', 'cccccccc-0000-4000-8000-000000000002'];
  const SDK = '/app_group/sdk_authentication';
  const primary = async () => (await keys()).filter((key) => key.is_primary).map(({ id }) => id);

  it('that are created are listed; an app has three, and one primary key', async () => {
    const { rsa_public_key } = (await keys())[0]!;
    const create = (over: object) => send('POST', `${SDK}/create`, { app_id: DEMO_ID, rsa_public_key_str: rsa_public_key, description: 'New', ...over });
    for (const wrong of [{ app_id: 'x' }, { rsa_public_key_str: 'x' }, { description: '' }]) expect((await create(wrong)).status).toBe(400);
    expect(await primary()).toEqual([ONE]);
    const made = await create({ make_primary: true });
    expect(await primary()).toEqual([made.body.id]);
    expect((await create({})).status).toBe(400);
    const set = await send('PUT', `${SDK}/primary`, { app_id: DEMO_ID, key_id: OTHER });
    expect(set.body.keys).toEqual(await keys());
    expect(await primary()).toEqual([OTHER]);
  });

  it('are deleted unless they are primary', async () => {
    const remove = (key_id: string) => send('DELETE', `${SDK}/delete`, { app_id: DEMO_ID, key_id });
    expect((await remove(ONE)).status).toBe(400);
    expect((await remove(OTHER)).body).toEqual({ keys: [expect.objectContaining({ id: ONE })] });
    expect((await keys()).map(({ id }) => id)).toEqual([ONE]);
    expect((await remove(OTHER)).status).toBe(404);
  });
});
