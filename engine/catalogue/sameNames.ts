import { isObject, type Json, type JsonObject } from '../base/json';
import { snakeCase } from '../base/names';
import { isOperation } from './formDefinition';
import type { AnyOperation } from './operation';
import type { AnyTrigger } from './trigger';

type Definition = AnyOperation | AnyTrigger;

/** The documented row or result as it was first returned; `raw` and what depends on the poll is added later. */
const firstSampleOf = (definition: Definition): JsonObject => {
  const { sample } = definition;
  const shown: Json = !isOperation(definition)
    ? definition.shape(sample, definition.sampleInputs[0])
    : definition.simplify
      ? definition.simplify(sample)
      : sample;
  return isObject(shown) ? (shown as JsonObject) : {};
};

const known = new WeakMap<Definition, ReadonlyMap<string, string>>();

/**
 * The members of a definition's output that are called differently where outputs name the same thing alike: those of the forms shared by all vendors,
 * which first were in camelCase, and those that the definition itself names. Only members of the documented row: a vendor's own names stay.
 */
const renamesOf = (definition: Definition): ReadonlyMap<string, string> => {
  const found = known.get(definition);
  if (found) return found;
  const own = definition.sameNames ?? {};
  const isShared = !isOperation(definition) || definition.simplify !== undefined;
  const names = new Map(
    Object.keys(firstSampleOf(definition)).flatMap((name) => {
      const renamed = own[name] ?? (isShared ? snakeCase(name) : name);
      return renamed === name ? [] : [[name, renamed] as const];
    }),
  );
  known.set(definition, names);
  return names;
};

const unchanged = (row: JsonObject): JsonObject => row;

/**
 * Gives the members of an output the names that are the same in all outputs, such as `campaign_id`. One for all rows of a call, because there may be
 * millions of them.
 * @param isRaw whether the output is the vendor's, although there is a simplified form
 */
export const renamer = (definition: Definition, sameNames: boolean | undefined, isRaw = false): ((row: JsonObject) => JsonObject) => {
  const names = renamesOf(definition);
  if (!sameNames || isRaw || names.size === 0) return unchanged;
  return (row) => {
    // Ten times as fast as a list of entries.
    const renamed: Record<string, Json> = {};
    for (const name of Object.keys(row)) {
      if (name === '__proto__') Object.defineProperty(renamed, name, { value: row[name], enumerable: true, writable: true, configurable: true });
      else renamed[names.get(name) ?? name] = row[name]!;
    }
    return renamed;
  };
};

/** The documented row or result, as forms of a version return it. */
export const outputSample = (definition: Definition, sameNames: boolean): JsonObject => renamer(definition, sameNames)(firstSampleOf(definition));
