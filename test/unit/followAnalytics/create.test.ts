import { plan, TransportError, type Json, type JsonObject } from '../../../engine';
import { followAnalytics } from '../../../vendors/followAnalytics';
import { failureIn, jsonOf, NOON, run, sampleAccount, scripted, testHost } from '../../support/host';
import { answer, calling, refusal, wire } from './calling';

const APP = 'FAAPPLI_0VDvT50';
/** A moment long before any date of the document's examples, which must lie ahead. */
const EARLY = Date.UTC(2016, 0, 1);
const END = 1_513_607_658;
const push_message = 'The push message your customers will see.';
const push = { includes_push: true, includes_inapp: false, push_message };
const native = {
  includes_inapp: true,
  inapp: 'native',
  message_title: 'inapp title',
  message_content: 'inapp body content',
  message_btn: 'label for the default inapp button',
};
const { includes_inapp: _, ...nativeParams } = native;

interface Example {
  /** The form, filled in. */
  readonly form: JsonObject;
  /** The body that the document shows. */
  readonly body: JsonObject;
}

const wireOf = (name: string, type: string, includes_inapp: boolean, includes_push: boolean, rest: JsonObject): JsonObject => ({
  name,
  type,
  source: 'API',
  app_id: APP,
  includes_inapp,
  includes_push,
  start_date: 'now',
  ...rest,
});

const dynamic = (name: string, form: JsonObject, recurrence: JsonObject, notif_limit: JsonObject): Example => ({
  form: { name, type: 'dynamic', ...push, audience: 'everyone', end_date: new Date(END * 1000).toISOString(), ...form },
  body: wireOf(name, 'dynamic', false, true, { end_date: END, params: { push_message }, recurrence, notif_limit }),
});

/** Every payload of the document: FollowAnalytics campaigns API, "Classic campaign", "Dynamic campaign", "Transactional campaign". */
const examples: Readonly<Record<string, Example>> = {
  'minimal classic push': {
    form: { name: 'Most simple classic push only', type: 'classic', ...push, audience: 'everyone' },
    body: wireOf('Most simple classic push only', 'classic', false, true, { params: { push_message } }),
  },
  'minimal classic in-app': {
    form: { name: 'Most simple classic in-app only', type: 'classic', includes_push: false, ...native, audience: 'everyone' },
    body: wireOf('Most simple classic in-app only', 'classic', true, false, { params: nativeParams }),
  },
  'classic push and in-app': {
    form: { name: 'Most simple classic in-app + push cmp', type: 'classic', ...push, ...native, audience: 'everyone' },
    body: wireOf('Most simple classic in-app + push cmp', 'classic', true, true, { params: { push_message, ...nativeParams } }),
  },
  'classic to segments': {
    form: { name: 'Push to segment', type: 'classic', ...push, audience: 'segments', segment_identifiers: ['FASEGMT_uWQ4x3fPuNMt2PjC'] },
    body: wireOf('Push to segment', 'classic', false, true, {
      params: { push_message },
      filters: {
        blocks: [{ filters: [{ filter_on: 'segments', selection: 'any_of', segment_identifiers: ['FASEGMT_uWQ4x3fPuNMt2PjC'], operator: 'is_in' }] }],
      },
    }),
  },
  'dynamic every week day': dynamic(
    'Specific time push trigger',
    {
      recurrence_days: ['1', '2', '3', '4', '5'],
      recurrence_start_hour: 8,
      recurrence_start_minute: 15,
      recurrence_timezone: 'Europe/Paris',
      notif_interval: 168,
    },
    { start_time: { hour: 8, min: 15 }, timezone: 'Europe/Paris', day_of_week: [1, 2, 3, 4, 5] },
    { interval: 168 },
  ),
  'dynamic every Wednesday between two hours': dynamic(
    'Simple push trigger',
    { recurrence_days: ['3'], recurrence_start_hour: 10, recurrence_end_hour: 14, recurrence_timezone: 'America/New_York', notif_interval: 4 },
    { start_time: { hour: 10 }, end_time: { hour: 14 }, timezone: 'America/New_York', day_of_week: [3] },
    { interval: 4 },
  ),
  'dynamic on week-ends': dynamic(
    'Simple push trigger',
    { recurrence_days: ['6', '0'], notif_maximum: 3, notif_interval: 720 },
    { day_of_week: [0, 6] },
    { maximum: 3, interval: 720 },
  ),
  'transactional push': {
    form: {
      name: 'Most simple transactional campaign',
      type: 'transactional',
      includes_push: true,
      includes_inapp: false,
      push_message: 'Hello *@first_name@* *@last_name@*, we hope you a nice day',
      push_title: 'Welcome *@first_name@*',
      deep_linking_url: 'myapp://*@deeplink@*',
    },
    body: wireOf('Most simple transactional campaign', 'transactional', false, true, {
      params: {
        push_message: 'Hello *@first_name@* *@last_name@*, we hope you a nice day',
        push_title: 'Welcome *@first_name@*',
        deep_linking_url: 'myapp://*@deeplink@*',
      },
    }),
  },
  'transactional in-app': {
    form: {
      name: 'In-app transactional campaign',
      type: 'transactional',
      includes_push: false,
      includes_inapp: true,
      inapp: 'native',
      message_title: 'Thank you *@first_name@*',
      message_content: 'You just made our day',
      message_btn: 'Redeem your *@amount@*$ gift',
    },
    body: wireOf('In-app transactional campaign', 'transactional', true, false, {
      params: {
        message_title: 'Thank you *@first_name@*',
        message_content: 'You just made our day',
        message_btn: 'Redeem your *@amount@*$ gift',
        inapp: 'native',
      },
    }),
  },
  'transactional in-app with parameters': {
    form: {
      name: 'In-app transactional campaign',
      type: 'transactional',
      includes_push: false,
      includes_inapp: true,
      inapp: 'url',
      inapp_content_url: 'https://myserver.com/images/*@image_name@*.jpg',
      inapp_content_title: 'custom content',
      inapp_content_auto_display: false,
      inapp_parameters: [
        { key: 'position', value: '*@pos@*' },
        { key: 'width', value: '*@width@*' },
        { key: 'type', value: 'headline' },
      ],
    },
    body: wireOf('In-app transactional campaign', 'transactional', true, false, {
      params: {
        inapp: 'url',
        inapp_content_url: 'https://myserver.com/images/*@image_name@*.jpg',
        inapp_content_title: 'custom content',
        inapp_content_auto_display: false,
        inapp_parameters: [
          { key: 'position', value: '*@pos@*' },
          { key: 'width', value: '*@width@*' },
          { key: 'type', value: 'headline' },
        ],
      },
    }),
  },
};

