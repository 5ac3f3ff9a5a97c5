import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { ensureN8n, startN8n } from './n8n-host.mts';
import { startNodeRed } from './node-red-host.mts';
import { takeN8n } from './pictures/n8n.mts';
import { flow, takeNodeRed } from './pictures/nodeRed.mts';
import { addressOf, openBrowser, openPage, SIZE, take } from './pictures/picture.mts';

/**
 * Makes the pictures in docs/pictures anew: a flow in a real Node-RED, and the outbox of the sandbox that it has sent to; `--host n8n`: a workflow in a real
 * n8n. Needs the packages and Chromium; nobody is reached.
 */
const root = join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { host: { type: 'string', default: 'node-red' } } });

/** Each half of the picture that has both. */
const HALF = { width: 640, height: 440 };

type Sandbox = { readonly url: string; readonly baseUrls: Readonly<Record<string, string>>; close(): Promise<void> };
const { startSandbox } = createRequire(import.meta.url)(join(root, 'sandbox/dist')) as { startSandbox(options: { port: number }): Promise<Sandbox> };

/** The outbox, with the messages as their recipients would have received them. */
const takeOutbox = async (page: Page): Promise<void> => {
  await page.getByText('cleo-optout').first().waitFor();
  await take(page, 'first-3-outbox');
};

const takeBoth = async (browser: Browser): Promise<void> => {
  const [editor, outbox] = await Promise.all(['first-2-report', 'first-3-outbox'].map(addressOf));
  const page = await openPage(browser, 'about:blank', { width: 2 * HALF.width + 24, height: HALF.height + 16 });
  await page.setContent(
    `<style>body{margin:8px;display:flex;gap:8px;background:#fff}img{width:${HALF.width}px;height:${HALF.height}px;object-fit:cover;object-position:top left;box-shadow:0 0 0 1px #ccc;border-radius:4px}</style>` +
      `<img src="${editor}"><img src="${outbox}">`,
  );
  await take(page, 'flow-and-outbox');
};

const folder = await mkdtemp(join(tmpdir(), 'campaign-pictures-'));
const closing: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true, maxRetries: 5 })];
try {
  const sandbox = await startSandbox({ port: 0 });
  closing.push(() => sandbox.close());
  // Reports are ready at once.
  await fetch(`${sandbox.url}/_sandbox/bryj/settings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ processingMs: 0, publishMs: 0, settleMs: 0 }),
  });
  const browser = await openBrowser();
  closing.push(() => browser.close());
  if (values.host === 'n8n') {
    await ensureN8n((line) => void process.stdout.write(`${line}\n`));
    const n8n = await startN8n({ userFolder: folder, packages: [root] });
    closing.push(() => n8n.stop());
    await takeN8n(await openPage(browser, 'about:blank', { ...SIZE, width: 1240 }), n8n.url, sandbox.baseUrls.bryj!);
  } else {
    const nodeRed = await startNodeRed({ userDir: folder, packages: [join(root, 'node-red')] });
    closing.push(() => nodeRed.stop());
    await nodeRed.deploy(flow(sandbox.baseUrls.bryj!));
    await takeNodeRed(await openPage(browser, nodeRed.url));
    await takeOutbox(await openPage(browser, sandbox.url));
    await takeBoth(browser);
  }
} finally {
  for (const step of closing.reverse()) await step();
}
