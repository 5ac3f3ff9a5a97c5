import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Json, JsonObject } from '../../../engine';
import type { Manner } from './bench';
import { testAccount } from './credentialTest';
import { toOne } from './moEngagePush';
import { Stage } from './stage';

/** What matters most at MoEngage, in n8n's own engine against the sandbox, which looks at every signature. */

const stage = new Stage('moEngage');
const run = (parameters: INodeParameters, items?: readonly INodeExecutionData[], manner?: Manner, over: Record<string, string | boolean> = {}) =>
  stage.run({ resource: 'push', operation: 'send', ...parameters }, items, manner, { accounts: stage.account(over) });

const toAll: INodeParameters = { ...toOne, campaignName: 'spring-sale', targetAudience: 'All Users' };
const toEach: INodeParameters = {
  ...toOne,
  attributeValue: '={{ $json.id }}',
  android: { title: '=Hello {{ $json.name }}', message: '=Order {{ $json.order }} is on its way' },
};

const people = (count: number): INodeExecutionData[] =>
  Array.from({ length: count }, (_, i) => ({ json: { id: `demo-${String(i + 1).padStart(4, '0')}`, name: `Name ${i + 1}`, order: 1000 + i } }));

const sent = (): JsonObject[] => stage.sandbox.requests().map(({ body }) => JSON.parse(body) as JsonObject);
const fault = (rule: object) => stage.fault({ times: 1, ...rule });
const settings = (changed: Record<string, Json>) => stage.sandbox.control('POST', '/moEngage/settings', changed);
interface Messages {
  readonly messages: readonly { readonly user: string }[];
}
interface Batches {
  readonly batches: readonly { readonly id: string }[];
}
const batches = async () => ((await stage.sandbox.control('GET', '/moEngage/batches')) as unknown as Batches).batches;
const messagesOf = async (id: string) => ((await stage.sandbox.control('GET', `/moEngage/batches/${id}/messages`)) as unknown as Messages).messages;

describe('many items of one campaign', () => {
  it('are a request each under one name, and the outbox shows each person the own text', async () => {
    const ran = await run(toEach, people(120));
    expect(ran.error).toBeUndefined();
    const answers = ran.jsons('Node');
    expect(answers).toHaveLength(120);
    expect(new Set(answers.map(({ cid }) => cid)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 'accepted', campaign_name: 'order-shipped', test_environment: false });
    expect(stage.sandbox.requests()).toHaveLength(120);
    const all = await batches();
    expect(all).toHaveLength(1);
    expect(JSON.stringify(await messagesOf(all[0]!.id))).toContain('"body":"Order 1003 is on its way"');
  });

  it('go on where one is refused and the node continues', async () => {
    const items = people(3);
    items[1]!.json.id = ' ';
    const ran = await run(toEach, items, { onError: 'continueRegularOutput' });
    const [first, second, refused] = ran.jsons('Node');
    expect([first!.status, second!.status]).toEqual(['accepted', 'accepted']);
    expect(JSON.stringify(refused)).toContain("'Value' (attributeValue) is empty");
    expect(stage.sandbox.requests()).toHaveLength(2);
  });

  it('wait for the limit of a minute, and none is lost or sent twice', async () => {
    await settings({ rate: 20 });
    const ran = await run(toEach, people(50));
    expect(ran.jsons('Node').map(({ status }) => status)).toEqual(Array(50).fill('accepted'));
    const accepted = stage.sandbox.requests().filter(({ path }) => path.includes('sendpush')).length;
    expect(accepted).toBeGreaterThan(50);
    const [batch] = await batches();
    const messages = await messagesOf(batch!.id);
    expect(messages.map(({ user }) => user).sort()).toEqual(people(50).map(({ json }) => json.id));
    expect(stage.slept.some((ms) => ms >= 1_000)).toBe(true);
  });
});

