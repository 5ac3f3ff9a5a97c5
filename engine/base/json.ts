/** Any value that JSON can carry; what requests and replies are made of. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json | undefined };

export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object with nothing in it. */
export const NOTHING: JsonObject = Object.freeze({});

/** Sets a member by a name that comes from outside: `__proto__` is a name like others. */
export const setMember = <T>(object: { [name: string]: T }, name: string, value: T): void => {
  if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
};
