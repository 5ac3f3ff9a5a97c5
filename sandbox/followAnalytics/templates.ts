import { replaceMarks, type Filled } from '../server/gaps';
import type { JsonObject } from './model';

/** A named value. Only the message's own members count, because every object in JavaScript also has a `toString`. */
export function valueFor(values: JsonObject, name: string): unknown {
  return Object.hasOwn(values, name) ? (values[name] ?? undefined) : undefined;
}

/** Fills in `*@name@*` ("Transactional campaign"). A name without a value is left unchanged. */
export function fill(text: string, values: JsonObject): Filled {
  return replaceMarks(text, /\*@(.+?)@\*/gs, ([whole, name = '']) => {
    const value = valueFor(values, name);
    return value === undefined ? { text: whole, missing: name } : { text: asText(value) };
  });
}

export function asText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
