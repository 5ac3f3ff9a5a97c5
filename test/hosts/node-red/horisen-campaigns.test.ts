import type { JsonObject } from '../../../engine';
import { bool, choice, choices, fromMsg, num, str, type FlowNode, type Msg, type Values } from './bench';
import { create, DRAFT, filled, HorisenBench, LIST, NOBODY, node, picked, RECURRING, rows, SMALL, TEMPLATE, type Campaign } from './horisenBench';

/** What campaigns of HORISEN say, to whom and when: as Node-RED's form has it, on the wire, and as the sandbox keeps it. */
const flows = HorisenBench.forEachTest();

/** What every campaign of these tests says on the wire. */
const plain = { name: 'New Campaign', status: 'draft', schedule_type: 'now', sender: '+41587000000', recipient_lists: SMALL, query_type: 'all' };

/** Runs a creation, and gives what went out; the sandbox has kept just that. */
const created = async (values: Values, msg?: Msg): Promise<Record<string, unknown>> => {
  const { uuid } = await flows.one(create(values), msg);
  const body = flows.body('POST');
  expect(await flows.stored(uuid)).toMatchObject(body);
  return body;
};

/** What a flow with this node says when it is refused, which no request may come before. */
const refused = async (given: FlowNode): Promise<string> => {
  await flows.run(given);
  expect(flows.bench.out).toEqual([]);
  expect(flows.bench.sandbox.requests()).toEqual([]);
  expect(flows.bench.failure.code).toBe('validation');
  return flows.bench.failure.message;
};

