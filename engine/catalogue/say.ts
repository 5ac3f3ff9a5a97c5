import type { Fields } from './fields';
import type { Problem } from './operation';

/** Words a problem of one field. */
export type Say = (name: string, what: string, todo: string) => Problem;

/** Words problems with the form's labels; `at` is the path of the group or row that the fields belong to. */
export const sayIn =
  (fields: Fields, at = ''): Say =>
  (name, what, todo) => {
    const where = at ? `${at}.${name}` : name;
    return { field: where, message: `'${fields[name]?.label ?? name}' (${where}) ${what}.`, todo };
  };

/** Each problem once, although several parts of an input may have it. */
export const eachOnce = (problems: readonly Problem[]): readonly Problem[] => [...new Map(problems.map((problem) => [problem.message, problem])).values()];