const early = () => testHost({ now: () => EARLY });
const bodyOf = async (input: JsonObject): Promise<Json> => {
  const [planned] = await plan(
    { vendor: followAnalytics, operation: 'campaign.create', inputs: [input], account: sampleAccount(followAnalytics) },
    early().ports,
  );
  expect(planned).toMatchObject({ method: 'POST', url: 'https://api.follow-apps.com/api/campaign', retry: 'nonIdempotent' });
  return planned!.body ?? null;
};

describe.each(Object.entries(examples))("the document's %s", (_, { form, body }) => {
  it('comes out of the form', async () => {
    expect(await bodyOf({ app_id: APP, ...form })).toEqual(body);
  });

  it('goes out as it is where it is given as JSON', async () => {
    expect(await bodyOf({ specify: 'json', payload: body })).toEqual(body);
  });
});

it("keeps the last example's empty deep link where the JSON has one", async () => {
  const { body } = examples['transactional in-app with parameters']!;
  const payload = { ...body, params: { ...(body.params as JsonObject), deep_linking_url: '' } };
  expect(await bodyOf({ specify: 'json', payload })).toEqual(payload);
});

const transactional: JsonObject = { app_id: APP, ...examples['transactional push']!.form };
const made = { campaign_id: 'FACMPGN_VCFzh_NpR3Qrru3B', campaign_api_identifier: 'CGN_FOLLOWANALYTICSTEST_1461745425869' };

describe('the result', () => {
  it('has the ids of the answer, and lists the placeholders', async () => {
    const send = scripted(answer(made));
    const [outcome] = await calling('campaign.create', [transactional], send);
    expect(jsonOf(outcome)).toEqual({ ...made, status: 'draft', placeholders: ['first_name', 'last_name', 'deeplink'] });
    expect(send.requests[0]!.headers.accept).toBe('application/vnd.fa.v3, application/json');
  });

  it('of another type has the one id', async () => {
    const [outcome] = await calling(
      'campaign.create',
      [{ app_id: APP, ...examples['minimal classic push']!.form }],
      scripted(answer({ campaign_id: 'FACMPGN_1' })),
    );
    expect(jsonOf(outcome)).toEqual({ campaign_id: 'FACMPGN_1', status: 'draft', placeholders: [] });
  });
});

