import type { JsonObject } from '../../../engine';
import type { Parts } from '../../../node-red/runtime/nodeRedTypes';
import { horisen } from '../../../vendors/horisen';
import { demoAccount } from './accounts';
import { bool, choice, choices, fromMsg, num, str, type FlowNode, type Values } from './bench';
import {
  CAMPAIGNS,
  create,
  DRAFT,
  FINISHED,
  HorisenBench,
  NOBODY,
  node,
  of,
  operations,
  picked,
  RECURRING,
  rows,
  SERVICE,
  TEMPLATE,
  type Campaign,
} from './horisenBench';

/** HORISEN in Node-RED's own runtime against the sandbox: the account, a campaign's life, lists, lost answers, trouble. */
const flows = HorisenBench.forEachTest();

const MINUTE = 60_000;

const list = (values: Values = {}): FlowNode => node('getMany', { sendRows: choice('all'), returnAll: bool(true), ...values });
const lastStatus = () => flows.bench.statuses.at(-1);

describe('the account', () => {
  it('fetches a token once by a form, and keeps it over messages', async () => {
    await flows.start([of('get', TEMPLATE)]);
    for (const _ of [1, 2, 3]) await flows.bench.send({});
    expect(flows.bench.caught).toEqual([]);
    expect(flows.bench.out).toHaveLength(3);
    expect(flows.signIns()).toMatchObject([
      {
        method: 'POST',
        status: 200,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'grant_type=client_credentials&client_id=demo-client&client_secret=***',
      },
    ]);
    expect(flows.wire().map(({ status, authorization }) => `${status} ${authorization}`)).toEqual(['200 present', '200 present', '200 present']);
  });

  it('signs in once for messages that come at the same time', async () => {
    await flows.start([of('get', TEMPLATE)]);
    for (const _ of [1, 2, 3]) flows.bench.post({});
    await flows.bench.until(() => flows.bench.out.length + flows.bench.caught.length === 3);
    expect(flows.bench.caught).toEqual([]);
    expect(flows.signIns()).toHaveLength(1);
  });

  it('fetches another token when its own is refused, and the request goes on', async () => {
    await flows.run(of('get', TEMPLATE));
    await flows.bench.sandbox.control('POST', '/horisen/expire-tokens', {});
    await flows.bench.send({});
    expect(flows.bench.caught).toEqual([]);
    expect(flows.bench.out.map(({ payload }) => (payload as Campaign).uuid)).toEqual([TEMPLATE, TEMPLATE]);
    expect(flows.signIns()).toHaveLength(2);
    expect(flows.wire().map(({ status }) => status)).toEqual([200, 401, 200]);
  });

  it('fetches another token before its own ends, as expires_in says', async () => {
    await flows.bench.sandbox.control('POST', '/horisen/settings', { tokenMs: 10 * MINUTE });
    await flows.run(of('get', TEMPLATE));
    await flows.bench.clock.sleep(9.5 * MINUTE);
    await flows.bench.send({});
    expect(flows.bench.caught).toEqual([]);
    expect(flows.signIns()).toHaveLength(2);
    expect(flows.wire().map(({ status }) => status)).toEqual([200, 200]);
  });

  it('with a wrong secret says so, does not tell it, and shows that the sign-in was refused', async () => {
    await flows.run(of('get', TEMPLATE), {}, { client_secret: 'nobody-knows-it' });
    expect(flows.bench.failure).toMatchObject({ code: 'authentication', message: expect.stringContaining('invalid_client') });
    expect(flows.bench.failure.cause.todo).toContain("Check the account's client ID and client secret");
    expect(flows.bench.said).not.toContain('nobody-knows-it');
    expect(lastStatus()).toEqual({ fill: 'red', shape: 'ring', text: 'campaigns.status.failed.authentication' });
    expect(flows.wire()).toEqual([]);
  });

  it('is told that its IP address may be the reason for a refusal', async () => {
    await flows.bench.sandbox.control('POST', '/horisen/settings', { wrongIp: 1 });
    await flows.run(of('get', TEMPLATE));
    expect(flows.bench.failure).toMatchObject({ code: 'authentication', message: expect.stringContaining('access_denied') });
    expect(flows.bench.failure.cause.todo).toContain("whether this server's IP address is registered");
  });

  it('may leave the service to the node, and one of the two must name it', async () => {
    await flows.start([list({ status: choice('draft') })], { service_uuid: '' });
    await flows.bench.send({});
    expect(flows.bench.failure).toMatchObject({
      code: 'validation',
      message: expect.stringMatching(/\(service_uuid\) is set neither here nor in the account/),
    });
    expect(flows.bench.sandbox.requests()).toEqual([]);
  });

  it('takes the service of the node before its own', async () => {
    await flows.run(list({ serviceUuid: str(SERVICE), status: choice('draft') }), {}, { service_uuid: NOBODY });
    expect(flows.bench.caught).toEqual([]);
    expect(flows.wire()[0]!.path).toMatch(new RegExp(`^${CAMPAIGNS}\\?`));
  });

  const check = (over: JsonObject = {}) => {
    const { node: account, credentials } = demoAccount(horisen, flows.bench.sandbox, over);
    return flows.bench.ask('/campaigns/horisen-account/check', { id: 'new', values: account.values, secrets: credentials[account.id] });
  };

  it('is tested by a token and a list that sends nothing', async () => {
    await flows.start([list()]);
    expect(await check()).toEqual({ ok: true, message: expect.stringContaining('The client credentials are valid') });
    expect(await check({ client_secret: 'wrong' })).toMatchObject({ ok: false, code: 'authentication' });
    expect(await check({ service_uuid: '' })).toMatchObject({
      ok: false,
      code: 'validation',
      message: expect.stringContaining('(service_uuid) is set neither'),
    });
    expect(await check({ service_uuid: NOBODY })).toMatchObject({ ok: false, code: 'notFound', todo: expect.stringContaining('Check the service UUID') });
    expect(flows.wire().every(({ method }) => method === 'GET')).toBe(true);
  });
});

