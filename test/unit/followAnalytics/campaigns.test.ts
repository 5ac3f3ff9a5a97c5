import { TransportError, type JsonObject } from '../../../engine';
import { collect, failureIn, jsonOf, rowsOf, scripted, testHost } from '../../support/host';
import { answer, calling, DRAFT, expectRefused, refusal, stream, wire } from './calling';

const LOST = new TransportError('socket hang up', 'maybe');
const V3 = 'application/vnd.fa.v3, application/json';

describe('a list of campaigns', () => {
  const row = (i: number): JsonObject => ({ identifier: `FACMPGN_${i}`, name: `C${i}`, status: 'Ongoing', type: 'classic' });
  const page = (from: number, count: number, more: JsonObject = {}) => ({
    body: { success: true, ...more, result: Array.from({ length: count }, (_, i) => row(from + i)) },
  });
  const query = (send: ReturnType<typeof scripted>, i = 0) => Object.fromEntries(new URL(send.requests[i]!.url).searchParams);

  it('asks with each filter in the form of the document', async () => {
    const send = scripted(page(0, 1));
    await calling(
      'campaign.getMany',
      [
        {
          app_ids: ['FAAPPLI_0VDvT50', 'FAAPPLI_demoShop'],
          status: 'ongoing,wait_sync',
          workflow_types: ['contextual', 'dynamic'],
          labels: ['vip', 'spring'],
          message_types: ['push-only', 'push-inapp'],
          search: 'welcome',
          order: 'start_date',
          from: '2026-01-01T00:00',
          to: '20260201T000000Z',
        },
      ],
      send,
    );
    expect(send.requests[0]).toMatchObject({ method: 'GET', headers: { accept: V3 } });
    expect(new URL(send.requests[0]!.url).pathname).toBe('/api/campaigns');
    expect(query(send)).toEqual({
      limit: '100',
      app_ids: 'FAAPPLI_0VDvT50,FAAPPLI_demoShop',
      status: 'ongoing,wait_sync',
      workflow_types: 'contextual,dynamic',
      labels: 'vip,spring',
      message_types: 'push-only,push-inapp',
      search: 'welcome',
      order: 'start_date',
      from: '2026-01-01T00:00:00+01:00',
      to: '2026-02-01T00:00:00+00:00',
    });
  });

  it('asks in version 2 without the vendor type', async () => {
    const send = scripted(page(0, 1));
    await calling('campaign.getMany', [{}], send, { over: { api_version: 'v2' } });
    expect(send.requests[0]!.headers.accept).toBe('application/json');
    expect(query(send)).toEqual({ limit: '100' });
  });

  it('goes on to the total, and leaves out what comes again because new campaigns moved the pages', async () => {
    const send = scripted(page(0, 100, { offset: 0, limit: 100, total_count: 151 }), page(99, 52, { offset: 100, limit: 100, total_count: 152 }));
    const [outcome] = await calling('campaign.getMany', [{}], send);
    const rows = await rowsOf(outcome);
    expect(rows.map(({ identifier }) => identifier)).toEqual(Array.from({ length: 151 }, (_, i) => `FACMPGN_${i}`));
    expect(send.requests.map((_, i) => query(send, i).offset)).toEqual([undefined, '100']);
  });

  it('goes by the page length that is answered, in numbers or in text, where no total is', async () => {
    for (const limit of [20, '20']) {
      const send = scripted(page(0, 20, { limit }), page(20, 20, { limit }), page(40, 5, { limit }));
      const [outcome] = await calling('campaign.getMany', [{}], send);
      expect(await rowsOf(outcome)).toHaveLength(45);
      expect(send.requests).toHaveLength(3);
    }
  });

  it('takes a total in text, and ends at a short page where nothing else is said', async () => {
    const told = scripted(page(0, 100, { total_count: '100' }));
    const [first] = await calling('campaign.getMany', [{}], told);
    expect(await rowsOf(first)).toHaveLength(100);
    expect(told.requests).toHaveLength(1);
    const silent = scripted(page(0, 100), page(100, 1));
    const [second] = await calling('campaign.getMany', [{}], silent);
    expect(await rowsOf(second)).toHaveLength(101);
    expect(silent.requests).toHaveLength(2);
  });

  it('gives flat rows with dates, or the campaigns as they came', async () => {
    const campaign = {
      ...row(1),
      status: 'Wait Sync',
      app_id: 'FAAPPLI_0VDvT50',
      includes_inapp: true,
      includes_push: false,
      labels: ['vip', 'spring'],
      launched_at: 1583770788,
      start_date: 1583770788,
      updated_at: 1583770832,
      created_at: 1583770787,
      params: { inapp: 'native' },
      reach: { count: 10661, optin: 0, total: 10661, token: null },
      stats: { viewed: 7, total_inapp_viewed: 9 },
    };
    const send = scripted(answer([campaign]));
    const [flat] = await calling('campaign.getMany', [{}], send, { options: { simplify: true } });
    expect(await rowsOf(flat)).toEqual([
      {
        campaign_id: 'FACMPGN_1',
        name: 'C1',
        status: 'wait_sync',
        type: 'classic',
        app_id: 'FAAPPLI_0VDvT50',
        includes_push: false,
        includes_inapp: true,
        labels: 'vip, spring',
        created_at: '2020-03-09T16:19:47Z',
        updated_at: '2020-03-09T16:20:32Z',
        launched_at: '2020-03-09T16:19:48Z',
        start_date: '2020-03-09T16:19:48Z',
        reach_count: 10661,
        reach_optin: 0,
        reach_total: 10661,
        stats_viewed: 7,
        stats_total_inapp_viewed: 9,
      },
    ]);
    const [raw] = await calling('campaign.getMany', [{}], send);
    expect(await rowsOf(raw)).toEqual([campaign]);
  });

  it.each([
    ['a state that is none', { status: ['running'] }, 'status[0]', /must be one of ongoing, finished, wait_sync, scheduled, draft, failed, canceled/],
    ['a kind of workflow that is none', { workflow_types: ['classic'] }, 'workflow_types[0]', /scheduled, contextual, transactional, dynamic/],
    ['a kind of message that is none', { message_types: ['push'] }, 'message_types[0]', /push-only, inapp-only, push-inapp/],
    ['an order that is none', { order: 'name' }, 'order', /must be one of/],
    ['a name with a comma', { labels: ['a', 'b,c'] }, 'labels[1]', /'Labels' \(labels\[1\]\) is 'b,c', which contains a comma/],
    ['an app with a comma', { app_ids: ['a,b', 'c'] }, 'app_ids[0]', /contains a comma/],
    ['a time that is none', { from: 'yesterday' }, 'from', /'From' \(from\) is not a valid date and time/],
    ['an end before the start', { from: '2026-02-01', to: '2026-01-01' }, 'to', /'To' \(to\) is 2026-01-01, which is before 'From' \(from\): 2026-02-01/],
  ])('is refused with %s, and nothing is asked', async (_, input, field, says) => {
    for (const operation of ['campaign.getMany', 'campaign.export']) {
      const send = scripted();
      expectRefused(await calling(operation, [input], send), field, says);
      expect(send.requests).toHaveLength(0);
    }
  });

  it.each([
    ['app', { from: '2026-01-01' }, 1],
    ['app', { to: '2026-01-01' }, 1],
    ['app', {}, 0],
    ['status', { from: '2026-01-01' }, 0],
    [undefined, { from: '2026-01-01' }, 0],
  ])('ordered by %s with %j has %i warnings that a date is ignored', async (order, dates, warnings) => {
    const [outcome] = await calling('campaign.getMany', [{ ...(order && { order }), ...dates }], scripted(page(0, 1)));
    expect(outcome?.state === 'done' ? outcome.warnings : []).toEqual(
      Array.from({ length: warnings }, () => expect.stringMatching(/ignores 'From' and 'To' if the order is 'app'/)),
    );
  });
});

