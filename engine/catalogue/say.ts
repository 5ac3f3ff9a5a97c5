import type { Fields } from './fields';
import type { Problem } from './operation';

/** Words a problem of one field. */
export type Say = (name: string, what: string, todo: string) => Problem;

/** Words problems by the labels that the form shows; `at` is the path of the group or row whose columns these are. */
export const sayIn =
  (fields: Fields, at = ''): Say =>
  (name, what, todo) => {
    const where = at ? `${at}.${name}` : name;
    return { field: where, message: `'${fields[name]?.label ?? name}' (${where}) ${what}.`, todo };
  };
