import type { Json, JsonObject } from '../../../engine';
import { vendors } from '../../../vendors';
import { moEngage } from '../../../vendors/moEngage';
import { demoAccount } from './accounts';
import { Bench, choice, choices, fromMsg, group, num, str, type FlowNode, type Msg, type Values } from './bench';
import { push } from './moEngagePush';

/** What matters most at MoEngage, in Node-RED's own runtime against the sandbox, which looks at every signature. */
let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const start = async (node: FlowNode, over: JsonObject = {}): Promise<void> => {
  const account = demoAccount(moEngage, bench.sandbox, over);
  await bench.start([{ ...node, account: account.node.id }, account.node], { vendors, credentials: account.credentials });
};
const run = async (node: FlowNode, msg: Msg = { payload: { id: 'demo-0001', text: 'It is on its way' } }, over?: JsonObject): Promise<Msg[]> => {
  await start(node, over);
  return await bench.send(msg);
};

const sent = (): JsonObject[] => bench.sandbox.requests().map(({ body }) => JSON.parse(body) as JsonObject);
const fault = (rule: object) => bench.sandbox.control('POST', '/faults', { vendor: 'moEngage', times: 1, ...rule });
const batches = async () => ((await bench.sandbox.control('GET', '/moEngage/batches')) as { readonly batches: readonly Json[] }).batches;

it('a message is a push, and what comes out says that it was accepted', async () => {
  const [msg] = await run(push());
  expect(msg!.payload).toEqual({
    status: 'accepted',
    campaign_name: 'order-shipped',
    cid: expect.any(String),
    request_id: expect.any(String),
    response_id: expect.any(String),
    test_environment: false,
    target: bench.sandbox.baseUrls.moEngage,
  });
  expect(sent()).toEqual([
    expect.objectContaining({
      appId: 'DEMOAPP',
      targetUserAttributes: { attribute: 'USER_ATTRIBUTE_UNIQUE_ID', comparisonParameter: 'is', attributeValue: 'demo-0001' },
      payload: { ANDROID: { title: 'Your order', message: 'It is on its way' } },
    }),
  ]);
  expect(bench.sandbox.requests()[0]!.path).toBe('/moengage/v2.1/transaction/sendpush');
});

it('messages of one name are one campaign', async () => {
  await start(push());
  for (const id of ['demo-0001', 'demo-0004', 'demo-0007']) bench.post({ payload: { id, text: `Hello ${id}` } });
  await bench.until(() => bench.out.length + bench.caught.length === 3);
  expect(bench.caught).toEqual([]);
  expect(new Set(bench.out.map(({ payload }) => (payload as JsonObject).cid)).size).toBe(1);
  expect(await batches()).toHaveLength(1);
});

it('an account of version 2 and of the test environment sends there', async () => {
  const [msg] = await run(push(), undefined, { version: 'v2', test_workspace: true });
  expect(msg!.payload).toMatchObject({ status: 'accepted', test_environment: true });
  expect(bench.sandbox.requests()[0]!.path).toBe('/moengage/v2/transaction/sendpush');
  expect(sent()[0]).toMatchObject({ appId: 'DEMOAPP_DEBUG' });
});

