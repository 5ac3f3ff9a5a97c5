import { operationsOf, type Field, type Fields, type Json, type JsonObject } from '../../../engine';
import { vendors } from '../../../vendors';

/** What a request says for a form in which only what has to be filled in was filled in. */
export interface Untouched {
  readonly vendor: string;
  readonly operation: string;
  /** What the user filled in. */
  readonly given: JsonObject;
  /** Its last request: all of its query, or all of its body. */
  readonly query?: unknown;
  readonly body?: unknown;
  readonly path?: string;
  /** The methods of all requests; one request if absent. */
  readonly methods?: readonly string[];
  /** The form was saved before today's defaults. */
  readonly isSaved?: true;
  /** The vendor refuses it: what is left as it is does not go with what was filled in. */
  readonly isRefused?: true;
}

type Members = { readonly [name: string]: unknown };

const defaultIn = (field: Field): unknown => ('default' in field ? field.default : undefined);

/** Whether a form shows a field that somebody has not added to it. */
const isInSight = ({ required, prominent }: Field): boolean => required === true || prominent === true;

/**
 * An input as both hosts' forms give it.
 * @param isAdded whether all additional fields that have a default were added too, and left at it
 * @param seen takes the fields that have a default and were left alone
 */
export const asTheFormGives = (fields: Fields, given: Members, isAdded: boolean, seen: Set<Field>, isSaved = false): JsonObject => {
  const values: Record<string, unknown> = { ...given };
  const isShown = ({ dependsOn }: Field): boolean => {
    if (!dependsOn) return true;
    const other = fields[dependsOn.field];
    return other !== undefined && isShown(other) && dependsOn.is.some((value) => [values[dependsOn.field]].flat().includes(value));
  };
  const startOf = (field: Field): unknown => (isSaved && field.firstDefault !== undefined ? (field.firstDefault ?? undefined) : defaultIn(field));
  for (const [name, field] of Object.entries(fields)) {
    const own = values[name];
    if (own === undefined && startOf(field) !== undefined && isShown(field)) {
      if (!isSaved) seen.add(field);
      if (isAdded || isInSight(field)) values[name] = startOf(field);
    }
    if (field.type === 'rows' && Array.isArray(own)) values[name] = own.map((row) => asTheFormGives(field.columns, row as Members, isAdded, seen));
    if (field.type === 'group' && own !== undefined) values[name] = asTheFormGives(field.columns, own as Members, isAdded, seen);
  }
  return values as { readonly [name: string]: Json };
};

const defaultsIn = (fields: Fields, at: string): readonly (readonly [where: string, field: Field])[] =>
  Object.entries(fields).flatMap(([name, field]) => [
    ...(defaultIn(field) === undefined ? [] : [[`${at}.${name}`, field] as const]),
    ...(field.type === 'rows' || field.type === 'group' ? defaultsIn(field.columns, `${at}.${name}`) : []),
  ]);

/** Every field of the catalogue that has a default, with where it stands. */
export const allDefaults = (): readonly (readonly [where: string, field: Field])[] =>
  vendors.flatMap((vendor) => operationsOf(vendor).flatMap(({ name, operation }) => defaultsIn(operation.fields, `${vendor.id} ${name}`)));
