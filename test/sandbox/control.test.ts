import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox/index';
import { CSV, openSandbox, PERSON, START, WELCOME, Bench } from './helpers';

let bench: Bench;
beforeEach(async () => {
  bench = await openSandbox();
  await bench.signIn();
});
afterEach(() => bench.close());

describe('the control routes', () => {
  it('reset brings back the seed, the clock and the settings', async () => {
    const seeded = (await bench.batches()).map(({ campaignId, state, count }) => ({ campaignId, state, count }));
    const clock = (await bench.control('GET', '/clock')).body.now;
    await bench.upload(WELCOME, CSV);
    await bench.control('POST', '/bryj/settings', { processingMs: 1, quota: 5 });
    await bench.advance(1e9);
    await bench.fault({ kind: 'status', status: 500 }, { times: null });
    expect((await bench.control('POST', '/reset')).body.now).toBe(clock);
    expect((await bench.batches()).map(({ campaignId, state, count }) => ({ campaignId, state, count }))).toEqual(seeded);
    expect((await bench.control('GET', '/bryj/settings')).body).toMatchObject({ processingMs: 2000, quota: 10_000 });
    expect((await bench.control('GET', '/requests')).body.requests).toEqual([]);
    expect((await bench.scheduled()).status).toBe(401);
  });

  it('makes campaigns, and changes their state', async () => {
    const campaign = { id: 'CMP_mine', variables: ['x'], title: 'Hi {{x}}', body: '{{x}} and {{y}}' };
    expect(await bench.control('POST', '/bryj/campaigns', campaign)).toMatchObject({ status: 201, body: { channel: 'push', state: 'ongoing' } });
    const sent = await bench.trigger({ campaign_id: 'CMP_mine', messages: [{ user_id: 'a', template_variables: { x: '{{y}}' } }] });
    const page = (await bench.control('GET', `/bryj/batches/${sent.body.request_id}/messages`)).body;
    expect(page.messages[0]).toMatchObject({ title: 'Hi {{y}}', body: '{{y}} and {{y}}', status: 'pending' });
    await bench.control('POST', '/bryj/campaigns', { id: 'CMP_mine', state: 'stopped' });
    expect((await bench.trigger({ campaign_id: 'CMP_mine', messages: [PERSON] })).body.error_message).toMatch(/ is not ready$/);
  });

  it('refuses what it does not understand', async () => {
    expect((await bench.control('POST', '/clock', { advanceMs: -1 })).status).toBe(400);
    expect((await bench.control('POST', '/bryj/settings', { speed: 1 })).body.error).toContain('speed');
    expect((await bench.control('POST', '/bryj/synthetic', { rows: 1.5 })).status).toBe(400);
    expect((await bench.control('POST', '/bryj/campaigns', {})).status).toBe(400);
    expect((await bench.control('GET', '/bryj/batches/none')).status).toBe(404);
  });

  it('answers no other site', async () => {
    const answer = await bench.fetch(`${bench.sandbox.url}/_sandbox/reset`, { method: 'POST', headers: { origin: 'http://elsewhere.example' } });
    expect(answer.status).toBe(403);
  });

  it('shows in the journal what went over the wire', async () => {
    await bench.upload(WELCOME, CSV);
    expect(bench.last()).toMatchObject({
      vendor: 'bryj',
      method: 'POST',
      path: '/bryj/api/campaigns/trigger',
      authorization: 'present',
      complete: true,
      status: 200,
    });
    expect(bench.last().headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(bench.last().headers).not.toHaveProperty('authorization');
    expect(bench.last().body).toContain(CSV);
  });

  it.each(['bryj', 'braze', 'followAnalytics', 'horisen', 'moEngage'])(
    "%s answers with the sandbox's own clock and name, also when it refuses",
    async (vendor) => {
      await bench.advance(86_400_000);
      const { headers } = await fetch(`${bench.sandbox.baseUrls[vendor]}/nowhere`);
      expect([headers.get('date'), headers.get('x-campaign-sandbox')]).toEqual([new Date(START + 86_400_000).toUTCString(), '1']);
    },
  );

  it('is healthy', async () => {
    expect((await bench.fetch(`${bench.sandbox.url}/healthz`)).body).toEqual({ ok: true });
  });

  it('keeps idle connections open longer than clients do, so that none sends on a connection that is being closed', async () => {
    for (const path of ['/healthz', '/braze/users/track', '/_sandbox/braze/settings']) {
      const { headers } = await fetch(`${bench.sandbox.url}${path}`);
      expect([path, headers.get('keep-alive')]).toEqual([path, 'timeout=72']);
    }
  });
});

describe('starting and stopping', () => {
  it('without seed has the account and nothing else', async () => {
    const empty = new Bench(await startSandbox({ seed: false }));
    expect((await empty.signIn()).status).toBe(200);
    expect(await empty.batches()).toEqual([]);
    expect((await empty.scheduled()).status).toBe(400);
    await empty.close();
  });

  it('leaves nothing in its folder', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-test-'));
    const own = new Bench(await startSandbox({ dataDir }));
    await own.signIn();
    await own.upload(WELCOME, CSV);
    const [folder] = readdirSync(dataDir);
    expect(readdirSync(join(dataDir, folder as string))).toHaveLength(1);
    await own.upload({ campaign_id: 'CMP_nobody' }, CSV);
    expect(readdirSync(join(dataDir, folder as string))).toHaveLength(1);
    await own.close();
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('ends although a request hangs and a page listens', async () => {
    const own = new Bench(await startSandbox());
    await own.fault({ kind: 'timeoutBefore' });
    const hanging = own.fetch('/users/sign_in', { method: 'POST', body: '{}' }).catch((error: Error) => error.message);
    const events = await fetch(`${own.sandbox.url}/_sandbox/events`);
    await own.until(() => own.last()?.complete === true);
    await own.close();
    expect(await hanging).toBe('fetch failed');
    await events.body?.cancel().catch(() => {});
  });
});

describe('the outbox', () => {
  const EVIL = `<img src=x onerror="alert(1)"></script>`;

  it('shows a message as its receiver would have seen it', async () => {
    const { body } = await bench.upload(WELCOME, `User,contractnumber,firstname,lastname\nmarie-optout,42,Marie,LEROY\n`);
    const page = async () => (await bench.control('GET', `/bryj/batches/${body.request_id}/messages`)).body;
    expect(await page()).toMatchObject({
      total: 1,
      counts: { pending: 1 },
      messages: [{ user: 'marie-optout', title: 'Welcome, Marie!', body: 'Dear Marie LEROY, your contract 42 is ready. Tap to read it.', status: 'pending' }],
    });
    await bench.advance(2000);
    expect(await page()).toMatchObject({ counts: { 'Opt out': 1 }, messages: [{ status: 'Opt out' }] });
  });

  it('never takes what was sent for markup', async () => {
    const { body } = await bench.trigger({
      ...WELCOME,
      messages: [{ user_id: EVIL, template_variables: { firstname: EVIL, lastname: '', contractnumber: '' } }],
    });
    // The page itself holds no data; data come as JSON, which no browser renders.
    const html = await bench.fetch(`${bench.sandbox.url}/outbox`);
    expect(html.body).not.toContain('<img');
    const data = await bench.control('GET', `/bryj/batches/${body.request_id}/messages`);
    expect(data.headers.get('content-type')).toContain('application/json');
    expect(data.body.messages[0].user).toBe(EVIL);
    // Its script sets text only, and the policy lets no other script run.
    const folder = join(__dirname, '../../sandbox/page');
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    expect(sources.length).toBeGreaterThan(20);
    for (const file of sources) {
      expect([file, readFileSync(join(folder, file), 'utf8')]).toEqual([
        file,
        expect.not.stringMatching(/inner\W?HTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|srcdoc/i),
      ]);
    }
    const policy = html.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1];
    expect(html.body).toContain(`<script nonce="${nonce}">`);
  });

  it('needs nothing from elsewhere', async () => {
    const { status, body } = await bench.fetch(`${bench.sandbox.url}/`);
    expect(status).toBe(200);
    expect(body).not.toMatch(/(?:src|href)="https?:|@import|url\(http/);
    expect(body).not.toMatch(/\/\*(?:script|style)\*\//);
  });

  it('hears of news', async () => {
    const response = await fetch(`${bench.sandbox.url}/_sandbox/events`);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const next = async () => Buffer.from((await reader.read()).value ?? []).toString();
    expect(await next()).toContain('hello');
    await bench.trigger({ ...WELCOME, messages: [PERSON] });
    expect(await next()).toContain('changed');
    await reader.cancel();
  });
});
