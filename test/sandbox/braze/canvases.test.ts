import { BrazeBench, DEMO_ID, START } from '../brazeHelpers';

let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

const HOUR = 3_600_000;
const CART = '88888888-8888-4888-8888-888888888888';
const ONBOARDING = '99999999-9999-4999-8999-999999999999';
const PAUSED = 'aaaaaaaa-5555-4555-8555-555555555555';
const ARCHIVED = 'aaaaaaaa-6666-4666-8666-666666666666';
const DRAFT = 'aaaaaaaa-7777-4777-8777-777777777777';

type Figures = Record<string, number>;
interface Stats {
  readonly time: string;
  readonly total_stats: Figures;
  readonly variant_stats?: Record<string, Figures & { name: string }>;
  readonly step_stats?: Record<string, Figures & { name: string; messages?: Record<string, Figures[]> }>;
}
interface Listed {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
}

const trigger = (body: object) => bench.post('/canvas/trigger/send', { canvas_id: DEMO_ID, ...body });
const to = (...ids: string[]) => ids.map((external_user_id) => ({ external_user_id }));
const details = async (id: string, more = '') => (await bench.get(`/canvas/details?canvas_id=${id}${more}`)).body as Record<string, unknown>;
const list = async (query = '') => (await bench.get(`/canvas/list?${query}`)).body.canvases as Listed[];
const series = async (query: string) => (await bench.get(`/canvas/data_series?${query}`)).body as unknown as { data: { name: string; stats: Stats[] } };
const entriesToday = async (id: string) => (await series(`canvas_id=${id}&length=1`)).data.stats[0]!.total_stats.entries!;
const batchCount = async () => (await bench.control<{ batches: unknown[] }>('GET', '/braze/batches')).batches.length;

