import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

const screenshots = join(__dirname, '../../../build/screenshots');

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const PATIENCE_MS = 30_000;

/** Node-RED's editor in a real browser, in the words of the person in front of it. */
export class Editor {
  /** What the page complained of on its console. */
  readonly complaints: string[] = [];

  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
  ) {}

  static async open(url: string, { language = 'en-US', theme = 'light' } = {}): Promise<Editor> {
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: FLAGS });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: language });
    // As its settings dialog keeps it.
    await context.addInitScript((chosen) => localStorage.setItem('view-dark-theme', chosen), theme);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const editor = new Editor(browser, page);
    page.on('pageerror', (error) => editor.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') editor.complaints.push(message.text());
    });
    await page.goto(url);
    await page.locator('#red-ui-header-button-deploy').waitFor();
    await page.locator('#red-ui-loading-progress').waitFor({ state: 'hidden' });
    return editor;
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  async screenshot(name: string): Promise<void> {
    await mkdir(screenshots, { recursive: true });
    await this.page.locator('.red-ui-notification').first().waitFor({ state: 'hidden' });
    await this.page.evaluate(() => document.querySelector('#red-ui-workspace-chart')?.scrollTo(0, 0));
    await this.page.screenshot({ path: join(screenshots, `node-red-${name}.png`) });
  }

  /** A type in the palette. */
  inPalette(type: string): Locator {
    return this.page.locator(`.red-ui-palette-node[data-palette-type="${type}"]`);
  }

  /** The types that the palette shows for these words. */
  async foundInPalette(words: string): Promise<string[]> {
    const filter = this.page.locator('#red-ui-palette-search input');
    await filter.pressSequentially(words);
    // The filter works a moment after it was typed, and also while it is.
    await this.filtered(words);
    const shown = this.page.locator('.red-ui-palette-node:not([data-filter])');
    const types = await shown.evaluateAll((all) => all.map((each) => each.getAttribute('data-palette-type')!));
    await filter.press('ControlOrMeta+a');
    await filter.press('Backspace');
    await this.filtered('');
    return types;
  }

  /** Waits until the palette hides exactly what has these words neither in its type nor in what Node-RED notes as its label. */
  private async filtered(words: string): Promise<void> {
    await this.page.waitForFunction((typed) => {
      const entries = [...document.querySelectorAll<HTMLElement>('.red-ui-palette-node')];
      const has = ({ paletteType = '', paletteLabel = '' }: DOMStringMap) => `${paletteType}\n${paletteLabel}`.toLowerCase().includes(typed.toLowerCase());
      return entries.every(({ dataset }) => has(dataset) === (dataset.filter === undefined));
    }, words);
  }

  /** The labels that the quick search on the canvas lists for these words, the best first. */
  async foundOnCanvas(words: string): Promise<string[]> {
    await this.page.locator('#red-ui-workspace-chart').click({ modifiers: ['ControlOrMeta'], position: { x: 300, y: 200 } });
    const input = this.page.locator('#red-ui-type-search-input');
    const entries = this.page.locator('#red-ui-type-search .red-ui-search-result-node-label:visible');
    await input.waitFor();
    await entries.first().waitFor();
    await input.pressSequentially(words);
    await entries.filter({ hasText: 'inject' }).first().waitFor({ state: 'hidden' });
    const labels = await entries.allInnerTexts();
    await this.page.keyboard.press('Escape');
    await input.waitFor({ state: 'hidden' });
    return labels;
  }

  /** Drags a node from the palette to a place on the tab. */
  async add(type: string, x: number, y: number): Promise<void> {
    const filter = this.page.locator('#red-ui-palette-search input');
    await filter.pressSequentially(type);
    // The filter works a moment after it was typed.
    await this.page.locator('.red-ui-palette-node:visible').nth(1).waitFor({ state: 'detached' });
    const canvas = await this.page.locator('#red-ui-workspace-chart').boundingBox();
    if (!canvas) throw new Error('There is no canvas');
    // Hovering waits until the palette has come to rest.
    await this.inPalette(type).hover();
    await this.page.mouse.down();
    await this.page.mouse.move(canvas.x + x - 40, canvas.y + y, { steps: 8 });
    await this.page.mouse.move(canvas.x + x, canvas.y + y, { steps: 4 });
    await this.page.mouse.up();
    await filter.press('ControlOrMeta+a');
    await filter.press('Backspace');
    await this.page.locator('.red-ui-palette-node:visible').nth(1).waitFor();
  }

  /** A node on the tab by the name below which it stands; the comment that says what to set names other nodes. */
  node(label: string): Locator {
    const named = (hasText: string | RegExp): Locator => this.page.locator('.red-ui-flow-node-label', { hasText });
    return this.page.locator('.red-ui-flow-node-group', { has: named(label), hasNot: named(/^\s*Set: /) });
  }

  async edit(label: string): Promise<void> {
    await this.node(label).dblclick();
    await this.dialog.waitFor();
    await this.settled();
    await this.drawn();
  }

  /** The topmost dialog. */
  get dialog(): Locator {
    return this.page.locator('.red-ui-tray').last();
  }

  /** Dialogs slide; a click on one that moves misses. */
  async settled(): Promise<void> {
    await this.page.waitForFunction(() => {
      const trays = [...document.querySelectorAll<HTMLElement>('.red-ui-tray')];
      return trays.length > 0 && trays.at(-1)!.getAnimations().length === 0 && trays.at(-1)!.getBoundingClientRect().right <= window.innerWidth + 1;
    });
  }

  /** The first form of a vendor is drawn once its part of the script is there. */
  private async drawn(): Promise<void> {
    await this.dialog.locator('.campaign-waiting').waitFor({ state: 'detached' });
  }

  /** A field of the form on top. */
  field(name: string): Locator {
    return this.dialog.locator(`[data-field="${name}"]`);
  }

  /** Types into a field that is filled with a text or a number. */
  async fill(name: string, text: string): Promise<void> {
    await this.field(name).locator('.red-ui-typedInput-container input:visible').first().fill(text);
  }

  /** The text in a field. */
  async typed(name: string): Promise<string> {
    return await this.field(name).locator('.red-ui-typedInput-container input:visible').first().inputValue();
  }

  /** Chooses how a field is filled, by the name in its menu. */
  async fillFrom(name: string, kind: string): Promise<void> {
    await this.field(name).locator('.red-ui-typedInput-type-select').click();
    await this.page.locator('.red-ui-typedInput-options:visible a', { hasText: kind }).first().click();
  }

  /** Chooses one of a field's options. */
  async choose(name: string, option: string): Promise<void> {
    await this.field(name).locator('.red-ui-typedInput-option-trigger').click();
    await this.page.locator('.red-ui-typedInput-options:visible a', { hasText: option }).first().click();
  }

  /** Ticks options of a field, or takes their ticks away. */
  async tick(name: string, ...options: readonly string[]): Promise<void> {
    const trigger = this.field(name).locator('.red-ui-typedInput-option-trigger');
    await trigger.click();
    for (const option of options) await this.page.locator('.red-ui-typedInput-options:visible a', { hasText: option }).click();
    await this.page.keyboard.press('Escape');
    await this.page.locator('.red-ui-typedInput-options:visible').waitFor({ state: 'hidden' });
  }

  /** What is said below a field. */
  problem(name: string): Locator {
    return this.field(name).locator('> .campaign-problem');
  }

  async isMarked(name: string): Promise<boolean> {
    const input = this.field(name).locator('.red-ui-typedInput-container').first();
    return await input.evaluate((element) => {
      const [red, green] = getComputedStyle(element).borderTopColor.match(/\d+/g)!.map(Number);
      return red! > 2 * green!;
    });
  }

  /** The fields in sight, in their order. */
  async shownFields(): Promise<string[]> {
    const shown = await this.dialog.locator('[data-field]:visible').all();
    return await Promise.all(shown.map(async (field) => (await field.getAttribute('data-field'))!));
  }

  async unfold(title: string): Promise<void> {
    await this.dialog.getByRole('button', { name: title }).click();
  }

  /** Adds a row to a list, and types into its first cell. */
  async addRow(name: string, text: string): Promise<void> {
    await this.field(name).locator('.red-ui-editableList-addButton').click();
    await this.field(name).locator('.campaign-row').last().locator('input:visible').first().fill(text);
  }

  async addAccount(): Promise<void> {
    await this.dialog.locator('#node-input-btn-account-add').click();
    await this.page.locator('.campaign-account-form').waitFor({ state: 'attached' });
    await this.settled();
    await this.drawn();
  }

  secret(name: string): Locator {
    return this.dialog.locator(`#node-config-input-${name}`);
  }

  /** Fills the open account with that of the sandbox. */
  async useSandbox(): Promise<void> {
    await this.page.locator('.campaign-sandbox').click();
  }

  /** Presses the account's test button, and gives what it says. */
  async testAccount(): Promise<string> {
    await this.dialog.locator('.campaign-check-row button').click();
    const result = this.dialog.locator('.campaign-check-good, .campaign-check-bad');
    await result.waitFor();
    return await result.innerText();
  }

  /** Picks one of the vendor's entries from a field's list, which is searched by some words. */
  async pick(name: string, words: string): Promise<string> {
    const field = this.field(name);
    await field.locator('.campaign-value').first().click();
    await field.locator('.campaign-pick-search').fill(words);
    const entry = field.locator('.campaign-pick-entry', { hasText: words }).first();
    const label = await entry.locator('.campaign-pick-label').innerText();
    await entry.click();
    return label;
  }

  /** What the ticked options of a field are shown as. */
  async ticked(name: string): Promise<string> {
    return await this.field(name).locator('.campaign-chosen').innerText();
  }

  /** What a group or a picked entry is shown as. */
  async shownValue(name: string): Promise<string> {
    return await this.field(name).locator('.campaign-value').first().innerText();
  }

  /** Folds a group up or unfolds it. */
  async fold(name: string): Promise<void> {
    await this.field(name).locator('.red-ui-typedInput-option-expand').first().click();
  }

  /** Adds a field to a group. */
  async addColumn(name: string, label: string): Promise<void> {
    await this.field(name).locator('.campaign-add').last().selectOption({ label });
  }

  /** A field of a group, by its wire name. */
  column(name: string, column: string): Locator {
    return this.field(name).locator(`[data-column="${column}"]`);
  }

  async fillColumn(name: string, column: string, text: string): Promise<void> {
    await this.column(name, column).locator('.red-ui-typedInput-container input:visible').first().fill(text);
  }

  async chooseVendor(label: string): Promise<void> {
    await this.dialog.locator('#node-input-vendor').selectOption({ label });
    await this.drawn();
  }

  async operations(): Promise<string[]> {
    return await this.dialog.locator('#node-input-operation option').allInnerTexts();
  }

  /** @param resource where several have an operation of that name */
  async chooseOperation(label: string, resource?: string): Promise<void> {
    const option = this.dialog.locator(`#node-input-operation ${resource === undefined ? '' : `optgroup[label="${resource}"] `}option`, { hasText: label });
    await this.dialog.locator('#node-input-operation').selectOption((await option.first().getAttribute('value'))!);
  }

  /** Has an inject node send JSON. */
  async setPayload(json: string): Promise<void> {
    const row = this.dialog.locator('#node-input-property-container li').first();
    await row.locator('.node-input-prop-property-value ~ .red-ui-typedInput-container .red-ui-typedInput-type-select').first().click();
    await this.page.locator('.red-ui-typedInput-options:visible a', { hasText: 'JSON' }).first().click();
    await row.locator('.node-input-prop-property-value ~ .red-ui-typedInput-container input:visible').first().fill(json);
  }

  /** What stands below a node. */
  async status(label: string): Promise<string> {
    return await this.node(label).locator('.red-ui-flow-node-status-label').innerHTML();
  }

  async isDeployed(): Promise<boolean> {
    return (await this.page.locator('#red-ui-header-button-deploy.disabled').count()) > 0;
  }

  /** A type's help, as the side bar shows it. */
  async help(type: string): Promise<string> {
    await this.page.evaluate((shown) => (window as unknown as { RED: { sidebar: { help: { show(type: string): void } } } }).RED.sidebar.help.show(shown), type);
    const help = this.page.locator('.red-ui-help-content, .red-ui-sidebar-help-stack .red-ui-help').last();
    await help.waitFor();
    return await help.innerText();
  }

  async ok(): Promise<void> {
    const button = await this.page.locator('#node-dialog-ok:visible, #node-config-dialog-ok:visible').last().elementHandle();
    await button!.click();
    await button!.waitForElementState('hidden');
  }

  /** Wires the output of one node to the input of another. */
  async wire(from: string, to: string): Promise<void> {
    const out = await this.node(from).locator('.red-ui-flow-port-output .red-ui-flow-port').boundingBox();
    const into = await this.node(to).locator('.red-ui-flow-port-input .red-ui-flow-port').boundingBox();
    if (!out || !into) throw new Error(`${from} or ${to} has no port`);
    await this.page.mouse.move(out.x + 5, out.y + 5);
    await this.page.mouse.down();
    await this.page.mouse.move(into.x + 5, into.y + 5, { steps: 10 });
    await this.page.mouse.up();
  }

  /** Pastes a flow into the import dialog. */
  async importFlow(json: string): Promise<void> {
    await this.page.keyboard.press('Control+i');
    const text = this.page.locator('#red-ui-clipboard-dialog-import-text');
    await text.fill(json);
    // The dialog looks at the text when a key is let go; that of the shortcut may have been too early.
    await text.press('End');
    await this.page.locator('#red-ui-clipboard-dialog-ok').click();
    await text.waitFor({ state: 'hidden' });
  }

  async tab(label: string): Promise<void> {
    await this.page.locator('.red-ui-tab-label', { hasText: label }).click();
  }

  async deploy(): Promise<void> {
    // The button is disabled while it works, too.
    const done = this.page.waitForResponse((response) => response.url().endsWith('/flows') && response.request().method() === 'POST');
    await this.page.locator('#red-ui-header-button-deploy').click();
    await done;
    await this.page.locator('#red-ui-header-button-deploy.disabled').waitFor();
  }

  /** Presses the button of an inject node. */
  async inject(label: string): Promise<void> {
    await this.node(label).locator('.red-ui-flow-node-button-button').click();
  }

  /** Opens a side bar's tab. */
  async sidebar(name: string): Promise<void> {
    await this.page.evaluate((id) => (window as unknown as { RED: { sidebar: { show(id: string): void } } }).RED.sidebar.show(id), name);
  }

  get debug(): Locator {
    return this.page.locator('.red-ui-debug-msg');
  }
}
