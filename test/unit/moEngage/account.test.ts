import { createHash } from 'node:crypto';
import { checkAccount, plan, validateCredential, type JsonObject } from '../../../engine';
import { moEngage } from '../../../vendors/moEngage';
import { credential } from '../../../vendors/moEngage/account';
import { sampleAccount, scripted, testHost } from '../../support/host';
import { ACCEPTED, call, push, toAll } from './calling';

/** The document's recipe, written down anew: the Python sample joins app id, campaign name and key by bars. */
const signed = (app: string, name: string, key: string): string => createHash('sha256').update([app, name, key].join('|')).digest('hex');

const sent = async (account: JsonObject, input: object = push) => (await call([input as never], scripted(ACCEPTED), { account })).send.requests[0]!;

describe('a request is signed', () => {
  it('in headers and body by version 2.1, over the name that is sent', async () => {
    const request = await sent({}, { ...push, campaignName: '  Spring sale  ' });
    const signature = signed('DEMOAPP', 'Spring sale', 'demo-push-key');
    expect(request.url).toBe('https://pushapi-01.moengage.com/v2.1/transaction/sendpush');
    expect(request.json).toMatchObject({ appId: 'DEMOAPP', campaignName: 'Spring sale', signature });
    expect(request.headers).toMatchObject({ 'x-moe-appkey': 'DEMOAPP', 'x-moe-pushapi-signature': signature, 'x-moe-query-type': 'user' });
  });

  it('in the body alone by version 2', async () => {
    const request = await sent({ version: 'v2' });
    expect(request.url).toBe('https://pushapi-01.moengage.com/v2/transaction/sendpush');
    expect(request.json).toMatchObject({ signature: signed('DEMOAPP', 'order-shipped', 'demo-push-key') });
    expect(Object.keys(request.headers).filter((name) => name.startsWith('x-moe'))).toEqual([]);
  });

  it.each([
    ['All Users', toAll, 'all users'],
    ['Custom Segment', { ...toAll, targetAudience: 'Custom Segment', customSegmentName: 'Loyal' }, 'custom segment'],
  ])('with the query type of %s', async (_, input, type) => {
    expect((await sent({}, input)).headers['x-moe-query-type']).toBe(type);
  });

  it.each([
    ['DEMOAPP', 'DEMOAPP_DEBUG'],
    ['DEMOAPP_DEBUG', 'DEMOAPP_DEBUG'],
    [' DEMOAPP ', 'DEMOAPP_DEBUG'],
  ])('for the test environment of %s as %s', async (app_id, app) => {
    const { outcomes, send } = await call([push], scripted(ACCEPTED), { account: { app_id, test_workspace: true } });
    expect(send.requests[0]!.json).toMatchObject({ appId: app, signature: signed(app, 'order-shipped', 'demo-push-key') });
    expect(outcomes[0]).toMatchObject({ output: { json: { test_environment: true } } });
  });

  it('and a preview shows neither the key nor the signature', async () => {
    const account = sampleAccount(moEngage, { app_id: 'DEMOAPP', api_key: 'demo-push-key' });
    const [preview] = await plan({ vendor: moEngage, operation: 'push.send', inputs: [push], account }, testHost().ports);
    expect(preview!.body).toMatchObject({ appId: 'DEMOAPP', signature: '***' });
    expect(JSON.stringify(preview)).not.toContain('demo-push-key');
  });
});

describe('an account', () => {
  const complete = { data_center: '02', app_id: 'DEMOAPP', api_key: 'k' };

  it.each(['01', '02', '03', '04', '05', '06', '101'])('of data center %s sends there', async (data_center) => {
    expect((await sent({ data_center })).url).toMatch(`https://pushapi-${data_center}.moengage.com/`);
  });

  it.each<[string, JsonObject, string, RegExp]>([
    ['no workspace', { ...complete, app_id: '' }, 'app_id', /is empty/],
    ['a workspace with a bar', { ...complete, app_id: 'a|b' }, 'app_id', /is not valid/],
    ['no key', { ...complete, api_key: '' }, 'api_key', /is empty/],
    ['no custom address', { ...complete, data_center: 'custom' }, 'custom_url', /is empty/],
    ['an address that is none', { ...complete, data_center: 'custom', custom_url: 'pushapi' }, 'custom_url', /is not valid/],
  ])('with %s is refused', (_, own, field, says) => {
    expect(validateCredential(credential, own)).toEqual([expect.objectContaining({ field, message: expect.stringMatching(says) })]);
  });

  const checked = async (body: JsonObject | null, status = 200, over: JsonObject = {}) => {
    const unauthenticated = scripted({ status, body });
    const said = checkAccount(moEngage, { id: 'm', credential: { ...complete, ...over } }, unauthenticated, testHost().ports);
    return { said, request: () => unauthenticated.requests[0]! };
  };
  const fail = (Error_Message: string) => ({ status: 'Fail', Error_Message });

  it.each([
    ['v21', 'https://pushapi-02.moengage.com/v2.1/transaction/sendpush'],
    ['v2', 'https://pushapi-02.moengage.com/v2/transaction/sendpush'],
  ])('is tested by a signed request that has nothing to send, in version %s', async (version, url) => {
    const { said, request } = await checked(fail('Error parsing parameters'), 200, { version });
    expect(await said).toMatch(/did not reject.*cannot send anything.*first push is the final proof/);
    const { method, json } = request();
    expect([method, request().url]).toEqual(['POST', url]);
    const { campaignName, signature, ...rest } = json as Record<string, string>;
    expect(signature).toBe(signed('DEMOAPP', campaignName!, 'k'));
    expect(rest).toEqual({ appId: 'DEMOAPP', requestType: 'push' });
  });

  it.each([
    [fail('Signature is not verified'), 200],
    [fail('Signature missing'), 200],
    [fail('Invalid appId'), 200],
    [null, 401],
    [null, 403],
    [null, 404],
    [null, 503],
    [null, 429],
  ])('fails its test with %j and status %d', async (body, status) => {
    await expect((await checked(body, status)).said).rejects.toThrow(/./);
  });
});
