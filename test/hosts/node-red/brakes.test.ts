import { vendors } from '../../../vendors';
import { moEngage } from '../../../vendors/moEngage';
import { demoAccount } from './accounts';
import { bool, choice, csvOf, fromMsg, num, people as bryjPeople, report, str, trigger, type Values } from './bench';
import { push } from './moEngagePush';
import { people, Sends } from './sends';

/** What keeps from harm: it fails closed, and says what it did. */
const sends = Sends.forEachTest();

describe('Stop Above', () => {
  const stop = { stopAbove: num(50) };

  it('lets as many people through as it says, and not one more', async () => {
    await sends.start([sends.trigger(stop)]);
    await sends.bench.send({ payload: people(50) });
    expect(sends.bench.caught).toEqual([]);
    await sends.bench.send({ payload: people(51) });
    expect(sends.failed.error).toMatchObject({
      code: 'validation',
      message: expect.stringContaining("'Stop Above (Recipients)' is 50, and this would go to 51 recipients. Nothing was sent."),
      cause: { payload: people(51), unknown: [] },
    });
    expect(sends.requests).toHaveLength(1);
  });

  it('counts those who are left, where the message comes back', async () => {
    await sends.fault({ kind: 'status', status: 400, body: { message: 'no' } }, 1);
    await sends.start([sends.trigger({ stopAbove: fromMsg('most') })]);
    await sends.bench.send({ payload: people(60), most: 60 });
    await sends.again({ most: 9 });
    expect(sends.failed.error.message).toContain('this would go to 10 recipients');
    await sends.again({ most: 10 });
    expect(sends.bench.out).toHaveLength(1);
  });

  it('refuses what nobody can count', async () => {
    await sends.start([sends.trigger({ ...stop, recipientsFrom: choice('everybody') })]);
    await sends.bench.send({});
    expect(sends.failed.error).toMatchObject({
      code: 'validation',
      message: expect.stringContaining('the number of recipients cannot be determined in advance'),
    });
    expect(sends.requests).toEqual([]);
  });

  it('is not held against a dry run only in words', async () => {
    await sends.start([sends.trigger({ ...stop, dryRun: bool(true) })]);
    await sends.bench.send({ payload: people(51) });
    expect(sends.failed.error.message).toContain('this would go to 51 recipients');
  });

  it.each([
    ['a list', {}, { payload: bryjPeople(51) }],
    ['a CSV file', { recipientsFrom: choice('file'), file: fromMsg('payload') }, { payload: csvOf(51) }],
  ])('looks into %s at Bryj', async (_, values, msg) => {
    await sends.bench.run([trigger({ ...stop, ...values })], msg);
    expect(sends.bench.failure.message).toContain('this would go to 51 recipients. Nothing was sent.');
    expect(sends.bench.triggers()).toEqual([]);
  });
});

describe('Dry Run', () => {
  it.each(['true', 'TRUE', ' yes ', 'on', '1', 1, true, '', '  ', null, undefined, 'maybe', 2, {}])(
    'that the message gives as %p sends nothing',
    async (dry) => {
      await sends.start([sends.trigger({ dryRun: fromMsg('dry') })]);
      const [msg] = await sends.bench.send({ payload: people(1), ...(dry !== undefined && { dry }) });
      expect(msg!.payload).toMatchObject({ dryRun: true, requests: [{ method: 'POST', target: sends.bench.sandbox.baseUrls.braze }] });
      expect(sends.requests).toEqual([]);
    },
  );

  it.each(['false', 'No', 'off', '0', 0, false])('that is plainly off (%p) sends', async (dry) => {
    await sends.start([sends.trigger({ dryRun: fromMsg('dry') })]);
    await sends.bench.send({ payload: people(1), dry });
    expect(sends.requests).toHaveLength(1);
  });

  it.each([
    ['a JSONata expression', { type: 'jsonata', value: 'payload.dry' }],
    ['an environment variable', { type: 'env', value: 'TEST_NOT_THERE' }],
    ['a context', { type: 'flow', value: 'dry' }],
  ])('by %s that gives nothing sends nothing', async (_, dryRun) => {
    await sends.start([sends.trigger({ dryRun })]);
    await sends.bench.send({ payload: people(1) });
    expect(sends.bench.out).toHaveLength(1);
    expect(sends.requests).toEqual([]);
  });

  it('that is left alone, or empty, in the form sends', async () => {
    await sends.start([sends.trigger({ dryRun: { type: 'bool', value: '' } })]);
    await sends.bench.send({ payload: people(1) });
    expect(sends.requests).toHaveLength(1);
  });
});

