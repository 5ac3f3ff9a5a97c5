import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';

const SCREENSHOTS = join(__dirname, '../../build/screenshots');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update'];
const PATIENCE_MS = 20_000;

export interface Look {
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: 'reduce' | 'no-preference';
}

/** A browser for all pages of a test file. */
export const launch = (): Promise<Browser> => chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: FLAGS });

/** The outbox in a real browser, in the words of the person in front of it. */
export class OutboxPage {
  /** What the page complained of on its console. */
  readonly complaints: string[] = [];

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly url: string,
  ) {}

  static async open(
    browser: Browser,
    url: string,
    { colorScheme = 'light', width = 1440, height = 900, reducedMotion = 'no-preference' }: Look = {},
  ): Promise<OutboxPage> {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const outbox = new OutboxPage(context, page, url);
    page.on('pageerror', (error) => outbox.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') outbox.complaints.push(message.text());
    });
    return outbox;
  }

  close(): Promise<void> {
    return this.context.close();
  }

  /** Loads the page anew, at one of its addresses. */
  async go(hash: string): Promise<void> {
    await this.page.goto('about:blank');
    await this.page.goto(`${this.url}/${hash}`);
    await this.page.locator('.live.on').waitFor();
    await this.page.locator('.list.waiting').waitFor({ state: 'hidden' });
  }

  get list(): Locator {
    return this.page.getByRole('listbox');
  }

  get rows(): Locator {
    return this.page.getByRole('option');
  }

  get detail(): Locator {
    return this.page.locator('.detail');
  }

  /** Name of what is shown beside the list. */
  get title(): Locator {
    return this.detail.locator('h2').first();
  }

  chip(name: string | RegExp): Locator {
    return this.page.locator('main').getByRole('button', { name });
  }

  get total(): Locator {
    return this.page.locator('.below [role=status]');
  }

  /** Where the keyboard is: the role, and the name or the text. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      const element = document.activeElement;
      return `${element?.getAttribute('role') ?? element?.tagName.toLowerCase()} ${element?.getAttribute('aria-label') ?? element?.textContent ?? ''}`.trim();
    });
  }

  /** Everything that axe finds, each in a line. */
  async findings(): Promise<string[]> {
    await this.page.evaluate(AXE);
    return this.page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(context: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> };
      };
      const { violations } = await axe.run(document, { resultTypes: ['violations'] });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 160)} ${failureSummary.split('\n')[1] ?? ''}`),
      );
    });
  }

  /** How far the page can be scrolled sideways. */
  overflow(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  }

  async screenshot(name: string): Promise<void> {
    await mkdir(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ path: join(SCREENSHOTS, `outbox-${name}.png`) });
  }
}