it('all that the form has goes out: platforms, time, goals, settings', async () => {
  await run(
    push({
      campaignName: str('spring-sale'),
      targetAudience: choice('Custom Segment'),
      customSegmentName: str('Demo Segment'),
      attributeValue: str(''),
      targetPlatform: choices('ANDROID', 'IOS', 'WEB'),
      ios: group({ title: str('Sale'), message: str('Half the price'), subtitle: str('Until Sunday') }),
      web: group({ title: str('Sale'), message: str('Half'), redirectURL: str('https://example.com'), iconURL: str('https://example.com/i.png') }),
      type: choice('periodic'),
      time: str('4:55 pm'),
      endDate: str('2099-11-07'),
      repeatAfter: num(1),
      timezone: str('Asia/Calcutta'),
      campaignTags: str('Transactional, Accounts'),
      conversionGoals: {
        type: 'rows',
        value: [
          {
            name: str('Order Placed'),
            eventName: str('OrderSuccess'),
            type: choice('double'),
            attribute: str('product_price'),
            number_filter: choice('is greater than'),
            number: num(999),
          },
        ],
      },
      advancedSettings: group({ ttl_web: num(30), priority_ios: choice('10') }),
    }),
  );
  expect(bench.caught).toEqual([]);
  expect(sent()[0]).toMatchObject({
    targetAudience: 'Custom Segment',
    customSegmentName: 'Demo Segment',
    targetPlatform: ['ANDROID', 'IOS', 'WEB'],
    payload: { IOS: { subtitle: 'Until Sunday' }, WEB: { redirectURL: 'https://example.com' } },
    campaignDelivery: { type: 'periodic', endDate: '11/07/2099', time: '04:55 PM', timezone: 'Asia/Calcutta', repeatAfter: '1' },
    campaignTags: ['Transactional', 'Accounts'],
    conversionGoals: [
      { name: 'Order Placed', eventName: 'OrderSuccess', attrs: { name: 'product_price', filter: 'is greater than', value: 999, type: 'numeric' } },
    ],
    advancedSettings: { ttl: { WEB: 30 }, notificationPrioritySettings: { iOS: 10 } },
  });
});

it('a payload as JSON, at a later time, to all users', async () => {
  await run(
    push({
      campaignName: str('later-for-all'),
      targetAudience: choice('All Users'),
      attributeValue: str(''),
      specify: choice('json'),
      payload: fromMsg('notification'),
      type: choice('later'),
      at: str('2099-05-10T16:33:00+05:30'),
      timezone: str('Asia/Kolkata'),
    }),
    { notification: { ANDROID: { title: 'Hello', message: 'All of you' } } },
  );
  expect(bench.caught).toEqual([]);
  expect(sent()[0]).toMatchObject({
    targetAudience: 'All Users',
    payload: { ANDROID: { title: 'Hello', message: 'All of you' } },
    campaignDelivery: { type: 'later', date: '05/10/2099', time: '04:33 PM', timezone: 'Asia/Kolkata' },
  });
  expect(await batches()).toEqual([expect.objectContaining({ state: 'scheduled' })]);
});

describe('a refusal', () => {
  it('that comes with HTTP 200 goes to Catch, with what to do', async () => {
    await run(push(), undefined, { api_key: 'nobody-knows-it' });
    expect(bench.out).toEqual([]);
    expect(bench.failure).toMatchObject({ code: 'authentication', message: expect.stringMatching(/^MoEngage answered: Signature is not verified\./) });
    expect(bench.failure.cause.todo).toContain("'Push API Key'");
    expect(JSON.stringify(bench.caught)).not.toContain('nobody-knows-it');
  });

  it.each<[string, Values, string]>([
    ['a short name', { campaignName: str('abc') }, "'Campaign Name' (campaignName) has 3 characters; at least 5 are required."],
    ['a user without an ID', { attributeValue: fromMsg('payload.nothing') }, "'Value' (attributeValue) is empty."],
    ['a platform without its notification', { targetPlatform: choices('ANDROID', 'WEB') }, "'Web' (web) is empty, but 'Web' is selected."],
  ])('before anything is sent: %s', async (_, values, message) => {
    await run(push(values));
    expect(bench.failure).toMatchObject({ code: 'validation', cause: { message } });
    expect(bench.sandbox.requests()).toEqual([]);
  });

  it('of a name that was used before says to choose another', async () => {
    const toAll = push({ campaignName: str('for-everybody'), targetAudience: choice('All Users'), attributeValue: str('') });
    await start(toAll);
    bench.post({ payload: { text: 'One' } });
    bench.post({ payload: { text: 'Two' } });
    await bench.until(() => bench.out.length + bench.caught.length === 2);
    expect(bench.out).toHaveLength(1);
    expect(bench.failure).toMatchObject({ code: 'conflict', cause: { field: 'campaignName' } });
  });
});

it('an answer that is lost is not repeated', async () => {
  await fault({ match: { path: '/sendpush' }, fault: { kind: 'resetAfter' } });
  await run(push());
  expect(bench.failure).toMatchObject({ code: 'outcomeUnknown', cause: { reached: 'maybe' } });
  expect(bench.failure.cause.todo).toContain('MoEngage dashboard');
  expect(bench.sandbox.requests()).toHaveLength(1);
});
