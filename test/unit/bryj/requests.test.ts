import { bryj } from '../../../vendors/bryj';
import { collect, failureIn, jsonOf, rowsOf, run, sampleAccount, scripted, testHost } from '../../support/host';

const account = sampleAccount(bryj);
const call = (operation: string, input: { readonly [wireName: string]: unknown }, options = {}) => ({
  vendor: bryj,
  operation,
  inputs: [input],
  account,
  options,
});
const ID = '4c74a153ff6f31c7ac75480e06373d6b';
const stream = (...texts: string[]) =>
  (async function* () {
    for (const text of texts) yield new TextEncoder().encode(text);
  })();
const header = 'app_id,campaign_id,user_id,device_id,sent_at,request_id,channel,error_message\n';
const row = (user: string, error = '') => `APP,CMP,${user},dev,2026-01-01,REQ,push,${error}\n`;

describe('cancel', () => {
  const cancel = (...answers: Parameters<typeof scripted>) =>
    run(call('batch.cancel', { request_id: ID }, { simplify: true }), testHost({ vendor: scripted(...answers) }).ports);

  it.each([
    ['as a list', { messages: [{ user_id: 'a' }] }, { recipients: 1, messages: [{ user_id: 'a' }] }],
    [
      'as an object with the list',
      { Messages: { campaign_identifier: 'X', messages: [{ user_id: 'a' }, { user_id: 'b' }] } },
      { recipients: 2, messages: [{ user_id: 'a' }, { user_id: 'b' }] },
    ],
    ['as a link', { messages: 'https://bucket.example/m.csv' }, { messages_url: 'https://bucket.example/m.csv' }],
  ])('gives the batch back, its messages %s', async (_, messages, shown) => {
    const [outcome] = await cancel({ body: { request_id: ID, campaign_id: 'CMP', requested_at: '1652281434', to_be_send_at: 1654514804000, ...messages } });
    expect(jsonOf(outcome)).toEqual({
      cancelled: true,
      request_id: ID,
      campaign_id: 'CMP',
      requested_at: '2022-05-11T15:03:54Z',
      to_be_send_at: '2022-06-06T11:26:44Z',
      ...shown,
    });
  });

  it('of a batch that is cancelled already is a success', async () => {
    const [outcome] = await cancel({ status: 400, body: { error_message: 'Request already canceled' } });
    expect(jsonOf(outcome)).toEqual({ cancelled: true, already_cancelled: true, request_id: ID });
  });

  it('after a lost answer is asked again and finds its own work done', async () => {
    const [outcome] = await cancel({ status: 502 }, { status: 400, body: { error_message: 'Request already canceled' } });
    expect(jsonOf(outcome)).toMatchObject({ already_cancelled: true });
  });

  it('too late is a conflict', async () => {
    const [outcome] = await cancel({ status: 400, body: { error_message: "Request can't be canceled" } });
    expect(failureIn(outcome)).toMatchObject({ code: 'conflict', todo: expect.stringContaining('report') });
  });

  it('writes an odd id safely into the path', async () => {
    const vendor = scripted({ body: { request_id: 'x' } });
    await run(call('batch.cancel', { request_id: ' a..b&c ' }), testHost({ vendor }).ports);
    expect(vendor.requests[0]!.url).toBe('https://core.bryj.ai/api/campaigns/request/a..b%26c/cancel');
  });
});

