import { isRecord } from '../../server/body';
import { readTime } from '../times';
import type { CatalogField } from './catalog';
import { fault, type CatalogFault } from './refusals';

const LONGEST_VALUE = 5_000;
const DEEPEST = 50;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

type Coerced = { readonly value: unknown } | undefined;

const as = (value: unknown): Coerced => ({ value });

/** "Item types can't be converted": which ones can, the pages do not say. Here a text that is a number or a boolean can, and a number as a text. */
const COERCE: Readonly<Record<CatalogField['type'], (value: unknown) => Coerced>> = {
  string: (value) => (typeof value === 'string' ? as(value) : typeof value === 'number' || typeof value === 'boolean' ? as(String(value)) : undefined),
  number: (value) => (typeof value === 'number' ? as(value) : typeof value === 'string' && NUMBER.test(value) ? as(Number(value)) : undefined),
  boolean: (value) => (typeof value === 'boolean' ? as(value) : value === 'true' || value === 'false' ? as(value === 'true') : undefined),
  time: (value) => (readTime(value) === undefined ? undefined : as(value)),
  object: (value) => (isRecord(value) ? as(value) : undefined),
  array: (value) => (Array.isArray(value) ? as(value) : undefined),
  geo: (value) => (Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === 'number') ? as(value) : undefined),
};

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

function hasWrongKey(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasWrongKey);
  return isRecord(value) && Object.entries(value).some(([key, each]) => /[.$]/.test(key) || hasWrongKey(each));
}

/** How an update changes a list: `{"$add": [], "$remove": []}`. */
export interface ListChange {
  readonly $add?: readonly unknown[];
  readonly $remove?: readonly unknown[];
}

export function isListChange(value: unknown): value is ListChange {
  const names = isRecord(value) ? Object.keys(value) : [];
  return names.length > 0 && names.every((name) => name === '$add' || name === '$remove') && Object.values(value as object).every(Array.isArray);
}

/** The values of an item as the catalog keeps them, or the first thing that is wrong with them. */
export function valuesOf(
  id: string,
  values: Readonly<Record<string, unknown>>,
  fields: readonly CatalogField[],
  isUpdate: boolean,
): { readonly values: Readonly<Record<string, unknown>> } | { readonly fault: CatalogFault } {
  const kept: [string, unknown][] = [];
  for (const [name, value] of Object.entries(values)) {
    const field = fields.find((each) => each.name === name);
    // The pages: "This is not related to the ID field mentioned in the error."
    if (!field) return { fault: fault('invalid-fields', 'The item has fields that the catalog does not have', 'id', id) };
    if (value === null || (isUpdate && field.type === 'array' && isListChange(value))) {
      kept.push([name, value]);
      continue;
    }
    if ((typeof value === 'string' ? value : JSON.stringify(value)).length > LONGEST_VALUE)
      return { fault: fault('items-too-large', `Item values can't exceed ${LONGEST_VALUE} characters`, 'id', id) };
    if (depthOf(value) > DEEPEST) return { fault: fault('too-deep-nesting-in-value-object', 'Item objects are nested too deeply', 'id', id) };
    if (hasWrongKey(value)) return { fault: fault('invalid-keys-in-value-object', "Item object keys can't include . or $", 'id', id) };
    const coerced = COERCE[field.type](value);
    if (!coerced) return { fault: fault('unable-to-coerce-value', 'Could not convert a value to the type of its field', 'id', id) };
    kept.push([name, coerced.value]);
  }
  return { values: Object.fromEntries(kept) };
}
