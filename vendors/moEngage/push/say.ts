import type { Fields, Json, Problem } from '../../../engine';

/** Words a problem of a field by the label that the form shows. */
export type Say = (name: string, what: string, todo: string) => Problem;

/** Words problems of a table's fields; `at` is the path of the group or row that they stand in. */
export const sayIn =
  (fields: Fields, at = ''): Say =>
  (name, what, todo) => {
    const where = at ? `${at}.${name}` : name;
    return { field: where, message: `'${fields[name]?.label ?? name}' (${where}) ${what}.`, todo };
  };

/** A text of which a form may hand over nothing but spaces, or any other value that says nothing. */
export const isBlank = (value: unknown): boolean => value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** MoEngage's samples write switches as words in lower case. */
export const flag = (value: boolean): Json => (value ? 'true' : 'false');
