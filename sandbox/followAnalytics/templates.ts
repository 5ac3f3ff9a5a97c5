import type { JsonObject } from './model';

/** A value that somebody gave a name. Only the message's own members count: every object in JavaScript also has a `toString`. */
export function valueFor(values: JsonObject, name: string): unknown {
  return Object.hasOwn(values, name) ? (values[name] ?? undefined) : undefined;
}

/** Fills `*@name@*` in ("Transactional campaign"). A name that nobody gave a value for stays as it stands. */
export function fill(text: string, values: JsonObject): string {
  return text.replace(/\*@(.+?)@\*/gs, (whole, name: string) => {
    const value = valueFor(values, name);
    return value === undefined ? whole : asText(value);
  });
}

export function asText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
