import { Editor } from './editor';
import { Host, HOST_MS } from './host';

jest.setTimeout(HOST_MS);

/** What FollowAnalytics' forms have and the others' have not: secrets by kind of account, options of which several are ticked, lists of apps. */
describe('the forms of FollowAnalytics', () => {
  let host: Host;
  let editor: Editor;
  beforeAll(async () => {
    host = await Host.start();
    editor = await Editor.open(host.nodeRed.url);
  });
  afterAll(async () => {
    await editor?.close();
    await host?.stop();
  });

  it('of an account ask for the secret that this kind of account has', async () => {
    await editor.add('campaign-create', 320, 120);
    await editor.edit('create campaign');
    await editor.addAccount();
    await editor.fill('baseUrl', host.sandbox.baseUrls.followAnalytics!);
    await editor.secret('apiToken').waitFor();
    expect(await editor.secret('password').isVisible()).toBe(false);
    await editor.choose('authentication', 'Email and Password');
    expect(await editor.secret('apiToken').isVisible()).toBe(false);
    await editor.fill('email', 'demo@example.com');
    await editor.secret('password').fill('demo-password');
    expect(await editor.testAccount()).toMatch(/\.$/);
    expect(await editor.dialog.locator('.campaign-check-good').count()).toBe(1);
    await editor.screenshot('follow-account');
    await editor.ok();
  });

  it('have each app once to pick from', async () => {
    await editor.field('appId').locator('.campaign-value').click();
    await editor.field('appId').locator('.campaign-pick-entry').nth(1).waitFor();
    const values = await editor.field('appId').locator('.campaign-pick-label').allInnerTexts();
    expect(new Set(values).size).toBe(values.length);
    await editor.field('appId').locator('.campaign-pick-search').press('Escape');
    await editor.pick('appId', 'FAAPPLI_0VDvT50');
  });

  it('have days of which several are ticked', async () => {
    await editor.fill('name', 'Good morning');
    await editor.choose('type', 'Dynamic');
    expect(await editor.isMarked('recurrenceDays')).toBe(true);
    await editor.tick('recurrenceDays', 'Monday', 'Friday');
    expect(await editor.ticked('recurrenceDays')).toBe('Monday, Friday');
    expect(await editor.isMarked('recurrenceDays')).toBe(false);
    await editor.screenshot('follow-days');
    await editor.tick('recurrenceDays', 'Monday', 'Friday');
    await editor.problem('recurrenceDays').filter({ hasText: '(recurrence_days) is empty' }).waitFor();
    await editor.tick('recurrenceDays', 'Monday', 'Friday');
    await editor.fill('pushMessage', 'Good morning! Three new offers are waiting for you.');
    await editor.fill('segmentIdentifiers', 'FASEGMT_uWQ4x3fPuNMt2PjC');
    await editor.fill('notifInterval', '168');
    await editor.ok();
  });

  it('are saved as a list, and open as they were saved', async () => {
    await editor.deploy();
    const flows = await host.nodeRed.flows();
    expect(flows.find(({ type }) => type === 'campaign-create')).toMatchObject({
      operation: 'campaign.create',
      values: { recurrenceDays: { type: 'choices', value: ['1', '5'] }, appId: { type: 'pick', value: 'FAAPPLI_0VDvT50' } },
    });
    expect(JSON.stringify(flows)).not.toContain('demo-password');
    await editor.edit('create campaign');
    expect(await editor.ticked('recurrenceDays')).toBe('Monday, Friday');
    await editor.ok();
    expect(await editor.isDeployed()).toBe(true);
  });

  it('make the page complain of nothing', () => {
    expect(editor.complaints).toEqual([]);
  });
});