describe('counts of campaigns', () => {
  const counts = {
    total_campaigns: 345,
    push_campaigns: 240,
    inapp_campaigns: 170,
    total_push_sent: 3040,
    total_push_opened: 1580,
    total_inapp_displayed: 720,
  };

  it.each([
    ['bare, as documented', { body: counts }],
    ['in the envelope of the other answers', answer(counts)],
  ])('are taken %s', async (_, reply) => {
    const send = scripted(reply);
    const [outcome] = await calling('campaign.getStats', [{ app_ids: ['A', 'B'], status: ['draft'], workflow_types: ['dynamic'], search: 'x' }], send);
    expect(jsonOf(outcome)).toEqual(counts);
    expect(wire(send)).toEqual(['GET /api/campaigns/quick_stats?app_ids=A,B&status=draft&workflow_types=dynamic&search=x']);
  });

  it('know only some of the filters', async () => {
    expectRefused(await calling('campaign.getStats', [{ labels: ['vip'] }], scripted()), 'labels', /no field 'labels'/);
    expectRefused(await calling('campaign.getStats', [{ app_ids: ['a,b', 'c'] }], scripted()), 'app_ids[0]', /comma/);
  });
});

describe('a launch', () => {
  const launch = (...answers: Parameters<typeof scripted>) => {
    const send = scripted(...answers);
    return { send, outcomes: calling('campaign.launch', [{ campaign_id: DRAFT }], send) };
  };
  const listing = (status: string, identifier = DRAFT) =>
    answer([
      { identifier: 'FACMPGN_other', status: 'Ongoing' },
      { identifier, status },
    ]);

  it.each([
    ['the envelope', { body: { success: true } }],
    ['the envelope with the campaign', answer({ campaign_id: DRAFT })],
    ['no body', { status: 204, body: null }],
    ['an empty body', { body: '' }],
    ['an empty object', { body: {} }],
  ])('is a success with %s', async (_, reply) => {
    const { send, outcomes } = launch(reply);
    expect(jsonOf((await outcomes)[0])).toEqual({ campaign_id: DRAFT, status: 'launched' });
    expect(wire(send)).toEqual([`PUT /api/campaign/${DRAFT}/launch`]);
    expect(send.requests[0]!.json).toBeUndefined();
    expect(send.requests[0]!.headers.accept).toBe(V3);
  });

  it.each([
    ['a lost answer', LOST],
    ['a failing server', { status: 502, body: '<html></html>' }],
    ['an answer that is not the API', { body: '<html>Welcome</html>' }],
    ['a word', { status: 202, body: 'OK' }],
    ['an answer that broke off', { body: '{"success": tr' }],
  ])('with %s is looked up, and not sent again', async (_, lost) => {
    const { send, outcomes } = launch(lost, listing('Wait Sync'));
    expect(jsonOf((await outcomes)[0])).toEqual({ campaign_id: DRAFT, status: 'launched' });
    expect((await outcomes)[0]).toMatchObject({ warnings: [expect.stringContaining('A check showed')] });
    expect(wire(send)).toEqual([`PUT /api/campaign/${DRAFT}/launch`, 'GET /api/campaigns?limit=100&order=updated_at']);
  });

  it('that is found not to have happened says so, and that it may be tried again', async () => {
    const { send, outcomes } = launch(LOST, listing('Draft'));
    expect(failureIn((await outcomes)[0])).toMatchObject({
      code: 'rejected',
      reached: 'no',
      message: expect.stringContaining('was not launched'),
      todo: 'Launch it again.',
    });
    expect(wire(send).filter((each) => each.startsWith('PUT'))).toHaveLength(1);
  });

  it.each([
    ['is not among the latest', listing('Ongoing', 'FACMPGN_another')],
    ['cannot be looked up', { status: 403 }],
    ['is looked up without a list', { body: { success: true } }],
  ])('whose campaign %s stays unknown', async (_, looked) => {
    const { outcomes } = launch(LOST, looked);
    expect(failureIn((await outcomes)[0])).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe', todo: expect.stringContaining('still a draft') });
  });

  it('that is refused is a failure', async () => {
    const { send, outcomes } = launch(refusal(400, 'Unknown campaign with identifier x'));
    expect(failureIn((await outcomes)[0])).toMatchObject({ code: 'notFound', status: 400 });
    expect(send.requests).toHaveLength(1);
    const denied = launch({ body: { success: false, error_message: 'No' } });
    expect(failureIn((await denied.outcomes)[0])).toMatchObject({ message: expect.stringContaining('No') });
  });

  it('writes an odd id safely into the path, and doubts an id of the other kind', async () => {
    const send = scripted({ body: { success: true } });
    const [outcome] = await calling('campaign.launch', [{ campaign_id: ' CGN_a b;c%2F ' }], send);
    expect(send.requests[0]!.url).toBe('https://api.follow-apps.com/api/campaign/CGN_a%20b%3Bc%252F/launch');
    expect(outcome?.state === 'done' && outcome.warnings).toEqual([
      "'Campaign ID' had spaces or invisible characters around it, which were removed.",
      expect.stringContaining('starts with FACMPGN_'),
    ]);
  });
});

