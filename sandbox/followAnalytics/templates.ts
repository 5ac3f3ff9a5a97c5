import type { JsonObject } from './model';

/** A named value. Only the message's own members count, because every object in JavaScript also has a `toString`. */
export function valueFor(values: JsonObject, name: string): unknown {
  return Object.hasOwn(values, name) ? (values[name] ?? undefined) : undefined;
}

/** Fills in `*@name@*` ("Transactional campaign"). A name without a value is left unchanged. */
export function fill(text: string, values: JsonObject): string {
  return text.replace(/\*@(.+?)@\*/gs, (whole, name: string) => {
    const value = valueFor(values, name);
    return value === undefined ? whole : asText(value);
  });
}

export function asText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
