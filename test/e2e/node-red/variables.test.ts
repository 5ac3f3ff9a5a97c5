import type { FlowNode } from '../../../scripts/node-red-host.mts';
import { Editor } from './editor';
import { Host, HOST_MS } from './host';

jest.setTimeout(HOST_MS);

/** The variables of a campaign in a real Node-RED: a button reads their names, and the properties of the last message are offered for them. */
let host: Host;
let editor: Editor;
beforeAll(async () => {
  host = await Host.start();
  await host.nodeRed.deploy(flow());
  editor = await Editor.open(host.nodeRed.url);
});
afterAll(async () => {
  await editor?.close();
  await host?.stop();
});

const people = JSON.stringify([{ user_id: 'user1', given: 'Anna', product_name: 'shoes', product_price: 80 }]);
const at = (x: number, y: number) => ({ z: 'tab', x, y });

const flow = (): FlowNode[] => [
  { id: 'tab', type: 'tab', label: 'Variables' },
  {
    ...{ id: 'account', type: 'braze-account', name: 'Sandbox', version: 1, credentials: { apiKey: 'demo-rest-api-key' } },
    values: { restEndpoint: { type: 'choice', value: 'custom' }, customUrl: { type: 'str', value: host.sandbox.baseUrls.braze! } },
  },
  {
    id: 'start',
    type: 'inject',
    name: 'start',
    props: [{ p: 'payload' }],
    payload: people,
    payloadType: 'json',
    repeat: '',
    crontab: '',
    once: false,
    onceDelay: 0.1,
    topic: '',
    ...at(120, 100),
    wires: [['send']],
  },
  {
    ...{ id: 'send', type: 'campaign-trigger-batch', name: 'send', account: 'account', vendor: 'braze', operation: 'campaign.trigger', version: 1, values: {} },
    ...at(320, 100),
    wires: [['seen']],
  },
  { id: 'seen', type: 'debug', name: 'seen', active: true, tosidebar: true, complete: 'payload', targetType: 'msg', ...at(520, 100), wires: [] },
  { id: 'catch', type: 'catch', ...at(120, 180), wires: [['seen']] },
];

const note = () => editor.field('variableColumns').locator('.campaign-names-note');
const read = async (said: RegExp) => {
  await editor.field('variableColumns').locator('.campaign-names-read').click();
  await note().getByText(said).waitFor();
  return await note().innerText();
};
const rows = async () => {
  const cells = await editor.field('variableColumns').locator('.campaign-row [data-column="variable"] .red-ui-typedInput-input').all();
  return await Promise.all(cells.map((cell) => cell.inputValue()));
};

it('a button reads the names of the campaign that is picked, each once', async () => {
  await editor.edit('send');
  expect(await editor.typed('userColumn')).toBe('user_id');
  await editor.choose('variables', 'Selected Properties');
  expect(await read(/is not set/)).toBe("'Campaign' is not set: the names come from it. Choose it first.");
  await editor.screenshot('variables-none');
  await editor.pick('campaignId', 'Demo Campaign');
  expect(await read(/Read from/)).toBe('Read from the campaign: product_name, product_price, first_name.');
  expect(await rows()).toEqual(['product_name', 'product_price', 'first_name']);
  expect(await read(/Nothing new/)).toContain('product_name');
  expect(await rows()).toHaveLength(3);
  await editor.screenshot('variables-read');
});

it('the button is reached and pressed with the keyboard, and tells a screen reader what came of it', async () => {
  const button = editor.field('variableColumns').locator('.campaign-names-read');
  expect(await button.evaluate((element) => element.tagName)).toBe('BUTTON');
  expect(await note().getAttribute('role')).toBe('status');
  await button.focus();
  await editor.page.keyboard.press('Enter');
  await note()
    .getByText(/Nothing new/)
    .waitFor();
  expect(await button.evaluate((element) => document.activeElement === element)).toBe(true);
});

it("what has the same name is filled in, and another property is chosen from the last message's", async () => {
  await editor.ok();
  await editor.deploy();
  await editor.inject('start');
  await editor.debug.first().waitFor();
  const sent = () => host.sandbox.requests().filter(({ path }) => path.endsWith('/trigger/send'));
  // No entry has a property first_name: it is called otherwise.
  expect(sent()).toEqual([]);

  await editor.edit('send');
  const cell = editor.field('variableColumns').locator('.campaign-row').last().locator('[data-column="column"] .red-ui-typedInput-input');
  await cell.click();
  await cell.pressSequentially('giv');
  await editor.page.locator('.red-ui-autoComplete-container:visible, .red-ui-menu:visible').getByText('given').first().click();
  expect(await cell.inputValue()).toBe('given');
  await editor.screenshot('variables-property');
  await editor.ok();
  await editor.deploy();
  await editor.inject('start');
  await editor.debug.nth(1).waitFor();
  expect(JSON.parse(sent()[0]!.body)).toMatchObject({
    recipients: [{ external_user_id: 'user1', trigger_properties: { first_name: 'Anna', product_name: 'shoes', product_price: 80 } }],
  });
  expect(editor.complaints).toEqual([]);
});
