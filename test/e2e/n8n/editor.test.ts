import { vendors } from '../../../vendors';
import { Editor } from './editor';
import { HOST_MS, proof, refusal, Server } from './server';

/** A real n8n, a real browser: what a user does and sees. */
let server: Server;
beforeAll(async () => {
  server = await Server.start();
}, HOST_MS);
afterAll(() => server.stop(), HOST_MS);

const STEPS_MS = 180_000;

describe('the package', () => {
  it('is known to n8n as a node and as a tool, with its search words and a preview of its output', async () => {
    const types = await server.get<{ name: string; codex?: { alias?: string[] } }[]>('/types/nodes.json');
    const ours = types.filter(({ name }) => name.startsWith('n8n-nodes-campaigns.'));
    expect(ours.map(({ name }) => name.replace('n8n-nodes-campaigns.', '')).sort()).toEqual(
      vendors.flatMap(({ id, triggers }) => [id, `${id}Tool`, ...(Object.keys(triggers).length > 0 ? [`${id}Trigger`] : [])]).sort(),
    );
    for (const { codex } of ours.filter(({ name }) => !name.endsWith('Tool'))) expect(codex?.alias).toContain('push');
    const preview = await server.get<{ properties: object }>('/schemas/n8n-nodes-campaigns.bryj/1.0.0/batch/getReport.json');
    expect(Object.keys(preview.properties)).toContain('errorCode');
    const today = await server.get<{ properties: object }>('/schemas/n8n-nodes-campaigns.bryj/2.0.0/batch/getReport.json');
    expect(Object.keys(today.properties)).toContain('error_code');
  });
});

describe('an account', () => {
  it(
    'is tested by signing in once, and nothing else is asked of the vendor',
    async () => {
      expect(await server.saveAndTest('Bryj sandbox', server.accountData())).toEqual({ status: 'OK', message: 'Connection successful!' });
      expect(server.sandbox.requests().filter(({ method }) => method !== 'HEAD')).toMatchObject([{ method: 'POST', path: '/bryj/users/sign_in', status: 200 }]);
    },
    STEPS_MS,
  );

  it(
    'with a wrong password is refused in words that help, after one try',
    async () => {
      const before = server.sandbox.requests().length;
      const { status, message } = await server.saveAndTest('Wrong password', server.accountData('not-this'));
      expect(status).toBe('Error');
      expect(message).toMatch(/Invalid Email or password/);
      expect(message).not.toContain('not-this');
      expect(server.sandbox.requests()).toHaveLength(before + 1);
    },
    STEPS_MS,
  );

  it(
    'at an address where nobody listens says so',
    async () => {
      const { status, message } = await server.saveAndTest('No server', server.accountData('x', 'http://127.0.0.1:9/bryj'));
      expect(status).toBe('Error');
      expect(message).toMatch(
        /^Could not reach Bryj to sign in: the connection was refused \(no answer from http:\/\/127\.0\.0\.1:9\)\..*sandbox running\?.*base URL/,
      );
    },
    STEPS_MS,
  );
});

describe('an account of FollowAnalytics', () => {
  const test = (name: string, over: object) => server.saveAndTest(`FollowAnalytics ${name}`, { ...server.followData(), ...over }, 'followAnalyticsApi');
  const asked = () =>
    server.sandbox
      .requests()
      .filter(({ path }) => path.startsWith('/follow-analytics/'))
      .map(({ method, path, status }) => `${method} ${path} ${status}`);

  it(
    'is tested by a list of campaigns, with a token or after signing in',
    async () => {
      const list = 'GET /follow-analytics/api/campaigns?limit=100';
      expect(await test('token', {})).toMatchObject({ status: 'OK' });
      expect(asked()).toEqual([`${list} 200`]);
      expect(await test('sign-in', { authentication: 'signIn', apiToken: '', email: 'demo@example.com', password: 'demo-password' })).toMatchObject({
        status: 'OK',
      });
      expect(asked().slice(1)).toEqual(['POST /follow-analytics/api/login 200', `${list} 200`]);
      expect(await test('wrong', { apiToken: 'nobody-knows-it' })).toEqual(refusal(401, /token/));
    },
    STEPS_MS,
  );
});

