import { CSV, openSandbox, PERSON, START, WELCOME, type Bench } from './helpers';

const HOUR = 3_600_000;
let bench: Bench;
beforeEach(async () => {
  bench = await openSandbox();
  await bench.signIn();
});
afterEach(() => bench.close());

const COLUMNS = 'app_id,campaign_id,user_id,device_id,sent_at,request_id,channel,error_message';

/** All rows of a report, each as its list of cells; ids in these tests have no commas. */
async function rowsOf(id: string): Promise<string[][]> {
  const { body } = await bench.report(id);
  const rows: string[][] = [];
  for (const url of new Set<string>(body.reports)) {
    const [header, ...lines] = (await bench.fetch(url)).body.trimEnd().split('\n');
    expect(header).toBe(COLUMNS);
    rows.push(...lines.map((line: string) => line.split(',')));
  }
  return rows;
}

describe('sign-in', () => {
  it('gives the token in the response header, on both documented paths', async () => {
    for (const path of ['/users/sign_in', '/users/sign_in.json']) {
      const answer = await bench.signIn('demo-password', path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('authorization')).toMatch(/^Bearer \S+$/);
    }
  });

  it('refuses a wrong password, and keeps passwords and tokens out of the journal', async () => {
    const answer = await bench.signIn('wrong "word"');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('authorization')).toBeNull();
    await bench.scheduled();
    const journal = JSON.stringify((await bench.control('GET', '/requests')).body);
    expect(journal).not.toMatch(/wrong|demo-password/);
    expect(journal).not.toContain(bench.authorization.slice(7));
    expect(bench.last()).toMatchObject({ method: 'GET', authorization: 'present', status: 200 });
  });

  it('answers 401 in JSON without a token, with a wrong one, and after an hour', async () => {
    expect(await bench.fetch('/api/campaigns/report?request_id=x')).toMatchObject({ status: 401, body: { error: expect.any(String) } });
    expect((await bench.fetch('/api/campaigns/trigger', { method: 'POST', body: 'x', headers: { authorization: 'Bearer nonsense' } })).status).toBe(401);
    await bench.advance(HOUR - 1);
    expect((await bench.scheduled()).status).toBe(200);
    await bench.advance(1);
    expect(await bench.scheduled()).toMatchObject({ status: 401, body: { error: 'Signature has expired' } });
    await bench.signIn();
    expect((await bench.scheduled()).status).toBe(200);
  });

  it('is free; every call with a token takes one unit of the quota', async () => {
    const used = async () => (await bench.control('GET', '/bryj/quota')).body.used;
    await bench.signIn();
    expect(await used()).toBe(0);
    await bench.scheduled();
    await bench.report('nothing');
    expect(await used()).toBe(2);
    await bench.control('POST', '/bryj/settings', { quota: 2 });
    expect(await bench.scheduled()).toMatchObject({ status: 429, body: { error_message: expect.stringContaining('quota') } });
    expect(await used()).toBe(2);
  });
});