describe('a creation whose answer was lost', () => {
  const draft = (over: JsonObject = {}) => ({
    identifier: 'FACMPGN_new',
    name: transactional.name,
    app_id: APP,
    status: 'Draft',
    created_at: NOON / 1000,
    ...over,
  });
  const lost = { status: 500, body: null };
  const create = (send: ReturnType<typeof scripted>) => calling('campaign.create', [transactional], send);

  it('is found among the drafts of its name', async () => {
    const send = scripted(
      lost,
      answer([draft(), draft({ identifier: 'FACMPGN_old', created_at: NOON / 1000 - 3_600 }), draft({ identifier: 'FACMPGN_x', name: 'Other' })]),
    );
    const [outcome] = await create(send);
    expect(jsonOf(outcome)).toMatchObject({ campaign_id: 'FACMPGN_new', status: 'draft' });
    expect(wire(send)).toEqual(['POST /api/campaign', `GET /api/campaigns?search=${String(transactional.name)}&status=draft&order=created_at&limit=100`]);
  });

  it.each<[string, JsonObject[]]>([
    ['there is none', []],
    ['there are two', [draft(), draft({ identifier: 'FACMPGN_2' })]],
    ['it is older', [draft({ created_at: NOON / 1000 - 1 })]],
    ['it is of another app', [draft({ app_id: 'FAAPPLI_other' })]],
    ['it has another text', [draft({ params: { push_message: 'Something else' } })]],
    ['it is of a time that has not come', [draft({ created_at: NOON / 1000 + 60 })]],
  ])('stays unknown where %s', async (_, found) => {
    const [outcome] = await create(scripted(lost, answer(found)));
    expect(failureIn(outcome)).toMatchObject({ code: 'outcomeUnknown', todo: expect.stringContaining('Get Many') });
  });
});

it('two creations of one name, the second of them cut off, are not one and the same', async () => {
  const send = scripted(
    answer({ campaign_id: 'FACMPGN_1' }),
    new TransportError('cut', 'maybe'),
    answer([{ identifier: 'FACMPGN_1', name: transactional.name, app_id: APP, status: 'Draft', created_at: NOON / 1000 }]),
  );
  const [first, second] = await calling('campaign.create', [transactional, transactional], send);
  expect(jsonOf(first)).toMatchObject({ campaign_id: 'FACMPGN_1' });
  expect(failureIn(second).code).toBe('outcomeUnknown');
});

it('shows what the vendor refuses in its own words', async () => {
  const [outcome] = await calling('campaign.create', [transactional], scripted(refusal(400, 'app is archived')));
  expect(failureIn(outcome)).toMatchObject({ code: 'rejected', status: 400, message: 'FollowAnalytics answered: app is archived.' });
});

it('takes a start and an end with an offset as seconds since 1970', async () => {
  const dates = { start_date: '2026-06-01T10:00:00+02:00', end_date: '2026-06-02T10:00:00Z' };
  expect(await bodyOf({ ...transactional, ...dates })).toMatchObject({ start_date: 1_780_300_800, end_date: 1_780_394_400 });
});

describe('doubts', () => {
  const doubts = async (input: JsonObject) => {
    const [outcome] = await run(
      { vendor: followAnalytics, operation: 'campaign.create', inputs: [{ app_id: APP, ...input }], account: sampleAccount(followAnalytics) },
      { ...testHost().ports, vendor: scripted(answer(made)) },
    );
    return outcome?.state === 'done' ? outcome.warnings : [];
  };

  it('are told of placeholders that nobody fills', async () => {
    expect(await doubts({ ...examples['minimal classic push']!.form, push_message: 'Hi *@name@*' })).toEqual([expect.stringContaining('placeholders (name)')]);
  });

  it('are told of an end date that has no effect, and of JSON that reaches everyone', async () => {
    const end = { end_date: '2099-01-01T00:00:00Z' };
    expect(await doubts({ ...examples['minimal classic push']!.form, ...end })).toEqual([expect.stringContaining('has no effect')]);
    const reached = await run(
      {
        vendor: followAnalytics,
        operation: 'campaign.create',
        inputs: [{ specify: 'json', payload: examples['minimal classic push']!.body }],
        account: sampleAccount(followAnalytics),
      },
      { ...testHost().ports, vendor: scripted(answer(made)) },
    );
    expect(reached[0]).toMatchObject({ warnings: [expect.stringContaining('all users of the app')] });
  });

  it('are none where all is well', async () => {
    expect(await doubts(transactional)).toEqual([]);
  });
});