describe('an export', () => {
  const notYet = { status: 202, body: { success: true, result: 'Request not yet complete' } };
  const WAITING = { options: { longestWaitMs: 3_600_000 } };
  const url = 'https://files.example/exports/campaigns.csv';
  const csv = 'identifier,name\nFACMPGN_1,"C, 1"\n';

  it('waits while it is being made, more and more patiently', async () => {
    const host = testHost({ unauthenticated: scripted({ stream: stream(csv) }) });
    const send = scripted(notYet, notYet, notYet, answer({ report_url: url }));
    const [outcome] = await calling('campaign.export', [{ order: 'updated_at', status: ['draft'] }], send, { host, ...WAITING });
    expect(await rowsOf(outcome)).toEqual([{ identifier: 'FACMPGN_1', name: 'C, 1' }]);
    expect(host.slept).toEqual([15_000, 30_000, 60_000]);
    expect(wire(send)[0]).toBe('GET /api/campaigns/list_export?status=draft&order=updated_at');
  });

  it('asked once says that it is not ready', async () => {
    const [outcome] = await calling('campaign.export', [{}], scripted(notYet));
    expect(failureIn(outcome)).toMatchObject({ code: 'notReady', status: 202 });
  });

  it.each([
    ['as url', { url }],
    ['as report_url', { report_url: url }],
    ['as text', url],
    ['deeper', { export: { files: [{ size: 3, download_url: url }] } }],
  ])('is fetched from the address in the result, %s, without credentials', async (_, result) => {
    const unauthenticated = scripted({ status: 404 }, { status: 403 }, { stream: stream(csv) });
    const host = testHost({ unauthenticated });
    const [outcome] = await calling('campaign.export', [{}], scripted(answer(result)), { host, ...WAITING });
    expect(await rowsOf(outcome)).toHaveLength(1);
    expect(host.slept).toEqual([15_000, 30_000]);
    expect(unauthenticated.requests.map((each) => [each.url, each.headers])).toEqual([
      [url, { 'accept-encoding': 'identity' }],
      [url, { 'accept-encoding': 'identity' }],
      [url, { 'accept-encoding': 'identity' }],
    ]);
  });

  it('that nobody waits for gives the address', async () => {
    const [outcome] = await calling('campaign.export', [{}], scripted(answer({ url })));
    expect(jsonOf(outcome)).toEqual({ url });
  });

  it.each([
    ['the answer itself', { headers: { 'content-type': 'text/csv' }, body: csv }],
    ['the text of the result', answer(csv)],
  ])('may be %s', async (_, reply) => {
    const [outcome] = await calling('campaign.export', [{}], scripted(reply));
    expect(await rowsOf(outcome)).toEqual([{ identifier: 'FACMPGN_1', name: 'C, 1' }]);
    if (outcome?.state !== 'done' || outcome.output.kind !== 'file') throw new Error('no file');
    expect(Buffer.concat(await collect(outcome.output.bytes())).toString()).toBe(csv);
    expect(outcome.output).toMatchObject({ name: 'campaigns.csv', mimeType: 'text/csv' });
  });

  it.each([
    ['an object', answer({ id: 7, state: 'queued' }), { id: 7, state: 'queued' }],
    ['a list', answer([{ identifier: 'a' }]), { result: [{ identifier: 'a' }] }],
    ['a list without an envelope', { body: [{ identifier: 'a' }] }, { result: [{ identifier: 'a' }] }],
    ['words', answer('We will mail it'), { result: 'We will mail it' }],
  ])('in no known form is handed on as it came: %s', async (_, reply, expected) => {
    const [outcome] = await calling('campaign.export', [{}], scripted(reply));
    expect(jsonOf(outcome)).toEqual(expected);
  });

  it('is no page of markup', async () => {
    const [outcome] = await calling('campaign.export', [{}], scripted({ body: '<html>\n<p>Hello, you</p></html>' }));
    expect(failureIn(outcome).code).toBe('format');
  });

  it('is warned about like the list', async () => {
    const [outcome] = await calling('campaign.export', [{ order: 'app', from: '2026-01-01' }], scripted(answer({ id: 7 })));
    expect(outcome?.state === 'done' && outcome.warnings).toHaveLength(1);
  });
});
