import { isObject, type AnyVendor } from '../../engine';
import { textsOf } from '../shared/texts';
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

const treeOf = (texts: Iterable<readonly [string, string]>): Tree => {
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

/** The English texts: those of the catalogue, with this host's own words over them. */
export const english = (vendors: readonly AnyVendor[], own: Tree): Tree => merged({ [SET]: { catalogue: treeOf(textsOf(vendors)) } }, own);