describe('a campaign from its creation to its end', () => {
  it('runs through in one flow, and the outbox shows each contact the message', async () => {
    const uuid = { campaignUuid: fromMsg('payload.uuid') };
    await flows.start([
      create({}, { wires: [['launch']] }),
      node('launch', uuid, { id: 'launch', wires: [['look']] }),
      node('get', { ...uuid, fields: choices('tasks', 'messages') }, { id: 'look' }),
    ]);
    flows.bench.post({ topic: 'mine' });
    await flows.bench.until(() => flows.bench.out.length + flows.bench.caught.length > 0);
    expect(flows.bench.caught).toEqual([]);
    const [msg] = flows.bench.out;
    const { payload, topic } = msg as { payload: Campaign; topic: string };
    expect(topic).toBe('mine');
    expect(payload).toMatchObject({ status: 'active', tasks: [{ recipients: 3 }], messages: [{ status: 'sent', count: 3 }] });
    expect(flows.calls()).toEqual(['POST ', `PATCH /${payload.uuid}`, `GET /${payload.uuid}`]);
    expect(flows.body('PATCH')).toEqual({ status: 'active' });
    expect(flows.wire('GET')[0]!.path).toBe(`${CAMPAIGNS}/${payload.uuid}?fields=tasks%2Cmessages`);
    expect(await flows.read(payload.uuid)).toContainEqual({ user: 'jane', body: 'Hello Jane', status: 'sent' });
    expect(flows.signIns()).toHaveLength(1);
  });

  it('is stopped by the node that calls back, which shows that it is done', async () => {
    expect(await flows.one(of('stop', RECURRING))).toEqual({ uuid: RECURRING, status: 'stopped' });
    expect(flows.body('PATCH')).toEqual({ status: 'stopped' });
    expect(flows.bench.statuses.map(({ text }) => text)).toEqual(['campaigns.status.working', 'campaigns.status.done']);
    expect(await flows.stored(RECURRING)).toMatchObject({ status: 'stopped' });
  });

  it('is launched again after a stop, and runs by its rule', async () => {
    await flows.start([of('stop', RECURRING, {}, { wires: [['launch']] }), of('launch', RECURRING, {}, { id: 'launch' })]);
    flows.bench.post({});
    await flows.bench.until(() => flows.bench.out.length + flows.bench.caught.length > 0);
    expect(flows.bench.out.map(({ payload }) => payload)).toEqual([{ uuid: RECURRING, status: 'active', target: flows.target }]);
    expect(flows.wire('PATCH').map(({ body }) => body)).toEqual(['{"status":"stopped"}', '{"status":"active"}']);
    expect(await flows.stored(RECURRING)).toMatchObject({ status: 'active', next_dt: '2026-01-16T07:00:00.000Z' });
  });

  it('gets the status that its message says', async () => {
    await flows.start([node('setStatus', { campaignUuid: fromMsg('payload.id'), status: fromMsg('payload.to') })]);
    await flows.bench.send({ payload: { id: RECURRING, to: 'stopped' } });
    await flows.bench.send({ payload: { id: DRAFT, to: 'active' } });
    await flows.bench.send({ payload: { id: DRAFT, to: 'paused' } });
    expect(flows.bench.out.map(({ payload }) => payload)).toEqual([
      { uuid: RECURRING, status: 'stopped', target: flows.target },
      { uuid: DRAFT, status: 'active', target: flows.target },
    ]);
    expect(flows.wire('PATCH').map(({ body }) => body)).toEqual(['{"status":"stopped"}', '{"status":"active"}']);
    expect(flows.bench.failure).toMatchObject({ code: 'validation', message: expect.stringContaining("'Status' (status) is 'paused'") });
    expect(await flows.read(DRAFT)).toHaveLength(3);
  });

  it('is deleted for good, also where the answer was lost', async () => {
    await flows.fault({ match: { method: 'DELETE' }, fault: { kind: 'resetAfter' } });
    expect(await flows.one(of('delete', DRAFT))).toEqual({ uuid: DRAFT, deleted: true });
    expect(flows.wire('DELETE').at(-1)!.status).toBe(404);
    await flows.bench.send({});
    expect(flows.bench.failure).toMatchObject({ code: 'notFound', cause: { field: 'campaign_uuid', status: 404 } });
    expect(lastStatus()).toMatchObject({ fill: 'red', text: 'campaigns.status.failed.notFound' });
  });
});

