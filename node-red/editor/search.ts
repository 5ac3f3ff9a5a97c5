import { searchPaths } from '../shared/paths';
import { typeOf } from './outline';
import { textsToFind } from './texts';

/*
 * Node-RED looks for a node by its type and its label alone. Both of its searches compare with a text that they have noted beforehand: the filter of the
 * palette with an attribute of the entry, the quick search on the canvas with an index. The words are added at the end of these, where nobody sees
 * them, and where they rank below a label. A Node-RED that notes them elsewhere finds the nodes by their labels, as without this.
 */

const wordsOf = (type: string): string => searchPaths(typeOf(type)).flatMap(textsToFind).join(', ').toLowerCase();

const known = new Map<string, string>();

/** `onpaletteadd`: the entry has just been added, or is shown again. */
export const addSearchWords = (type: string): void => {
  const words = wordsOf(type);
  known.set(type, words);
  for (const { dataset } of document.querySelectorAll<HTMLElement>(`.red-ui-palette-node[data-palette-type="${type}"]`)) {
    const { paletteLabel = '' } = dataset;
    if (!paletteLabel.endsWith(words)) dataset.paletteLabel = `${paletteLabel} | ${words}`;
  }
};

/** What the quick search knows of an entry of its list. */
interface QuickEntry {
  readonly type?: string;
  index?: string;
}

const addToQuickSearch = (): void => {
  for (const element of document.querySelectorAll<HTMLElement>('#red-ui-type-search .red-ui-editableList-item-content')) {
    const entry = $(element).data('data') as QuickEntry | undefined;
    const words = known.get(entry?.type ?? '');
    if (entry?.index !== undefined && words !== undefined && !entry.index.endsWith(words)) entry.index += `|${words}`;
  }
};

/** The list of the quick search is made anew whenever it opens; it searches a moment after somebody has typed. */
export const watchQuickSearch = (): void =>
  document.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLElement && target.id === 'red-ui-type-search-input') addToQuickSearch();
  });
