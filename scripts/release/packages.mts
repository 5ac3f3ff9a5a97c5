import { glob, readFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';

/** A package of others, as it lies in node_modules. */
export interface Installed {
  readonly name: string;
  readonly version: string;
  /** As its manifest says it: an SPDX expression, if it is well made. */
  readonly licence: string;
  /** Where it lies, below the repository's folder, as the lock names it. */
  readonly place: string;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string | { readonly type?: string };
}

/** The packages that are installed in one repository. */
export class Packages {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  /** @param place folder below the repository's, such as `node_modules/pako` */
  async at(place: string): Promise<Installed> {
    const { name, version, license } = JSON.parse(await readFile(join(this.root, place, 'package.json'), 'utf8')) as Manifest;
    return { name, version, licence: (typeof license === 'string' ? license : license?.type) ?? 'none', place };
  }

  /** The packages of which a bundle has something inside, by name: `inputs` are its files, as esbuild's metafile names them. */
  async behind(inputs: readonly string[], folder: string): Promise<Installed[]> {
    const places = new Set<string>();
    for (const input of inputs) {
      // The innermost: a package may have brought others of its own.
      const [place] = /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(relative(this.root, resolve(folder, input)).split(sep).join('/')) ?? [];
      if (place !== undefined) places.add(place);
    }
    return await Promise.all([...places].sort().map((place) => this.at(place)));
  }

  /** The licence of a package that is shipped inside ours, as that licence asks for, with the notices beside it. */
  async noticeOf({ name, version, place }: Installed): Promise<string> {
    const folder = join(this.root, place);
    const files = (await Array.fromAsync(glob('{LICEN[CS]E,licen[cs]e,COPYING,NOTICE}*', { cwd: folder }))).sort();
    if (!files.some((file) => !/^notice/i.test(file))) throw new Error(`${name} ${version} is in a bundle and has no licence text to go along with it`);
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    return `${name} ${version}\n\n${texts.map((text) => text.trimEnd()).join('\n\n')}\n`;
  }
}
