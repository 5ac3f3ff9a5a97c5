import { DYNAMIC, INAPP, INAPP_URL, PUSH, SEGMENT, TRANSACTIONAL, Wire } from './follow-wire';

let wire: Wire;
beforeAll(async () => {
  wire = await Wire.open();
});
afterAll(() => wire.close());

const create = (body: unknown) => wire.post('/api/campaign', body);
const total = async () => (await wire.get('/api/campaigns', { limit: '1' })).body.total_count;

/** A body that is refused with these words, and makes no campaign. */
async function expectRefused(body: unknown, error_message: string): Promise<void> {
  const before = await total();
  expect(await create(body)).toMatchObject({ status: 400, body: { status: '400', success: false, error_message } });
  expect(await total()).toBe(before);
}

const withParams = (body: { params: object }, params: object) => ({ ...body, params: { ...body.params, ...params } });

describe('what the document shows', () => {
  it.each([
    ['push', PUSH],
    ['in-app', INAPP],
    ['push and in-app', { ...PUSH, includes_inapp: true, params: { ...PUSH.params, ...INAPP.params } }],
    ['segment', { ...PUSH, ...SEGMENT }],
    ['dynamic at a time', DYNAMIC],
    ['dynamic over a period', { ...DYNAMIC, recurrence: { start_time: { hour: 10 }, end_time: { hour: 14 }, timezone: 'America/New_York', day_of_week: [3] } }],
    ['dynamic at any time', { ...DYNAMIC, recurrence: { day_of_week: [0, 6] }, notif_limit: { maximum: 3, interval: 720 } }],
  ])('takes the example: %s', async (_, body) => {
    const { status, body: answer } = await create(body);
    expect({ status, answer }).toEqual({ status: 200, answer: { success: true, result: { campaign_id: expect.stringMatching(/^FACMPGN_[\w-]{16}$/) } } });
    const { params } = body;
    expect(await wire.campaign(String(answer.result.campaign_id))).toMatchObject({
      name: body.name,
      type: body.type,
      status: 'Draft',
      params,
      launched_at: null,
    });
  });

  it.each([
    ['push', TRANSACTIONAL],
    ['in-app', { ...INAPP_URL, params: { ...INAPP.params, message_title: 'Thank you *@first_name@*', message_btn: 'Redeem your *@amount@*$ gift' } }],
    ['in-app with custom parameters', INAPP_URL],
  ])('gives a transactional campaign a second identifier: %s', async (_, body) => {
    const [one, two] = [await create(body), await create(body)];
    const form = { campaign_id: expect.stringMatching(/^FACMPGN_/), campaign_api_identifier: expect.stringMatching(/^CGN_[A-Z]+_\d+$/) };
    expect(one.body).toEqual({ success: true, result: form });
    expect(two.body.result.campaign_api_identifier).not.toBe(one.body.result.campaign_api_identifier);
    expect(two.body.result.campaign_id).not.toBe(one.body.result.campaign_id);
  });

  it('does not read template_variables any more', async () => {
    const { body } = await create(withParams(TRANSACTIONAL, { template_variables: ['*@not closed'] }));
    expect((await wire.campaign(String(body.result.campaign_id)))?.params).toEqual(TRANSACTIONAL.params);
  });

  it('takes every optional member', async () => {
    const params = {
      push_title: 't',
      push_subtitle: 's',
      deep_linking_url: 'app://x',
      pushAttachment: 'https://example.com/a.png',
      pushCategory: 'c',
      push_includes_sound: false,
      push_sound_value: 'ding.wav',
    };
    const rest = { push_ttl: 60, start_date: 1_800_000_000, end_date: 1_800_000_001, skip_message_limit: true };
    const { body } = await create({ ...withParams(DYNAMIC, params), ...rest, adapt_tz: true, recurrence: { day_of_week: [0] } });
    expect(await wire.campaign(String(body.result.campaign_id))).toMatchObject({ params, ...rest, adapt_tz: true });
  });

  it('forgets the draft by the fault acceptAndDrop', async () => {
    await wire.fault({ kind: 'acceptAndDrop' });
    const { status, body } = await create(PUSH);
    expect(status).toBe(200);
    expect(await wire.campaign(String(body.result.campaign_id))).toBeUndefined();
  });
});