describe('a push batch', () => {
  it('of JSON messages: scheduled, canceled', async () => {
    const sent = await bench.trigger({ ...WELCOME, send_at: '2022-05-10T15:00:00+01:00', messages: [PERSON] });
    expect(sent).toMatchObject({ status: 200, body: { request_id: expect.stringMatching(/^[0-9a-f]{32}$/) } });
    const facts = { request_id: sent.body.request_id, requested_at: START / 1000, to_be_send_at: START / 1000 + 7200 };
    expect((await bench.scheduled()).body).toEqual({ ...WELCOME, requests: [{ ...facts, messages: [PERSON] }] });
    expect((await bench.cancel(sent.body.request_id)).body).toEqual({
      ...facts,
      ...WELCOME,
      Messages: { campaign_identifier: 'CMP_demo_welcome', messages: [PERSON] },
    });
    expect((await bench.scheduled()).body.requests).toEqual([]);
    await bench.advance(10 * HOUR);
    await bench.signIn();
    expect((await bench.report(sent.body.request_id)).body).toEqual({ error_message: 'Request not processed yet' });
  });

  it('of a CSV file: its messages are a link', async () => {
    const file = 'User,contractnumber,firstname,lastname\r\n"a,b",1,"T ""x""\ny",D\r\n\r\nc,2,"",É';
    const sent = await bench.upload({ ...WELCOME, send_at: '20220510T150000+0000' }, file);
    const [scheduled] = (await bench.scheduled()).body.requests;
    expect((await bench.fetch(scheduled!.messages)).body).toBe('User,contractnumber,firstname,lastname\n"a,b",1,"T ""x""\ny",D\nc,2,,É\n');
    const canceled = (await bench.cancel(sent.body.request_id)).body;
    expect(canceled.messages).toMatch(/^http/);
    expect(canceled).not.toHaveProperty('Messages');
  });

  it('takes the fields before or after the file, and the double slash of the cURL sample', async () => {
    const form = new FormData();
    form.append('campaign_id', 'CMP_demo_welcome');
    form.append('file', new Blob([CSV]), 'PEOPLE.CSV');
    const before = await bench.api('POST', '//api/campaigns/trigger', { body: form });
    const after = await bench.upload(WELCOME, CSV);
    for (const { body } of [before, after]) {
      expect((await bench.control('GET', `/bryj/batches/${body.request_id}`)).body).toMatchObject({ form: 'csv', count: 2, bytes: CSV.length });
    }
  });

  it('is processed by the clock alone, and then has a report for each app', async () => {
    const { body } = await bench.upload(WELCOME, CSV);
    await bench.advance(1999);
    expect((await bench.report(body.request_id)).body).toEqual({ error_message: 'Request not processed yet' });
    await bench.advance(1);
    const report = (await bench.report(body.request_id)).body;
    expect(report.request_id).toBe(body.request_id);
    expect(report.reports[0]).toBe(report.reports[1]);
    expect(new Set(report.reports).size).toBe(2);
    const rows = await rowsOf(body.request_id);
    expect(new Set(rows.map((row) => row[2]))).toEqual(new Set(['user_id1', 'user_id2']));
    expect(rows[0]?.slice(4, 7)).toEqual(['2022-05-10T12:00:02+00:00', body.request_id, 'push']);
  });

  it('has every documented error for the magic ids', async () => {
    const fates: Record<string, string> = {
      'a-delivered': '',
      'b-optout': 'Opt out',
      c_no_device: 'No device for user',
      uninstalled: 'App uninstalled',
      NotLoggedIn: 'Last user not logged in',
      'bad-token': 'FPErrBadRecipientToken',
      unregistered: 'FPErrTokenUnregistered',
      badjson: 'FPErrJSONMarshalling',
      pushfailed: 'FPErrPushFailed',
      inprogress: 'In progress',
    };
    const messages = Object.keys(fates).map((user_id) => ({ ...PERSON, user_id }));
    const { body } = await bench.trigger({ ...WELCOME, messages });
    await bench.advance(2000);
    const seen = async () => Object.fromEntries((await rowsOf(body.request_id)).map((row) => [row[2], row[7]]));
    expect(await seen()).toEqual(fates);
    await bench.advance(60_000);
    expect(await seen()).toEqual({ ...fates, inprogress: '' });
  });

  it('has a row per device', async () => {
    const ids = ['android-delivered', 'iphone-delivered', 'two-devices-delivered'];
    const { body } = await bench.trigger({ ...WELCOME, messages: ids.map((user_id) => ({ ...PERSON, user_id })) });
    await bench.advance(2000);
    expect((await rowsOf(body.request_id)).map((row) => `${row[0]} ${row[2]}`)).toEqual([
      'APP_demo_android android-delivered',
      'APP_demo_android two-devices-delivered',
      'APP_demo_ios iphone-delivered',
      'APP_demo_ios two-devices-delivered',
    ]);
  });

  it('is reported in parts, each with its header, when it is large', async () => {
    const { body } = await bench.control('POST', '/bryj/synthetic', { rows: 250_000, campaign_id: 'CMP_demo_plain' });
    const { reports } = (await bench.report(body.request_id)).body;
    expect(new Set(reports).size).toBe(6);
    expect(reports.at(-1)).toMatch(/\.csv\/part-0002\?/);
    const rows = await rowsOf(body.request_id);
    expect(new Set(rows.map((row) => row[2])).size).toBe(250_000);
    const errors = new Set(rows.map((row) => row[7]));
    expect(errors).toEqual(
      new Set([
        '',
        'Opt out',
        'No device for user',
        'App uninstalled',
        'Last user not logged in',
        'FPErrBadRecipientToken',
        'FPErrTokenUnregistered',
        'FPErrJSONMarshalling',
        'FPErrPushFailed',
      ]),
    );
    expect(rows.filter((row) => row[7] === '').length / rows.length).toBeGreaterThan(0.85);
  });

  it('starts parts and pages in the middle of an uploaded file', async () => {
    await bench.control('POST', '/bryj/settings', { rowsPerPart: 7001 });
    const lines = Array.from({ length: 20_000 }, (_, i) => `u${i},"line\n${i}",é,b`);
    const { body } = await bench.upload(WELCOME, `User,contractnumber,firstname,lastname\n${lines.join('\n')}`);
    await bench.advance(2000);
    const users = (await rowsOf(body.request_id)).map((row) => row[2]);
    expect(new Set(users).size).toBe(20_000);
    const page = (await bench.control('GET', `/bryj/batches/${body.request_id}/messages?offset=14999&limit=3`)).body;
    expect(page.total).toBe(20_000);
    expect(page.messages.map((message) => message.user)).toEqual(['u14999', 'u15000', 'u15001']);
    expect(page.messages[1].variables).toEqual({ contractnumber: 'line\n15000', firstname: 'é', lastname: 'b' });
  });
});

