import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The scripts that Node-RED's editor loads of the pack, by what they are loaded for; each is named once. */
export interface EditorScripts {
  /** With the page. */
  readonly page: readonly string[];
  /** When a form is first drawn or checked, whichever vendor it is of. */
  readonly forms: readonly string[];
  /** When a form of a vendor is first drawn or checked, by its ID. */
  readonly vendors: Readonly<Record<string, readonly string[]>>;
  /** When a recurrence rule is first checked. */
  readonly recurrence: readonly string[];
}

const namesIn = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name]) => name!);

/** A script and those that it imports at once, without those that are there already. */
const closure = (folder: string, name: string, there: readonly string[]): string[] => {
  const found: string[] = [];
  const visit = (each: string): void => {
    if (found.includes(each) || there.includes(each)) return;
    found.push(each);
    namesIn(readFileSync(join(folder, each), 'utf8'), /(?:from|import)"\.\/([^"]+)"/g).forEach(visit);
  };
  visit(name);
  return found;
};

/** @param folder of the built scripts */
export const editorScripts = (folder: string): EditorScripts => {
  const later = (names: readonly string[]): string[] => names.flatMap((each) => namesIn(readFileSync(join(folder, each), 'utf8'), /import\("\.\/([^"]+)"\)/g));
  const page = closure(folder, 'editor.js', []);
  const [forms, ...parts] = later(page).sort((one, other) => Number(other.startsWith('forms-')) - Number(one.startsWith('forms-')));
  const shared = closure(folder, forms!, page);
  const there = [...page, ...shared];
  return {
    page,
    forms: shared,
    vendors: Object.fromEntries(parts.map((each) => [each.replace(/-\w+\.js$/, ''), closure(folder, each, there)])),
    recurrence: later(shared).flatMap((each) => closure(folder, each, there)),
  };
};

/** Bytes of scripts, as they are and compressed one by one, as they are sent. */
export const sizeOf = (folder: string, names: readonly string[]): { readonly bytes: number; readonly gzipBytes: number } => {
  const all = names.map((each) => readFileSync(join(folder, each)));
  const sum = (sizes: readonly number[]): number => sizes.reduce((one, other) => one + other, 0);
  return { bytes: sum(all.map((each) => each.length)), gzipBytes: sum(all.map((each) => gzipSync(each).length)) };
};
