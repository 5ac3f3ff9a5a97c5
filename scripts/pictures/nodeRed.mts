import type { Page } from 'playwright-core';
import type { FlowNode } from '../node-red-host.mts';
import { PEOPLE, take } from './picture.mts';

const TAB = 'pictures-tab';
const at = (x: number, y: number) => ({ z: TAB, x, y });
const typed = (type: string, value: string) => ({ type, value });

/** A row of the report in a line, as a JSONata expression. */
const OUTCOME = "payload.user_id & ': ' & payload.status & (payload.error_message ? ', ' & payload.error_message : '')";

/** People who are in the flow itself, the campaign that is sent to them, and its report. */
export const flow = (baseUrl: string): readonly FlowNode[] => [
  { id: TAB, type: 'tab', label: 'Contract is ready' },
  {
    id: 'pictures-account',
    type: 'bryj-account',
    name: 'Sandbox',
    values: { email: typed('str', 'demo@example.com'), baseUrl: typed('str', baseUrl) },
    credentials: { password: 'demo-password' },
  },
  {
    ...at(130, 100),
    id: 'pictures-inject',
    type: 'inject',
    name: 'five customers',
    props: [{ p: 'payload', v: JSON.stringify(PEOPLE), vt: 'json' }],
    repeat: '',
    crontab: '',
    once: false,
    onceDelay: 0.1,
    topic: '',
    wires: [['pictures-send']],
  },
  {
    ...at(330, 100),
    id: 'pictures-send',
    type: 'campaign-trigger-batch',
    name: '',
    vendor: 'bryj',
    account: 'pictures-account',
    operation: 'batch.trigger',
    values: { campaignId: typed('str', 'CMP_demo_welcome'), recipientsFrom: typed('choice', 'items') },
    wires: [['pictures-report']],
  },
  {
    ...at(130, 200),
    id: 'pictures-report',
    type: 'campaign-get-report',
    name: '',
    vendor: 'bryj',
    account: 'pictures-account',
    operation: 'batch.getReport',
    version: 2,
    values: {
      requestId: typed('msg', 'payload.request_id'),
      waitUntilReady: typed('bool', 'true'),
      askEvery: typed('num', '1'),
      sendRows: typed('choice', 'each'),
    },
    wires: [['pictures-debug']],
  },
  {
    ...at(360, 200),
    id: 'pictures-debug',
    type: 'debug',
    name: 'what became of them',
    active: true,
    tosidebar: true,
    complete: OUTCOME,
    targetType: 'jsonata',
    wires: [],
  },
  { ...at(130, 300), id: 'pictures-catch', type: 'catch', name: '', wires: [['pictures-failed']] },
  {
    ...at(330, 300),
    id: 'pictures-failed',
    type: 'debug',
    name: 'what failed',
    active: true,
    tosidebar: true,
    complete: 'error',
    targetType: 'msg',
    wires: [],
  },
];

type Red = { RED: { actions: { invoke(action: string, ...args: unknown[]): void }; sidebar: { show(id: string): void } } };

/** The flow's editor: the form of a node, then the flow after it has run. */
export const takeNodeRed = async (page: Page): Promise<void> => {
  await page.locator('#red-ui-header-button-deploy').waitFor();
  await page.locator('#red-ui-loading-progress').waitFor({ state: 'hidden' });
  await page.evaluate(() => {
    const { RED } = window as unknown as Red;
    RED.actions.invoke('core:toggle-left-sidebar', false);
    RED.actions.invoke('core:toggle-show-tips', false);
    RED.sidebar.show('debug');
  });
  await page.getByRole('button', { name: 'Information', exact: true }).click();
  const node = (label: string) => page.locator('.red-ui-flow-node-group', { has: page.locator('.red-ui-flow-node-label', { hasText: label }) });
  await node('trigger batch').dblclick();
  const tray = page.locator('.red-ui-tray').last();
  await tray.waitFor();
  await page.waitForFunction(() => {
    const last = [...document.querySelectorAll<HTMLElement>('.red-ui-tray')].at(-1)!;
    return last.getAnimations().length === 0 && last.getBoundingClientRect().right <= window.innerWidth + 1;
  });
  await take(page, 'first-1-form');
  await page.locator('#node-dialog-cancel').click();
  await tray.waitFor({ state: 'hidden' });

  await node('five customers').locator('.red-ui-flow-node-button-button').click();
  await page
    .locator('.red-ui-debug-msg')
    .nth(PEOPLE.length - 1)
    .waitFor();
  await page.locator('.red-ui-notification').first().waitFor({ state: 'hidden' });
  await take(page, 'first-2-report');
};