describe('report', () => {
  const urls = (...paths: string[]) => ({ body: { request_id: ID, reports: paths.map((path) => `https://files.example/${path}`) } });
  const notReady = { status: 400, body: { error_message: 'Request not processed yet' } };
  const report = (options: object, vendor: ReturnType<typeof scripted>, unauthenticated = scripted({ stream: stream(header, row('u1')) })) => {
    const host = testHost({ vendor, unauthenticated });
    return { host, unauthenticated, outcomes: run(call('batch.getReport', { request_id: ID }, options), host.ports) };
  };

  it('is one row a device, in the form that all vendors share', async () => {
    const { outcomes } = report(
      { simplify: true },
      scripted(urls('a')),
      scripted({ stream: stream(header, row('u1'), row('u2', 'Opt out'), row('u3', 'In progress'), row('u4', 'Something new')) }),
    );
    const rows = await rowsOf((await outcomes)[0]);
    expect(rows.map(({ userId, status, errorCode }) => [userId, status, errorCode])).toEqual([
      ['u1', 'sent', ''],
      ['u2', 'failed', 'optOut'],
      ['u3', 'inProgress', ''],
      ['u4', 'failed', 'other'],
    ]);
    expect(rows[1]).toMatchObject({
      vendor: 'bryj',
      campaignId: 'CMP',
      requestId: 'REQ',
      errorMessage: 'Opt out: The user is no longer opted in to push.',
    });
  });

  it.each([
    [{ only_failures: true }, true, ['u2', 'u5']],
    [{ channel: 'inapp' }, true, ['u5', 'u6']],
    [{ only_failures: true, channel: 'push' }, true, ['u2']],
    [{ only_failures: true }, false, ['u2', 'u5']],
    [{ only_failures: false, channel: 'all' }, true, ['u1', 'u2', 'u3', 'u5', 'u6']],
  ])('filtered by %j, simplified %s, is these rows', async (filters, simplify, expected) => {
    const inapp = (text: string) => text.replace(',push,', ',inapp,');
    const files = () => ({ stream: stream(header, row('u1'), row('u2', 'Opt out'), row('u3', 'In progress'), inapp(row('u5', 'New')), inapp(row('u6'))) });
    const host = testHost({ vendor: scripted(urls('a')), unauthenticated: scripted(files()) });
    const outcomes = await run(call('batch.getReport', { request_id: ID, ...filters }, { simplify }), host.ports);
    expect((await rowsOf(outcomes[0])).map((each) => each.userId ?? each.user_id)).toEqual(expected);
    const limited = testHost({ vendor: scripted(urls('a')), unauthenticated: scripted(files()) });
    const first = await run(call('batch.getReport', { request_id: ID, ...filters }, { simplify, limit: 1 }), limited.ports);
    expect((await rowsOf(first[0])).map((each) => each.userId ?? each.user_id)).toEqual(expected.slice(0, 1));
  });

  it.each([
    ['2022-09-02 07:39:00 UTC', '2022-09-02T07:39:00Z'],
    ['2022-09-02 07:39:00', '2022-09-02T07:39:00Z'],
    ['2022-09-02T07:39:00+00:00', '2022-09-02T07:39:00+00:00'],
    ['', ''],
    ['soon', 'soon'],
  ])('says with a time zone when %j was', async (sent, expected) => {
    const { outcomes } = report({ simplify: true }, scripted(urls('a')), scripted({ stream: stream(header, row('u1').replace('2026-01-01', sent)) }));
    expect((await rowsOf((await outcomes)[0]))[0]).toMatchObject({ sentAt: expected });
  });

  it('begins with the columns that everybody needs, and ends with what is the same in each row', async () => {
    const { outcomes } = report({ simplify: true }, scripted(urls('a')));
    expect(Object.keys((await rowsOf((await outcomes)[0]))[0]!)).toEqual([
      ...['userId', 'status', 'errorCode', 'errorMessage', 'channel', 'sentAt', 'deviceId', 'appId', 'campaignId', 'requestId', 'vendor'],
    ]);
  });

  it('asked for once says that it is not ready, and how to wait', async () => {
    const vendor = scripted(notReady);
    const { outcomes, host } = report({}, vendor);
    expect(failureIn((await outcomes)[0])).toMatchObject({ code: 'notReady', todo: expect.stringContaining('Wait Until Ready') });
    expect([vendor.requests.length, host.slept]).toEqual([1, []]);
  });

  it('waits until it is ready, asking as often as told and no more', async () => {
    const vendor = scripted(notReady, { status: 400, body: { error_message: 'Batches not published yet' } }, urls('a'));
    const { outcomes, host } = report({ longestWaitMs: 3_600_000 }, vendor);
    expect(await rowsOf((await outcomes)[0])).toHaveLength(1);
    expect(host.slept).toEqual([300_000, 600_000]);
  });

  it('is given up after the longest wait, which it says', async () => {
    const { outcomes, host } = report({ longestWaitMs: 25 * 60_000 }, scripted(notReady));
    expect(failureIn((await outcomes)[0])).toMatchObject({ code: 'notReady', message: expect.stringContaining('25 min') });
    expect(host.slept).toEqual([300_000, 600_000, 600_000]);
  });

  it('stops waiting at once when the run is cancelled', async () => {
    const controller = new AbortController();
    const host = testHost({ vendor: scripted(notReady), signal: controller.signal });
    const ports = {
      ...host.ports,
      sleep: (_ms: number, signal?: { addEventListener(type: 'abort', f: () => void): void }) =>
        new Promise<void>((_, reject) => {
          signal!.addEventListener('abort', () => reject(new Error('cancelled by the user')));
          controller.abort();
        }),
    };
    await expect(run(call('batch.getReport', { request_id: ID }, { longestWaitMs: 3_600_000 }), ports)).rejects.toThrow('cancelled by the user');
  });

  it('reads each address once, though the answer lists it twice, and sends no credentials there', async () => {
    const { outcomes, unauthenticated } = report(
      {},
      scripted(urls('a', 'a', 'b')),
      scripted({ stream: stream(header, row('u1')) }, { stream: stream(header, row('u2')) }),
    );
    expect((await rowsOf((await outcomes)[0])).map(({ user_id: user }) => user)).toEqual(['u1', 'u2']);
    expect(unauthenticated.requests.map(({ url, headers, basic }) => [url, headers, basic])).toEqual([
      ['https://files.example/a', { 'accept-encoding': 'identity' }, undefined],
      ['https://files.example/b', { 'accept-encoding': 'identity' }, undefined],
    ]);
  });

  it.each([
    ['a text', 'https://files.example/a'],
    ['a list of objects', [{ url: 'https://files.example/a' }]],
    ['an object', { url: 'https://files.example/a' }],
    ['a list with something else in it', ['https://files.example/a', null]],
    ['a list of texts that are no addresses', ['a.csv']],
    ['a number', 3],
  ])('whose addresses are %s is refused, and no row is missing without a word', async (_, reports) => {
    const { outcomes, unauthenticated } = report({}, scripted({ body: { request_id: ID, reports } }));
    expect(failureIn((await outcomes)[0])).toMatchObject({ code: 'format', message: expect.stringContaining("its 'reports' is not a list of URLs") });
    expect(unauthenticated.requests).toHaveLength(0);
  });

  it('reads a part without a header line by the documented columns', async () => {
    const { outcomes } = report({}, scripted(urls('a')), scripted({ stream: stream(row('u1')) }));
    expect(await rowsOf((await outcomes)[0])).toEqual([expect.objectContaining({ app_id: 'APP', user_id: 'u1', error_message: '' })]);
  });

  it('asks for new addresses once when they have ended', async () => {
    const vendor = scripted(urls('old'), urls('new'));
    const { outcomes, unauthenticated } = report({}, vendor, scripted({ status: 403 }, { stream: stream(header, row('u1')) }));
    expect(await rowsOf((await outcomes)[0])).toHaveLength(1);
    expect(unauthenticated.requests.map(({ url }) => url)).toEqual(['https://files.example/old', 'https://files.example/new']);
    expect(vendor.requests).toHaveLength(2);
  });

  it('goes on where a download broke, no row lost and none twice', async () => {
    const text = header + row('u1') + row('u2') + row('u3');
    const headers = { 'content-length': String(text.length) };
    const broken = (async function* () {
      yield new TextEncoder().encode(text.slice(0, 120));
      throw new Error('aborted');
    })();
    const { outcomes } = report(
      {},
      scripted(urls('a')),
      scripted({ headers, stream: broken }, { headers, stream: stream(text.slice(0, 130)) }, { headers, stream: stream(text) }),
    );
    expect((await rowsOf((await outcomes)[0])).map(({ user_id: user }) => user)).toEqual(['u1', 'u2', 'u3']);
  });

  it('says so when a part stays cut', async () => {
    const { outcomes } = report({}, scripted(urls('a')), scripted({ headers: { 'content-length': '999' }, stream: stream(header) }, { status: 500 }));
    await expect((async () => await rowsOf((await outcomes)[0]))()).rejects.toMatchObject({
      code: 'unavailable',
      vendor: 'bryj',
      operation: 'batch.getReport',
    });
  });

  it('names the column that a part lacks', async () => {
    const { outcomes } = report({}, scripted(urls('a')), scripted({ stream: stream('app_id,user_id\nA,u1\n') }));
    await expect((async () => await rowsOf((await outcomes)[0]))()).rejects.toMatchObject({ code: 'format', message: expect.stringContaining('campaign_id') });
  });

  it('is handed on as one file with one header line', async () => {
    const { outcomes } = report(
      {},
      scripted(urls('a', 'b')),
      scripted({ stream: stream(header.slice(0, 20), header.slice(20) + row('u1').trimEnd()) }, { stream: stream(header + row('u2')) }),
    );
    const [outcome] = await outcomes;
    if (outcome?.state !== 'done' || outcome.output.kind !== 'file') throw new Error('no file');
    expect(Buffer.concat(await collect(outcome.output.bytes())).toString()).toBe(header + row('u1') + row('u2'));
    expect(outcome.output).toMatchObject({ name: `report-${ID}.csv`, mimeType: 'text/csv', about: { request_id: ID, files: 2 } });
  });

  it('gives no more rows than asked for', async () => {
    const { outcomes } = report({ limit: 2 }, scripted(urls('a')), scripted({ stream: stream(header, row('u1'), row('u2'), row('u3')) }));
    expect(await rowsOf((await outcomes)[0])).toHaveLength(2);
  });

  it.each([
    'http://169.254.169.254/latest',
    'http://localhost:9/x',
    'https://10.0.0.7/x',
    'http://[::1]/x',
    'http://2130706433/x',
    'ftp://files.example/x',
    'https://intranet/x',
  ])('is not fetched from %s', async (url) => {
    const { outcomes, unauthenticated } = report({}, scripted({ body: { request_id: ID, reports: [url] } }));
    await expect((async () => await rowsOf((await outcomes)[0]))()).rejects.toMatchObject({ code: 'permission' });
    expect(unauthenticated.requests).toHaveLength(0);
  });

  it('is not fetched from a private address that a public one redirects to', async () => {
    const { outcomes, unauthenticated } = report({}, scripted(urls('a')), scripted({ status: 302, headers: { location: 'http://127.0.0.1/secret' } }));
    await expect((async () => await rowsOf((await outcomes)[0]))()).rejects.toMatchObject({ code: 'permission' });
    expect(unauthenticated.requests).toHaveLength(1);
  });

  it('is asked for three times at most, because each time counts against the quota', async () => {
    const vendor = scripted({ status: 500 });
    const { outcomes } = report({}, vendor);
    expect(failureIn((await outcomes)[0])).toMatchObject({ code: 'unavailable' });
    expect(vendor.requests).toHaveLength(3);
  });
});

describe('scheduled', () => {
  it('gives one row a request, times as dates', async () => {
    const vendor = scripted({
      body: {
        campaign_id: 'CMP',
        requests: [
          { request_id: 'r1', requested_at: 1652281434, to_be_send_at: 1654514804, messages: [{ user_id: 'a' }] },
          { request_id: 'r2', requested_at: 1, to_be_send_at: 2, messages: 'https://l.example' },
        ],
      },
    });
    const [outcome] = await run(call('batch.getScheduled', { campaign_id: 'CMP' }, { simplify: true }), testHost({ vendor }).ports);
    expect(await rowsOf(outcome)).toEqual([
      { request_id: 'r1', requested_at: '2022-05-11T15:03:54Z', to_be_send_at: '2022-06-06T11:26:44Z', recipients: 1, messages: [{ user_id: 'a' }] },
      { request_id: 'r2', requested_at: '1970-01-01T00:00:01Z', to_be_send_at: '1970-01-01T00:00:02Z', messages_url: 'https://l.example' },
    ]);
  });
});
