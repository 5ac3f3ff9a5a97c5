import { SET } from '../shared/outline';

/** Texts of a node set are stored under the names of the package and the set. */
const NAMESPACE = `@campaign-nodes/node-red-campaigns/${SET}`;

/** A text of this editor in the user's language. */
export const editorText = (key: string, values?: Readonly<Record<string, unknown>>): string => RED._(`${NAMESPACE}:${SET}.${key}`, values);

/** A text of the catalogue in the user's language; empty if there is none, as some fields have none. */
export const catalogueText = (path: string, language?: string): string =>
  editorText(`catalogue.${path}`, { defaultValue: '', ...(language !== undefined && { lng: language }) });

/** Node-RED has the texts in this language too, whichever is the user's. */
const ENGLISH = 'en-US';

/** A text of the catalogue as people may type it: in their language, and in English, which is that of documents and examples. */
export const textsToFind = (path: string): readonly string[] => [...new Set([catalogueText(path, ENGLISH), catalogueText(path)])].filter((text) => text !== '');
