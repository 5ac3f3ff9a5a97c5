import { isObject, type Json, type JsonObject } from '../../../engine';

/** Members of an object with which an update adds to a list or removes from it. */
const CHANGES: readonly string[] = ['$add', '$remove'];

/**
 * The path of the first member whose name Braze refuses: "Item object keys can't include . or $". Only in an update, and directly in a field, may names
 * say how to change a list.
 */
export const keyProblem = (value: Json | undefined, path: string, mayChangeList: boolean): string | undefined => {
  if (Array.isArray(value)) return first(value.map((each: Json, i) => () => keyProblem(each, `${path}[${i}]`, false)));
  if (!isObject(value)) return undefined;
  return first(
    Object.entries(value as JsonObject).map(([name, each]) => () => {
      const where = `${path}.${name}`;
      return /[.$]/.test(name) && !(mayChangeList && CHANGES.includes(name)) ? where : keyProblem(each, where, false);
    }),
  );
};

const first = (looks: readonly (() => string | undefined)[]): string | undefined => {
  for (const look of looks) {
    const found = look();
    if (found !== undefined) return found;
  }
  return undefined;
};
