import { operation, vendor, type AnyVendor } from '../../../engine';
import { bryj } from '../../../vendors/bryj';
import { Bench, bool, cancel, choice, csvOf, fromMsg, people, report, str, trigger, vendorNode, type FlowNode, type Msg } from './bench';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const signIns = () => bench.sandbox.requests().filter(({ path }) => path.includes('sign_in'));
const fault = (path: string, what: object, more: object = {}) => bench.sandbox.control('POST', '/faults', { match: { path }, fault: what, ...more } as never);

describe('what is not valid', () => {
  const file = (values: object = {}): FlowNode => trigger({ recipientsFrom: choice('file'), file: str('people.csv'), ...values });
  const cases: [what: string, node: FlowNode, msg: Msg, message: string | RegExp][] = [
    ['no campaign', trigger({ campaignId: str('') }), { payload: people(1) }, /^'Campaign ID' \(campaign_id\) is empty\. Copy it from/],
    ['a property that is not there', trigger({ campaignId: fromMsg('nowhere.at.all') }), { payload: people(1) }, /^'Campaign ID' \(campaign_id\) is empty\./],
    ['nobody', trigger(), { payload: [] }, "'Messages' (messages) is empty: there is nobody to send to. Add at least one recipient."],
    ['a payload that is no list', trigger(), { payload: 'Ann' }, /^'People' is not a list of objects: "Ann"\. Provide one object for each person/],
    ['a list of other things', trigger(), { payload: [people(1)[0], 'Ann'] }, /^'People' has no object at position 2: "Ann"\./],
    [
      'a person without an ID',
      trigger(),
      { payload: [people(1)[0], { ...people(1)[0], User: '' }] },
      /^Entry 2: 'User ID' is empty\. .* check the name of the User Column\.$/,
    ],
    ['different variables', trigger(), { payload: [people(1)[0], { User: 'x' }] }, /^User 'x' has no 'firstname', 'lastname', 'contractnumber'/],
    ['a time that is past', trigger({ sendAt: str('2020-01-01T00:00:00Z') }), { payload: people(1) }, /more than 5 minutes in the past/],
    ['a time that is none', trigger({ sendAt: str('tomorrow') }), { payload: people(1) }, /^'Send At' \(send_at\) is not a valid date and time: 'tomorrow'\./],
    [
      'a JSONata expression that is none',
      trigger({ campaignId: { type: 'jsonata', value: '$sum(' } }),
      { payload: people(1) },
      /^'Campaign ID' could not be read: .* Correct the value/,
    ],
    [
      'a choice that there is not',
      trigger({ recipientsFrom: fromMsg('from') }),
      { from: 'heaven' },
      /^'Recipients From' is 'heaven'; it must be one of file, items, json\./,
    ],
    ['a file that does not exist', file({ file: str('gone.csv') }), {}, /^'File': the file 'gone\.csv' does not exist\. Enter the name of a file/],
    ['a folder', file({ file: str('.') }), {}, "'File': '.' is not a file. Enter the name of a file."],
    [
      'a file that is something else',
      file({ file: fromMsg('payload') }),
      { payload: { a: 1 } },
      /^'File' contains neither a file name nor content, but a object\./,
    ],
    ['a file without the column', file({ file: fromMsg('payload') }), { payload: 'Name,x\na,b\n' }, /has no column 'User'; its first line is: Name, x\./],
    [
      'a broken file',
      file({ file: fromMsg('payload') }),
      { payload: 'User,x\na,b,c\n' },
      /is not readable CSV: line 2 has 3 cells, but the first line has 2\./,
    ],
    [
      'a file with a loose quote before its end',
      file({ file: fromMsg('payload') }),
      { payload: 'User,x\na,5" pizza\nb,c\n' },
      /is not readable CSV: line 2 has a quote inside a cell that does not start with one: 5" pizza\. Put cells that contain/,
    ],
    [
      'a file with old line ends',
      file({ file: fromMsg('payload') }),
      { payload: Buffer.from('User,x\ra,b\r') },
      /is not readable CSV: line 1 ends with a carriage return without a line feed.*\. Save it with Windows or Unix line endings/,
    ],
    ['no account', { ...trigger(), account: '' }, { payload: people(1) }, 'No account is chosen. Open the node and choose a Bryj account.'],
    ['an account that is gone', { ...trigger(), account: 'gone' }, { payload: people(1) }, /^The account is missing or disabled\./],
    ['no operation', vendorNode('', {}), {}, 'No operation is chosen. Open the node and choose an operation.'],
    ['an unknown operation', vendorNode('batch.explode', {}), {}, /^Bryj has no operation 'batch\.explode'\./],
    ['a vendor that does not do this', { ...trigger(), vendor: 'other' }, {}, /^There is no vendor 'other' for this\./],
    [
      'a wait without end',
      report({ longestWait: str('forever') }),
      { payload: { request_id: 'x' } },
      /^'Longest Wait \(Minutes\)' must be a number but is text: forever\./,
    ],
    ['a newer form', { ...trigger(), version: 99 }, { payload: people(1) }, /^This node was saved by a newer release of its package/],
  ];

  it.each(cases)('%s: is told, and nothing is sent', async (_, node, msg, message) => {
    await bench.file('people.csv', csvOf(1));
    await bench.run([node], msg);
    expect(bench.failure.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
    expect(bench.sandbox.requests()).toEqual([]);
    expect(bench.out).toEqual([]);
    expect(bench.completed).toEqual([]);
  });

  it('is an incomplete account too', async () => {
    await bench.run([trigger()], { payload: people(1) }, { password: '' });
    expect(bench.failure).toMatchObject({
      code: 'validation',
      message: expect.stringMatching(/^The Bryj account is not complete: 'Password' \(password\) is empty\./),
    });
    expect(bench.sandbox.requests()).toEqual([]);
  });

  it('is an account whose address is not in the environment', async () => {
    delete process.env.TEST_NOT_THERE;
    await bench.run([trigger(), bench.account({ baseUrl: { type: 'env', value: '${TEST_NOT_THERE}/bryj' } })], { payload: people(1) });
    expect(bench.failure.message).toMatch(/'Base URL' \(base_url\) is not valid: '\/bryj'/);
  });
});

describe('a Catch node', () => {
  it("is given the code, the vendor's words, what to do, and the message as it was", async () => {
    await bench.run([trigger({ campaignId: str('CMP_none') })], { _msgid: 'kept', topic: 'kept too', payload: people(1) });
    expect(bench.caught).toMatchObject([{ _msgid: 'kept', topic: 'kept too', payload: people(1) }]);
    expect(bench.failure).toMatchObject({
      code: 'notFound',
      message: expect.stringMatching(/^Bryj answered: Unknown campaign with identifier CMP_none\. Copy the campaign ID/),
      source: { id: 'n', type: 'campaign-trigger-batch' },
      cause: { code: 'notFound', vendor: 'bryj', operation: 'batch.trigger', status: 400, field: 'campaign_id', reached: 'yes', retryable: false },
    });
    expect(bench.statuses.at(-1)).toEqual({ fill: 'red', shape: 'ring', text: 'campaigns.status.failed.notFound' });
  });

  it('hears once, and the Complete node not at all', async () => {
    await bench.run([cancel()], { payload: { request_id: 'nothing' } });
    expect(bench.caught).toHaveLength(1);
    expect(bench.completed).toEqual([]);
  });

  it('hears nothing where all is well, and the Complete node once', async () => {
    await bench.run([trigger()], { payload: people(1) });
    expect(bench.caught).toEqual([]);
    expect(bench.completed).toHaveLength(1);
  });

  it('is told when a report is not ready and nobody wants to wait', async () => {
    const [sent] = await bench.run([trigger()], { payload: people(1) });
    await bench.deploy([report({ waitUntilReady: bool(false) })]);
    bench.listen();
    await bench.send({ payload: sent!.payload });
    expect(bench.failure).toMatchObject({ code: 'notReady', cause: { retryable: true } });
    expect(bench.clock.slept).toEqual([]);
  });
});

describe('the token', () => {
  it('is renewed once when it has expired, and the message goes on', async () => {
    await bench.run([trigger()], { payload: people(1) });
    await bench.sandbox.control('POST', '/bryj/expire-tokens');
    await bench.send({ payload: people(1) });
    expect(bench.caught).toEqual([]);
    expect(signIns()).toHaveLength(2);
    expect(bench.triggers().map(({ status }) => status)).toEqual([200, 401, 200]);
    expect(await bench.batches()).toHaveLength(2);
  });

  it('is renewed in the middle of an upload, which is opened anew and sent whole', async () => {
    await bench.file('people.csv', csvOf(20_000));
    const node = trigger({ recipientsFrom: choice('file'), file: str('people.csv') });
    await bench.run([node], {});
    await bench.sandbox.control('POST', '/bryj/expire-tokens');
    await bench.send({});
    expect(bench.caught).toEqual([]);
    expect(bench.triggers().at(-1)).toMatchObject({ status: 200, complete: true });
    expect((await bench.batches()).map(({ count }) => count)).toEqual([20_000, 20_000]);
  });

  it('is not asked for again with a wrong password', async () => {
    await bench.run([trigger()], { payload: people(1) }, { password: 'wrong-password' });
    expect(bench.failure).toMatchObject({ code: 'authentication', message: expect.stringMatching(/Check the email address and password/) });
    expect(signIns()).toHaveLength(1);
    expect(bench.triggers()).toEqual([]);
  });
});

describe('a connection', () => {
  const impatient: AnyVendor = { ...bryj, patience: { ...bryj.patience, timeoutMs: 60 } };

  it('that breaks after the batch was accepted ends in an unknown outcome, and the batch is there once', async () => {
    await fault('/campaigns/trigger', { kind: 'timeoutAfter' });
    await bench.run([trigger()], { payload: people(2) }, { vendors: [impatient] });
    expect(bench.failure).toMatchObject({
      code: 'outcomeUnknown',
      message: expect.stringMatching(/^It is not known whether Bryj accepted the request: .* It was not sent a second time\. Check with 'Get Scheduled'/),
    });
    expect(bench.triggers()).toHaveLength(1);
    expect(await bench.batches()).toHaveLength(1);
  });

  it('that cannot be made sends nothing, and that is said', async () => {
    await bench.run([trigger(), bench.account({ baseUrl: str('http://127.0.0.1:1/bryj') })], { payload: people(1) });
    expect(bench.failure).toMatchObject({ code: 'unavailable', cause: { reached: 'no' }, message: expect.stringMatching(/the connection was refused/) });
  });

  it('that is limited is tried again when the vendor says so', async () => {
    await fault('/campaigns/trigger', { kind: 'rateLimit', retryAfterSeconds: 30, withHeaders: true });
    await bench.run([trigger()], { payload: people(1) });
    expect(bench.caught).toEqual([]);
    expect(bench.clock.slept[0]).toBeGreaterThanOrEqual(30_000);
    expect(await bench.batches()).toHaveLength(1);
  });
});

describe('a deploy', () => {
  it('in the middle of a wait ends it at once, and the message is not lost without a word', async () => {
    const [sent] = await bench.run([trigger()], { payload: people(1) });
    await bench.deploy([report()]);
    bench.listen();
    const waits = bench.clock.hold();
    bench.post({ payload: sent!.payload });
    await waits;
    const heard = bench.errors();
    await bench.deploy([trigger()]);
    expect(heard()).toEqual([expect.stringMatching(/^Stopped, because the node was redeployed or .* Run it again\.$/)]);
    bench.clock.release();
    bench.listen();
    await bench.send({ payload: people(1) });
    expect(await bench.batches()).toHaveLength(2);
  });

  it('in the middle of a request ends it, and says that it may have been accepted', async () => {
    await fault('/campaigns/trigger', { kind: 'timeoutAfter' });
    await bench.start([trigger()]);
    bench.post({ payload: people(1) });
    await bench.swallowed('/campaigns/trigger');
    const heard = bench.errors();
    await bench.deploy([report()]);
    expect(heard()).toEqual([expect.stringMatching(/may still have been accepted/)]);
    expect(await bench.batches()).toHaveLength(1);
  });
});

describe('a secret', () => {
  it('is never said: in no status, no log, no error', async () => {
    const password = 'S3cret-"pass"/word';
    await fault('sign_in', { kind: 'status', status: 401, body: { error: `no user with ${password}` } });
    await bench.run([trigger()], { payload: people(1) }, { password });
    expect(bench.failure.code).toBe('authentication');
    expect(bench.said).not.toContain('S3cret');
  });

  it('is not said where the token comes back in an answer', async () => {
    await bench.run([trigger()], { payload: people(1) });
    const token = bench.triggers()[0]!.authorization;
    expect(token).not.toBe('');
    expect(bench.said).not.toMatch(/Bearer [^*]/);
  });
});

describe('a further vendor', () => {
  const person = {
    type: 'rows',
    label: 'People',
    description: 'Whom to send to',
    columns: { id: { type: 'text', label: 'ID', description: 'Who', required: true }, data: { type: 'json', label: 'Data', description: 'What' } },
  } as const;
  /** At most two people a request, and no file. */
  const send = operation({
    label: 'Send',
    action: 'Send push',
    description: 'Send a push',
    docs: 'Made up',
    verb: 'triggerBatch',
    fields: { people: person },
    recipients: { rows: 'people', id: 'id', variables: 'data' },
    retry: 'send',
    returns: 'object',
    batch: { max: 2 },
    request: (inputs) => ({ method: 'POST', path: '/send', body: { json: inputs.flatMap((input) => [...(input.people ?? [])]) } }),
    parse: (_, inputs) => ({ each: inputs.map(({ people: list }) => ({ id: list?.[0]?.id ?? '' })) }),
    sample: { id: 'a' },
    sampleReply: {},
    sampleInputs: [{ people: [{ id: 'a' }] }, { people: [{ id: 'a' }] }],
  });
  const acme = vendor({
    ...(bryj as unknown as Parameters<typeof vendor>[0]),
    id: 'acmePush',
    label: 'Acme',
    credential: {
      base_url: { type: 'text', label: 'Base URL', description: 'Where', required: true },
      api_key: { type: 'text', label: 'API Key', description: 'Key', secret: true },
    },
    baseUrl: ({ base_url }) => String(base_url),
    auth: () => ({ by: 'header', header: 'x-key', field: 'api_key' }),
    readFailure: ({ status }) => (status === 200 ? undefined : { code: 'rejected', reached: 'yes', message: 'Acme refused.', todo: 'Ask Acme.', status }),
    resources: { push: { label: 'Push', operations: { send } } },
  });
  const node = (): FlowNode => ({ ...trigger(), vendor: 'acmePush', operation: 'push.send', values: { userColumn: str('User') }, account: 'k' });
  const account = (server: string): FlowNode => ({ id: 'k', type: 'acme-push-account', version: 1, values: { baseUrl: str(server) } });

  it('needs no code of its own: its nodes and its account are there, and one request a limit is sent', async () => {
    const requests: string[][] = [];
    const server = await bench.listener((body) => {
      requests.push((body as { id: string }[]).map(({ id }) => id));
      return 200;
    });
    await bench.start([node(), account(server)], { vendors: [bryj, acme] });
    const [msg] = await bench.send({ payload: ['a', 'b', 'c'].map((User) => ({ User, name: 'x' })) });
    expect(bench.caught).toEqual([]);
    expect(requests).toEqual([['a', 'b'], ['c']]);
    expect(msg!.payload).toEqual(['a', 'b', 'c'].map((id) => ({ id, target: server })));
  });

  it('says what had been accepted before a later request failed', async () => {
    let calls = 0;
    const server = await bench.listener(() => (++calls === 1 ? 200 : 400));
    await bench.start([node(), account(server)], { vendors: [bryj, acme] });
    await bench.send({ payload: ['a', 'b', 'c'].map((User) => ({ User })) });
    expect(bench.failure).toMatchObject({
      code: 'rejected',
      message: "Entry 3, user 'c': Acme refused. Before that, 2 entries were accepted. Ask Acme.",
      cause: { accepted: ['a', 'b'].map((id) => ({ id, target: server })) },
    });
  });

  it('is chosen in a verb node, where there is more than one', async () => {
    await bench.run([{ ...node(), vendor: '' }], {}, { vendors: [bryj, acme] });
    expect(bench.failure.message).toMatch(/^No vendor is chosen\./);
  });
});
