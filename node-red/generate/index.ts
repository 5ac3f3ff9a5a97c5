import { vendors } from '../../vendors';
import { accountType, nodeTypes, SET } from '../shared/types';
import { accountHelp, nodeHelp } from './help';
import type { Say } from './helpFields';
import { accountHtml, nodeHtml } from './html';
import { outlineModule, partModule, partsModule } from './parts';
import { english, pathsIn, type Tree } from './locales';
import { translate } from './translation';

export { accountType, nodeTypes, pathsIn, SET, translate, vendors };

/** The English texts, including the catalogue's. */
export const englishTexts = (own: Tree): Tree => english(vendors, own);

/** Modules of the editor that are made of the catalogue, by name; undefined if there is none of that name. */
export const catalogueModule = (name: string): string | undefined => {
  if (name === 'outline') return outlineModule(nodeTypes(vendors));
  if (name === 'parts') return partsModule(vendors);
  const vendor = vendors.find(({ id }) => name === `part/${id}`);
  return vendor && partModule(vendor);
};

/** The page that the editor loads. */
export const pageOf = (script: string, style: string, iconOf: (type: string, fallback: string) => string): string =>
  [
    `<script type="module" src="${script}"></script>`,
    `<style>\n${style}</style>`,
    ...vendors.map(accountHtml),
    ...nodeTypes(vendors).map((each) => nodeHtml(each, iconOf(each.type, each.vendor ? 'campaign-vendor' : 'campaign-verb'))),
    '',
  ].join('\n');

/** All help of one language. */
export const helpOf = (texts: Tree, fallback: Tree): string => {
  const own = pathsIn(texts);
  const other = pathsIn(fallback);
  const say: Say = (path) => {
    const text = own.get(`${SET}.${path}`) ?? other.get(`${SET}.${path}`);
    if (text === undefined) throw new Error(`There is no text for '${path}'`);
    return text;
  };
  return [...nodeTypes(vendors).map((each) => nodeHelp(say, each)), ...vendors.map((vendor) => accountHelp(say, vendor))].join('\n');
};
