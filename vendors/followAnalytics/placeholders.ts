import { isObject, type Json, type JsonObject } from '../../engine';

/** "starting with *@ and ending with its symetric @*" (campaigns API, "Transactional campaign"). */
const PLACEHOLDER = /\*@([^@*]*)@\*/g;

/** The names of a text's placeholders, without duplicates, in order. Marks that do not form a placeholder are ignored. */
export const placeholdersIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name).filter((name) => name.trim() !== '')),
];

/** What is wrong with the marks in a text, as the end of a sentence; undefined if they all match. */
export const faultIn = (text: string): string | undefined => {
  if ([...text.matchAll(PLACEHOLDER)].some(([, name = '']) => name.trim() === '')) return 'contains a placeholder without a name, *@@*';
  const rest = text.replace(PLACEHOLDER, '');
  const opened = /\*@.{0,20}/s.exec(rest);
  if (opened) return `contains a placeholder that is not closed with @*: ${opened[0]}`;
  const closed = /.{0,20}@\*/s.exec(rest);
  return closed ? `closes a placeholder that was not opened with *@: ${closed[0]}` : undefined;
};

/** All texts in a value at any depth, each with its path. */
export const textsIn = (value: Json | undefined, path: string): readonly (readonly [path: string, text: string])[] => {
  if (typeof value === 'string') return [[path, value]];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((each, i) => textsIn(each, `${path}[${i}]`));
  return isObject(value) ? Object.entries(value as JsonObject).flatMap(([name, each]) => textsIn(each, `${path}.${name}`)) : [];
};

/** The names of the placeholders in all texts of a value, without duplicates. */
export const placeholdersWithin = (value: Json): readonly string[] => [...new Set(textsIn(value, '').flatMap(([, text]) => placeholdersIn(text)))];