describe('an in-app batch', () => {
  it('is published before it has a report', async () => {
    const template_variables = { firstname: 'Léa', contractnumber: '1' };
    const { body } = await bench.trigger({
      campaign_id: 'CMP_demo_inapp',
      messages: [
        { user_id: 'a-delivered', template_variables },
        { user_id: 'b-optout', template_variables },
      ],
    });
    await bench.advance(2000);
    expect(await bench.report(body.request_id)).toMatchObject({ status: 400, body: { error_message: 'Batches not published yet' } });
    await bench.advance(3000);
    const rows = await rowsOf(body.request_id);
    expect(rows.map((row) => [row[6], row[7]])).toEqual(rows.map(() => ['inapp', '']));
  });
});

describe('report links', () => {
  const first = async () => {
    const { body } = await bench.control('POST', '/bryj/synthetic', { rows: 3 });
    return (await bench.report(body.request_id)).body.reports[0] as string;
  };

  it('refuse a request that also brings the token, as S3 does', async () => {
    const answer = await bench.fetch(await first(), { headers: { authorization: bench.authorization } });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('xml');
    expect(answer.body).toContain('Only one auth mechanism allowed');
  });

  it('live one hour, and do not stand changing', async () => {
    const url = await first();
    expect(await bench.fetch(url.replace('part-0000', 'part-0001'))).toMatchObject({ status: 403 });
    await bench.advance(HOUR - 1);
    expect((await bench.fetch(url)).status).toBe(200);
    await bench.advance(1);
    expect(await bench.fetch(url)).toMatchObject({ status: 403, body: expect.stringContaining('Request has expired') });
  });

  it('cost no quota', async () => {
    const url = await first();
    const before = (await bench.control('GET', '/bryj/quota')).body.used;
    await bench.fetch(url);
    expect((await bench.control('GET', '/bryj/quota')).body.used).toBe(before);
  });
});