describe('a triggered Canvas', () => {
  it('sends the messages of its first step to each, with the context of each', async () => {
    const { status, body } = await trigger({
      context: { product_name: 'shoes', product_price: 79.99 },
      recipients: [
        { external_user_id: 'user1', context: { first_name: 'Jon' } },
        { user_alias: { alias_name: 'user2', alias_label: 'crm' }, context: { product_price: 9 } },
        { email: 'user3@example.com', prioritization: ['identified'] },
        { external_user_id: 'ghost' },
      ],
    });
    expect([status, body]).toEqual([201, { message: 'success', dispatch_id: expect.any(String) }]);
    expect(await bench.shown(body.dispatch_id)).toEqual([
      'apple_push user1: Hello Jon / shoes for 79.99 (sent)',
      'apple_push crm:user2: Hello  / shoes for 9 (sent)',
      'apple_push user3@example.com: Hello  / shoes for 79.99 (sent)',
      'apple_push ghost: Hello  / shoes for 79.99 (unknown user)',
    ]);
    expect(await bench.batch(body.dispatch_id)).toMatchObject({ form: 'trigger', campaignId: DEMO_ID, campaignName: 'Demo Canvas', count: 4, state: 'sent' });
    expect(await details(DEMO_ID)).toMatchObject({ last_entry: '2022-05-10T12:00:00+00:00' });
  });

  it('may send two messages at once, and takes the former name of the context', async () => {
    const { body } = await trigger({ canvas_id: CART, canvas_entry_properties: { product_name: 'shoes', product_price: 8 }, recipients: to('user1') });
    expect(await bench.shown(body.dispatch_id)).toEqual([
      'email user1: Your shoes / Hello Jon, shoes for 8 is still in your cart. (sent)',
      'android_push user1: Still in your cart / shoes (sent)',
    ]);
  });

  it('goes to everyone only with broadcast, and only to those in the audience', async () => {
    expect(await trigger({})).toMatchObject({ status: 400, body: { message: 'No Recipients' } });
    expect(await trigger({ broadcast: true, recipients: to('user1') })).toMatchObject({ status: 400 });
    const audience = { custom_attribute: { custom_attribute_name: 'eye_color', comparison: 'equals', value: 'blue' } };
    expect((await bench.batch((await trigger({ broadcast: true, audience })).body.dispatch_id)).count).toBe(400);
  });

  it.each<[object, string]>([
    [{ canvas_id: undefined }, 'Invalid Canvas ID'],
    [{ canvas_id: 'nothing' }, 'Invalid Canvas ID'],
    [{ canvas_id: ONBOARDING }, 'Invalid Canvas ID'],
    [{ recipients: to(...Array.from({ length: 51 }, (_, i) => `u${i}`)) }, 'Max input length exceeded'],
    [{ recipients: [{ external_user_id: 'a', context: [] }] }, 'Bad Request'],
    [{ recipients: [{ external_user_id: 'a', email: 'a@example.com' }] }, 'Bad Request'],
    [{ recipients: [{ external_user_id: 'a', send_to_existing_only: false }] }, 'Bad Request'],
    [{ recipients: to('user1'), context: 'x' }, 'Bad Request'],
    [{ recipients: to('user1'), context: { text: 'x'.repeat(51_200) } }, 'Max input length exceeded'],
    [{ recipients: [{ external_user_id: 'user1', context: { text: 'x'.repeat(51_200) } }] }, 'Max input length exceeded'],
  ])('refuses %j', async (body, message) => {
    const before = await batchCount();
    expect(await trigger(body)).toMatchObject({ status: 400, body: { message } });
    expect(await batchCount()).toBe(before);
  });

  it.each([
    [PAUSED, 'The Canvas is paused. Resume the Canvas to ensure trigger requests will take effect.', { archived: false, draft: false }],
    [DRAFT, 'The Canvas is paused. Resume the Canvas to ensure trigger requests will take effect.', { archived: false, draft: true }],
    [ARCHIVED, 'The Canvas is archived. Unarchive the Canvas to ensure trigger requests will take effect.', { archived: true, draft: false }],
  ])('%s is not active: success with a notice, and nothing is sent', async (canvas_id, notice, state) => {
    const before = await batchCount();
    const { status, body } = await trigger({ canvas_id, recipients: [{ external_user_id: 'demo-0001', attributes: { eye_color: 'grey' } }] });
    expect([status, body]).toEqual([201, { notice, dispatch_id: expect.stringMatching(/^[0-9a-f]{32}$/), message: 'success' }]);
    expect(await batchCount()).toBe(before);
    expect(bench.sandbox.accepted('braze')).toMatchObject({ requests: 0, people: {} });
    expect((await bench.user('demo-0001'))?.custom_attributes.eye_color).not.toBe('grey');
    expect(await details(canvas_id)).toMatchObject({ enabled: false, ...state });
  });

  it('is processed after maintenance, like that of a campaign', async () => {
    await bench.set({ maintenance: 1 });
    const before = await batchCount();
    expect(await trigger({ recipients: to('user1') })).toMatchObject({ status: 202, body: { message: 'queued' } });
    expect(await batchCount()).toBe(before);
    await bench.set({ maintenance: 0 });
    expect(await batchCount()).toBe(before + 1);
  });
});

