import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { Refused } from './refused.mts';

/** The pending changes to a checkout's files: nothing is written before all of them are known. */
export class Changes {
  private readonly texts = new Map<string, string>();

  readonly made: string[] = [];
  readonly changed: string[] = [];
  private readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  has(file: string): boolean {
    return this.texts.has(file) || existsSync(join(this.root, file));
  }

  async read(file: string): Promise<string> {
    return this.texts.get(file) ?? (await readFile(join(this.root, file), 'utf8'));
  }

  /** A new file. */
  create(file: string, text: string): void {
    if (this.has(file)) throw new Refused(`${file} is there already.`, 'Choose another name, or write into that file by hand.');
    this.texts.set(file, text);
    this.made.push(file);
  }

  /** An edit of an existing file. */
  async edit(file: string, edit: (text: string) => string): Promise<void> {
    const before = await this.read(file);
    try {
      this.texts.set(file, edit(before));
    } catch (error) {
      throw error instanceof Refused ? error.in(file) : error;
    }
    if (!this.made.includes(file) && !this.changed.includes(file)) this.changed.push(file);
  }

  /** Writes everything, formatted in the project's style. */
  async write(): Promise<void> {
    for (const [file, text] of this.texts) {
      const filepath = join(this.root, file);
      await mkdir(dirname(filepath), { recursive: true });
      await writeFile(filepath, /\.(md|svg)$/.test(file) ? text : await format(text, { ...(await resolveConfig(filepath)), filepath }));
    }
  }
}
