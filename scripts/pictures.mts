import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { startNodeRed, type FlowNode } from './node-red-host.mts';

/**
 * Makes the pictures in docs/pictures anew: a flow in a real Node-RED, and the outbox of the sandbox that it has sent to. Needs a build and Chromium; nobody
 * is reached.
 */
const root = join(import.meta.dirname, '..');
const pictures = join(root, 'docs/pictures');
const MOST_BYTES = 150_000;

const SIZE = { width: 960, height: 660 };
/** Each half of the picture that has both. */
const HALF = { width: 640, height: 440 };
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update'];
const PATIENCE_MS = 20_000;

type Sandbox = { readonly url: string; readonly baseUrls: Readonly<Record<string, string>>; close(): Promise<void> };
const { startSandbox } = createRequire(import.meta.url)(join(root, 'sandbox/dist')) as { startSandbox(options: { port: number }): Promise<Sandbox> };

const PEOPLE = [
  ['ann-delivered', 'Ann', 'Lee', 'A-1001'],
  ['bob-delivered', 'Bob', 'Ray', 'A-1002'],
  ['cleo-optout', 'Cleo', 'Diaz', 'A-1003'],
  ['dan-delivered', 'Dan', 'Fox', 'A-1004'],
  ['eve-nodevice', 'Eve', 'Moss', 'A-1005'],
].map(([User, firstname, lastname, contractnumber]) => ({ User, firstname, lastname, contractnumber }));

const TAB = 'pictures-tab';
const at = (x: number, y: number) => ({ z: TAB, x, y });
const typed = (type: string, value: string) => ({ type, value });

/** A row of the report in a line, as a JSONata expression. */
const OUTCOME = "payload.userId & ': ' & payload.status & (payload.errorMessage ? ', ' & payload.errorMessage : '')";

/** People who are in the flow itself, the campaign that is sent to them, and its report. */
const flow = (baseUrl: string): readonly FlowNode[] => [
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

/** Fewer shades, which nobody sees, make a picture half as large. */
const withFewerShades = async (page: Page, png: Buffer): Promise<Buffer> => {
  const data = await page.evaluate(async (address) => {
    const image = await createImageBitmap(await (await fetch(address)).blob());
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, image.width, image.height);
    pixels.data.forEach((shade, i) => {
      pixels.data[i] = i % 4 === 3 ? 255 : Math.min(255, Math.round(shade / 15) * 15);
    });
    context.putImageData(pixels, 0, 0);
    return canvas.toDataURL('image/png');
  }, asAddress(png));
  return Buffer.from(data.split(',')[1]!, 'base64');
};

const asAddress = (png: Buffer): string => `data:image/png;base64,${png.toString('base64')}`;

const taken: string[] = [];
const take = async (page: Page, name: string, of: Page | Locator = page): Promise<void> => {
  const path = join(pictures, `${name}.png`);
  const blank = await page.context().newPage();
  await writeFile(path, await withFewerShades(blank, await of.screenshot({ animations: 'disabled' })));
  await blank.close();
  taken.push(path);
};

const pageOf = async (browser: Browser, url: string, viewport: typeof SIZE): Promise<Page> => {
  const context = await browser.newContext({ viewport, locale: 'en-US', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(url);
  return page;
};

type Red = { RED: { actions: { invoke(action: string, ...args: unknown[]): void }; sidebar: { show(id: string): void } } };

/** The flow's editor: the form of a node, then the flow after it has run. */
const takeEditor = async (page: Page): Promise<void> => {
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

/** The outbox, and a message as its recipient would have received it. */
const takeOutbox = async (page: Page): Promise<void> => {
  await page.getByText('cleo-optout').first().waitFor();
  await take(page, 'first-3-outbox');
};

const dataOf = async (name: string): Promise<string> => asAddress(await readFile(join(pictures, `${name}.png`)));

const takeBoth = async (browser: Browser): Promise<void> => {
  const [editor, outbox] = await Promise.all(['first-2-report', 'first-3-outbox'].map(dataOf));
  const page = await pageOf(browser, 'about:blank', { width: 2 * HALF.width + 24, height: HALF.height + 16 });
  await page.setContent(
    `<style>body{margin:8px;display:flex;gap:8px;background:#fff}img{width:${HALF.width}px;height:${HALF.height}px;object-fit:cover;object-position:top left;box-shadow:0 0 0 1px #ccc;border-radius:4px}</style>` +
      `<img src="${editor}"><img src="${outbox}">`,
  );
  await take(page, 'flow-and-outbox');
};

await mkdir(pictures, { recursive: true });
const userDir = await mkdtemp(join(tmpdir(), 'campaign-pictures-'));
const closing: (() => Promise<unknown>)[] = [() => rm(userDir, { recursive: true, force: true, maxRetries: 5 })];
try {
  const sandbox = await startSandbox({ port: 0 });
  closing.push(() => sandbox.close());
  await fetch(`${sandbox.url}/_sandbox/bryj/settings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ processingMs: 0, publishMs: 0, settleMs: 0 }),
  });
  const nodeRed = await startNodeRed({ userDir, packages: [join(root, 'node-red')] });
  closing.push(() => nodeRed.stop());
  await nodeRed.deploy(flow(sandbox.baseUrls.bryj!));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: FLAGS });
  closing.push(() => browser.close());

  await takeEditor(await pageOf(browser, nodeRed.url, SIZE));
  await takeOutbox(await pageOf(browser, sandbox.url, SIZE));
  await takeBoth(browser);
  for (const path of taken) {
    const { size } = await stat(path);
    process.stdout.write(`${path.slice(root.length + 1)}  ${Math.round(size / 1000)} kB${size > MOST_BYTES ? ', which is too much' : ''}\n`);
    if (size > MOST_BYTES) process.exitCode = 1;
  }
} finally {
  for (const step of closing.reverse()) await step();
}