describe('a scheduled Canvas', () => {
  const at = (path: string, body: object) => bench.post(`/canvas/trigger/schedule/${path}`, { canvas_id: DEMO_ID, ...body });
  const create = (more: object = {}) => at('create', { recipients: to('user1'), schedule: { time: '2022-05-10T14:00:00Z' }, ...more });

  it('is sent at its time, which can be changed', async () => {
    const { status, body } = await create({ context: { first_name: 'Jon', product_name: 'shoes', product_price: 1 } });
    expect([status, body]).toEqual([201, { message: 'success', schedule_id: expect.any(String), dispatch_id: expect.any(String) }]);
    const { schedules } = await bench.control<{ schedules: object[] }>('GET', '/braze/schedules');
    expect(schedules).toContainEqual(expect.objectContaining({ schedule_id: body.schedule_id, canvas_id: DEMO_ID, campaign_id: null, state: 'scheduled' }));
    await at('update', { schedule_id: body.schedule_id, schedule: { time: '2022-05-10T13:00:00Z' } });
    await bench.advance(HOUR);
    expect(await bench.shown(body.dispatch_id)).toEqual(['apple_push user1: Hello Jon / shoes for 1 (sent)']);
    expect((await at('update', { schedule_id: body.schedule_id, schedule: { time: '2022-05-11T13:00:00Z' } })).status).toBe(400);
  });

  it('can be deleted, once, and by its own Canvas', async () => {
    const { body } = await create();
    expect((await at('delete', { schedule_id: body.schedule_id, canvas_id: CART })).status).toBe(400);
    expect(
      (await bench.post('/campaigns/trigger/schedule/delete', { campaign_id: '44444444-4444-4444-8444-444444444444', schedule_id: body.schedule_id })).status,
    ).toBe(400);
    expect((await at('delete', { schedule_id: body.schedule_id })).body).toEqual({ message: 'success' });
    await bench.advance(3 * HOUR);
    expect((await bench.batch(body.dispatch_id)).state).toBe('canceled');
    expect((await at('delete', { schedule_id: body.schedule_id })).status).toBe(400);
  });

  it.each([PAUSED, ARCHIVED])('%s cannot be scheduled', async (canvas_id) => {
    expect(await create({ canvas_id })).toMatchObject({ status: 400, body: { message: 'Invalid Canvas ID' } });
  });
});

describe('the list of Canvases', () => {
  it('has pages of 100, oldest first, and archived ones on request', async () => {
    const first = await list();
    expect(first).toHaveLength(100);
    expect(first[0]).toEqual({ id: DEMO_ID, name: 'Demo Canvas', tags: ['demo'], last_edited: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) });
    const second = await list('page=1');
    expect(second.length).toBeLessThan(100);
    expect(second.map(({ id }) => id)).toEqual(expect.arrayContaining([PAUSED, DRAFT]));
    expect(second.map(({ id }) => id)).not.toContain(ARCHIVED);
    expect((await list('page=1&include_archived=true')).map(({ id }) => id)).toContain(ARCHIVED);
    expect((await list('sort_direction=desc'))[0]).toMatchObject({ id: DRAFT });
    expect((await list(`last_edit.time[gt]=${new Date(START).toISOString()}`)).length).toBe(0);
  });

  it('has no Canvas, nor has any other path, where the account is as old as the document', async () => {
    await bench.set({ appboy: 1 });
    const paths = ['list', `details?canvas_id=${DEMO_ID}`, `data_series?canvas_id=${DEMO_ID}&length=1`, `data_summary?canvas_id=${DEMO_ID}&length=1`];
    expect(await Promise.all(paths.map(async (path) => (await bench.get(`/canvas/${path}`)).status))).toEqual([404, 404, 404, 404]);
    expect(await trigger({ recipients: to('user1') })).toMatchObject({ status: 404 });
    expect((await bench.post('/canvas/duplicate', { canvas_id: DEMO_ID, name: 'x' })).status).toBe(404);
  });
});

