import { make } from './dom';
import { catalogueText } from './texts';

/** What a field is about, to stand below it; undefined if the catalogue says nothing. */
export const hintOf = (path: string): HTMLElement | undefined => {
  const description = catalogueText(`${path}.description`);
  return description ? make('div', 'campaign-hint', description) : undefined;
};
