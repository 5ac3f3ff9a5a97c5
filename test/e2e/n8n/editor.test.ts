import { Editor } from './editor';
import { HOST_MS, Server } from './server';

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
    expect(ours.map(({ name }) => name).sort()).toEqual(['n8n-nodes-campaigns.bryj', 'n8n-nodes-campaigns.bryjTool']);
    expect(ours[0]!.codex?.alias).toContain('push');
    const preview = await server.get<{ properties: object }>('/schemas/n8n-nodes-campaigns.bryj/1.0.0/batch/getReport.json');
    expect(Object.keys(preview.properties)).toContain('errorCode');
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
      expect(message).toMatch(/could not be reached.*refused/);
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
    'an empty recipient is refused before anything is sent, with what to do',
    async () => {
      const before = server.sandbox.requests().length;
      await editor.newWorkflow();
      await editor.addAction('Bryj', 'Trigger batch');
      await editor.chooseAccount('Demo account');
      await editor.fill('campaignId', 'CMP_demo_welcome');
      await editor.execute();
      expect(await editor.outputWith('User ID')).toMatch(/is empty[^]*check the name of the User Column/);
      await editor.photograph('refused');
      expect(server.sandbox.requests()).toHaveLength(before);
    },
    STEPS_MS,
  );
});