describe('creating a campaign', () => {
  /** "JSON Examples of Message Template Field", as the document has them. */
  const TEXT = { messages: [{ body: { textMessage: { content: 'Hello @first_name' } } }] };
  const cardFor = (channel: string) => ({
    messages: [
      {
        allowedChannels: [channel],
        body: {
          cardMessage: {
            content: {
              description: 'Card message text',
              media: { url: 'https://staging-assets.horisen.pro/Images/boat.jpg' },
              suggestions: [{ text: 'Visit Us', openUrl: { url: 'https://www.horisen.com' } }],
            },
          },
        },
      },
    ],
  });
  const card: Values = {
    specify: choice('card'),
    cardDescription: str('Card message text'),
    cardMediaUrl: str('https://staging-assets.horisen.pro/Images/boat.jpg'),
    suggestions: rows({ text: str('Visit Us'), url: fromMsg('shop') }),
  };
  const msg = { shop: 'https://www.horisen.com' };
  const CHANNELS = ['email', 'rbm', 'telegram', 'viber', 'whatsapp'];
  /** An email is sent from an address. */
  const senderOf = (channel: string) => (channel === 'email' ? 'news@example.com' : '+41587000000');
  const by = (channel: string): Values => ({ sendingType: choice(channel), sender: str(senderOf(channel)) });

  it('by SMS sends a plain text, and hands on what the message had beside its payload', async () => {
    const [out] = await flows.run(create(), { topic: 'mine', payload: 'gone' });
    expect(flows.bench.caught).toEqual([]);
    expect(out).toMatchObject({ topic: 'mine', payload: { name: 'New Campaign', uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
    expect(flows.body()).toEqual({ ...plain, sending_type: 'sms', template: 'Hello @first_name' });
    expect(await flows.stored((out!.payload as Campaign).uuid)).toMatchObject(flows.body('POST'));
  });

  it.each(CHANNELS)('by %s with a text sends the message document of the documents', async (channel) => {
    const { template, ...rest } = await created({ ...by(channel), specify: choice('text'), messageText: str('Hello @first_name') });
    expect(rest).toEqual({ ...plain, sending_type: channel, sender: senderOf(channel) });
    expect(template).toBe(JSON.stringify(TEXT));
  });

  it.each(CHANNELS)('by %s with a card sends media, suggestions and allowed channels', async (channel) => {
    const body = await created({ ...by(channel), ...card, allowedChannels: choices(channel) }, msg);
    expect(body.template).toBe(JSON.stringify(cardFor(channel)));
  });

  it('with JSON sends the document as it was written, or as the message brings it', async () => {
    const document = { messages: [...cardFor('rbm').messages, { body: { textMessage: { content: 'Or in words' } }, fallback: true }] };
    const asJson = { ...by('rbm'), specify: choice('json') };
    await flows.start([create({ ...asJson, message: fromMsg('document') })]);
    await flows.bench.send({ document });
    await flows.bench.send({ document: 'no document' });
    expect(JSON.parse(String(flows.body('POST').template))).toEqual(document);
    expect(flows.bench.failure).toMatchObject({ code: 'validation', cause: { field: 'message' } });
    expect(flows.wire('POST')).toHaveLength(1);
  });

  it('by web push sends the plain members of the notification', async () => {
    const push: Values = {
      sendingType: choice('webpush'),
      webpushTitle: str('Good news'),
      webpushBody: str('Hello @first_name'),
      webpushTargetUrl: str('https://www.example.com/offers'),
      webpushIcon: str('https://www.example.com/icon.png'),
      webpushImage: str('https://www.example.com/picture.jpg'),
    };
    expect(await created(push)).toEqual({
      ...plain,
      sending_type: 'webpush',
      template: 'Hello @first_name',
      webpush_title: 'Good news',
      webpush_body: 'Hello @first_name',
      webpush_target_url: 'https://www.example.com/offers',
      webpush_icon: 'https://www.example.com/icon.png',
      webpush_image: 'https://www.example.com/picture.jpg',
    });
  });

  it('that is active and runs now reaches its contacts as it was written', async () => {
    const { uuid } = await flows.one(create({ ...by('telegram'), ...card, status: choice('active') }), msg);
    expect(await flows.read(uuid)).toContainEqual({
      user: 'john',
      body: 'Card message text\nhttps://staging-assets.horisen.pro/Images/boat.jpg\n[Visit Us] https://www.horisen.com',
      status: 'sent',
    });
  });

  it('for several lists joins them by commas', async () => {
    expect((await created({ recipientLists: str(`${SMALL}, ${LIST}`) })).recipient_lists).toBe(`${SMALL},${LIST}`);
  });

  it('for lists that a message brings joins them, too', async () => {
    expect((await created({ recipientLists: fromMsg('payload') }, { payload: [LIST, SMALL] })).recipient_lists).toBe(`${LIST},${SMALL}`);
  });
});

describe('a schedule', () => {
  const builder: Values = {
    status: choice('active'),
    scheduleType: choice('scheduled'),
    recurrence: choice('builder'),
    frequency: choice('WEEKLY'),
    byDay: choices(),
    byHour: str(''),
    byMinute: str(''),
    ends: choice('never'),
  };
  const once = (scheduleAt: unknown): Values => ({ status: choice('active'), scheduleType: choice('once'), scheduleAt });

  it('of now has no time, and no next run', async () => {
    const payload = await flows.one(create({ status: choice('active') }));
    expect(flows.body()).not.toHaveProperty('schedule_rrule');
    expect(payload).not.toHaveProperty('next_runs');
    expect(await flows.read(payload.uuid)).toHaveLength(3);
  });

  it.each<[string, unknown]>([
    ['with a zone', str('2099-05-01T19:05:00+02:00')],
    ['in UTC', str('2099-05-01T17:05:00Z')],
    ['of a message, as milliseconds', fromMsg('at')],
    ['of an expression', { type: 'jsonata', value: '$fromMillis(at)' }],
  ])('of once at a time %s goes out in UTC', async (_, scheduleAt) => {
    const payload = await flows.one(create(once(scheduleAt)), { at: Date.UTC(2099, 4, 1, 17, 5) });
    expect(flows.body()).toMatchObject({ schedule_type: 'once', schedule_rrule: '2099-05-01 17:05:00' });
    expect(payload).toMatchObject({ next_runs: ['2099-05-01T17:05:00Z'], next_dt: '2099-05-01T17:05:00.000Z' });
  });

  it('of a recurrence is a rule that the form builds; the result and the log tell the next five runs', async () => {
    const payload = await flows.one(
      create({ ...builder, byDay: choices('MO', 'FR'), byHour: str('9'), byMinute: str('30'), timeZone: str('Asia/Kolkata'), interval: num(1) }),
    );
    expect(flows.body()).toMatchObject({ schedule_type: 'scheduled', schedule_rrule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,FR;BYHOUR=9;BYMINUTE=30;BYSECOND=0' });
    const runs = ['2026-01-16', '2026-01-19', '2026-01-23', '2026-01-26', '2026-01-30'].map((day) => `${day}T09:30:00Z`);
    expect(payload.next_runs).toEqual(runs);
    const inWords = ['Fri 16 Jan', 'Mon 19 Jan', 'Fri 23 Jan', 'Mon 26 Jan', 'Fri 30 Jan'].map((day) => `${day} 15:00`);
    expect(flows.bench.said).toContain(`runs of the campaign are on ${inWords.join(', ')} (Asia/Kolkata)`);
    // The sandbox counts by itself.
    expect(payload.next_dt).toBe('2026-01-16T09:30:00.000Z');
  });

  it.each<[string, Values, string]>([
    ['after a number of runs', { ends: choice('count'), count: num(2) }, 'FREQ=DAILY;COUNT=2;BYHOUR=7;BYMINUTE=0;BYSECOND=0'],
    [
      'on a date of a zone',
      { ends: choice('until'), until: str('2026-01-17T09:00:00+01:00') },
      'FREQ=DAILY;UNTIL=20260117T080000Z;BYHOUR=7;BYMINUTE=0;BYSECOND=0',
    ],
  ])('that ends %s has as many runs as that', async (_, ends, rule) => {
    const payload = await flows.one(create({ ...builder, frequency: choice('DAILY'), byHour: str('7'), ...ends }));
    expect(flows.body().schedule_rrule).toBe(rule);
    expect(payload.next_runs).toEqual(['2026-01-16T07:00:00Z', '2026-01-17T07:00:00Z']);
  });

  it('by months and days of a month counts from the end of a month where it says so', async () => {
    const payload = await flows.one(create({ ...builder, frequency: choice('MONTHLY'), byHour: str('8'), byMonthDay: str('-1'), byMonth: choices('2', '3') }));
    expect(flows.body().schedule_rrule).toBe('FREQ=MONTHLY;BYMONTH=2,3;BYMONTHDAY=-1;BYHOUR=8;BYMINUTE=0;BYSECOND=0');
    expect((payload.next_runs as string[]).slice(0, 3)).toEqual(['2026-02-28T08:00:00Z', '2026-03-31T08:00:00Z', '2027-02-28T08:00:00Z']);
  });

  it('of a rule goes out as it was written', async () => {
    const rule = 'FREQ=MONTHLY;BYDAY=2TU;BYHOUR=6;BYMINUTE=0;BYSECOND=0';
    const payload = await flows.one(create({ ...builder, recurrence: choice('rule'), rule: str(`RRULE:${rule}`) }));
    expect(flows.body().schedule_rrule).toBe(rule);
    expect((payload.next_runs as string[]).slice(0, 2)).toEqual(['2026-02-10T06:00:00Z', '2026-03-10T06:00:00Z']);
  });

  it.each<[string, Values, string]>([
    [
      'a rule by which it never runs',
      { recurrence: choice('rule'), rule: str('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31') },
      "(rule) is 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31', which never occurs",
    ],
    ['an hour that no day has', { byHour: str('9, 24') }, "Entry 2: 'Hours' is '24', which is not a whole number from 0 to 23"],
    ['an end that has passed', { ends: choice('until'), until: str('2020-01-01T00:00:00Z') }, "'Until' (until) is 2020-01-01T00:00:00Z, which is in the past"],
  ])('with %s is refused, and nothing is sent', async (_, wrong, message) => {
    expect(await refused(create({ ...builder, byDay: choices('MO'), ...wrong }))).toContain(message);
  });
});

describe('a segment', () => {
  /** The query of the document's example requests. */
  const EXAMPLE =
    '{"segmentation":[{"operator":"OR","rules":[{"field":"subscription_options_in","condition":"in","value":["7c4c1e07-4c65-4861-ab82-9f8fd9cd3913","94bb60a3-7b4b-4614-913c-0a2760e5f633"],"operator":"AND"}]}]}';
  const segment = (...groups: Values[]): Values => ({ queryType: choice('segmentation'), segmentation: rows(...groups) });

  it.each<[string, unknown]>([
    ['written with commas', str('7c4c1e07-4c65-4861-ab82-9f8fd9cd3913, 94bb60a3-7b4b-4614-913c-0a2760e5f633')],
    ['of a message', fromMsg('options')],
  ])("of a form is serialised as the document's example, with values %s", async (_, values) => {
    const rule = { field: choice('subscription_options_in'), condition: choice('in'), values };
    const msg = { options: ['7c4c1e07-4c65-4861-ab82-9f8fd9cd3913', '94bb60a3-7b4b-4614-913c-0a2760e5f633'] };
    const body = await created(segment({ operator: choice('OR'), match: choice('AND'), rules: rows(rule) }), msg);
    expect(body).toMatchObject({ query_type: 'segmentation', query: EXAMPLE });
  });

  it("of JSON is serialised as the document's example", async () => {
    expect(await created({ ...segment(), query: { type: 'json', value: `${EXAMPLE}\n` } })).toMatchObject({ query: EXAMPLE });
  });

  it('of groups and rules of all kinds reaches those whom it means', async () => {
    const groups: Values[] = [
      {
        operator: choice('OR'),
        match: choice('AND'),
        rules: rows(
          { field: choice('first_name'), condition: choice('startswith'), value: str('J') },
          { field: choice('gender'), condition: choice('in'), values: str('m, x') },
        ),
      },
      { operator: choice('AND NOT'), match: choice('AND'), rules: rows({ field: choice('nick_name'), condition: choice('isnotnull') }) },
      {
        operator: choice('OR'),
        match: choice('OR'),
        rules: rows(
          { field: choice('last_name'), condition: choice('eq'), value: fromMsg('payload.name') },
          { field: choice('city'), condition: choice('eq'), value: str('Oslo') },
        ),
      },
    ];
    const { uuid } = await flows.one(create({ ...segment(...groups), status: choice('active') }), { payload: { name: 'Roe' } });
    expect(JSON.parse(String(flows.body().query))).toEqual({
      segmentation: [
        {
          operator: 'OR',
          rules: [
            { field: 'first_name', condition: 'startswith', value: 'J', operator: 'AND' },
            { field: 'gender', condition: 'in', value: ['m', 'x'], operator: 'AND' },
          ],
        },
        { operator: 'AND NOT', rules: [{ field: 'nick_name', condition: 'isnotnull', value: '', operator: 'AND' }] },
        {
          operator: 'OR',
          rules: [
            { field: 'last_name', condition: 'eq', value: 'Roe', operator: 'OR' },
            { field: 'city', condition: 'eq', value: 'Oslo', operator: 'OR' },
          ],
        },
      ],
    });
    expect((await flows.read(uuid)).map(({ user }) => user).sort()).toEqual(['jane', 'john']);
  });

  it('with a rule that lacks its value is refused by its place, and nothing is sent', async () => {
    const rule = { field: choice('city'), condition: choice('eq'), value: fromMsg('payload.city') };
    expect(await refused(create(segment({ rules: rows(rule) })))).toContain("'Value' (segmentation 1, rules 1) is empty");
  });
});

describe('cloning', () => {
  const clone = (values: Values = {}): FlowNode => node('clone', { cloneUuid: picked(TEMPLATE), ...values });

  it("sends the document's example, and the variables are filled in", async () => {
    const variables = rows({ name: str('temp'), value: fromMsg('payload.temp') }, { name: str('wind'), value: str('100km/h') });
    const payload = await flows.one(clone({ name: str('Bad weather conditions'), variables }), { payload: { temp: '-22C' } });
    expect(flows.body()).toEqual({ clone_uuid: TEMPLATE, template_vars: { temp: '-22C', wind: '100km/h' }, name: 'Bad weather conditions' });
    expect(payload).toMatchObject({ name: 'Bad weather conditions', status: 'draft', template: 'It is -22C and the wind blows at 100km/h, @first_name' });
    expect(payload.uuid).not.toBe(TEMPLATE);
  });

  it('warns of a name that there is already, where it is to look for it', async () => {
    await flows.one(clone({ name: str('Weather warning'), status: choice('draft'), checkName: bool(true) }));
    expect(flows.body('POST')).toMatchObject({ name: 'Weather warning' });
    expect(flows.body('POST')).not.toHaveProperty('check_name');
    expect(flows.bench.said).toContain("'Name' (name) is 'Weather warning', and HORISEN has a campaign with that name already.");
  });

  it('sends nothing but its source where the form is left as it is, and warns of the status', async () => {
    await flows.one(filled('clone', { clone_uuid: TEMPLATE }));
    expect(flows.body()).toEqual({ clone_uuid: TEMPLATE });
    expect(flows.bench.said).toContain('inherits the status of its source');
  });

  it('puts what is given in the place of what the source has', async () => {
    const payload = await flows.one(
      clone({
        status: choice('active'),
        sendingType: choice('viber'),
        specify: choice('text'),
        messageText: str('It is {temp}, @first_name'),
        sender: str('ACME'),
        recipientLists: str(SMALL),
        queryType: choice('segmentation'),
        segmentation: rows({ rules: rows({ field: choice('first_name'), condition: choice('eq'), value: str('Jane') }) }),
        scheduleType: choice('once'),
        scheduleAt: str('2026-01-15T14:30:00+01:00'),
        templateVars: fromMsg('payload'),
      }),
      { payload: { temp: '3 "degrees"' } },
    );
    expect(flows.body()).toEqual({
      clone_uuid: TEMPLATE,
      template_vars: { temp: '3 "degrees"' },
      status: 'active',
      sending_type: 'viber',
      schedule_type: 'once',
      schedule_rrule: '2026-01-15 13:30:00',
      template: '{"messages":[{"body":{"textMessage":{"content":"It is {temp}, @first_name"}}}]}',
      sender: 'ACME',
      recipient_lists: SMALL,
      query_type: 'segmentation',
      query: '{"segmentation":[{"operator":"OR","rules":[{"field":"first_name","condition":"eq","value":"Jane","operator":"AND"}]}]}',
    });
    expect(payload).toMatchObject({ status: 'active', next_runs: ['2026-01-15T13:30:00Z'] });
    await flows.bench.sandbox.control('POST', '/clock', { advanceMs: 2 * 3_600_000 });
    expect(await flows.read(payload.uuid)).toEqual([{ user: 'jane', body: 'It is 3 "degrees", Jane', status: 'sent' }]);
  });

  it('makes a copy for each message', async () => {
    await flows.start([clone({ name: fromMsg('payload.city'), variables: rows({ name: str('temp'), value: fromMsg('payload.temp') }) })]);
    await flows.bench.send({ payload: { city: 'Bern', temp: '0C' } });
    await flows.bench.send({ payload: { city: 'Basel', temp: '1C' } });
    expect(flows.bench.out.map(({ payload }) => payload)).toMatchObject([
      { name: 'Bern', template: 'It is 0C and the wind blows at {wind}, @first_name' },
      { name: 'Basel', template: 'It is 1C and the wind blows at {wind}, @first_name' },
    ]);
  });

  it('with a variable in braces is refused, and nothing is sent', async () => {
    const message = await refused(clone({ variables: rows({ name: str('{temp}'), value: str('1') }) }));
    expect(message).toContain("(variables 1) is '{temp}', but names must be entered without braces");
  });

  it('of a campaign that is not there is laid at the source', async () => {
    await flows.run(clone({ cloneUuid: str(NOBODY) }));
    expect(flows.bench.failure).toMatchObject({
      code: 'validation',
      message: expect.stringContaining('There is no such campaign'),
      cause: { field: 'clone_uuid' },
    });
  });
});

describe('updating', () => {
  const update = (uuid: string, input: JsonObject): FlowNode => filled('update', { campaign_uuid: uuid, ...input });
  const WRITTEN = ['name', 'status', 'sending_type', 'schedule_type', 'schedule_rrule', 'template', 'sender', 'recipient_lists', 'query_type', 'query'];
  /** What of a campaign is written, as it is kept; looking it up leaves no trace in what is looked at later. */
  const writtenOf = async (uuid: string) => {
    const written = Object.fromEntries(Object.entries(await flows.stored(uuid)).filter(([name]) => WRITTEN.includes(name)));
    await flows.bench.sandbox.control('DELETE', '/requests');
    return written;
  };

  it('only one field reads the campaign, and writes it whole with that changed', async () => {
    const before = await writtenOf(RECURRING);
    const payload = await flows.one(update(RECURRING, { name: 'Good evening' }));
    expect(flows.calls()).toEqual([`GET /${RECURRING}`, `PUT /${RECURRING}`]);
    expect(flows.body('PUT')).toEqual({ ...before, name: 'Good evening' });
    expect(payload).toMatchObject({ uuid: RECURRING, name: 'Good evening', status: 'active', next_runs: expect.arrayContaining(['2026-01-16T07:00:00Z']) });
    expect(await writtenOf(RECURRING)).toEqual({ ...before, name: 'Good evening' });
  });

  it.each<[string, JsonObject, Record<string, unknown>]>([
    ['the text', { sending_type: 'sms', template: 'Hi' }, { template: 'Hi' }],
    ['the sender', { sender: 'ACME' }, { sender: 'ACME' }],
    ['the lists', { recipient_lists: [LIST] }, { recipient_lists: LIST }],
    [
      'the channel and the message',
      { sending_type: 'rbm', specify: 'text', message_text: 'Hi' },
      { sending_type: 'rbm', template: '{"messages":[{"body":{"textMessage":{"content":"Hi"}}}]}' },
    ],
    ['the schedule', { schedule_type: 'once', schedule_at: '2099-02-01T10:00:00Z' }, { schedule_type: 'once', schedule_rrule: '2099-02-01 10:00:00' }],
    [
      'the contacts',
      { query_type: 'segmentation', segmentation: [{ rules: [{ field: 'city', condition: 'eq', value: 'Bern' }] }] },
      { query_type: 'segmentation', query: '{"segmentation":[{"operator":"OR","rules":[{"field":"city","condition":"eq","value":"Bern","operator":"AND"}]}]}' },
    ],
    ['the status', { status: 'stopped' }, { status: 'stopped' }],
  ])('only %s leaves the rest', async (_, input, changed) => {
    const before = await writtenOf(DRAFT);
    await flows.one(update(DRAFT, input));
    expect(flows.body('PUT')).toEqual({ ...before, ...changed });
    expect(await writtenOf(DRAFT)).toEqual({ ...before, ...changed });
  });

  it('the whole writes what is given, and reads nothing', async () => {
    const { values } = create() as unknown as { values: Values };
    const payload = await flows.one(node('update', { campaignUuid: picked(RECURRING), changeOnly: bool(false), ...values }));
    expect(flows.calls()).toEqual([`PUT /${RECURRING}`]);
    expect(flows.body('PUT')).toEqual({ ...plain, sending_type: 'sms', template: 'Hello @first_name' });
    expect(payload).toMatchObject({ uuid: RECURRING, name: 'New Campaign', status: 'draft', query: null, schedule_rrule: null });
  });

  it('the whole lacks nothing, or is refused before anything is sent', async () => {
    expect(await refused(update(DRAFT, { change_only: false, name: 'Only this' }))).toMatch(/is empty, but the whole campaign is replaced/);
  });

  it('nothing is refused', async () => {
    expect(await refused(update(DRAFT, {}))).toBe('There is nothing to change. Fill in the fields you want to change.');
  });

  it('a campaign that is not there writes nothing', async () => {
    await flows.run(update(NOBODY, { name: 'X' }));
    expect(flows.bench.failure).toMatchObject({ code: 'notFound', cause: { field: 'campaign_uuid' } });
    expect(flows.wire('PUT')).toEqual([]);
  });

  it('a campaign that runs now and is active does not send it a second time by a change of its name', async () => {
    await flows.start([
      create({ status: choice('active') }, { wires: [['rename']] }),
      node('update', { campaignUuid: fromMsg('payload.uuid'), name: str('Again') }, { id: 'rename' }),
    ]);
    flows.bench.post({});
    await flows.bench.until(() => flows.bench.out.length + flows.bench.caught.length > 0);
    expect(flows.bench.failure).toMatchObject({ code: 'validation', message: expect.stringContaining('schedule_type'), cause: { reached: 'no' } });
    expect(flows.wire('PUT')).toEqual([]);
    expect(await flows.read((flows.bench.caught[0]!.payload as Campaign).uuid)).toHaveLength(3);
  });

  it('is repeated where the answer was lost, as it has the same effect twice', async () => {
    await flows.fault({ match: { method: 'PUT' }, fault: { kind: 'resetAfter' } });
    expect(await flows.one(update(DRAFT, { name: 'Twice' }))).toMatchObject({ name: 'Twice', status: 'draft' });
    expect(flows.wire('PUT')).toHaveLength(2);
  });
});
