import { isObject, type Json, type JsonObject } from './json';

/** `.name`, `[0]`, `["a name"]` */
const STEP = /\.?([^.[\]]+)|\[(\d+)\]|\[(["'])(.*?)\3\]/gy;

/** The steps of a path such as `customer.id` or `orders[0].id`, as editors write a dropped field that is inside another one; undefined for a plain name. */
export const pathOf = (text: string): readonly string[] | undefined => {
  if (!/[.[]/.test(text)) return undefined;
  const steps: string[] = [];
  let end = 0;
  for (const found of text.matchAll(STEP)) {
    steps.push((found[1] ?? found[2] ?? found[4])!);
    end = found.index + found[0].length;
  }
  return end === text.length && steps.length > 1 ? steps : undefined;
};

/** The value at a path; undefined if there is none. */
export const valueAt = (record: JsonObject, path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>(
    (value, step) => ((isObject(value) || Array.isArray(value)) && Object.hasOwn(value, step) ? (value as JsonObject)[step] : undefined),
    record,
  );