describe('members of the body', () => {
  it.each(['name', 'type', 'source', 'app_id', 'includes_push', 'includes_inapp', 'start_date', 'params'])('%s is required', async (name) => {
    await expectRefused({ ...PUSH, [name]: undefined }, `${name} is required`);
    await expectRefused({ ...PUSH, [name]: null }, `${name} is required`);
  });

  const TIME = 'must be a timestamp in seconds since epoch';
  it.each([
    [{ name: ' ' }, 'name must be a string that is not empty'],
    [{ type: 'contextual' }, 'type must be one of classic, transactional, dynamic'],
    [{ source: 'api' }, 'source must be one of API'],
    [{ app_id: 'FAAPPLI_nobody' }, 'Unknown application with identifier FAAPPLI_nobody'],
    [{ includes_push: 'true' }, 'includes_push must be a boolean'],
    [{ includes_push: false, includes_inapp: false }, 'includes_push or includes_inapp must be true'],
    [{ start_date: 'tomorrow' }, `start_date ${TIME}, or now`],
    [{ start_date: '1800000000' }, `start_date ${TIME}, or now`],
    [{ start_date: 1_800_000_000_000 }, `start_date ${TIME}, or now`],
    [{ end_date: 'now' }, `end_date ${TIME}`],
    [{ start_date: 1_800_000_000, end_date: 1_800_000_000 }, 'end_date must be after start_date'],
    [{ push_ttl: 0 }, 'push_ttl must be an integer from 1'],
    [{ inapp_ttl: 1.5 }, 'inapp_ttl must be an integer from 1'],
    [{ adapt_tz: 'no' }, 'adapt_tz must be a boolean'],
    [{ skip_message_limit: 1 }, 'skip_message_limit must be a boolean'],
    [{ params: [] }, 'params must be an object'],
  ])('refuses %j', async (change, message) => expectRefused({ ...PUSH, ...change }, message));

  it('refuses a body that is no object', async () => {
    await expectRefused([PUSH], 'The body must be a JSON object');
  });
});

describe('params', () => {
  it.each([
    [PUSH, { push_message: undefined }, 'params.push_message is required'],
    [PUSH, { push_message: ' ' }, 'params.push_message must be a string that is not empty'],
    [PUSH, { push_title: 1 }, 'params.push_title must be a string'],
    [PUSH, { pushAttachment: 'a.png' }, 'params.pushAttachment must be an http or https URL'],
    [PUSH, { push_includes_sound: 'https://x' }, 'params.push_includes_sound must be a boolean'],
    [PUSH, { deep_linking_url: 5 }, 'params.deep_linking_url must be a string'],
    [PUSH, { inapp: 'native' }, 'params.inapp has no place in a campaign whose includes_inapp is false'],
    [INAPP, { push_message: 'x' }, 'params.push_message has no place in a campaign whose includes_push is false'],
    [INAPP, { inapp: undefined }, 'params.inapp is required'],
    [INAPP, { inapp: 'html' }, 'params.inapp must be one of native, url'],
    [INAPP, { message_title: undefined }, 'params.message_title is required'],
    [INAPP, { message_content: '' }, 'params.message_content must be a string that is not empty'],
    [INAPP, { message_btn: undefined }, 'params.message_btn is required'],
    [INAPP_URL, { inapp_content_url: 'myserver' }, 'params.inapp_content_url must be an http or https URL'],
    [INAPP_URL, { inapp_content_auto_display: 'false' }, 'params.inapp_content_auto_display must be a boolean'],
    [INAPP_URL, { inapp_parameters: [{ key: 'a' }] }, 'params.inapp_parameters must be a list of {key, value}, both of them strings'],
    [INAPP_URL, { inapp_content_url: undefined, inapp_parameters: [] }, 'params.inapp_content_url or params.inapp_parameters is required'],
  ])('%# refuses %j with %j', async (body, change, message) => expectRefused(withParams(body, change), message));

  it('takes a URL that is a placeholder, and parameters without a page', async () => {
    expect((await create(withParams(INAPP_URL, { inapp_content_url: '*@url@*' }))).status).toBe(200);
    expect((await create(withParams(INAPP_URL, { inapp_content_url: undefined }))).status).toBe(200);
  });
});

describe('placeholders', () => {
  it.each([
    ['Hello *@name', 'params.push_message has a placeholder at 6 that is not closed'],
    ['Hello *@name *@other@*', 'params.push_message has a placeholder at 6 that is not closed'],
    ['Hello name@*', 'params.push_message has @* at 10, and no *@ before it'],
    ['Hello *@@*', 'params.push_message has a placeholder without a name at 6'],
    ['Hello *@ @*', 'params.push_message has a placeholder without a name at 6'],
  ])('refuses %s', async (push_message, message) => expectRefused(withParams(TRANSACTIONAL, { push_message }), message));

  it('looks into the parameters of an in-app message too', async () => {
    await expectRefused(
      withParams(INAPP_URL, { inapp_parameters: [{ key: 'a', value: '*@b' }] }),
      'params.inapp_parameters[0].value has a placeholder at 0 that is not closed',
    );
  });

  it('is no concern of a classic campaign', async () => {
    expect((await create(withParams(PUSH, { push_message: '2 *@ 3' }))).status).toBe(200);
  });

  it('lets marks follow each other closely', async () => {
    const { body } = await create(withParams(TRANSACTIONAL, { push_message: 'mail me@*@at@**@home@*' }));
    const { body: overview } = await wire.control('GET', '/overview');
    const campaigns = (overview.vendors as { campaigns: { id: string; variables: string[] }[] }[]).flatMap(({ campaigns }) => campaigns);
    expect(campaigns.find(({ id }) => id === body.result.campaign_id)?.variables).toEqual(['at', 'home', 'first_name', 'deeplink']);
  });
});

