import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { OWNER, root } from './server';

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

/** n8n's editor in a real browser, in the words of the person in front of it. */
export class Editor {
  private constructor(
    private readonly browser: Browser,
    private readonly page: Page,
    private readonly url: string,
  ) {}

  static async open(url: string): Promise<Editor> {
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: FLAGS });
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(PATIENCE_MS);
    return new Editor(browser, page, url);
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  private at(id: string): Locator {
    return this.page.locator(`[data-test-id="${id}"]`);
  }

  /** A field of the open node. */
  private field(name: string): Locator {
    return this.at('ndv').locator(`[data-test-id="parameter-input-${name}"]`);
  }

  async signIn(): Promise<void> {
    await this.page.goto(`${this.url}/signin`);
    await this.page.locator('input[type=email]').fill(OWNER.email);
    await this.page.locator('input[type=password]').fill(OWNER.password);
    await this.at('form-submit-button').click();
    await this.page.waitForURL(/home|workflow/);
  }

  async newWorkflow(): Promise<void> {
    await this.page.goto(`${this.url}/workflow/new`);
    await this.at('canvas-add-button').waitFor();
  }

  /** Opens a node of a workflow that was saved. */
  async openNode(workflow: string, name: string): Promise<void> {
    await this.page.goto(`${this.url}/workflow/${workflow}`);
    await this.at('canvas-node').filter({ hasText: name }).first().dblclick();
    await this.at('ndv').waitFor();
  }

  /** Drags a field of the items before the node onto one of its own, with the mouse. */
  async drag(item: string, onto: string): Promise<void> {
    const pill = this.at('ndv-input-panel').locator('[data-target="mappable"]').filter({ hasText: item }).first();
    // Hovering waits until the panel has stopped moving.
    await pill.hover();
    await this.page.mouse.down();
    const target = this.field(onto).locator('input');
    await target.hover({ force: true });
    // What is dragged follows the mouse, and only then is it over the field.
    await target.hover({ force: true, position: { x: 5, y: 5 } });
    await this.page.mouse.up();
    await this.page.waitForFunction((input) => (input as HTMLInputElement).value !== '', await target.elementHandle());
  }

  /** The text in a field. */
  async typed(name: string): Promise<string> {
    return await this.field(name).locator('input').inputValue();
  }

  /** Searches a node in the panel and picks one of its actions; it comes behind the last node. */
  async addAction(node: string, action: string): Promise<void> {
    const first = this.at('canvas-add-button');
    await ((await first.isVisible()) ? first : this.at('canvas-handle-plus').last()).click();
    await this.at('node-creator-search-bar').fill(node);
    await this.at('item-iterator-item').filter({ hasText: node }).first().click();
    // A node's description may have the words of its action in it.
    const wanted = this.at('item-iterator-item')
      .filter({ has: this.page.getByText(action, { exact: true }) })
      .first();
    // Beside triggers the actions are folded up, and the other way round.
    const folded = this.at('node-creator-category-item').filter({ hasText: /^\s*Actions/ });
    await wanted.or(folded).first().waitFor();
    if (!(await wanted.isVisible())) await folded.first().click();
    await wanted.click();
    await this.at('ndv').waitFor();
  }

  async chooseAccount(name: string): Promise<void> {
    await this.at('node-credentials-select').click();
    await this.page.locator('[data-test-id^="node-credentials-select-item"]').filter({ hasText: name, visible: true }).first().click();
  }

  async fill(name: string, text: string): Promise<void> {
    await this.field(name).locator('input, textarea').fill(text);
  }

  /** Types an expression into a field, as one does: the equals sign changes the field over. Its value is shown below the field once it is taken over. */
  async fillExpression(name: string, inner: string, value: string): Promise<void> {
    await this.field(name).locator('input, textarea').fill('=');
    const code = this.field(name).locator('.cm-content');
    await code.click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.insertText(`{{ ${inner} }}`);
    await this.at(`parameter-expression-preview-${name}`).getByText(value).waitFor();
  }

  async fillJson(name: string, value: unknown): Promise<void> {
    await this.field(name).locator('.cm-content').click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.insertText(JSON.stringify(value, null, 2));
  }

  async choose(name: string, label: string): Promise<void> {
    await this.field(name).click();
    await this.at('parameter-input-item').filter({ hasText: label, visible: true }).first().click();
  }

  /** Ticks several options of one field. */
  async tick(name: string, ...labels: readonly string[]): Promise<void> {
    await this.field(name).click();
    for (const label of labels) await this.page.locator('.el-select-dropdown__item').filter({ hasText: label, visible: true }).first().click();
    await this.page.keyboard.press('Tab');
  }

  /** Has each variable of a campaign mapped by hand, and gives their names. */
  async mapEach(): Promise<readonly string[]> {
    await this.at('mapping-mode-select').locator('input').click();
    await this.page.locator('.el-select-dropdown__item').filter({ hasText: 'Manually', visible: true }).first().click();
    await this.variables.first().waitFor();
    return (await this.variables.allInnerTexts()).map((text) => text.trim().split('\n')[0]!.replace('*', '').trim());
  }

  /** The labels of the variables that are mapped by hand. */
  private get variables(): Locator {
    return this.at('mapping-fields-container').locator(
      '[data-test-id="parameter-item"] [data-test-id="input-label"], .parameter-item [data-test-id="input-label"]',
    );
  }

  /** A variable that is mapped by hand. */
  private variable(name: string): Locator {
    return this.at('mapping-fields-container').locator(`[data-test-id="parameter-input-${name}"]`);
  }

  async fillVariable(name: string, text: string): Promise<void> {
    await this.variable(name).locator('input, textarea').fill(text);
  }

  /** Drags a field of the items before the node onto a variable. */
  async dragOntoVariable(item: string, name: string): Promise<void> {
    const pill = this.at('ndv-input-panel').locator('[data-target="mappable"]').filter({ hasText: item }).first();
    await pill.hover();
    await this.page.mouse.down();
    const target = this.variable(name);
    await target.hover({ force: true });
    await target.hover({ force: true, position: { x: 20, y: 8 } });
    await this.page.mouse.up();
    await target.locator('.cm-content').waitFor();
  }

  /** What is said where the variables are mapped, once it holds this. */
  async saidOfVariables(text: string): Promise<string> {
    const box = this.at('resource-mapper-container');
    await box.getByText(text).first().waitFor();
    return await box.innerText();
  }

  /** Adds an entry to the list of texts that has this button. */
  async addText(button: string, text: string): Promise<void> {
    await this.at('ndv').getByRole('button', { name: button }).click();
    await this.at('ndv').locator('.duplicate-parameter-input-item input').last().fill(text);
  }

  /** Looks for an entry in a searchable list, which the vendor fills, and takes it. */
  async pick(name: string, search: string): Promise<void> {
    await this.field(name).locator('[data-test-id="rlc-input"]').click();
    await this.page.locator('[data-test-id="rlc-search"]:visible').fill(search);
    await this.page.locator('[data-test-id="rlc-item"]:visible').filter({ hasText: search }).first().click();
  }

  async switchOn(name: string): Promise<void> {
    await this.field(name).locator('.el-switch').click();
  }

  async execute(): Promise<void> {
    await this.at('node-execute-button').click();
  }

  /** The text of the output panel, once it holds this. */
  async outputWith(text: string): Promise<string> {
    const panel = this.at('output-panel');
    await panel.getByText(text).first().waitFor();
    return await panel.innerText();
  }

  async closeNode(): Promise<void> {
    await this.at('ndv-close-button').click();
    await this.at('ndv').waitFor({ state: 'hidden' });
  }

  /** Kept as an artefact of the build, for people to look at. */
  async photograph(name: string): Promise<void> {
    const folder = join(root, 'build/screenshots');
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `n8n-${name}.png`), animations: 'disabled' });
  }
}