describe('the details of a Canvas', () => {
  it('have its variants, its steps and where they lead, and what they say', async () => {
    const canvas = await details(DEMO_ID);
    const [welcome, delay, followUp] = canvas.steps as Record<string, unknown>[];
    expect(canvas).toMatchObject({
      message: 'success',
      name: 'Demo Canvas',
      schedule_type: 'api_triggered',
      enabled: true,
      has_post_launch_draft: false,
      channels: ['ios_push', 'email'],
      variants: [{ name: 'Variant 1', id: expect.any(String), first_step_ids: [welcome!.id] }],
    });
    expect(welcome).toMatchObject({ name: 'Welcome', type: 'message', next_step_ids: [], next_paths: [{ name: null, next_step_id: delay!.id }] });
    expect(Object.values(welcome!.messages as object)).toMatchObject([{ channel: 'ios_push', title: 'Hello {{context.${first_name}}}' }]);
    expect(delay).toEqual({
      name: 'One Day',
      type: 'delay',
      id: expect.any(String),
      next_paths: [{ name: null, next_step_id: followUp!.id }],
      channels: [],
      messages: {},
    });
    expect(delay!.next_paths).toEqual([{ name: null, next_step_id: followUp!.id }]);
  });

  it('name the ways out of a split, and show the draft that was not launched yet', async () => {
    const canvas = await details(ONBOARDING);
    const steps = canvas.steps as { type: string; next_paths: { name: string }[]; messages: Record<string, { alert?: string }> }[];
    expect((canvas.variants as { name: string; first_step_ids: string[] }[]).map(({ name, first_step_ids: ids }) => [name, ids.length])).toEqual([
      ['Variant 1', 1],
      ['Variant 2', 1],
      ['Control Group', 0],
    ]);
    expect(steps.find(({ type }) => type === 'decision_split')!.next_paths.map(({ name }) => name)).toEqual(['Yes', 'No']);
    expect(canvas).toMatchObject({ has_post_launch_draft: true });
    const alertIn = (of: unknown) => Object.values((of as typeof steps)[0]!.messages)[0]!.alert;
    expect(alertIn(steps)).toBe('Hello {{${first_name}}}!');
    expect(alertIn((await details(ONBOARDING, '&post_launch_draft_version=true')).steps)).toBe('Hello {{${first_name}}}, here is more!');
  });

  it('of no Canvas are refused', async () => {
    expect(await bench.get('/canvas/details?canvas_id=x')).toMatchObject({ status: 400, body: { message: expect.stringContaining('canvas_id') } });
  });
});

describe('the figures of a Canvas', () => {
  it('are by day, the last of which grows, and past ones stay', async () => {
    const query = `canvas_id=${ONBOARDING}&length=3`;
    const before = await series(query);
    expect(before.data.name).toBe('Onboarding');
    expect(before.data.stats.map(({ time }) => time)).toEqual(['2022-05-08', '2022-05-09', '2022-05-10']);
    await bench.advance(6 * HOUR);
    const after = await series(query);
    expect(after.data.stats.slice(0, 2)).toEqual(before.data.stats.slice(0, 2));
    expect(after.data.stats[2]!.total_stats.entries).toBeGreaterThan(before.data.stats[2]!.total_stats.entries!);
  });

  it('count those who were triggered', async () => {
    const before = await entriesToday(DEMO_ID);
    await trigger({ recipients: to('user1', 'user2', 'user3') });
    expect(await entriesToday(DEMO_ID)).toBe(before + 3);
    await bench.post('/canvas/trigger/schedule/create', { canvas_id: DEMO_ID, recipients: to('user1'), schedule: { time: '2022-05-10T12:00:01Z' } });
    expect(await entriesToday(DEMO_ID)).toBe(before + 3);
    await trigger({ canvas_id: PAUSED, recipients: to('user1') });
    expect(await entriesToday(PAUSED)).toBe(0);
  });

  it('have variants that add up, steps on request, and deleted ones on request', async () => {
    const [plain] = (await series(`canvas_id=${ONBOARDING}&length=1`)).data.stats;
    expect(Object.keys(plain!)).toEqual(['time', 'total_stats']);
    const [point] = (await series(`canvas_id=${ONBOARDING}&length=1&include_variant_breakdown=true&include_step_breakdown=true`)).data.stats;
    const variants = Object.values(point!.variant_stats!);
    expect(variants.map(({ name }) => name)).toEqual(['Variant 1', 'Variant 2', 'Control Group']);
    for (const name of ['entries', 'conversions', 'conversions_by_entry_time', 'revenue'])
      expect(variants.reduce((sum, each) => sum + (each[name] as number), 0)).toBeCloseTo(point!.total_stats[name]!, 2);
    const steps = Object.values(point!.step_stats!);
    expect(steps.map(({ name }) => name)).toEqual(['Welcome Push', 'Welcome Email', 'Bought Something', 'Thanks', 'Reminder']);
    expect(steps[1]!.messages).toMatchObject({ email: [{ sent: expect.any(Number), unique_opens: expect.any(Number) }] });
    expect(steps[2]).not.toHaveProperty('messages');
    const names = async (more: string) =>
      Object.values((await series(`canvas_id=${DEMO_ID}&length=1&include_step_breakdown=true${more}`)).data.stats[0]!.step_stats!).map(({ name }) => name);
    expect(await names('')).toEqual(['Welcome', 'One Day', 'Follow-Up']);
    expect(await names('&include_deleted_step_data=true')).toEqual(['Welcome', 'One Day', 'Follow-Up', 'Old Welcome']);
  });

  it('as a summary are the sum of the days', async () => {
    const query = `canvas_id=${ONBOARDING}&length=5&ending_at=2022-05-09T23:00:00Z`;
    const { data } = (await bench.get(`/canvas/data_summary?${query}&include_step_breakdown=true`)).body as unknown as { data: Stats & { name: string } };
    const { stats } = (await series(query)).data;
    expect(data.name).toBe('Onboarding');
    for (const name of ['entries', 'conversions', 'revenue'])
      expect(data.total_stats[name]).toBeCloseTo(
        stats.reduce((sum, { total_stats }) => sum + total_stats[name]!, 0),
        2,
      );
    const [push] = Object.values(data.step_stats!);
    expect(push!.messages!.android_push![0]!.sent).toBeGreaterThan(0);
  });

  it('are of up to 14 days, by length or start', async () => {
    expect((await series(`canvas_id=${DEMO_ID}&length=14`)).data.stats).toHaveLength(14);
    expect((await series(`canvas_id=${DEMO_ID}&starting_at=2022-05-08T00:00:00Z`)).data.stats).toHaveLength(3);
    for (const wrong of ['', '&length=0', '&length=15', '&length=x', '&starting_at=2022-04-01', '&starting_at=2022-05-11&ending_at=2022-05-09'])
      expect([wrong, (await bench.get(`/canvas/data_series?canvas_id=${DEMO_ID}${wrong}`)).status]).toEqual([wrong, 400]);
  });
});

