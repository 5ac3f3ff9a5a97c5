import type { JsonObject } from '../../../engine';
import { explain, statusCodes } from '../../../vendors/followAnalytics/batch/statusCodes';
import { failureIn, rowsOf, scripted, testHost } from '../../support/host';
import { answer, calling, expectRefused, refusal, REQUEST, stream, TRANSACTIONAL, wire } from './calling';

const URL_1 = 'https://files.example/reports/one.csv';
const HEADER = 'campaign_identifier,request_id,user_id,device_id,processed_at,status_code,status_details,channel\n';
const row = (user: string, code: string, details = '', channel = 'push') =>
  `${TRANSACTIONAL},${REQUEST},${user},dev-${user},2017-04-06T11:41:44Z,${code},${details},${channel}\n`;
const notYet = { status: 202, body: { success: true, result: 'Request not yet complete' } };
const ready = answer({ report_url: URL_1 });

const report = (options: JsonObject, send: ReturnType<typeof scripted>, ...files: Parameters<typeof scripted>) => {
  const unauthenticated = scripted(...(files.length > 0 ? files : [{ stream: stream(HEADER, row('u1', '')) }]));
  const host = testHost({ unauthenticated });
  return { host, unauthenticated, outcomes: calling('batch.getReport', [{ request_id: REQUEST }], send, { host, options }) };
};

describe('a report', () => {
  it.each([[['https://files.example/a']], [{ url: 'https://files.example/a' }], ['report.csv'], [5]])('whose address is %j is refused', async (url) => {
    const { outcomes, unauthenticated } = report({}, scripted(answer({ report_url: url })));
    expect(failureIn((await outcomes)[0])).toMatchObject({ code: 'format', message: expect.stringContaining("its 'report_url' is not a URL") });
    expect(unauthenticated.requests).toHaveLength(0);
  });

  it('is asked for by its request, and fetched without credentials', async () => {
    const send = scripted(ready);
    const { unauthenticated, outcomes } = report({}, send);
    expect(await rowsOf((await outcomes)[0])).toEqual([
      {
        campaign_identifier: TRANSACTIONAL,
        request_id: REQUEST,
        user_id: 'u1',
        device_id: 'dev-u1',
        processed_at: '2017-04-06T11:41:44Z',
        status_code: '',
        status_details: '',
        channel: 'push',
      },
    ]);
    expect(wire(send)).toEqual([`GET /api/campaigns/request?request_id=${REQUEST}`]);
    expect(unauthenticated.requests.map(({ url, headers }) => [url, headers])).toEqual([[URL_1, { 'accept-encoding': 'identity' }]]);
  });

  it('is one row a device, in the form that all vendors share', async () => {
    const { outcomes } = report({ simplify: true }, scripted(ready), {
      stream: stream(HEADER, row('u1', 'SUCCESS'), row('u2', 'DEVICE_OPT_OUT', '', 'inapp'), row('u2', 'Uninstall', 'gone'), row('u3', 'Brand_New', 'why')),
    });
    const rows = await rowsOf((await outcomes)[0]);
    expect(rows[1]).toEqual({
      vendor: 'followAnalytics',
      campaignId: TRANSACTIONAL,
      requestId: REQUEST,
      userId: 'u2',
      deviceId: 'dev-u2',
      appId: '',
      channel: 'inapp',
      sentAt: '2017-04-06T11:41:44Z',
      status: 'failed',
      errorCode: 'optOut',
      errorMessage: expect.stringMatching(/^DEVICE_OPT_OUT: .*\.$/),
    });
    expect(rows.map(({ userId, status, errorCode }) => [userId, status, errorCode])).toEqual([
      ['u1', 'sent', ''],
      ['u2', 'failed', 'optOut'],
      ['u2', 'failed', 'appUninstalled'],
      ['u3', 'failed', 'other'],
    ]);
    expect(rows[2]!.errorMessage).toMatch(/^Uninstall: .* \(gone\)$/);
    expect(rows[3]!.errorMessage).toBe('Brand_New (why)');
  });

  it.each([
    ['a 202', notYet],
    ['the same words with a 200', { status: 200, body: notYet.body }],
    ['a 202 without words', { status: 202, body: null }],
    ['a 200 without an address', answer({})],
    ['a 200 with an empty address', answer({ report_url: null })],
  ])('that is not ready says so with %s', async (_, reply) => {
    const send = scripted(reply);
    const { outcomes, host } = report({}, send);
    expect(failureIn((await outcomes)[0])).toMatchObject({ code: 'notReady', todo: expect.stringMatching(/^[A-Z].*\.$/) });
    expect([send.requests.length, host.slept]).toEqual([1, []]);
    const waiting = report({ longestWaitMs: 3_600_000 }, scripted(reply, ready));
    expect(await rowsOf((await waiting.outcomes)[0])).toHaveLength(1);
    expect(waiting.host.slept).toEqual([30_000]);
  });

  it('is waited for more and more patiently, for a day', async () => {
    const { outcomes, host } = report({ longestWaitMs: 86_400_000 }, scripted(notYet));
    expect(failureIn((await outcomes)[0])).toMatchObject({ code: 'notReady', message: expect.stringContaining('24 h') });
    expect(host.slept.slice(0, 7)).toEqual([30_000, 60_000, 120_000, 240_000, 480_000, 600_000, 600_000]);
    expect(host.slept.reduce((all, each) => all + each, 0)).toBe(86_400_000);
  });

  it('is asked for again where its address has ended', async () => {
    const send = scripted(ready, answer({ report_url: 'https://files.example/reports/two.csv' }));
    const { outcomes, unauthenticated } = report({}, send, { status: 403 }, { stream: stream(HEADER, row('u1', '')) });
    expect(await rowsOf((await outcomes)[0])).toHaveLength(1);
    expect(unauthenticated.requests.map(({ url }) => url)).toEqual([URL_1, 'https://files.example/reports/two.csv']);
    expect(send.requests).toHaveLength(2);
  });

  it('names the column that it lacks', async () => {
    const { outcomes } = report({}, scripted(ready), { stream: stream('campaign_identifier,user_id\nA,u1\n') });
    const [outcome] = await outcomes;
    await expect(rowsOf(outcome)).rejects.toMatchObject({ code: 'format', message: expect.stringContaining('status_code') });
  });

  it('of an unknown request is an error', async () => {
    const { outcomes } = report({}, scripted(refusal(400, 'No request found for ...')));
    expect(failureIn((await outcomes)[0])).toMatchObject({ code: 'notFound', status: 400, message: expect.stringContaining('No request found for') });
  });

  it('needs a request', async () => {
    expectRefused(await calling('batch.getReport', [{ request_id: ' ' }], scripted()), 'request_id', /'Request ID' \(request_id\) is empty/);
  });
});

