import { glob, readFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';

/** A third-party package in node_modules. */
export interface Installed {
  readonly name: string;
  readonly version: string;
  /** As in its manifest: an SPDX expression, if it is valid. */
  readonly licence: string;
  /** Its path below the repository's folder, as in the lock file. */
  readonly place: string;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string | { readonly type?: string };
}

/** The packages installed in a repository. */
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

  /** The packages contained in a bundle, by name: `inputs` are its files, as in esbuild's metafile. */
  async behind(inputs: readonly string[], folder: string): Promise<Installed[]> {
    const places = new Set<string>();
    for (const input of inputs) {
      // The innermost one: a package may contain packages of its own.
      const [place] = /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(relative(this.root, resolve(folder, input)).split(sep).join('/')) ?? [];
      if (place !== undefined) places.add(place);
    }
    return await Promise.all([...places].sort().map((place) => this.at(place)));
  }

  /** The licence of a package shipped inside ours, as that licence requires, with its notices. */
  async noticeOf({ name, version, place }: Installed): Promise<string> {
    const folder = join(this.root, place);
    const files = (await Array.fromAsync(glob('{LICEN[CS]E,licen[cs]e,COPYING,NOTICE}*', { cwd: folder }))).sort();
    if (!files.some((file) => !/^notice/i.test(file))) throw new Error(`${name} ${version} is in a bundle and has no licence text to go along with it`);
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    return `${name} ${version}\n\n${texts.map((text) => text.trimEnd()).join('\n\n')}\n`;
  }
}
