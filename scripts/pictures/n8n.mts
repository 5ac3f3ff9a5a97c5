import type { Page } from 'playwright-core';
import { whole } from '../n8n-host.mts';
import { PEOPLE, take } from './picture.mts';

const OWNER = { email: 'demo@example.com', password: 'Demo-password-1' };

const node = (name: string, type: string, at: number, parameters: object, more: object = {}) => ({
  id: name,
  name,
  type,
  typeVersion: type.startsWith('n8n-nodes-campaigns.') ? 2 : 1,
  position: [at, 0],
  parameters,
  ...more,
});
const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });

/** People who are pinned to the first node, the campaign that is sent to them, and its report. */
const workflow = (account: object): object => ({
  name: 'Contract is ready',
  nodes: [
    node('Five customers', 'n8n-nodes-base.manualTrigger', 0, {}),
    node(
      'Trigger a batch',
      'n8n-nodes-campaigns.bryj',
      220,
      { resource: 'batch', operation: 'trigger', campaignId: 'CMP_demo_welcome', recipientsFrom: 'items', userColumn: 'User' },
      account,
    ),
    node(
      'Get batch report',
      'n8n-nodes-campaigns.bryj',
      440,
      { resource: 'batch', operation: 'getReport', requestId: '={{ $json.request_id }}', returnAll: true, waitUntilReady: true, askEvery: 1 },
      { ...account, executeOnce: true },
    ),
  ],
  connections: { 'Five customers': to('Trigger a batch'), 'Trigger a batch': to('Get batch report') },
  pinData: { 'Five customers': PEOPLE.map((json) => ({ json })) },
  settings: { executionOrder: 'v1' },
});

/** The workflow's editor: the form of a node, then the workflow after it has run. */
export const takeN8n = async (page: Page, url: string, baseUrl: string): Promise<void> => {
  const at = (id: string) => page.locator(`[data-test-id="${id}"]`);
  // A session belongs to the browser that signed in, by the name that the editor has given it.
  const call = async <T,>(path: string, data: object, browserId = 'pictures'): Promise<T> => {
    const reply = await page.request.post(`${url}/rest${path}`, { data, headers: { 'browser-id': browserId } });
    if (!reply.ok()) throw new Error(`${path}: ${reply.status()} ${await reply.text()}`);
    return ((await reply.json()) as { data: T }).data;
  };
  await call('/owner/setup', { ...OWNER, firstName: 'Demo', lastName: 'Owner' });
  await page.goto(`${url}/signin`);
  await page.locator('input[type=email]').fill(OWNER.email);
  await page.locator('input[type=password]').fill(OWNER.password);
  await at('form-submit-button').click();
  await page.waitForURL(/home|workflow/);
  const browserId = await page.evaluate(() => localStorage.getItem('n8n-browserId') ?? '');
  const name = 'Bryj sandbox';
  const data = { email: 'demo@example.com', password: 'demo-password', baseUrl };
  const { id } = await call<{ id: string }>('/credentials', { name, type: 'bryjApi', data }, browserId);
  const saved = await call<{ id: string }>('/workflows', whole(workflow({ credentials: { bryjApi: { id, name } } })), browserId);
  await page.goto(`${url}/workflow/${saved.id}`);
  const opened = (title: string) => at('canvas-node').filter({ hasText: title }).first();
  await opened('Trigger a batch').waitFor();
  await opened('Trigger a batch').dblclick();
  await at('ndv').waitFor();
  await take(page, 'n8n-form');
  await page.keyboard.press('Escape');
  await at('ndv').waitFor({ state: 'hidden' });
  await at('execute-workflow-button').click();
  await page.getByText('Workflow executed successfully').waitFor();
  await page.locator('.el-notification__closeBtn').click();
  await page.locator('.el-notification').waitFor({ state: 'hidden' });
  await take(page, 'n8n-workflow');
};
