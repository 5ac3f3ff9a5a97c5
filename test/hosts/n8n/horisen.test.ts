import type { INodeParameters } from 'n8n-workflow';
import { Horisen } from '../../../nodes/Horisen/Horisen.node';
import { listSearchOf } from '../../../nodes/shared/pickers';
import { runOf } from '../../../nodes/shared/run';
import { horisen } from '../../../vendors/horisen';
import { chainOf } from './bench';
import { pickerContext } from './engine';
import { CAMPAIGNS, DRAFT, FINISHED, HorisenBench, RECURRING, rows, SERVICE, sms, TEMPLATE } from './horisenBench';
import { picked } from './stage';

const bench = new HorisenBench();

const DAY = 86_400_000;
const GOES_ON = { onError: 'continueRegularOutput' } as const;
const NOBODY = '99999999-c1b1-11ee-b153-774c9d3a7957';

const of = (operation: string, uuid: string, more = {}) => ({ operation, campaignUuid: picked(uuid), ...more });
const list = (additionalFields = {}, more = {}) => ({ operation: 'getMany', returnAll: true, additionalFields, ...more });

describe('the account', () => {
  it('fetches a token once by a form, and keeps it for the next execution', async () => {
    const accounts = bench.account();
    for (const _ of [1, 2]) expect((await bench.run(list(), undefined, undefined, { accounts })).error).toBeUndefined();
    expect(bench.signIns()).toMatchObject([
      {
        method: 'POST',
        status: 200,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'grant_type=client_credentials&client_id=demo-client&client_secret=***',
      },
    ]);
    expect(bench.api().every(({ status, authorization }) => status === 200 && authorization === 'present')).toBe(true);
  });

  it.each([
    ['was withdrawn', async () => void (await bench.sandbox.control('POST', '/horisen/expire-tokens', {}))],
    [
      'is older than expires_in',
      async () => {
        bench.now += 8 * DAY;
      },
    ],
  ])('fetches another one when its token %s, and the request goes on', async (_, end) => {
    const accounts = bench.account();
    await bench.run(of('get', TEMPLATE), undefined, undefined, { accounts });
    await end();
    const ran = await bench.run(of('get', TEMPLATE), undefined, undefined, { accounts });
    expect(ran.error).toBeUndefined();
    expect(ran.jsons('Node')).toEqual([expect.objectContaining({ uuid: TEMPLATE })]);
    expect(bench.signIns()).toHaveLength(2);
    expect(bench.api().map(({ status }) => status)).toEqual([200, 401, 200]);
  });

  it('is told that its IP address may be the reason for a refusal', async () => {
    await bench.sandbox.control('POST', '/horisen/settings', { wrongIp: 1 });
    const ran = await bench.run(list());
    expect(ran.error).toMatchObject({
      message: expect.stringContaining('access_denied (The client is not authorized from this IP address)'),
      description: expect.stringContaining("whether this server's IP address is registered"),
      context: { data: { code: 'authentication', reached: 'no' } },
    });
    expect(bench.signIns()).toHaveLength(1);
    expect(bench.api()).toEqual([]);
  });

  it('with a wrong secret says so, and does not tell it', async () => {
    const ran = await bench.run(list(), undefined, undefined, { accounts: bench.account({ clientSecret: 'nobody-knows-it' }) });
    expect(ran.error).toMatchObject({ message: expect.stringContaining('invalid_client'), context: { data: { code: 'authentication' } } });
    expect(JSON.stringify([ran.error!.message, ran.error!.description, ran.error!.context])).not.toContain('nobody-knows-it');
  });

  it('may leave the service to the node, and one of the two must name it', async () => {
    const accounts = bench.account({ serviceUuid: '' });
    const without = await bench.run(list(), undefined, undefined, { accounts });
    expect(without.error?.message).toContain("'Service UUID' (service_uuid) is set neither here nor in the account");
    expect(bench.sandbox.requests()).toEqual([]);
    const ran = await bench.run(list({ serviceUuid: SERVICE, status: 'draft' }), undefined, undefined, { accounts });
    expect(ran.error).toBeUndefined();
    expect(bench.calls()).toEqual(['GET ']);
  });

  it('is told of a service that HORISEN does not know', async () => {
    const ran = await bench.run(list({ serviceUuid: NOBODY }));
    expect(ran.error).toMatchObject({ message: 'HORISEN answered: Service not found.', context: { data: { code: 'notFound', field: 'service_uuid' } } });
  });
});

