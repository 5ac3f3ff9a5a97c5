import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Editor } from './editor';
import { Host, HOST_MS } from './host';

jest.setTimeout(HOST_MS);

const people = JSON.stringify(
  ['delivered-android-1', 'opt-out-android-2'].map((user_id) => ({ user_id, firstname: 'Ann', lastname: 'Lee', contractnumber: '1' })),
);

describe('Node-RED with the packed nodes', () => {
  let host: Host;
  let editor: Editor;
  beforeAll(async () => {
    host = await Host.start();
    await host.hurry();
    editor = await Editor.open(host.nodeRed.url);
  });
  afterAll(async () => {
    await editor?.close();
    await host?.stop();
  });

  it('has them in the palette, under their names', async () => {
    const labels = ['trigger batch', 'cancel request', 'get report', 'bryj'];
    for (const [i, type] of ['campaign-trigger-batch', 'campaign-cancel-request', 'campaign-get-report', 'campaign-bryj'].entries()) {
      expect((await editor.inPalette(type).innerText()).trim().replace(/\s+/g, ' ')).toBe(labels[i]);
    }
  });

  it('takes a node that is dragged in, and marks what is missing', async () => {
    await editor.add('inject', 120, 120);
    await editor.add('campaign-trigger-batch', 320, 120);
    await editor.add('campaign-get-report', 540, 120);
    await editor.add('debug', 740, 120);
    await editor.add('catch', 120, 220);
    await editor.add('debug', 320, 220);
    await editor.edit('trigger batch');
    await editor.chooseVendor('Bryj');
    expect(await editor.isMarked('campaignId')).toBe(true);
    expect(await editor.problem('campaignId').innerText()).toBe('');
    await editor.screenshot('new-node');
  });

  it('adds an account in its dialog, and tests it', async () => {
    await editor.addAccount();
    expect(await editor.field('email').innerText()).toMatch(/^Email[\s\S]*Email address of a Bryj user/);
    expect(await editor.field('password').locator('.campaign-hint').isVisible()).toBe(true);
    await editor.fill('baseUrl', 'ftp://nowhere');
    expect(await editor.problem('baseUrl').innerText()).toMatch(/'Base URL' \(base_url\) is not valid: 'ftp:\/\/nowhere'\. Enter a URL such as/);
    await editor.fill('email', 'demo@example.com');
    await editor.secret('password').fill('wrong');
    await editor.fill('baseUrl', host.sandbox.baseUrls.bryj!);
    expect(await editor.problem('baseUrl').innerText()).toBe('');
    expect(await editor.testAccount()).toMatch(/Invalid Email or password\. Check the email address/);
    await editor.screenshot('account-refused');
    await editor.fill('email', 'somebody@example.com');
    await editor.useSandbox();
    expect(await editor.typed('email')).toBe('demo@example.com');
    expect(await editor.typed('baseUrl')).toBe('http://127.0.0.1:4010/bryj');
    await editor.fill('baseUrl', host.sandbox.baseUrls.bryj!);
    expect(await editor.testAccount()).toMatch(/Signed in successfully\./);
    await editor.screenshot('account');
    await editor.ok();
  });

  it("checks the form as one types, with the engine's words", async () => {
    await editor.fill('campaignId', 'x');
    await editor.fill('campaignId', '');
    expect(await editor.problem('campaignId').innerText()).toMatch(/'Campaign ID' \(campaign_id\) is empty\. Copy it from/);
    await editor.unfold('Additional Fields');
    await editor.fill('sendAt', 'tomorrow');
    await editor.fill('campaignId', 'CMP_demo_welcome');
    expect(await editor.isMarked('campaignId')).toBe(false);
    expect(await editor.isMarked('sendAt')).toBe(true);
    expect(await editor.problem('sendAt').innerText()).toMatch(/is not a valid date and time: 'tomorrow'/);
    await editor.choose('variables', 'Selected Properties');
    for (const name of ['firstname', 'lastname', 'contractnumber']) await editor.addRow('variableColumns', name);
    await editor.screenshot('form-checked');
    await editor.fill('sendAt', '');
    expect(await editor.problem('sendAt').innerText()).toBe('');
  });

  it('shows the fields that go with a choice, and hides the others', async () => {
    await editor.choose('recipientsFrom', 'CSV File');
    expect(await editor.shownFields()).toEqual(['campaignId', 'recipientsFrom', 'file', 'sendAt', 'sendAs']);
    await editor.screenshot('form-file');
    await editor.choose('recipientsFrom', 'Message');
    expect(await editor.shownFields()).toEqual(['campaignId', 'recipientsFrom', 'items', 'userColumn', 'variables', 'variableColumns', 'sendAt', 'sendAs']);
    await editor.ok();
  });

  it('fills in a report, whose request comes from the message', async () => {
    await editor.edit('get report');
    await editor.fillFrom('requestId', 'msg.');
    await editor.fill('requestId', 'payload.request_id');
    await editor.choose('waitUntilReady', 'true');
    await editor.fill('askEvery', '1');
    await editor.choose('sendRows', 'One Message per Row');
    await editor.screenshot('report');
    await editor.ok();
  });

  it('is deployed, injected, and shows the rows in the debug side bar', async () => {
    await editor.edit('timestamp');
    await editor.setPayload(people);
    await editor.ok();
    await editor.wire('inject', 'trigger batch');
    await editor.wire('trigger batch', 'get report');
    await editor.wire('get report', 'debug 1');
    await editor.wire('catch', 'debug 2');
    await editor.screenshot('wired');
    await editor.deploy();
    await editor.inject('inject');
    await editor.debug.nth(1).waitFor();
    const rows = (await editor.debug.allInnerTexts()).join('\n');
    expect(await editor.debug.count()).toBe(2);
    expect(rows).toMatch(/delivered-android-1/);
    expect(await editor.status('get report')).toBe('2 rows');
    await editor.screenshot('rows');
  });

  it('keeps the form and no secret', async () => {
    const flows = await host.nodeRed.flows();
    expect(flows.find(({ type }) => type === 'campaign-trigger-batch')).toMatchObject({
      vendor: 'bryj',
      operation: 'batch.trigger',
      version: 2,
      values: {
        campaignId: { type: 'str', value: 'CMP_demo_welcome' },
        variables: { type: 'choice', value: 'chosen' },
        variableColumns: { type: 'rows', value: ['firstname', 'lastname', 'contractnumber'].map((name) => ({ variable: { type: 'str', value: name } })) },
      },
    });
    const disk = await Promise.all(
      (await readdir(host.files)).filter((file) => /^flows.*json$/.test(file)).map((file) => readFile(join(host.files, file), 'utf8')),
    );
    expect(disk.join()).not.toContain('demo-password');
  });

  it('opens as it was saved, and closing it changes nothing', async () => {
    await editor.edit('trigger batch');
    expect(await editor.shownFields()).toContain('variableColumns');
    await editor.screenshot('reopened');
    await editor.ok();
    expect(await editor.isDeployed()).toBe(true);
  });

  it("offers all operations in the vendor's node", async () => {
    await editor.add('campaign-bryj', 540, 320);
    await editor.edit('bryj');
    expect(await editor.operations()).toEqual(['Trigger', 'Get Report', 'Get Scheduled', 'Cancel']);
    await editor.chooseOperation('Get Scheduled');
    expect(await editor.shownFields()).toEqual(['campaignId', 'sendRows', 'returnAll', 'limit', 'simplify']);
    await editor.screenshot('vendor-node');
    await editor.ok();
    await editor.node('bryj: get scheduled').waitFor();
  });

  it('has help', async () => {
    const help = await editor.help('campaign-trigger-batch');
    expect(help).toMatch(/Inputs[\s\S]*Outputs[\s\S]*Details[\s\S]*References/);
    expect(help).not.toContain('Dry Run');
    await editor.screenshot('help');
  });

  it("has help on a vendor's fields once the vendor is clicked, and on no other's", async () => {
    const part = (vendor: string) => editor.page.locator('.red-ui-help .campaign-help[name]', { hasText: new RegExp(`^\\s*${vendor}`) });
    for (const vendor of ['Bryj', 'FollowAnalytics']) await part(vendor).locator('summary', { hasText: vendor }).click();
    expect(await part('FollowAnalytics').innerText()).toMatch(/Campaign ID[\s\S]*Options/);
    expect(await part('FollowAnalytics').innerText()).not.toContain('Dry Run');
    await part('FollowAnalytics').locator('summary', { hasText: 'Options' }).click();
    expect(await part('FollowAnalytics').innerText()).toContain('Dry Run');
    expect((await part('Bryj').innerText()).trim()).toBe('Bryj');
    await editor.screenshot('help-vendor');
  });

  it('makes the page complain of nothing', () => {
    expect(editor.complaints).toEqual([]);
  });

  it('imports a shipped example, which then runs at once', async () => {
    await host.nodeRed.deploy([]);
    const fresh = await Editor.open(host.nodeRed.url);
    try {
      await fresh.importFlow(JSON.stringify(host.example('csv-to-report')));
      await fresh.tab('CSV to report');
      await fresh.deploy();
      await fresh.inject('start');
      await fresh.debug.first().waitFor();
      expect(await fresh.debug.first().innerText()).toMatch(/rows: 1\d\d\d/);
      await fresh.screenshot('example');
    } finally {
      await fresh.close();
    }
  });
});

describe('in French, in the dark', () => {
  it('reads as it should', async () => {
    const host = await Host.start();
    const editor = await Editor.open(host.nodeRed.url, { language: 'fr', theme: 'dark' });
    await editor.add('campaign-trigger-batch', 320, 120);
    await editor.edit('déclencher un lot');
    await editor.chooseVendor('Bryj');
    await editor.fill('campaignId', 'x');
    await editor.fill('campaignId', '');
    expect(await editor.field('campaignId').innerText()).toMatch(/^ID de campagne/);
    await editor.unfold('Champs supplémentaires');
    await editor.screenshot('dark');
    await editor.addAccount();
    await editor.screenshot('dark-account');
    expect(editor.complaints).toEqual([]);
    await editor.close();
    await host.stop();
  });
});
