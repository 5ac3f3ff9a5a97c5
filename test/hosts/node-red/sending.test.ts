import { Bench, bool, cancel, choice, csvOf, fromMsg, local, people, str, trigger, vendorNode, WELCOME } from './bench';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const bodies = () => bench.triggers().map(({ body }) => body);
const FROM_FILE = { recipientsFrom: choice('file') };
const LATER = { sendAt: str('2026-01-16T09:00:00+01:00') };

describe('Trigger Batch', () => {
  it('sends to the people in the payload, and hands the answer on in the same message', async () => {
    const [msg] = await bench.run([trigger()], { _msgid: 'kept', topic: 'kept too', payload: people(2) });
    expect(bench.caught).toEqual([]);
    expect(msg).toMatchObject({ _msgid: 'kept', topic: 'kept too', payload: { campaign_id: WELCOME, recipients: 2, sent_as: 'json' } });
    expect(JSON.parse(bodies()[0]!)).toEqual({
      campaign_id: WELCOME,
      messages: [0, 1].map((i) => ({ user_id: `delivered-${i}`, template_variables: { firstname: `First${i}`, lastname: 'Last', contractnumber: `${i}` } })),
    });
    expect(bench.statuses.map(({ fill, text }) => [fill, text])).toEqual([
      ['blue', 'campaigns.status.working'],
      ['green', local('sent')],
    ]);
  });

  it('takes one object for one person', async () => {
    const [msg] = await bench.run([trigger()], { payload: people(1)[0] });
    expect(msg).toMatchObject({ payload: { recipients: 1, user_id: 'delivered-0' } });
  });

  it('finds the people elsewhere in the message, under other names', async () => {
    const values = {
      items: fromMsg('rows'),
      userColumn: str('id'),
      variables: choice('chosen'),
      variableColumns: {
        type: 'rows',
        value: [
          { variable: str('firstname'), column: str('name') },
          { variable: str('lastname') },
          { variable: str('contractnumber'), column: fromMsg('topic') },
        ],
      },
    };
    await bench.run([trigger(values)], { topic: 'contract', rows: [{ id: 'delivered-1', name: 'Ann', lastname: 'Lee', contract: '7', more: 'x' }] });
    expect(JSON.parse(bodies()[0]!).messages).toEqual([
      { user_id: 'delivered-1', template_variables: { firstname: 'Ann', lastname: 'Lee', contractnumber: '7' } },
    ]);
  });

  it('goes to a CSV upload above 100 people, in one request', async () => {
    const [msg] = await bench.run([trigger()], { payload: people(101) });
    expect(msg).toMatchObject({ payload: { recipients: 101, sent_as: 'csv' } });
    expect(await bench.batches()).toMatchObject([{ form: 'csv', count: 101 }]);
  });

  it('takes JSON that is written in the node', async () => {
    const messages = JSON.stringify([{ user_id: 'delivered-9', template_variables: { firstname: 'A', lastname: 'B', contractnumber: '1' } }]);
    await bench.run([trigger({ recipientsFrom: choice('json'), messages: { type: 'json', value: messages } })], {});
    expect(bench.caught).toEqual([]);
    expect(JSON.parse(bodies()[0]!).messages).toEqual(JSON.parse(messages));
  });

  it.each([
    ['a file on disk', { file: str('people.csv') }, {}, 'people.csv'],
    ['the name of a file in the message', { file: fromMsg('payload') }, { payload: 'people.csv' }, 'people.csv'],
    ['a Buffer', {}, { payload: Buffer.from(csvOf(500)) }, 'data.csv'],
    ['a Buffer with a name', {}, { payload: Buffer.from(csvOf(500)), filename: '/data/june.csv' }, 'june.csv'],
    ['a text', {}, { payload: csvOf(500) }, 'data.csv'],
  ])('uploads %s', async (_, values, msg, name) => {
    await bench.file('people.csv', csvOf(500));
    const [result] = await bench.run([trigger({ ...FROM_FILE, ...values })], msg);
    expect(bench.caught).toEqual([]);
    expect(result).toMatchObject({ payload: { sent_as: 'csv', file: name } });
    expect(await bench.batches()).toMatchObject([{ form: 'csv', count: 500 }]);
    const [sent] = bench.triggers();
    expect(sent!.headers['content-length']).toBe(String(sent!.bodyBytes));
    expect(sent!.body).toContain(`filename="${name}"`);
  });

  it('schedules, and the request can be cancelled', async () => {
    const [scheduled] = await bench.run([trigger(LATER)], { payload: people(1) });
    expect(JSON.parse(bodies()[0]!).send_at).toBe('2026-01-16T09:00:00+01:00');
    await bench.deploy([cancel()]);
    bench.out.length = 0;
    bench.listen();
    const [msg] = await bench.send({ payload: scheduled!.payload });
    expect(msg).toMatchObject({ payload: { cancelled: true, campaign_id: WELCOME } });
    expect(await bench.batches()).toMatchObject([{ state: 'canceled' }]);
  });

  it('reads a timestamp of Node-RED as a time to send at', async () => {
    await bench.run([trigger({ sendAt: fromMsg('at') })], { payload: people(1), at: Date.UTC(2026, 0, 16, 8) });
    expect(JSON.parse(bodies()[0]!).send_at).toBe('2026-01-16T08:00:00+00:00');
  });

  it('checks everything and sends nothing in a dry run', async () => {
    const [msg] = await bench.run([trigger({ dryRun: bool(true) })], { payload: people(101) });
    expect(msg).toMatchObject({ payload: { dryRun: true, requests: [{ method: 'POST', retry: 'send', body: { file: { rows: 101 } } }] } });
    expect(bench.sandbox.requests()).toEqual([]);
  });
});

