import type { FlowNode } from '../../../scripts/node-red-host.mts';
import { Editor } from './editor';
import { Host, HOST_MS } from './host';

jest.setTimeout(HOST_MS);

/** Braze's forms as somebody sees them who opens nodes of a deployed flow, in both themes of the editor. */
let host: Host;
beforeAll(async () => {
  host = await Host.start();
});
afterAll(async () => {
  await host?.stop();
});

const str = (value: string) => ({ type: 'str', value });
const choice = (value: string) => ({ type: 'choice', value });

/** A tab with an account at the sandbox and nodes as new as they come out of the palette. */
const flow = (key: string): FlowNode[] => [
  { id: 'tab', type: 'tab', label: 'Braze' },
  {
    id: 'account',
    type: 'braze-account',
    name: 'Sandbox',
    version: 1,
    values: { restEndpoint: choice('custom'), customUrl: str(host.sandbox.baseUrls.braze!) },
    credentials: { apiKey: key },
  },
  ...[
    { id: 'send', type: 'campaign-braze', operation: 'message.send', y: 100 },
    { id: 'track', type: 'campaign-track-user', operation: 'user.track', y: 180 },
    { id: 'trigger', type: 'campaign-trigger-batch', operation: 'campaign.trigger', y: 260 },
    { id: 'export', type: 'campaign-export-segment', operation: 'segment.export', y: 340 },
  ].map((node) => ({ z: 'tab', name: node.id, account: 'account', vendor: 'braze', version: 1, values: {}, x: 300, wires: [[]], ...node })),
];

describe.each(['light', 'dark'])('Braze in the %s', (theme) => {
  let editor: Editor;
  const shot = (name: string) => editor.screenshot(`braze-${name}-${theme}`);
  const open = async (key = 'demo-rest-api-key') => {
    await host.nodeRed.deploy(flow(key));
    editor = await Editor.open(host.nodeRed.url, { theme });
  };
  beforeAll(() => open());
  afterAll(() => editor?.close());

  it('opens a message with the fields that everyone needs', async () => {
    await editor.edit('send');
    // The closed list of operations says of which resource the chosen one is.
    expect(await editor.dialog.locator('#node-input-operation option:checked').innerText()).toBe('Message: Send');
    await editor.fill('externalUserIds', 'user1, user2');
    await editor.tick('channels', 'Apple Push');
    expect(await editor.shownFields()).toEqual(expect.arrayContaining(['channels', 'title', 'message', 'link', 'androidPush', 'sendTo']));
    expect(await editor.shownFields()).not.toContain('applePush');
    await editor.dialog.locator('.campaign-invalid[data-field="message"]').waitFor();
    await shot('vendor-node');
    await editor.unfold('Additional Fields');
    await shot('send-more');
    await editor.fold('androidPush');
    expect(await editor.column('androidPush', 'alert').isVisible()).toBe(true);
    expect(await editor.column('androidPush', 'title').isVisible()).toBe(true);
    expect(await editor.column('androidPush', 'priority').count()).toBe(0);
    await editor.fillColumn('androidPush', 'alert', 'Your order is on its way');
    await editor.fillColumn('androidPush', 'title', 'Good news');
    await editor.addColumn('androidPush', 'Notification Channel ID');
    await editor.addColumn('androidPush', 'Time to Live (Seconds)');
    expect(await editor.dialog.locator('.campaign-invalid[data-field="message"]').count()).toBe(0);
    await editor.column('androidPush', 'alert').scrollIntoViewIfNeeded();
    await shot('android-push');
  });

  it('has filters of the audience whose comparisons follow the type of the attribute', async () => {
    await editor.choose('sendTo', 'Audience');
    const filters = editor.field('audienceFilters');
    await filters.scrollIntoViewIfNeeded();
    await filters.locator('.red-ui-editableList-addButton').first().click();
    await shot('filter');
    const column = (name: string) => editor.column('audienceFilters', name);
    const choose = async (name: string, option: string) => {
      await column(name).locator('.red-ui-typedInput-option-trigger').click();
      await editor.page.locator('.red-ui-typedInput-options:visible a', { hasText: option }).first().click();
    };
    await editor.fillColumn('audienceFilters', 'custom_attribute_name', 'last_purchase_time');
    expect(await column('string_comparison').isVisible()).toBe(true);
    await choose('attribute_type', 'Time');
    expect(await column('string_comparison').isVisible()).toBe(false);
    await choose('time_comparison', 'Less Than X Days Ago');
    expect(await column('date').isVisible()).toBe(false);
    await editor.fillColumn('audienceFilters', 'days', '2');
    expect(await editor.problem('audienceFilters').innerText()).toBe('');
    await shot('filters');
  });

  it('has the segments to pick from', async () => {
    await editor.choose('sendTo', 'Segment');
    const segment = editor.field('segmentId');
    await segment.scrollIntoViewIfNeeded();
    await segment.locator('.campaign-value').click();
    await segment.locator('.campaign-pick-entry').nth(150).waitFor();
    await shot('segments');
    await segment.locator('.campaign-pick-entry').first().click();
    expect(await editor.shownValue('segmentId')).toBe('Demo Users');
    await editor.ok();
  });

  it('asks what to track', async () => {
    await editor.edit('track');
    await shot('track-user');
    await editor.choose('kind', 'Event');
    await shot('track-event');
    await editor.ok();
    await editor.edit('trigger');
    await shot('trigger');
    await editor.unfold('Options');
    expect(await editor.shownFields()).toEqual(expect.arrayContaining(['dryRun', 'sendOnceKey', 'sendOnceHours', 'stopAbove']));
    await editor.fill('stopAbove', '0');
    expect(await editor.problem('stopAbove').innerText()).toMatch(/is 0; the minimum is 1/);
    await shot('trigger-options');
    await editor.ok();
    await editor.edit('export');
    await editor.choose('waitUntilReady', 'true');
    await shot('export');
    await editor.ok();
  });

  it('lets one choose between a campaign and a Canvas in an everyday node, and keeps what both have', async () => {
    await editor.edit('trigger');
    expect(await editor.dialog.locator('#node-input-operation option:checked').innerText()).toBe('Campaign: Trigger');
    await editor.fill('userColumn', 'crm_id');
    await editor.chooseOperation('Trigger', 'Canvas');
    expect(await editor.dialog.locator('#node-input-operation option:checked').innerText()).toBe('Canvas: Trigger');
    expect(await editor.shownFields()).toEqual(expect.arrayContaining(['canvasId', 'userColumn']));
    expect(await editor.shownFields()).not.toContain('campaignId');
    expect(await editor.typed('userColumn')).toBe('crm_id');
    await shot('trigger-canvas');
    await editor.ok();
    await editor.edit('track');
    expect(await editor.dialog.locator('select#node-input-operation').count()).toBe(0);
    await editor.ok();
  });

  it('tests the account', async () => {
    await editor.edit('export');
    await editor.dialog.locator('#node-input-btn-account-edit').click();
    await editor.page.locator('.campaign-account-form').waitFor();
    await editor.settled();
    expect(await editor.testAccount()).toMatch(/key is valid/);
    await shot('account');
    await editor.secret('apiKey').fill('demo-key-without-permissions');
    expect(await editor.testAccount()).toMatch(/key is valid/);
    await shot('account-restricted');
  });

  it('makes the page complain of nothing', () => {
    expect(editor.complaints).toEqual([]);
  });
});