describe('a campaign from its creation to its end', () => {
  it('runs through in one workflow, and the outbox shows each contact the message', async () => {
    const uuid = "={{ $('Create').item.json.uuid }}";
    const ran = await bench.runAll([
      bench.node('Create', sms),
      bench.node('Launch', of('launch', uuid)),
      bench.node('Look', of('get', uuid, { additionalFields: { fields: ['tasks', 'messages'] } })),
    ]);
    expect(ran.error).toBeUndefined();
    const [created = {}] = ran.jsons('Create');
    expect(created).toMatchObject({ name: 'New Campaign', status: 'draft', uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(ran.jsons('Launch')).toEqual([{ uuid: created.uuid, status: 'active', target: `${bench.sandbox.baseUrls.horisen!}/news/v1` }]);
    expect(ran.jsons('Look')).toEqual([
      expect.objectContaining({
        status: 'active',
        tasks: [expect.objectContaining({ recipients: 3 })],
        messages: [expect.objectContaining({ status: 'sent', count: 3 })],
      }),
    ]);
    expect(await bench.read(created.uuid)).toContainEqual({ user: 'jane', title: '', body: 'Hello Jane', status: 'sent' });
    expect(bench.calls()).toEqual(['POST ', `PATCH /${String(created.uuid)}`, `GET /${String(created.uuid)}`]);
    expect(bench.signIns()).toHaveLength(1);
  });

  it('is stopped, and launched again', async () => {
    expect(await bench.one(of('stop', RECURRING))).toEqual({ uuid: RECURRING, status: 'stopped' });
    expect(bench.body('PATCH')).toEqual({ status: 'stopped' });
    expect(await bench.stored(RECURRING)).toMatchObject({ status: 'stopped' });
    expect(await bench.one(of('launch', RECURRING))).toMatchObject({ uuid: RECURRING, status: 'active' });
    expect(bench.body('PATCH')).toEqual({ status: 'active' });
    expect(await bench.stored(RECURRING)).toMatchObject({ status: 'active', next_dt: '2026-01-16T07:00:00.000Z' });
  });

  it('gets the status that its item says', async () => {
    const items = [{ json: { id: RECURRING, to: 'stopped' } }, { json: { id: DRAFT, to: 'active' } }];
    const ran = await bench.run({ operation: 'setStatus', campaignUuid: picked('={{ $json.id }}'), status: '={{ $json.to }}' }, items);
    expect(ran.error).toBeUndefined();
    expect(ran.items('Node')).toMatchObject([
      { json: { uuid: RECURRING, status: 'stopped' }, pairedItem: { item: 0 } },
      { json: { uuid: DRAFT, status: 'active' }, pairedItem: { item: 1 } },
    ]);
    expect(bench.api('PATCH').map(({ body }) => JSON.parse(body) as unknown)).toEqual([{ status: 'stopped' }, { status: 'active' }]);
    expect(await bench.read(DRAFT)).toHaveLength(3);
  });

  it('is deleted for good, also where the answer was lost', async () => {
    await bench.fault({ match: { method: 'DELETE' }, times: 1, fault: { kind: 'resetAfter' } });
    expect(await bench.one(of('delete', DRAFT))).toEqual({ uuid: DRAFT, deleted: true });
    expect(
      bench
        .api('DELETE')
        .map(({ status }) => status)
        .at(-1),
    ).toBe(404);
    const ran = await bench.run(of('delete', DRAFT));
    expect(ran.error).toMatchObject({
      message: 'HORISEN does not know this campaign (HTTP 404).',
      context: { data: { code: 'notFound', field: 'campaign_uuid', status: 404 } },
    });
  });
});

describe('a list', () => {
  const names = (ran: { jsons(name: string): Record<string, unknown>[] }) => ran.jsons('Node').map(({ name }) => name);

  it('comes to its last page, the newest first', async () => {
    const ran = await bench.run(list());
    expect(ran.error).toBeUndefined();
    expect(ran.jsons('Node')).toHaveLength(254);
    expect(new Set(ran.jsons('Node').map(({ uuid }) => uuid)).size).toBe(254);
    expect(names(ran)[0]).toBe('Opening hours');
    expect(bench.api().map(({ path }) => path)).toEqual([1, 2, 3].map((page) => `${CAMPAIGNS}?sort=-created_dt&page_number=${page}&page_size=100`));
  });

  it('ends at its limit, and asks for no more pages than that', async () => {
    const ran = await bench.run({ operation: 'getMany', returnAll: false, limit: 15, additionalFields: { pageSize: 10 } });
    expect(names(ran)).toHaveLength(15);
    expect(bench.api()).toHaveLength(2);
  });

  it('is filtered, sorted, and has the parts that are asked for', async () => {
    const ran = await bench.run(
      list({
        status: 'stopped',
        sendingType: 'email',
        filters: rows(
          { field: 'name', operator: 'startswith', value: 'Newsletter' },
          { field: 'name', operator: 'between', value: 'Newsletter 100,Newsletter 200' },
          { field: 'query', operator: 'isnull', value: '' },
        ),
        sort: ['sender', '-name'],
        fields: ['tasks', 'messages'],
      }),
    );
    expect(ran.error).toBeUndefined();
    expect(new URL(bench.api()[0]!.path, 'http://x').searchParams.toString()).toBe(
      new URLSearchParams([
        ['sending_type', 'email'],
        ['status', 'stopped'],
        ['startswith(name)', 'Newsletter'],
        ['between(name)', 'Newsletter 100,Newsletter 200'],
        ['isnull(query)', 'true'],
        ['fields', 'tasks,messages'],
        ['sort', 'sender,-name'],
        ['page_number', '1'],
        ['page_size', '100'],
      ]).toString(),
    );
    expect(names(ran)).toEqual(['Newsletter 170', 'Newsletter 100']);
    for (const json of ran.jsons('Node')) expect(json).toMatchObject({ status: 'stopped', sending_type: 'email', tasks: [], messages: [] });
  });

  it('is not asked for with a filter that lacks its value', async () => {
    const ran = await bench.run(list({ filters: rows({ field: 'name', operator: 'between', value: 'a' }) }));
    expect(ran.error?.message).toContain("'Value' (filters 1) is 'a', but between needs two values");
    expect(bench.sandbox.requests()).toEqual([]);
  });

  it('tells of a column that HORISEN does not know by its own words', async () => {
    const ran = await bench.run(list({ sort: ['colour'] }));
    expect(ran.error).toMatchObject({
      message: expect.stringContaining('There is no column colour'),
      context: { data: { code: 'validation', field: 'sort' } },
    });
  });

  it('fills the picker of campaigns with their names and states, and finds one by a part of its name', async () => {
    const methods = listSearchOf(horisen);
    const [method] = Object.values(methods);
    const context = pickerContext(chainOf(bench.node('Node', of('get', ''))), 'Node', { accounts: bench.account() });
    const { results } = await method!.call(context, 'weather');
    expect(results).toEqual([{ name: expect.stringMatching(/Weather warning.*draft/), value: TEMPLATE }]);
    expect(Object.keys(methods)).toHaveLength(1);
  });
});

describe('a lost answer', () => {
  const lost = (method: string, kind = 'resetAfter') => bench.fault({ match: { method, path: CAMPAIGNS }, times: 1, fault: { kind } });
  const madeOnce = async (name: string) => (await bench.run(list({ filters: rows({ field: 'name', operator: 'eq', value: name }) }))).jsons('Node').length;

  it.each(['draft', 'active'])('to the creation of a campaign that is %s: it is found, taken, and not made twice', async (status) => {
    await lost('POST');
    const ran = await bench.run({ ...sms, status, name: 'Only once' });
    expect(ran.error).toBeUndefined();
    expect(ran.jsons('Node')).toEqual([expect.objectContaining({ name: 'Only once', status, uuid: expect.any(String) })]);
    expect(bench.calls()).toEqual(['POST ', 'GET ']);
    expect(ran.hints('Node').join()).toContain('A check showed that the request');
    expect(await madeOnce('Only once')).toBe(1);
  });

  it('to a clone: it is found by its own name', async () => {
    await lost('POST');
    const ran = await bench.run({ operation: 'clone', cloneUuid: picked(TEMPLATE), name: 'A copy', status: 'draft' });
    expect(ran.jsons('Node')).toEqual([expect.objectContaining({ name: 'A copy', status: 'draft' })]);
    expect(bench.calls()).toEqual(['POST ', 'GET ']);
  });

  it('to a creation that did not happen: it is not sent again by itself, and the user is told where to look', async () => {
    await lost('POST', 'resetBefore');
    const ran = await bench.run({ ...sms, status: 'active', name: 'Never' }, undefined, { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 });
    expect(ran.error).toMatchObject({
      description: expect.stringContaining("Check with 'Get Many'"),
      context: { data: { code: 'outcomeUnknown', reached: 'maybe' } },
    });
    expect(bench.api('POST')).toHaveLength(1);
    expect(await madeOnce('Never')).toBe(0);
  });

  it('that never comes is given up, and the campaign is found', async () => {
    await lost('POST', 'timeoutAfter');
    const impatient = new Horisen();
    impatient.execute = runOf({ ...horisen, patience: { ...horisen.patience, timeoutMs: 300 } }, bench.clock);
    const ran = await bench.run({ ...sms, status: 'active', name: 'Slow' }, undefined, undefined, { types: { 'n8n-nodes-campaigns.horisen': impatient } });
    expect(ran.error).toBeUndefined();
    expect(ran.jsons('Node')).toEqual([expect.objectContaining({ name: 'Slow' })]);
    expect(bench.api('POST')).toHaveLength(1);
    expect(await bench.read(ran.jsons('Node')[0]!.uuid)).toHaveLength(3);
  });

  it('to a launch: the campaign is read, and not launched twice', async () => {
    await lost('PATCH');
    expect(await bench.one(of('launch', DRAFT))).toMatchObject({ uuid: DRAFT, status: 'active' });
    expect(bench.calls()).toEqual([`PATCH /${DRAFT}`, `GET /${DRAFT}`]);
  });

  it('to a launch that did not happen: the status says so, and it can be launched again', async () => {
    await lost('PATCH', 'resetBefore');
    const ran = await bench.run(of('launch', DRAFT));
    expect(ran.error).toMatchObject({
      message: expect.stringContaining('its status is still draft'),
      description: expect.stringContaining('Launch it again.'),
      context: { data: { field: 'campaign_uuid', reached: 'no' } },
    });
    expect(bench.api('PATCH')).toHaveLength(1);
  });

  it('to a stop: it is stopped again, which does no harm', async () => {
    await lost('PATCH');
    expect(await bench.one(of('stop', RECURRING))).toEqual({ uuid: RECURRING, status: 'stopped' });
    expect(bench.calls()).toEqual([`PATCH /${RECURRING}`, `PATCH /${RECURRING}`]);
  });
});

describe('trouble', () => {
  it.each<[string, INodeParameters, string, RegExp]>([
    ['without a text', { template: ' ' }, 'template', /'Message' \(template\) is empty/],
    [
      'to a list that is none',
      { recipientLists: ['customers'] },
      'recipient_lists[0]',
      /'Recipient Lists' \(recipient_lists 1\) is 'customers', which is not a valid UUID/,
    ],
    ['of which nobody says whom it is for', { queryType: '={{ $json.nothing }}' }, 'query_type', /'Contacts' \(query_type\) is empty/],
    [
      'to an empty segment',
      { queryType: 'segmentation', segmentation: {} },
      'segmentation',
      /'Segment' \(segmentation\) is empty, but contacts are limited to a segment/,
    ],
    ['for a time that has passed', { scheduleType: 'once', scheduleAt: '2020-01-01T00:00:00Z' }, 'schedule_at', /'Time' \(schedule_at\) is .*in the past/],
    [
      'from no email address',
      { sendingType: 'email', specify: 'text', messageText: 'Hi' },
      'sender',
      /'Sender' \(sender\) is '\+41587000000', which is not a valid email address/,
    ],
  ])('with a campaign %s is found before anything is sent', async (_, over, field, says) => {
    const ran = await bench.run({ ...sms, ...over });
    expect(ran.error).toMatchObject({ message: expect.stringMatching(says), context: { data: { code: 'validation', field, reached: 'no' } } });
    expect(bench.sandbox.requests()).toEqual([]);
  });

  it('with a UUID that is none names the field', async () => {
    const ran = await bench.run(of('launch', 'my campaign'));
    expect(ran.error?.message).toContain("'Campaign' (campaign_uuid) is 'my campaign', which is not a valid UUID");
    expect(bench.sandbox.requests()).toEqual([]);
  });

  it("that HORISEN finds is told item by item, and laid at the first item's field", async () => {
    const body = {
      code: 'invalid_request',
      message: 'Invalid request',
      description: 'Two members are wrong',
      items: [
        { name: 'sender', message: 'is not registered', description: 'Ask support' },
        { name: 'template', message: 'is too long' },
      ],
    };
    await bench.fault({ match: { method: 'POST', path: CAMPAIGNS }, times: 1, fault: { kind: 'status', status: 400, body } });
    const ran = await bench.run(sms);
    expect(ran.error).toMatchObject({
      message: 'HORISEN answered: Invalid request (Two members are wrong). sender: is not registered (Ask support); template: is too long.',
      description: expect.stringContaining('Fix what HORISEN reports'),
      context: { data: { code: 'validation', field: 'sender', status: 400, details: { answer: body } } },
    });
    expect(bench.api('POST')).toHaveLength(1);
  });

  it('with a list that HORISEN does not have is laid at that field', async () => {
    const ran = await bench.run({ ...sms, recipientLists: [NOBODY] });
    expect(ran.error).toMatchObject({
      message: expect.stringContaining(`recipient_lists: This value names the list ${NOBODY}, which does not exist`),
      context: { data: { code: 'validation', field: 'recipient_lists' } },
    });
  });

  it('with the state of a campaign is told as HORISEN says it', async () => {
    const ran = await bench.run(of('launch', FINISHED));
    expect(ran.error).toMatchObject({
      message: expect.stringContaining('A finished campaign can be neither stopped nor resumed'),
      context: { data: { field: 'status' } },
    });
  });

  it('with some of several items leaves the others, where the run goes on', async () => {
    const items = [{ json: { id: DRAFT } }, { json: { id: 'none' } }, { json: { id: NOBODY } }, { json: { id: RECURRING } }];
    const ran = await bench.run({ operation: 'get', campaignUuid: picked('={{ $json.id }}') }, items, GOES_ON);
    expect(ran.error).toBeUndefined();
    expect(ran.items('Node')).toMatchObject([
      { json: { uuid: DRAFT }, pairedItem: { item: 0 } },
      { json: { uuid: RECURRING }, pairedItem: { item: 3 } },
      {
        json: { error: expect.stringContaining("is 'none', which is not a valid UUID"), details: { code: 'validation', field: 'campaign_uuid' } },
        pairedItem: { item: 1 },
      },
      { json: { error: 'Item 3: HORISEN does not know this campaign (HTTP 404).', details: { code: 'notFound', status: 404 } }, pairedItem: { item: 2 } },
    ]);
    expect(bench.calls().sort()).toEqual([DRAFT, NOBODY, RECURRING].map((id) => `GET /${id}`).sort());
  });

  it('with one of several items sends none, where the run does not go on', async () => {
    const items = [{ json: { name: 'A' } }, { json: { name: ' ' } }];
    const ran = await bench.run({ ...sms, name: '={{ $json.name }}' }, items);
    expect(ran.error).toMatchObject({ message: expect.stringContaining("'Name' (name) is empty"), context: { itemIndex: 1 } });
    expect(bench.sandbox.requests()).toEqual([]);
  });
});

describe('a dry run', () => {
  it('shows the request, tells when the campaign runs next, and sends nothing', async () => {
    const json = await bench.one({
      ...sms,
      status: 'active',
      scheduleType: 'scheduled',
      recurrence: 'builder',
      frequency: 'WEEKLY',
      byDay: ['MO'],
      byHour: ['9'],
      byMinute: [],
      ends: 'never',
      options: { dryRun: true },
    });
    expect(json).toMatchObject({
      dryRun: true,
      method: 'POST',
      url: `${bench.sandbox.url}${CAMPAIGNS}`,
      retry: 'send',
      body: { schedule_type: 'scheduled', schedule_rrule: 'FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0;BYSECOND=0' },
    });
    expect(String(json.warnings)).toContain('the next runs of the campaign are on Mon 19 Jan');
    expect(bench.sandbox.requests()).toEqual([]);
  });

  it.each(['launch', 'stop', 'delete'])('of %s changes nothing', async (operation) => {
    expect(await bench.one(of(operation, RECURRING, { options: { dryRun: true } }))).toMatchObject({ dryRun: true });
    expect(bench.sandbox.requests()).toEqual([]);
  });
});