describe('an account of HORISEN', () => {
  const test = (name: string, over: object) => server.saveAndTest(`HORISEN ${name}`, { ...server.horisenData(), ...over }, 'horisenApi');
  const asked = () =>
    server.sandbox
      .requests()
      .filter(({ path }) => path.startsWith('/horisen/'))
      .map(({ method, path, status }) => `${method} ${path} ${status}`);

  it(
    'is tested by a token and the list of campaigns of its service',
    async () => {
      const list = '/horisen/news/v1/services/5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11/campaigns?sort=-created_dt&page_number=1&page_size=100';
      expect(await test('token', {})).toMatchObject({ status: 'OK' });
      expect(asked()).toEqual(['POST /horisen/oauth2/access-token 200', `GET ${list} 200`]);
    },
    STEPS_MS,
  );

  it(
    'with a wrong secret or service is refused in words that help',
    async () => {
      const secret = await test('secret', { clientSecret: 'not-this' });
      expect(secret).toMatchObject({ status: 'Error', message: expect.stringContaining('IP address is registered') });
      expect(secret.message).not.toContain('not-this');
      const service = await test('service', { serviceUuid: '99999999-9c1b-4a52-8d2b-1f0c8a7b3e11' });
      expect(service).toEqual(refusal(404, /Check the service UUID/));
    },
    STEPS_MS,
  );
});

describe('a Braze account', () => {
  const test = (apiKey: string) => server.saveAndTest(`Braze ${apiKey}`, server.brazeData(apiKey), 'brazeApi');

  it(
    'is tested by reading one page of campaigns; a key that may not do that is genuine all the same',
    async () => {
      const before = server.sandbox.requests().length;
      expect(await test('demo-rest-api-key')).toEqual({ status: 'OK', message: 'Connection successful!' });
      expect(await test('demo-key-without-permissions')).toEqual(proof(403));
      expect(server.sandbox.requests().slice(before)).toMatchObject(
        [200, 403].map((status) => ({ method: 'GET', path: '/braze/campaigns/list?page=0', status })),
      );
    },
    STEPS_MS,
  );

  it(
    'with a key that is none is refused in words that help',
    async () => {
      expect(await test('no-such-key')).toEqual(refusal(401, /HTTP 401.*Check the key and the REST endpoint of the account/));
    },
    STEPS_MS,
  );
});