describe('a status code', () => {
  it.each([
    ['DEVICE_OPT_OUT', 'optOut', /does not want push/],
    ['MESSAGE_TO_BIG', 'messageTooBig', /too long/],
    ['MESSAGE_TOO_BIG', 'messageTooBig', /too long/],
    ['VALIDATION_ERROR', 'invalidMessage', /template variable/],
    ['NO_CONNECTED_DEVICE', 'noDevice', /no device/],
    ['USER_UNKNOWN', 'unknownUser', /does not know the user ID/],
    ['MismatchSenderId', 'wrongSender', /FCM key or the UDID/],
    ['Uninstall', 'appUninstalled', /no longer installed/],
    ['FPErrTokenUnregistered', 'tokenUnregistered', /no longer active/],
    ['FPErrBadRecipientToken', 'badToken', /not valid/],
  ])('%s of the document is explained', (code, errorCode, says) => {
    const explained = explain(code, '');
    expect(explained).toEqual({ status: 'failed', errorCode, errorMessage: expect.stringMatching(says) });
    expect(explained.errorMessage).toMatch(new RegExp(`^${code}: [A-Z].*\\.$`));
    expect(statusCodes).toHaveProperty(code);
  });

  it.each(['', ' ', 'SUCCESS', 'ok', 'Delivered', 'sent'])("'%s' means that it was sent", (code) => {
    expect(explain(code, 'whatever')).toEqual({ status: 'sent', errorCode: '', errorMessage: '' });
  });

  it.each(['QuotaExceeded', 'device_opt_out', 'toString', 'constructor'])("'%s', which no document explains, is shown as it is", (code) => {
    expect(explain(code, '')).toEqual({ status: 'failed', errorCode: 'other', errorMessage: code });
    expect(explain(` ${code} `, ' more ')).toMatchObject({ errorMessage: `${code} (more)` });
  });
});
