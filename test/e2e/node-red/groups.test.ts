import { operationsOf } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { Editor } from './editor';
import { Host, HOST_MS } from './host';

jest.setTimeout(HOST_MS);

/** What Braze's forms have and Bryj's have not: lists to pick from, messages in groups, many resources; and two vendors in one verb. */
describe('the forms of a second vendor', () => {
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

  it('say that there is no account where one wants to pick', async () => {
    await editor.add('campaign-braze', 320, 120);
    await editor.edit('braze');
    await editor.chooseOperation('Send', 'Message');
    await editor.choose('sendTo', 'Segment');
    await editor.field('segmentId').locator('.campaign-value').click();
    const note = editor.field('segmentId').locator('.campaign-pick-note');
    await note.filter({ hasText: 'No account is chosen.' }).waitFor();
  });

  it('are used with an account that is not deployed yet', async () => {
    await editor.addAccount();
    await editor.choose('restEndpoint', 'Custom');
    await editor.fill('customUrl', host.sandbox.baseUrls.braze!);
    await editor.secret('apiKey').fill('demo-rest-api-key');
    expect(await editor.testAccount()).toMatch(/The key is valid/);
    await editor.ok();
    await editor.field('segmentId').locator('.campaign-value').click();
    await editor.field('segmentId').locator('.campaign-pick-entry').nth(150).waitFor();
    await editor.screenshot('picker');
    await editor.field('segmentId').locator('.campaign-pick-search').press('Escape');
    await editor.choose('sendTo', 'Users');
    await editor.fill('externalUserIds', 'user1, user2');
  });

  it('have a message as a group, to which fields are added', async () => {
    await editor.fill('title', 'Good news');
    await editor.fill('message', 'Your order is on its way');
    expect(await editor.shownValue('applePush')).toBe('– not set –');
    await editor.fold('applePush');
    if ((await editor.column('applePush', 'alert').count()) === 0) await editor.addColumn('applePush', 'Alert');
    await editor.fillColumn('applePush', 'alert', 'Your order is on its way');
    await editor.addColumn('applePush', 'Badge');
    await editor.fillColumn('applePush', 'badge', 'many');
    await editor.problem('applePush').filter({ hasText: "'Badge' (apple_push.badge) must be a whole number" }).waitFor();
    await editor.screenshot('group-checked');
    await editor.fillColumn('applePush', 'badge', '3');
    expect(await editor.shownValue('applePush')).toBe('Alert, Badge');
    await editor.addColumn('applePush', 'Content Available');
    await editor.screenshot('group');
    await editor.ok();
    await editor.node('braze message: send').waitFor();
  });

  it('are saved by field, and open as they were saved', async () => {
    await editor.deploy();
    const saved = (await host.nodeRed.flows()).find(({ type }) => type === 'campaign-braze')!;
    expect(saved).toMatchObject({
      operation: 'message.send',
      values: {
        externalUserIds: { type: 'str', value: 'user1, user2' },
        applePush: {
          type: 'group',
          value: {
            alert: { type: 'str', value: 'Your order is on its way' },
            badge: { type: 'num', value: '3' },
            'content-available': { type: 'bool', value: 'true' },
          },
        },
      },
    });
    expect(saved.values).toMatchObject({ channels: { type: 'choices', value: ['apple_push', 'android_push'] } });
    expect(saved.values).not.toHaveProperty('androidPush');
    await editor.edit('braze message: send');
    expect(await editor.shownValue('applePush')).toBe('Alert, Badge, Content Available');
    await editor.ok();
    expect(await editor.isDeployed()).toBe(true);
  });

  it('are grouped by resource, by use', async () => {
    await editor.edit('braze message: send');
    const groups = await editor.dialog.locator('#node-input-operation optgroup').evaluateAll((all) => all.map((each) => (each as HTMLOptGroupElement).label));
    expect([groups[0], groups.at(-1)]).toEqual(['User', 'SDK Authentication Key']);
    expect(await editor.operations()).toHaveLength(operationsOf(braze).length);
    await editor.chooseOperation('Get Series', 'Campaign');
    const label = await editor.pick('campaignId', '12');
    expect(await editor.shownValue('campaignId')).toBe(label);
    await editor.ok();
    await editor.edit('braze campaign: get series');
    expect(await editor.shownValue('campaignId')).toBe(label);
    await editor.ok();
  });

  it('take turns in a verb, with the accounts of each', async () => {
    await editor.add('campaign-trigger-batch', 320, 260);
    await editor.edit('trigger batch');
    // There are accounts of one vendor only.
    expect(await editor.dialog.locator('#node-input-vendor').inputValue()).toBe('braze');
    const picked = await editor.pick('campaignId', '12');
    await editor.chooseVendor('Bryj');
    expect(await editor.shownFields()).toEqual(['campaignId', 'recipientsFrom', 'items', 'userColumn', 'variables']);
    await editor.addAccount();
    await editor.fill('email', 'demo@example.com');
    await editor.secret('password').fill('demo-password');
    await editor.ok();
    await editor.fill('campaignId', 'CMP_demo_welcome');
    await editor.chooseVendor('Braze');
    expect(await editor.shownValue('campaignId')).toBe(picked);
    await editor.chooseVendor('Bryj');
    await editor.ok();
    await editor.deploy();
    const flows = await host.nodeRed.flows();
    const account = flows.find(({ type }) => type === 'bryj-account')!;
    expect(flows.find(({ type }) => type === 'campaign-trigger-batch')).toMatchObject({
      vendor: 'bryj',
      operation: 'batch.trigger',
      account: account.id,
      values: { campaignId: { type: 'str', value: 'CMP_demo_welcome' } },
    });
  });

  it('make the page complain of nothing', () => {
    expect(editor.complaints).toEqual([]);
  });
});