describe('a copy of a Canvas', () => {
  const duplicate = (body: object) => bench.post('/canvas/duplicate', { canvas_id: DEMO_ID, name: 'My Copy', ...body });
  const copies = async () => (await list('sort_direction=desc')).filter(({ name }) => name === 'My Copy');

  it('appears later, as a draft with the same steps', async () => {
    expect(await duplicate({ description: 'Mine', tag_names: ['sale'] })).toMatchObject({ status: 202, body: { message: 'success' } });
    expect(await copies()).toEqual([]);
    await bench.advance(2_000);
    const [copy] = await copies();
    expect(copy).toMatchObject({ tags: ['sale'] });
    const made = await details(copy!.id);
    expect(made).toMatchObject({ description: 'Mine', draft: true, enabled: false, archived: false });
    expect(made).not.toHaveProperty('first_entry');
    const namesIn = ({ steps }: Record<string, unknown>) => (steps as { name: string; channels: string[] }[]).map(({ name, channels }) => [name, channels]);
    expect(namesIn(made)).toEqual(namesIn(await details(DEMO_ID)));
    expect((await trigger({ canvas_id: copy!.id, recipients: to('user1') })).body).toMatchObject({ notice: expect.stringContaining('paused') });
  });

  it.each<[object, string]>([
    [{ canvas_id: 'x' }, 'Invalid Canvas ID'],
    [{ canvas_id: undefined }, 'Bad Request'],
    [{ name: undefined }, 'Bad Request'],
    [{ name: ' ' }, 'Bad Request'],
    [{ tag_names: ['unheard-of'] }, 'Bad Request'],
    [{ tag_names: [7] }, 'Bad Request'],
  ])('with %j is refused', async (body, message) => {
    expect(await duplicate(body)).toMatchObject({ status: 400, body: { message } });
    await bench.advance(2_000);
    expect(await copies()).toEqual([]);
  });
});