describe('a list', () => {
  const rowsIn = (): Campaign[] => flows.bench.out.flatMap(({ payload }) => payload as Campaign | Campaign[]);

  it('comes to its last page, the newest first', async () => {
    await flows.run(list());
    expect(flows.bench.caught).toEqual([]);
    expect(new Set(rowsIn().map(({ uuid }) => uuid)).size).toBe(254);
    expect(rowsIn()).toHaveLength(254);
    expect(rowsIn()[0]!.name).toBe('Opening hours');
    expect(flows.wire().map(({ path }) => path)).toEqual([1, 2, 3].map((page) => `${CAMPAIGNS}?sort=-created_dt&page_number=${page}&page_size=100`));
    expect(lastStatus()).toMatchObject({ fill: 'green', text: 'campaigns.status.rows' });
  });

  it('is a sequence of messages, one each or in groups', async () => {
    await flows.run(list({ sendRows: choice('groups'), rowsPerMessage: num(100) }), { topic: 'mine' });
    expect(flows.bench.out.map(({ payload }) => (payload as Campaign[]).length)).toEqual([100, 100, 54]);
    expect(flows.bench.out.every(({ topic }) => topic === 'mine')).toBe(true);
    expect((flows.bench.out.at(-1)!.parts as Parts).count).toBe(3);
  });

  it('ends at its limit, and asks for no more pages than that', async () => {
    await flows.run(list({ sendRows: choice('each'), returnAll: bool(false), limit: num(15), pageSize: num(10) }));
    expect(flows.bench.out).toHaveLength(15);
    expect(flows.wire()).toHaveLength(2);
  });

  it('is filtered, sorted, and has the parts that are asked for', async () => {
    const filters = rows(
      { field: str('name'), operator: choice('startswith'), value: str('Newsletter') },
      { field: str('name'), operator: choice('between'), value: fromMsg('range') },
      { field: str('query'), operator: choice('isnull') },
    );
    const values = { status: choice('stopped'), sendingType: choice('email'), filters, sort: str('sender, -name'), fields: choices('tasks', 'messages') };
    await flows.run(list(values), { range: 'Newsletter 100,Newsletter 200' });
    expect(flows.bench.caught).toEqual([]);
    expect([...new URL(flows.wire()[0]!.path, 'http://x').searchParams]).toEqual([
      ['sending_type', 'email'],
      ['status', 'stopped'],
      ['startswith(name)', 'Newsletter'],
      ['between(name)', 'Newsletter 100,Newsletter 200'],
      ['isnull(query)', 'true'],
      ['fields', 'tasks,messages'],
      ['sort', 'sender,-name'],
      ['page_number', '1'],
      ['page_size', '100'],
    ]);
    expect(rowsIn().map(({ name }) => name)).toEqual(['Newsletter 170', 'Newsletter 100']);
    for (const row of rowsIn()) expect(row).toMatchObject({ status: 'stopped', sending_type: 'email', tasks: [], messages: [] });
  });

  it('tells of a column that HORISEN does not know by its own words', async () => {
    await flows.run(list({ sort: str('colour') }));
    expect(flows.bench.failure).toMatchObject({ code: 'validation', message: expect.stringContaining('There is no column colour'), cause: { field: 'sort' } });
  });

  it('fills the picker of campaigns with their names and states, and finds one by a part of its name', async () => {
    const { node: account, credentials } = demoAccount(horisen, flows.bench.sandbox);
    await flows.start([list()]);
    const { loadOptions: source } = operations.launch!.fields.campaign_uuid as unknown as { loadOptions: object };
    const answer = await flows.bench.ask('/campaigns/horisen-account/pick', {
      id: 'new',
      values: account.values,
      secrets: credentials[account.id],
      source,
      filter: 'warning',
    });
    expect(answer).toEqual({ ok: true, entries: [{ value: TEMPLATE, label: 'Weather warning', about: 'draft' }], more: false });
  });
});