describe('numbers of the form', () => {
  const wait = (name: string): Values => ({ requestId: str('r'), [name]: fromMsg('value') });

  it.each([
    ['askEvery', 0, "'Check Every (Seconds)' is 0; the minimum is 1. Enter a number of at least 1."],
    ['askEvery', -5, "'Check Every (Seconds)' is -5; the minimum is 1."],
    ['askEvery', 'abc', "'Check Every (Seconds)' must be a number but is text: abc."],
    ['longestWait', -1, "'Longest Wait (Minutes)' is -1; the minimum is 1."],
    ['longestWait', 20_000, "'Longest Wait (Minutes)' is 20000; the maximum is 10080."],
  ])('%s of %p: is told by its label and its limit, and nothing is asked', async (name, value, message) => {
    await sends.bench.run([report(wait(name))], { value });
    expect(sends.bench.failure).toMatchObject({ code: 'validation', message: expect.stringContaining(message) });
    expect(sends.bench.sandbox.requests()).toEqual([]);
  });

  it.each([
    [-1, "'Limit' is -1; the minimum is 1."],
    [1.5, "'Limit' must be a whole number but is 1.5."],
    ['abc', "'Limit' must be a whole number but is text: abc."],
  ])('Limit of %p likewise', async (value, message) => {
    await sends.bench.run([report({ requestId: str('r'), returnAll: bool(false), limit: fromMsg('value') })], { value });
    expect(sends.bench.failure.message).toContain(message);
    expect(sends.bench.sandbox.requests()).toEqual([]);
  });

  it.each([
    ['false', '3', 3],
    ['no', '', 50],
    [0, undefined, 50],
    ['TRUE', 3, 60],
  ])('Return All %p with a Limit of %p gives %p rows', async (all, limit, rows) => {
    await sends.bench.start([report({ requestId: fromMsg('id'), returnAll: fromMsg('all'), limit: fromMsg('limit'), sendRows: choice('all') })]);
    const id = await sends.bench.synthetic(60);
    const [msg] = await sends.bench.send({ id, all, limit });
    expect(msg!.payload).toHaveLength(rows);
  });

  it('that are left out take their defaults', async () => {
    await sends.bench.start([report({ requestId: fromMsg('id'), askEvery: fromMsg('none'), longestWait: fromMsg('none') })]);
    await sends.bench.send({ id: await sends.bench.synthetic(1) });
    expect(sends.bench.caught).toEqual([]);
  });
});

describe('the target', () => {
  it.each([
    ['TRUE', true],
    ['yes', true],
    ['1', true],
    ['whatever', true],
    ['', true],
    ['false', false],
  ])('is the test environment of MoEngage where the environment variable of the account is %p: %p', async (value, isTest) => {
    process.env.TEST_WORKSPACE = value;
    const { node, credentials } = demoAccount(moEngage, sends.bench.sandbox);
    const account = { ...node, values: { ...(node.values as object), testWorkspace: { type: 'env', value: 'TEST_WORKSPACE' } } };
    const [msg] = await sends.bench.run(
      [push({}, { account: node.id }), account],
      { payload: { id: 'demo-0001', text: 'It is on its way' } },
      { vendors, credentials },
    );
    delete process.env.TEST_WORKSPACE;
    const url = sends.bench.sandbox.baseUrls.moEngage!;
    expect(msg!.payload).toMatchObject({ test_environment: isTest, target: expect.stringMatching(isTest ? / at http/ : url) });
  });

  it('is named by the status as well', async () => {
    await sends.start();
    await sends.bench.send({ payload: people(3) });
    expect(sends.bench.statuses.at(-1)).toMatchObject({ fill: 'green', text: 'campaigns.status.sent (campaigns.status.local)' });
  });
});