describe('the account', () => {
  it.each([
    ['2.1', {}, '/moengage/v2.1/transaction/sendpush'],
    ['2', { version: 'v2' }, '/moengage/v2/transaction/sendpush'],
  ])('speaks version %s', async (_, over, path) => {
    const ran = await run(toOne, undefined, undefined, over);
    expect(ran.error).toBeUndefined();
    expect(stage.sandbox.requests().map((each) => each.path)).toEqual([path]);
  });

  it('of the test environment says so in each result', async () => {
    const ran = await run(toOne, undefined, undefined, { testWorkspace: true });
    expect(ran.jsons('Node')).toEqual([expect.objectContaining({ status: 'accepted', test_environment: true })]);
    expect(sent()[0]).toMatchObject({ appId: 'DEMOAPP_DEBUG' });
  });

  it('with a wrong key says so, and shows neither key nor signature', async () => {
    const ran = await run(toOne, undefined, undefined, { apiKey: 'nobody-knows-it' });
    expect(ran.error).toMatchObject({ context: { data: { code: 'authentication', reached: 'yes' } } });
    expect(ran.error!.message).toBe('MoEngage answered: Signature is not verified.');
    expect(ran.error!.description).toContain("'Push API Key'");
    expect(JSON.stringify([ran.error!.message, ran.error!.description, ran.error!.context])).not.toMatch(/nobody-knows-it|[0-9a-f]{64}/);
    expect(stage.sandbox.requests()).toHaveLength(1);
  });
});

describe('whom and when', () => {
  it('a segment, at a later time, is scheduled in the outbox', async () => {
    const ran = await run({
      ...toAll,
      targetAudience: 'Custom Segment',
      customSegmentName: 'Demo Segment',
      type: 'later',
      at: new Date(stage.now + 3 * 86_400_000).toISOString(),
      additionalFields: { timezone: 'Asia/Kolkata', campaignTags: ['Transactional', 'Accounts'] },
    });
    expect(ran.error).toBeUndefined();
    expect(sent()[0]).toMatchObject({
      targetAudience: 'Custom Segment',
      customSegmentName: 'Demo Segment',
      campaignDelivery: {
        type: 'later',
        date: expect.stringMatching(/^\d\d\/\d\d\/\d{4}$/),
        time: expect.stringMatching(/^\d\d:\d\d [AP]M$/),
        timezone: 'Asia/Kolkata',
      },
      campaignTags: ['Transactional', 'Accounts'],
    });
    expect(await batches()).toEqual([expect.objectContaining({ state: 'scheduled' })]);
  });

  it('all users, every two days, on three platforms with goals and settings', async () => {
    const ran = await run({
      ...toAll,
      targetPlatform: ['ANDROID', 'IOS', 'WEB'],
      ios: { title: 'Sale', message: 'Half the price', category: 'SALE' },
      web: { title: 'Sale', message: 'Half the price', redirectURL: 'https://example.com/sale', iconURL: 'https://example.com/icon.png' },
      type: 'periodic',
      time: '09:30',
      endDate: '2099-12-31T00:00:00',
      repeatAfter: 2,
      additionalFields: {
        conversionGoals: {
          values: [{ name: 'Bought', eventName: 'Purchase', type: 'numeric', attribute: 'price', numberFilter: 'is between', from: 899, to: 999 }],
        },
        advancedSettings: { ttlAndroid: 60, ignoreFC: true },
      },
    });
    expect(ran.error).toBeUndefined();
    expect(sent()[0]).toMatchObject({
      targetPlatform: ['ANDROID', 'IOS', 'WEB'],
      campaignDelivery: { type: 'periodic', endDate: '12/31/2099', time: '09:30 AM', repeatAfter: '2' },
      conversionGoals: [{ name: 'Bought', eventName: 'Purchase', attrs: { name: 'price', filter: 'is between', value: '899,999', type: 'numeric' } }],
      advancedSettings: { ttl: { ANDROID: 60 }, ignoreFC: 'true' },
    });
  });

  it('users by an attribute of their own, and a payload as JSON', async () => {
    const ran = await run({
      ...toOne,
      attribute: 'custom',
      customAttribute: 'city',
      comparisonParameter: 'in',
      attributeValues: ['Pune', 'Lima'],
      specify: 'json',
      payload: '{"ANDROID": {"title": "Hello", "message": "Your city calls"}}',
    });
    expect(ran.error).toBeUndefined();
    expect(sent()[0]).toMatchObject({
      targetUserAttributes: { attribute: 'city', comparisonParameter: 'in', attributeValue: ['Pune', 'Lima'], isCustom: true },
      payload: { ANDROID: { title: 'Hello', message: 'Your city calls' } },
    });
  });
});

