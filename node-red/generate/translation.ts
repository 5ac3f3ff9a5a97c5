import { pathsIn, treeOf, type Tree } from './locales';
import { SET } from '../shared/types';

/**
 * A translation of the catalogue, keyed by the English texts themselves, so that adding an operation or rewording a field does not affect others. A
 * vendor's own entry takes precedence over the common one, if an English word has two translations.
 */
export interface Dictionary {
  readonly texts: Readonly<Record<string, string>>;
  readonly inVendor: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** All texts of one language; untranslated ones are in English. */
export interface Translation {
  readonly tree: Tree;
  /** English texts without a translation. */
  readonly missing: readonly string[];
  /** Translations without an English original: keys of the host's own texts, and English texts of the catalogue. */
  readonly strays: readonly string[];
}

const CATALOGUE = `${SET}.catalogue.`;
const vendorIn = (path: string): string => /\.vendor\.(\w+)/.exec(path)?.[1] ?? '';

/**
 * Translates all texts.
 * @param base the English ones, including the catalogue's
 * @param own the host's own English texts, by key; they override the catalogue's
 * @param ownTranslated the same keys in the other language
 */
export const translate = (base: Tree, own: Tree, ownTranslated: Tree, { texts, inVendor }: Dictionary): Translation => {
  const keys = pathsIn(own);
  const byKey = pathsIn(ownTranslated);
  const used = new Set<string>();
  const missing = new Set<string>();
  const look = (words: Readonly<Record<string, string>> | undefined, text: string, name: string): string | undefined => {
    if (!words || !Object.hasOwn(words, text)) return undefined;
    used.add(name + text);
    return words[text];
  };
  const inLanguage = (path: string, text: string): string => {
    const vendor = vendorIn(path);
    const found = path.startsWith(CATALOGUE) && !keys.has(path) ? (look(inVendor[vendor], text, `${vendor}: `) ?? look(texts, text, '')) : byKey.get(path);
    if (found === undefined) missing.add(text);
    return found ?? text;
  };
  const tree = treeOf([...pathsIn(base)].map(([path, text]) => [path, inLanguage(path, text)] as const));
  const all = [...Object.keys(texts), ...Object.entries(inVendor).flatMap(([vendor, words]) => Object.keys(words).map((text) => `${vendor}: ${text}`))];
  return { tree, missing: [...missing], strays: [...[...byKey.keys()].filter((path) => !keys.has(path)), ...all.filter((text) => !used.has(text))] };
};
