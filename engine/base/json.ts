/** Any JSON value; requests and replies are made of these. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json | undefined };

export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An empty object. */
export const NOTHING: JsonObject = Object.freeze({});

/** Sets a member whose name comes from outside: `__proto__` is treated as an ordinary name. */
export const setMember = <T>(object: { [name: string]: T }, name: string, value: T): void => {
  if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
};