describe('in the editor', () => {
  let editor: Editor;
  beforeAll(async () => {
    await server.saveAndTest('Demo account', server.accountData());
    editor = await Editor.open(server.n8n.url);
    await editor.signIn();
  }, STEPS_MS);
  afterAll(() => editor.close());

  it(
    'a batch is triggered and its report read',
    async () => {
      await editor.newWorkflow();
      await editor.addAction('Bryj', 'Trigger batch');
      await editor.chooseAccount('Demo account');
      await editor.fill('campaignId', 'CMP_demo_welcome');
      await editor.choose('recipientsFrom', 'JSON');
      const message = (user_id: string) => ({ user_id, template_variables: { firstname: 'Ada', lastname: 'Byron', contractnumber: '1815' } });
      await editor.fillJson('messages', ['delivered-1', 'optout-2', 'nodevice-3'].map(message));
      await editor.execute();
      const [id = 'no request ID'] = /[0-9a-f]{32}/.exec(await editor.outputWith('request_id')) ?? [];
      await editor.photograph('trigger');
      await editor.closeNode();

      await editor.addAction('Bryj', 'Get batch report');
      await editor.chooseAccount('Demo account');
      await editor.fillExpression('requestId', '$json.request_id', id);
      await editor.switchOn('waitUntilReady');
      await editor.fill('askEvery', '1');
      await editor.execute();
      const rows = await editor.outputWith('optout-2');
      await editor.photograph('report');
      for (const text of ['delivered-1', 'nodevice-3', 'failed', 'sent']) expect(rows).toContain(text);
      await editor.closeNode();
      await editor.photograph('workflow');
    },
    STEPS_MS,
  );

  it(
    'a segment is picked from the list of Braze, and its export wakes the execution when Braze calls',
    async () => {
      await server.saveAndTest('Braze demo', server.brazeData(), 'brazeApi');
      const before = server.sandbox.requests().length;
      await editor.newWorkflow();
      await editor.addAction('Braze', 'Export segment');
      await editor.chooseAccount('Braze demo');
      await editor.pick('segmentId', 'Demo');
      await editor.switchOn('waitForCallback');
      await editor.photograph('braze-export');
      await editor.execute();
      expect(await editor.outputWith('demo-0001')).toContain('demo-0001');
      await editor.photograph('braze-exported');
      const exported = server.sandbox
        .requests()
        .slice(before)
        .filter(({ path }) => path.endsWith('/users/export/segment'));
      expect(exported).toHaveLength(1);
      expect(JSON.parse(exported[0]!.body)).toMatchObject({ callback_endpoint: expect.stringContaining('/webhook-waiting/') });
      await editor.closeNode();
    },
    STEPS_MS,
  );

  it(
    'a message is written in the form of its kind',
    async () => {
      await editor.newWorkflow();
      await editor.addAction('Braze', 'Send message');
      await editor.chooseAccount('Braze demo');
      await editor.photograph('braze-send');
      await editor.closeNode();
    },
    STEPS_MS,
  );

  it(
    'a campaign is created by the form of its type, on the days that are ticked',
    async () => {
      const { status } = await server.saveAndTest('FollowAnalytics demo', server.followData(), 'followAnalyticsApi');
      expect(status).toBe('OK');
      const before = server.sandbox.requests().length;
      await editor.newWorkflow();
      await editor.addAction('FollowAnalytics', 'Create campaign');
      await editor.chooseAccount('FollowAnalytics demo');
      await editor.fill('name', 'Good morning');
      await editor.choose('type', 'Dynamic');
      await editor.pick('appId', 'FAAPPLI_0VDvT50');
      await editor.fill('pushMessage', 'Three new offers are waiting for you.');
      await editor.choose('audience', 'Everyone');
      await editor.tick('recurrenceDays', 'Monday', 'Friday');
      await editor.fill('notifInterval', '168');
      await editor.photograph('follow-create');
      await editor.execute();
      expect(await editor.outputWith('draft')).toContain('FACMPGN_');
      await editor.photograph('follow-created');
      const [created, ...others] = server.sandbox
        .requests()
        .slice(before)
        .filter(({ method }) => method === 'POST');
      expect(others).toEqual([]);
      expect(JSON.parse(created!.body)).toEqual({
        name: 'Good morning',
        type: 'dynamic',
        source: 'API',
        app_id: 'FAAPPLI_0VDvT50',
        includes_push: true,
        includes_inapp: false,
        start_date: 'now',
        params: { push_message: 'Three new offers are waiting for you.' },
        recurrence: { day_of_week: [1, 5] },
        notif_limit: { interval: 168 },
      });
      await editor.closeNode();
    },
    STEPS_MS,
  );

  it(
    'a campaign is created for a segment, again and again, and its next runs are told',
    async () => {
      expect(await server.saveAndTest('HORISEN demo', server.horisenData(), 'horisenApi')).toMatchObject({ status: 'OK' });
      await editor.newWorkflow();
      await editor.addAction('HORISEN', 'Create campaign');
      await editor.chooseAccount('HORISEN demo');
      await editor.fill('name', 'Every Monday');
      await editor.choose('status', 'Draft');
      await editor.choose('sendingType', 'SMS');
      await editor.fill('template', 'Hello @first_name');
      await editor.fill('sender', '+41587000000');
      await editor.addText('Add Recipient List', '11111111-c1af-11ee-8073-bf4d6e8c1618');
      await editor.choose('queryType', 'All Contacts');
      await editor.choose('scheduleType', 'Recurring');
      await editor.tick('byDay', 'Monday');
      await editor.fill('at', '09:00');
      await editor.photograph('horisen-create');
      await editor.execute();
      expect(await editor.outputWith('next_runs')).toContain('Every Monday');
      await editor.photograph('horisen-created');
      await editor.closeNode();
    },
    STEPS_MS,
  );

  it(
    'a push is refused by MoEngage in words that say what to do, and so is its account',
    async () => {
      expect(await server.saveAndTest('MoEngage good', server.moEngageData(), 'moEngageApi')).toMatchObject({ status: 'OK' });
      expect(await server.saveAndTest('MoEngage demo', server.moEngageData({ apiKey: 'not-this' }), 'moEngageApi')).toMatchObject({
        status: 'Error',
        message: expect.stringMatching(/Signature is not verified/) as string,
      });
      await editor.newWorkflow();
      await editor.addAction('MoEngage', 'Send push');
      await editor.chooseAccount('MoEngage demo');
      await editor.fill('campaignName', 'order-shipped');
      await editor.choose('targetAudience', 'All Users');
      await editor.tick('targetPlatform', 'Android');
      await editor.choose('specify', 'Using JSON');
      await editor.fillJson('payload', { ANDROID: { title: 'Hello', message: 'Your order is on its way' } });
      await editor.photograph('moengage-send');
      await editor.execute();
      expect(await editor.outputWith('Signature')).toMatch(/Signature is not verified[^]*Push API Key/);
      await editor.photograph('moengage-refused');
      await editor.closeNode();
    },
    STEPS_MS,
  );

  it(
    'a field that is dragged onto User Column writes its name, and the run finds everybody',
    async () => {
      const { id, name } = await server.credential('Bryj for dragging', 'bryjApi', server.accountData());
      const people = Array.from({ length: 3 }, (_, i) => ({ json: { customer: `dragged-${i}`, firstname: 'Ann', lastname: 'Lee', contractnumber: '1' } }));
      const { id: workflow } = await server.save({
        name: 'Dragging',
        nodes: [
          { ...{ id: 'start', name: 'People', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 }, position: [0, 0], parameters: {} },
          {
            ...{ id: 'send', name: 'Send', type: 'n8n-nodes-campaigns.bryj', typeVersion: 2, position: [220, 0] },
            parameters: { campaignId: 'CMP_demo_welcome', userColumn: '' },
            credentials: { bryjApi: { id, name } },
          },
        ],
        connections: { People: { main: [[{ node: 'Send', type: 'main', index: 0 }]] } },
        pinData: { People: people },
        settings: { executionOrder: 'v1' },
      });
      await editor.openNode(workflow, 'Send');
      await editor.drag('customer', 'userColumn');
      await editor.photograph('dragged');
      expect(await editor.typed('userColumn')).toBe('customer');
      await editor.photograph('dragged');
      await editor.execute();
      await editor.outputWith('request_id');
      const { body } = server.sandbox.requests().findLast(({ path }) => path.endsWith('/campaigns/trigger'))!;
      expect((JSON.parse(body) as { messages: { user_id: string }[] }).messages.map(({ user_id: user }) => user)).toEqual(
        people.map(({ json }) => json.customer),
      );
      await editor.closeNode();
    },
    STEPS_MS,
  );

  it(
    'a trigger is chosen by what it tells of',
    async () => {
      await editor.newWorkflow();
      await editor.addAction('FollowAnalytics', 'On new hits');
      await editor.chooseAccount('FollowAnalytics demo');
      await editor.photograph('trigger');
      await editor.closeNode();
    },
    STEPS_MS,
  );

  it(
    'an empty recipient is refused before anything is sent, with what to do',
    async () => {
      const before = server.sandbox.requests().length;
      await editor.newWorkflow();
      await editor.addAction('Bryj', 'Trigger batch');
      await editor.chooseAccount('Demo account');
      await editor.fill('campaignId', 'CMP_demo_welcome');
      await editor.execute();
      expect(await editor.outputWith('User Column')).toMatch(/no item has the field 'user_id' to fill the user[^]*Correct 'User Column'/);
      await editor.photograph('refused');
      expect(server.sandbox.requests()).toHaveLength(before);
    },
    STEPS_MS,
  );
});