describe('a field', () => {
  it.each([
    ['str', { type: 'str', value: WELCOME }],
    ['msg', { type: 'msg', value: 'where.campaign' }],
    ['flow', { type: 'flow', value: 'campaign' }],
    ['global', { type: 'global', value: 'campaign' }],
    ['env', { type: 'env', value: 'TEST_CAMPAIGN' }],
    ['env inside a text', { type: 'env', value: 'CMP_${TEST_KIND}_welcome' }],
    ['jsonata', { type: 'jsonata', value: '"CMP_demo_" & where.kind' }],
  ])('is filled from %s', async (_, campaignId) => {
    process.env.TEST_CAMPAIGN = WELCOME;
    process.env.TEST_KIND = 'demo';
    await bench.start([trigger({ campaignId })]);
    const { flow, global } = bench.context();
    flow.set('campaign', WELCOME);
    global.set('campaign', WELCOME);
    await bench.send({ payload: people(1), where: { campaign: WELCOME, kind: 'welcome' } });
    expect(bench.caught).toEqual([]);
    expect(JSON.parse(bodies()[0]!).campaign_id).toBe(WELCOME);
  });

  it('decides about other fields also when the message fills it', async () => {
    await bench.run([trigger({ recipientsFrom: fromMsg('from'), messages: fromMsg('list') })], {
      from: 'json',
      list: [{ user_id: 'delivered-1', template_variables: { firstname: 'A', lastname: 'B', contractnumber: '1' } }],
    });
    expect(bench.caught).toEqual([]);
    expect(JSON.parse(bodies()[0]!).messages).toHaveLength(1);
  });
});

describe('the vendor node', () => {
  it('has the operations that no verb has', async () => {
    await bench.run([trigger(LATER)], { payload: people(2) });
    await bench.deploy([vendorNode('batch.getScheduled', { campaignId: str(WELCOME), sendRows: choice('all') })]);
    bench.out.length = 0;
    bench.listen();
    const [msg] = await bench.send({ payload: '' });
    expect(msg!.payload).toMatchObject([{ recipients: 2 }]);
  });

  it('has all the others too', async () => {
    await bench.run([vendorNode('batch.trigger', { campaignId: str(WELCOME) })], { payload: people(1) });
    expect(await bench.batches()).toHaveLength(1);
  });
});

describe('an account', () => {
  it('may have its address in the environment, as a whole or a part', async () => {
    const { port } = new URL(bench.sandbox.url);
    process.env.TEST_SANDBOX = `http://127.0.0.1:${port}`;
    await bench.run([trigger(), bench.account({ baseUrl: { type: 'env', value: '${TEST_SANDBOX}/bryj' } })], { payload: people(1) });
    expect(bench.caught).toEqual([]);
    expect(await bench.batches()).toHaveLength(1);
  });

  it('signs in once for all the nodes that use it, also at the same time', async () => {
    await bench.start([trigger()]);
    for (let i = 0; i < 3; i++) bench.post({ payload: people(1) });
    await bench.until(() => bench.out.length === 3);
    expect(bench.sandbox.requests().filter(({ path }) => path.endsWith('sign_in'))).toHaveLength(1);
  });
});