describe('dynamic campaigns', () => {
  const recurring = (recurrence: unknown, rest: object = {}) => ({ ...DYNAMIC, ...rest, recurrence });
  const DAYS = 'recurrence.day_of_week must be a list of integers from 0 (Sunday) to 6 (Saturday), not empty';
  it.each([
    [recurring(undefined), 'recurrence is required'],
    [recurring([]), 'recurrence must be an object'],
    [recurring({}), 'recurrence.day_of_week is required'],
    [recurring({ day_of_week: [] }), DAYS],
    [recurring({ day_of_week: [7] }), DAYS],
    [recurring({ day_of_week: ['1'] }), DAYS],
    [recurring({ day_of_week: [1], start_time: {} }), 'recurrence.start_time.hour is required'],
    [recurring({ day_of_week: [1], start_time: { hour: 24 } }), 'recurrence.start_time.hour must be an integer from 0 to 23'],
    [recurring({ day_of_week: [1], start_time: { hour: 8, min: 60 } }), 'recurrence.start_time.min must be an integer from 0 to 59'],
    [recurring({ day_of_week: [1], end_time: { hour: 9 } }), 'recurrence.start_time is required when there is an end_time'],
    [recurring({ day_of_week: [1], start_time: { hour: 0 }, end_time: { hour: 0 } }), 'recurrence.end_time.hour must be an integer from 1 to 24'],
    [recurring({ day_of_week: [1], start_time: { hour: 9 }, end_time: { hour: 9 } }), 'recurrence.end_time.hour must be greater than that of start_time'],
    [recurring({ day_of_week: [1], timezone: 'Mars/Olympus' }), 'recurrence.timezone must be the identifier of a timezone'],
    [recurring({ day_of_week: [1], timezone: '+02:00' }), 'recurrence.timezone must be the identifier of a timezone'],
    [recurring({ day_of_week: [1], timezone: 'Europe/Paris' }, { adapt_tz: true }), 'recurrence.timezone is used only when adapt_tz is false'],
    [{ ...DYNAMIC, notif_limit: undefined }, 'notif_limit is required'],
    [{ ...DYNAMIC, notif_limit: {} }, 'notif_limit.maximum or notif_limit.interval is required'],
    [{ ...DYNAMIC, notif_limit: { maximum: 0 } }, 'notif_limit.maximum must be an integer from 1'],
    [{ ...DYNAMIC, notif_limit: { interval: '4' } }, 'notif_limit.interval must be an integer from 1'],
    [{ ...PUSH, recurrence: DYNAMIC.recurrence }, 'recurrence is for dynamic campaigns only'],
    [{ ...TRANSACTIONAL, notif_limit: { maximum: 1 } }, 'notif_limit is for dynamic campaigns only'],
  ])('%# refuses what is wrong with recurrence and limits', async (body, message) => expectRefused(body, message));

  it('takes a period that ends at midnight', async () => {
    expect((await create(recurring({ day_of_week: [1], start_time: { hour: 23 }, end_time: { hour: 24 } }))).status).toBe(200);
  });
});

describe('filters', () => {
  const [filter] = SEGMENT.filters.blocks[0]!.filters;
  const filtered = (filters: unknown) => ({ ...PUSH, filters });
  const withFilter = (change: object) => filtered({ blocks: [{ filters: [{ ...filter, ...change }] }] });
  const PATH = 'filters.blocks[0].filters';
  it.each([
    [filtered([]), 'filters must be an object'],
    [filtered({}), 'filters.blocks must be a list, not empty'],
    [filtered({ blocks: ['x'] }), 'filters.blocks[0] must be an object'],
    [filtered({ blocks: [{ filters: [] }] }), `${PATH} must be a list, not empty`],
    [filtered({ blocks: [{ filters: ['x'] }] }), `${PATH}[0] must be an object`],
    [withFilter({ filter_on: undefined }), `${PATH}[0].filter_on is required`],
    [withFilter({ selection: undefined }), `${PATH}[0].selection is required`],
    [withFilter({ operator: 'in' }), `${PATH}[0].operator must be one of is_in, is_not_in`],
    [withFilter({ segment_identifiers: [] }), `${PATH}[0].segment_identifiers must be a list of strings, not empty`],
    [withFilter({ segment_identifiers: ['FASEGMT_nobody'] }), 'Unknown segment with identifier FASEGMT_nobody'],
    [{ ...TRANSACTIONAL, ...SEGMENT }, 'filters has no place in a transactional campaign'],
  ])('%# refuses what is wrong with the audience', async (body, message) => expectRefused(body, message));

  it('lets kinds of filters pass that the document does not show', async () => {
    expect((await create(filtered({ blocks: [{ filters: [{ filter_on: 'language', values: ['fr'] }] }] }))).status).toBe(200);
  });
});