describe('a refusal', () => {
  it('that comes with HTTP 200 ends the run: a name that was used before', async () => {
    expect((await run(toAll)).error).toBeUndefined();
    const ran = await run(toAll);
    expect(ran.error).toMatchObject({ context: { data: { code: 'conflict', field: 'campaignName' } } });
    expect(ran.error!.description).toContain("another 'Campaign Name'");
    expect(await batches()).toHaveLength(1);
  });

  it('of a segment that is not there names what MoEngage said', async () => {
    const ran = await run({ ...toAll, targetAudience: 'Custom Segment', customSegmentName: 'Nobody' });
    expect(ran.error).toMatchObject({ context: { data: { code: 'validation' } } });
    expect(ran.error!.message).toContain("there is no segment 'Nobody'");
  });

  it.each<[string, INodeParameters, string]>([
    ['a short name', { ...toOne, campaignName: 'abc' }, "'Campaign Name' (campaignName) has 3 characters; at least 5 are required."],
    ['a platform without its notification', { ...toOne, targetPlatform: ['ANDROID', 'IOS'] }, "'iOS' (ios) is empty, but 'iOS' is selected."],
    ['a time that is past', { ...toOne, type: 'later', at: '2020-01-01T00:00:00' }, 'which is not in the future'],
    ['a life of two weeks', { ...toOne, additionalFields: { advancedSettings: { ttlWeb: 20_160 } } }, 'the maximum is 10080'],
  ])('before anything is sent: %s', async (_, parameters, message) => {
    const ran = await run(parameters);
    expect(ran.error!.message).toContain(message);
    expect(stage.sandbox.requests()).toEqual([]);
  });
});

describe('an answer that is lost', () => {
  it.each([{ kind: 'resetAfter' }, { kind: 'truncate', bytes: 5 }])(
    'by %j is not repeated, not even by Retry On Fail, and says where to look',
    async (kind) => {
      await fault({ match: { path: '/sendpush' }, fault: kind });
      const ran = await run(toOne, undefined, { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 });
      expect(ran.error).toMatchObject({ context: { data: { code: 'outcomeUnknown' } } });
      expect(ran.error!.description).toContain('MoEngage dashboard');
      expect(stage.sandbox.requests()).toHaveLength(1);
      expect(await batches()).toHaveLength(1);
    },
  );

  it('because nothing reached MoEngage is sent again', async () => {
    await fault({ match: { path: '/sendpush' }, fault: { kind: 'status', status: 429, body: '' } });
    const ran = await run(toOne);
    expect(ran.jsons('Node')).toEqual([expect.objectContaining({ status: 'accepted' })]);
    expect(stage.slept[0]).toBeGreaterThanOrEqual(60_000);
  });
});

it('a dry run shows the request without the signature, and sends nothing', async () => {
  const ran = await run({ ...toOne, options: { dryRun: true } });
  expect(ran.error).toBeUndefined();
  expect(JSON.stringify(ran.jsons('Node'))).toContain('"signature":"***"');
  expect(stage.sandbox.requests()).toEqual([]);
});

describe("n8n's test of an account", () => {
  const test = (over: object = {}) => {
    const { types, stored } = stage.account();
    return testAccount(types.moEngageApi!, { ...stored.moEngage!, ...over });
  };

  it.each([[{}], [{ version: 'v2' }], [{ testWorkspace: true }]])('passes for a good one: %j', async (over) => {
    expect(await test(over)).toBeUndefined();
    expect(stage.sandbox.accepted('moEngage')).toMatchObject({ requests: 0 });
    expect(stage.wire('sendpush').at(-1)!.headers).not.toHaveProperty('x-account-test');
  });

  it.each([
    [{ apiKey: 'wrong' }, /Signature is not verified.*'Workspace ID' and 'Push API Key'/],
    [{ apiKey: 'wrong', version: 'v2' }, /Signature is not verified/],
    [{ appId: 'OTHERAPP' }, /MoEngage answered/],
  ])('says what is wrong with %j', async (over, words) => {
    expect(await test(over)).toMatch(words);
  });
});
