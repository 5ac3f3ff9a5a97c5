import type { INodeParameters } from 'n8n-workflow';
import { CAMPAIGNS, DRAFT, HorisenBench, LIST, RECURRING, rows, SERVICE, SMALL, sms, TEMPLATE } from './horisenBench';
import { picked } from './stage';

const bench = new HorisenBench();

/** What every campaign of these tests says on the wire. */
const plain = { name: 'New Campaign', status: 'draft', schedule_type: 'now', sender: '+41587000000', recipient_lists: SMALL, query_type: 'all' };

/** Runs a creation, and gives what went out; the sandbox has kept just that. */
const created = async (over: INodeParameters): Promise<Record<string, unknown>> => {
  const { uuid } = await bench.one({ ...sms, ...over });
  const body = bench.body('POST');
  expect(await bench.stored(uuid)).toMatchObject(body);
  return body;
};

describe('creating a campaign', () => {
  /** "JSON Examples of Message Template Field", as the document has them. */
  const TEXT = { messages: [{ body: { textMessage: { content: 'Hello @first_name' } } }] };
  const CARD = {
    messages: [
      {
        allowedChannels: ['telegram'],
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
  };
  const asText = { template: '', specify: 'text', messageText: 'Hello @first_name' };
  const asCard = {
    template: '',
    specify: 'card',
    cardDescription: 'Card message text',
    cardMediaUrl: 'https://staging-assets.horisen.pro/Images/boat.jpg',
    suggestions: rows({ text: 'Visit Us', url: 'https://www.horisen.com' }),
  };
  /** An email is sent from an address. */
  const senderOf = (sendingType: string) => (sendingType === 'email' ? 'news@example.com' : '+41587000000');

  it('by SMS sends a plain text', async () => {
    expect(await created({})).toEqual({ ...plain, sending_type: 'sms', template: 'Hello @first_name' });
  });

  it.each(['email', 'rbm', 'telegram', 'viber', 'whatsapp'])('by %s with a text sends the message document of the documents', async (sendingType) => {
    const sender = senderOf(sendingType);
    const { template, ...rest } = await created({ sendingType, sender, ...asText });
    expect(rest).toEqual({ ...plain, sending_type: sendingType, sender });
    expect(template).toBe(JSON.stringify(TEXT));
  });

  it.each(['email', 'rbm', 'telegram', 'viber', 'whatsapp'])('by %s with a card sends media, suggestions and allowed channels', async (sendingType) => {
    const body = await created({ sendingType, sender: senderOf(sendingType), ...asCard, additionalFields: { allowedChannels: [sendingType] } });
    const [message] = CARD.messages;
    expect(body.template).toBe(JSON.stringify({ messages: [{ ...message, allowedChannels: [sendingType] }] }));
  });

  it.each(['email', 'rbm', 'telegram', 'viber', 'whatsapp'])('by %s with JSON sends the document as it was written', async (sendingType) => {
    const document = { messages: [...CARD.messages, { body: { textMessage: { content: 'Or in words' } }, fallback: true }] };
    const message = JSON.stringify(document, null, 2);
    const body = await created({ sendingType, sender: senderOf(sendingType), template: '', specify: 'json', message });
    expect(JSON.parse(String(body.template))).toEqual(document);
  });

  it('by web push sends the plain members of the notification', async () => {
    const push = {
      sendingType: 'webpush',
      template: '',
      webpushTitle: 'Good news',
      webpushBody: 'Hello @first_name',
      additionalFields: {
        webpushTargetUrl: 'https://www.example.com/offers',
        webpushIcon: 'https://www.example.com/icon.png',
        webpushImage: 'https://www.example.com/picture.jpg',
      },
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
    const { uuid } = await bench.one({ ...sms, sendingType: 'telegram', sender: 'demo', ...asCard, status: 'active' });
    expect(await bench.read(uuid)).toContainEqual({
      user: 'john',
      title: '',
      body: 'Card message text\nhttps://staging-assets.horisen.pro/Images/boat.jpg\n[Visit Us] https://www.horisen.com',
      status: 'sent',
    });
  });

  it('for several lists joins them by commas', async () => {
    expect((await created({ recipientLists: [SMALL, LIST] })).recipient_lists).toBe(`${SMALL},${LIST}`);
    expect((await created({ recipientLists: `={{ '${SMALL}, ${LIST}' }}` })).recipient_lists).toBe(`${SMALL},${LIST}`);
  });

  it('works in the service that the node names', async () => {
    await created({ additionalFields: { serviceUuid: SERVICE.toUpperCase() } });
    expect(bench.api('POST')[0]!.path).toBe(CAMPAIGNS.replace(SERVICE, SERVICE.toUpperCase()));
  });
});

describe('a schedule', () => {
  const active = { status: 'active' };
  const builder = { ...active, scheduleType: 'scheduled', recurrence: 'builder', frequency: 'WEEKLY', byDay: [], byHour: [], byMinute: [], ends: 'never' };

  it('of now has no time, and no next run', async () => {
    const json = await bench.one({ ...sms, ...active });
    expect(bench.body()).not.toHaveProperty('schedule_rrule');
    expect(json).not.toHaveProperty('next_runs');
    expect(await bench.read(json.uuid)).toHaveLength(3);
  });

  it.each([
    ['with a zone', '2026-05-01T19:05:00+02:00', '2026-05-01 17:05:00'],
    ['in UTC', '2026-05-01T17:05:00Z', '2026-05-01 17:05:00'],
    ["without a zone, which is in the workflow's", '2026-05-01T19:05:00', '2026-05-01 17:05:00'],
    ['in winter, when that zone is an hour nearer', '2026-12-01T18:05:00', '2026-12-01 17:05:00'],
    ['of an expression', '={{ DateTime.fromISO("2026-05-01T12:05:00", { zone: "America/New_York" }) }}', '2026-05-01 16:05:00'],
  ])('of once at a time %s goes out in UTC', async (_, scheduleAt, wire) => {
    const json = await bench.one({ ...sms, ...active, scheduleType: 'once', scheduleAt });
    expect(bench.body()).toMatchObject({ schedule_type: 'once', schedule_rrule: wire });
    const iso = wire.replace(' ', 'T');
    expect(json).toMatchObject({ next_runs: [`${iso}Z`], next_dt: `${iso}.000Z` });
  });

  it('of a recurrence is a rule that the form builds, and the result tells the next five runs', async () => {
    const json = await bench.one({ ...sms, ...builder, byDay: ['MO', 'FR'], byHour: ['9'], byMinute: ['30'], additionalFields: { interval: 1 } });
    expect(bench.body()).toMatchObject({ schedule_type: 'scheduled', schedule_rrule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,FR;BYHOUR=9;BYMINUTE=30;BYSECOND=0' });
    const runs = ['2026-01-16', '2026-01-19', '2026-01-23', '2026-01-26', '2026-01-30'].map((day) => `${day}T09:30:00Z`);
    expect(json.next_runs).toEqual(runs);
    // The sandbox counts by itself.
    expect(json.next_dt).toBe('2026-01-16T09:30:00.000Z');
  });

  it.each<[string, INodeParameters, string]>([
    ['after a number of runs', { frequency: 'DAILY', byHour: ['7'], ends: 'count', count: 2 }, 'FREQ=DAILY;COUNT=2;BYHOUR=7;BYMINUTE=0;BYSECOND=0'],
    [
      'on a date of the zone',
      { frequency: 'DAILY', byHour: ['7'], ends: 'until', until: '2026-01-17T09:00:00' },
      'FREQ=DAILY;UNTIL=20260117T080000Z;BYHOUR=7;BYMINUTE=0;BYSECOND=0',
    ],
  ])('that ends %s has as many runs as that', async (_, over, rule) => {
    const json = await bench.one({ ...sms, ...builder, ...over });
    expect(bench.body().schedule_rrule).toBe(rule);
    expect(json.next_runs).toEqual(['2026-01-16T07:00:00Z', '2026-01-17T07:00:00Z']);
  });

  it('by months and days of a month counts from the end of a month where it says so', async () => {
    const additionalFields = { byMonthDay: ['-1'], byMonth: ['2', '3'] };
    const json = await bench.one({ ...sms, ...builder, frequency: 'MONTHLY', byHour: ['8'], additionalFields });
    expect(bench.body().schedule_rrule).toBe('FREQ=MONTHLY;BYMONTH=2,3;BYMONTHDAY=-1;BYHOUR=8;BYMINUTE=0;BYSECOND=0');
    expect((json.next_runs as string[]).slice(0, 3)).toEqual(['2026-02-28T08:00:00Z', '2026-03-31T08:00:00Z', '2027-02-28T08:00:00Z']);
  });

  it('of a rule goes out as it was written', async () => {
    const json = await bench.one({
      ...sms,
      ...active,
      scheduleType: 'scheduled',
      recurrence: 'rule',
      rule: 'RRULE:FREQ=MONTHLY;BYDAY=2TU;BYHOUR=6;BYMINUTE=0;BYSECOND=0',
    });
    expect(bench.body().schedule_rrule).toBe('FREQ=MONTHLY;BYDAY=2TU;BYHOUR=6;BYMINUTE=0;BYSECOND=0');
    expect((json.next_runs as string[]).slice(0, 2)).toEqual(['2026-02-10T06:00:00Z', '2026-03-10T06:00:00Z']);
  });

  it('by which the campaign never runs is refused, and nothing is sent', async () => {
    const ran = await bench.run({ ...sms, ...active, scheduleType: 'scheduled', recurrence: 'rule', rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31' });
    expect(ran.error?.message).toContain("'Rule' (rule) is 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31', which never occurs");
    expect(bench.sandbox.requests()).toEqual([]);
  });
});

describe('a segment', () => {
  /** The query of the document's example requests. */
  const EXAMPLE =
    '{"segmentation":[{"operator":"OR","rules":[{"field":"subscription_options_in","condition":"in","value":["7c4c1e07-4c65-4861-ab82-9f8fd9cd3913","94bb60a3-7b4b-4614-913c-0a2760e5f633"],"operator":"AND"}]}]}';
  const segment = { queryType: 'segmentation' };

  it("of a form is serialised as the document's example", async () => {
    const values = ['7c4c1e07-4c65-4861-ab82-9f8fd9cd3913', '94bb60a3-7b4b-4614-913c-0a2760e5f633'];
    const group = { operator: 'OR', match: 'AND', rules: rows({ field: 'subscription_options_in', condition: 'in', values }) };
    expect(await created({ ...segment, segmentation: rows(group) })).toMatchObject({ query_type: 'segmentation', query: EXAMPLE });
  });

  it("of JSON is serialised as the document's example", async () => {
    expect(await created({ ...segment, segmentation: {}, additionalFields: { query: `${EXAMPLE}\n` } })).toMatchObject({ query: EXAMPLE });
  });

  it('of groups and rules of all kinds reaches those whom it means', async () => {
    const segmentation = rows(
      {
        operator: 'OR',
        match: 'AND',
        rules: rows({ field: 'first_name', condition: 'startswith', value: 'J' }, { field: 'gender', condition: 'in', values: ['m', 'x'] }),
      },
      { operator: 'AND NOT', match: 'AND', rules: rows({ field: 'nick_name', condition: 'isnotnull' }) },
      { operator: 'OR', match: 'OR', rules: rows({ field: 'last_name', condition: 'eq', value: 'Roe' }, { field: 'city', condition: 'eq', value: 'Oslo' }) },
    );
    const { uuid } = await bench.one({ ...sms, ...segment, segmentation, status: 'active' });
    expect(JSON.parse(String(bench.body().query))).toEqual({
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
    expect((await bench.read(uuid)).map(({ user }) => user).sort()).toEqual(['jane', 'john']);
  });

  it('with a rule that lacks its value is refused by its place, and nothing is sent', async () => {
    const ran = await bench.run({ ...sms, ...segment, segmentation: rows({ rules: rows({ field: 'city', condition: 'eq', value: '' }) }) });
    expect(ran.error?.message).toContain("'Value' (segmentation 1, rules 1) is empty");
    expect(bench.sandbox.requests()).toEqual([]);
  });
});

describe('cloning', () => {
  const clone = { operation: 'clone', cloneUuid: picked(TEMPLATE) };

  it("sends the document's example, and the variables are filled in", async () => {
    const json = await bench.one({
      ...clone,
      name: 'Bad weather conditions',
      variables: rows({ name: 'temp', value: '-22C' }, { name: 'wind', value: '100km/h' }),
    });
    expect(bench.body()).toEqual({ clone_uuid: TEMPLATE, template_vars: { temp: '-22C', wind: '100km/h' }, name: 'Bad weather conditions' });
    expect(json).toMatchObject({ name: 'Bad weather conditions', status: 'draft', template: 'It is -22C and the wind blows at 100km/h, @first_name' });
    expect(json.uuid).not.toBe(TEMPLATE);
  });

  it('warns of a name that there is already, where it is to look for it', async () => {
    const ran = await bench.run({ ...clone, name: 'Weather warning', status: 'draft', additionalFields: { checkName: true } });
    expect(ran.error).toBeUndefined();
    expect(bench.body('POST')).toMatchObject({ name: 'Weather warning' });
    expect(ran.hints('Node').join()).toContain("'Name' (name) is 'Weather warning', and HORISEN has a campaign with that name already.");
  });

  it('sends nothing but its source where nothing else is given', async () => {
    const ran = await bench.run(clone);
    expect(ran.error).toBeUndefined();
    expect(bench.body()).toEqual({ clone_uuid: TEMPLATE });
    expect(ran.hints('Node').join()).toContain('inherits the status of its source');
  });

  it('puts what is given in the place of what the source has', async () => {
    const json = await bench.one({
      ...clone,
      status: 'active',
      sendingType: 'viber',
      specify: 'text',
      messageText: 'It is {temp}, @first_name',
      sender: 'ACME',
      recipientLists: [SMALL],
      queryType: 'segmentation',
      segmentation: rows({ rules: rows({ field: 'first_name', condition: 'eq', value: 'Jane' }) }),
      scheduleType: 'once',
      scheduleAt: '2026-01-15T14:00:00+01:00',
      additionalFields: { templateVars: '{"temp": "3 \\"degrees\\""}' },
    });
    expect(bench.body()).toEqual({
      clone_uuid: TEMPLATE,
      template_vars: { temp: '3 "degrees"' },
      status: 'active',
      sending_type: 'viber',
      schedule_type: 'once',
      schedule_rrule: '2026-01-15 13:00:00',
      template: '{"messages":[{"body":{"textMessage":{"content":"It is {temp}, @first_name"}}}]}',
      sender: 'ACME',
      recipient_lists: SMALL,
      query_type: 'segmentation',
      query: '{"segmentation":[{"operator":"OR","rules":[{"field":"first_name","condition":"eq","value":"Jane","operator":"AND"}]}]}',
    });
    expect(json).toMatchObject({ status: 'active', next_runs: ['2026-01-15T13:00:00Z'] });
    bench.now += 3_700_000;
    expect(await bench.read(json.uuid)).toEqual([{ user: 'jane', title: '', body: 'It is 3 "degrees", Jane', status: 'sent' }]);
  });

  it('makes a copy for each item', async () => {
    const items = ['Bern', 'Basel'].map((city, i) => ({ json: { city, temp: `${i}C` } }));
    const ran = await bench.run({ ...clone, name: '=Weather in {{ $json.city }}', variables: rows({ name: 'temp', value: '={{ $json.temp }}' }) }, items);
    expect(ran.error).toBeUndefined();
    expect(ran.items('Node')).toMatchObject([
      { json: { name: 'Weather in Bern', template: 'It is 0C and the wind blows at {wind}, @first_name' }, pairedItem: { item: 0 } },
      { json: { name: 'Weather in Basel', template: 'It is 1C and the wind blows at {wind}, @first_name' }, pairedItem: { item: 1 } },
    ]);
  });

  it('with a variable in braces is refused, and nothing is sent', async () => {
    const ran = await bench.run({ ...clone, variables: rows({ name: '{temp}', value: '1' }) });
    expect(ran.error?.message).toContain("(variables 1) is '{temp}', but names must be entered without braces");
    expect(bench.sandbox.requests()).toEqual([]);
  });

  it('of a campaign that is not there is laid at the source', async () => {
    const ran = await bench.run({ ...clone, cloneUuid: picked('99999999-c1b1-11ee-b153-774c9d3a7957') });
    expect(ran.error).toMatchObject({
      message: expect.stringContaining('clone_uuid: There is no such campaign'),
      context: { data: { code: 'validation', field: 'clone_uuid' } },
    });
  });
});

describe('updating', () => {
  const update = (campaignUuid: string, more: INodeParameters): INodeParameters => ({ operation: 'update', campaignUuid: picked(campaignUuid), ...more });
  const WRITTEN = ['name', 'status', 'sending_type', 'schedule_type', 'schedule_rrule', 'template', 'sender', 'recipient_lists', 'query_type', 'query'];
  /** What of a campaign is written, as it is kept. */
  const writtenOf = async (uuid: string) => Object.fromEntries(Object.entries(await bench.stored(uuid)).filter(([name]) => WRITTEN.includes(name)));

  it('only one field reads the campaign, and writes it whole with that changed', async () => {
    const before = await writtenOf(RECURRING);
    await bench.sandbox.control('DELETE', '/requests');
    const json = await bench.one(update(RECURRING, { changeOnly: true, name: 'Good evening' }));
    expect(bench.calls()).toEqual([`GET /${RECURRING}`, `PUT /${RECURRING}`]);
    expect(bench.body('PUT')).toEqual({ ...before, name: 'Good evening' });
    expect(json).toMatchObject({ uuid: RECURRING, name: 'Good evening', status: 'active', next_runs: expect.arrayContaining(['2026-01-16T07:00:00Z']) });
    expect(await writtenOf(RECURRING)).toEqual({ ...before, name: 'Good evening' });
  });

  it.each<[string, INodeParameters, Record<string, unknown>]>([
    ['the text', { sendingType: 'sms', template: 'Hi' }, { template: 'Hi' }],
    ['the sender', { sender: 'ACME' }, { sender: 'ACME' }],
    ['the lists', { recipientLists: [LIST] }, { recipient_lists: LIST }],
    [
      'the channel and the message',
      { sendingType: 'rbm', specify: 'text', messageText: 'Hi' },
      { sending_type: 'rbm', template: '{"messages":[{"body":{"textMessage":{"content":"Hi"}}}]}' },
    ],
    ['the schedule', { scheduleType: 'once', scheduleAt: '2026-02-01T10:00:00Z' }, { schedule_type: 'once', schedule_rrule: '2026-02-01 10:00:00' }],
    [
      'the contacts',
      { queryType: 'segmentation', segmentation: rows({ rules: rows({ field: 'city', condition: 'eq', value: 'Bern' }) }) },
      { query_type: 'segmentation', query: '{"segmentation":[{"operator":"OR","rules":[{"field":"city","condition":"eq","value":"Bern","operator":"AND"}]}]}' },
    ],
    ['the status', { status: 'stopped' }, { status: 'stopped' }],
  ])('only %s leaves the rest', async (_, over, changed) => {
    const before = await writtenOf(DRAFT);
    await bench.one(update(DRAFT, { changeOnly: true, ...over }));
    expect(bench.body('PUT')).toEqual({ ...before, ...changed });
    expect(await writtenOf(DRAFT)).toEqual({ ...before, ...changed });
  });

  it('the whole writes what is given, and reads nothing', async () => {
    const { operation: _, ...whole } = sms;
    const json = await bench.one(update(RECURRING, { changeOnly: false, ...whole, scheduleType: 'now' }));
    expect(bench.calls()).toEqual([`PUT /${RECURRING}`]);
    expect(bench.body('PUT')).toEqual({ ...plain, sending_type: 'sms', template: 'Hello @first_name' });
    expect(json).toMatchObject({ uuid: RECURRING, name: 'New Campaign', status: 'draft', query: null, schedule_rrule: null });
  });

  it('the whole lacks nothing, or is refused before anything is sent', async () => {
    const ran = await bench.run(update(DRAFT, { changeOnly: false, name: 'Only this' }));
    expect(ran.error).toMatchObject({ context: { data: { code: 'validation', reached: 'no' } } });
    expect(ran.error?.message).toMatch(/is empty, but the whole campaign is replaced/);
    expect(bench.sandbox.requests()).toEqual([]);
  });

  it('nothing is refused, and so is a campaign that is not there', async () => {
    const nothing = await bench.run(update(DRAFT, { changeOnly: true }));
    expect(nothing.error?.message).toBe('There is nothing to change.');
    expect(bench.sandbox.requests()).toEqual([]);
    const nobody = await bench.run(update('99999999-c1b1-11ee-b153-774c9d3a7957', { changeOnly: true, name: 'X' }));
    expect(nobody.error).toMatchObject({ context: { data: { code: 'notFound', field: 'campaign_uuid' } } });
    expect(bench.api('PUT')).toEqual([]);
  });

  it('a campaign that runs now and is active does not send it a second time by a change of its name', async () => {
    const { uuid } = await bench.one({ ...sms, status: 'active' });
    const ran = await bench.run(update(String(uuid), { changeOnly: true, name: 'Again' }));
    expect(ran.error).toMatchObject({ message: expect.stringContaining('schedule_type'), context: { data: { code: 'validation', reached: 'no' } } });
    expect(bench.api('PUT')).toEqual([]);
    expect(await bench.read(uuid)).toHaveLength(3);
  });

  it('in a dry run shows what would be written, and writes nothing', async () => {
    const json = await bench.one(update(DRAFT, { changeOnly: true, name: 'Maybe', options: { dryRun: true } }));
    expect(json).toMatchObject({ dryRun: true, method: 'PUT', body: expect.objectContaining({ name: 'Maybe', sending_type: 'sms' }) });
    expect(bench.api().filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('is repeated where the answer was lost, as it has the same effect twice', async () => {
    await bench.fault({ match: { method: 'PUT' }, times: 1, fault: { kind: 'resetAfter' } });
    expect(await bench.one(update(DRAFT, { changeOnly: true, name: 'Twice' }))).toMatchObject({ name: 'Twice', status: 'draft' });
    expect(bench.api('PUT')).toHaveLength(2);
  });
});