describe('a lost answer', () => {
  const lost = (method: string, kind = 'resetAfter') => flows.fault({ match: { method, path: CAMPAIGNS }, fault: { kind } });

  it.each(['draft', 'active'])('to the creation of a campaign that is %s: it is found, taken, and not made twice', async (status) => {
    await lost('POST');
    expect(await flows.one(create({ name: str('Only once'), status: choice(status) }))).toMatchObject({ name: 'Only once', status });
    expect(flows.calls()).toEqual(['POST ', 'GET ']);
    expect(flows.bench.said).toContain('The answer from HORISEN was lost. A check showed that the request was accepted.');
    expect(await flows.named('Only once')).toBe(1);
  });

  it('to a clone: it is found by its own name', async () => {
    await lost('POST');
    const clone = node('clone', { cloneUuid: picked(TEMPLATE), status: choice('draft'), name: str('A copy') });
    expect(await flows.one(clone)).toMatchObject({ name: 'A copy', status: 'draft' });
    expect(flows.calls()).toEqual(['POST ', 'GET ']);
  });

  it('to a creation that did not happen: it is not sent again by itself, and the user is told where to look', async () => {
    await lost('POST', 'resetBefore');
    await flows.run(create({ name: str('Never'), status: choice('active') }));
    expect(flows.bench.failure).toMatchObject({ code: 'outcomeUnknown', cause: { reached: 'maybe', todo: expect.stringContaining("Check with 'Get Many'") } });
    expect(flows.wire('POST')).toHaveLength(1);
    expect(lastStatus()).toMatchObject({ fill: 'red', text: 'campaigns.status.failed.outcomeUnknown' });
    expect(await flows.named('Never')).toBe(0);
  });

  it('to a launch: the campaign is read, and not launched twice', async () => {
    await lost('PATCH');
    expect(await flows.one(of('launch', DRAFT))).toMatchObject({ uuid: DRAFT, status: 'active' });
    expect(flows.calls()).toEqual([`PATCH /${DRAFT}`, `GET /${DRAFT}`]);
  });

  it('to a launch that did not happen: the status says so, and it can be launched again', async () => {
    await lost('PATCH', 'resetBefore');
    await flows.run(of('launch', DRAFT));
    expect(flows.bench.failure).toMatchObject({
      message: expect.stringContaining('its status is still draft'),
      cause: { field: 'campaign_uuid', reached: 'no', todo: 'Launch it again.' },
    });
    expect(flows.wire('PATCH')).toHaveLength(1);
  });

  it('to a stop: it is stopped again, which does no harm', async () => {
    await lost('PATCH');
    expect(await flows.one(of('stop', RECURRING))).toEqual({ uuid: RECURRING, status: 'stopped' });
    expect(flows.calls()).toEqual([`PATCH /${RECURRING}`, `PATCH /${RECURRING}`]);
  });
});

