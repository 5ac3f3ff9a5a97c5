import { isObject, type AnyVendor } from '../../engine';
import { textsOf, type Texts } from '../shared/texts';
import { SET } from '../shared/types';

/** A tree of texts, as Node-RED reads it. */
export interface Tree {
  readonly [key: string]: string | Tree;
}

const merged = (under: Tree, over: Tree): Tree => {
  const all: Record<string, string | Tree> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = all[key];
    all[key] = isObject(below) && isObject(value) ? merged(below as Tree, value as Tree) : value;
  }
  return all;
};

/** The tree of texts by path. */
export const treeOf = (texts: Iterable<readonly [string, string]>): Tree => {
  const root: Record<string, string | Tree> = {};
  for (const [path, text] of texts) {
    const steps = path.split('.');
    const last = steps.pop()!;
    let at = root;
    for (const step of steps) at = (at[step] ??= {}) as Record<string, string | Tree>;
    at[last] = text;
  }
  return root;
};

/** All texts by path. */
export const pathsIn = (tree: Tree, before = ''): Map<string, string> =>
  new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${before}${key}`, value] as const] : [...pathsIn(value, `${before}${key}.`)],
    ),
  );

/** This host's terms for n8n's terms in a vendor's form texts. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/ Column$/, ' Property'],
  [/^Columns$/, 'Properties'],
  [/^Item Field$/, 'Property'],
  [/\bitem fields\b/, 'object properties'],
  [/\bitem field\b/, 'object property'],
  [/\bitem's field\b/, "object's property"],
  [/\bfields of the item\b/, 'properties of the object'],
];

const inWords = (text: string): string => WORDS.reduce((all, [theirs, ours]) => all.replace(theirs, ours), text);

/** The form's fields in a vendor's words: where these equal the common form, this host's terms are used here too. */
const ownWords = (texts: Texts, own: ReadonlyMap<string, string>): [string, string][] =>
  [...texts].flatMap(([path, text]): [string, string][] => {
    const [, end] = /^vendor\..*?\.form\.(.*)$/.exec(path) ?? [];
    if (end === undefined) return inWords(text) === text || !/\.description$/.test(path) ? [] : [[path, inWords(text)]];
    const common = texts.get(`form.${end}`);
    const override = own.get(`${SET}.catalogue.form.${end}`);
    return [[path, common === text && override !== undefined ? override : inWords(text)]];
  });

/** The English texts: those of the catalogue, overridden by this host's own. */
export const english = (vendors: readonly AnyVendor[], own: Tree): Tree => {
  const texts = textsOf(vendors);
  return merged({ [SET]: { catalogue: treeOf([...texts, ...ownWords(texts, pathsIn(own))]) } }, own);
};
