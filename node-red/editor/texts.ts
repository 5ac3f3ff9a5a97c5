import { vendors } from '../../vendors';
import { textsOf } from '../shared/texts';
import { SET } from '../shared/types';

/** Texts of a node set are stored under the names of the package and the set. */
const NAMESPACE = `@campaign-nodes/node-red-campaigns/${SET}`;

const english = textsOf(vendors);

/** A text of this editor in the user's language. */
export const editorText = (key: string, values?: Readonly<Record<string, unknown>>): string => RED._(`${NAMESPACE}:${SET}.${key}`, values);

/** A text of the catalogue in the user's language; some fields have none. */
export const catalogueText = (path: string): string => (english.has(path) ? editorText(`catalogue.${path}`) : '');

/** A text of the catalogue as people may type it: in their language, and in English, which is that of documents and examples. */
export const textsToFind = (path: string): readonly string[] => (english.has(path) ? [...new Set([english.get(path)!, catalogueText(path)])] : []);