describe('trouble', () => {
  it.each<[string, Values, string, RegExp]>([
    ['without a text', { template: str(' ') }, 'template', /'Message' \(template\) is empty/],
    ['to a list that is none', { recipientLists: str('customers') }, 'recipient_lists[0]', /\(recipient_lists 1\) is 'customers', which is not a valid UUID/],
    ['of which nobody says whom it is for', { queryType: fromMsg('payload.nothing') }, 'query_type', /'Contacts' \(query_type\) is empty/],
    [
      'to an empty segment',
      { queryType: choice('segmentation') },
      'segmentation',
      /'Segment' \(segmentation\) is empty, but contacts are limited to a segment/,
    ],
    [
      'for a time that has passed',
      { scheduleType: choice('once'), scheduleAt: str('2020-01-01T00:00:00Z') },
      'schedule_at',
      /'Time' \(schedule_at\) is .* in the past/,
    ],
    [
      'from no email address',
      { sendingType: choice('email'), specify: choice('text'), messageText: str('Hi') },
      'sender',
      /'Sender' \(sender\) is '\+41587000000', which is not a valid email address/,
    ],
    ['with a channel that the message made up', { sendingType: fromMsg('topic') }, 'sending_type', /'Channel' \(sending_type\) is 'pigeon'/],
  ])('with a campaign %s is found before anything is sent', async (_, over, field, says) => {
    await flows.run(create(over), { topic: 'pigeon' });
    expect(flows.bench.failure).toMatchObject({ code: 'validation', message: expect.stringMatching(says), cause: { field, reached: 'no' } });
    expect(flows.bench.sandbox.requests()).toEqual([]);
    expect(lastStatus()).toMatchObject({ fill: 'red', text: 'campaigns.status.failed.validation' });
  });

  it.each(['get', 'launch', 'stop', 'delete'])('with a UUID that is none names the field, and nothing is sent: %s', async (operation) => {
    await flows.run(of(operation, 'my campaign'));
    expect(flows.bench.failure.message).toContain("'Campaign' (campaign_uuid) is 'my campaign', which is not a valid UUID");
    expect(flows.bench.sandbox.requests()).toEqual([]);
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
    await flows.fault({ match: { method: 'POST', path: CAMPAIGNS }, fault: { kind: 'status', status: 400, body } });
    await flows.run(create());
    expect(flows.bench.failure).toMatchObject({
      code: 'validation',
      cause: {
        message: 'HORISEN answered: Invalid request (Two members are wrong). sender: is not registered (Ask support); template: is too long.',
        todo: expect.stringContaining('Fix what HORISEN reports'),
        field: 'sender',
        status: 400,
        details: { answer: body },
      },
    });
    expect(flows.wire('POST')).toHaveLength(1);
  });

  it('with a list that HORISEN does not have is laid at that field', async () => {
    await flows.run(create({ recipientLists: str(NOBODY) }));
    expect(flows.bench.failure).toMatchObject({ code: 'validation', message: expect.stringContaining(NOBODY), cause: { field: 'recipient_lists' } });
  });

  it('with the state of a campaign is told as HORISEN says it', async () => {
    await flows.run(of('launch', FINISHED));
    expect(flows.bench.failure).toMatchObject({ message: expect.stringContaining('A finished campaign can be neither stopped'), cause: { field: 'status' } });
  });
});

describe('a dry run', () => {
  it('shows the request, and sends nothing', async () => {
    const payload = await flows.one(create({ status: choice('active'), dryRun: bool(true) }));
    expect(payload).toMatchObject({ dryRun: true, requests: [{ method: 'POST', url: `${flows.bench.sandbox.url}${CAMPAIGNS}`, retry: 'send' }] });
    expect(flows.bench.sandbox.requests()).toEqual([]);
    expect(lastStatus()).toMatchObject({ text: 'campaigns.status.dryRun' });
  });
});
