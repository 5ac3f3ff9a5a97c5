import type { JsonObject } from '../base/json';
import type { AnyVendor } from './vendor';

/** Where the sandbox listens unless it is told otherwise. */
export const SANDBOX_URL = 'http://127.0.0.1:4010';

/** Stands for the sandbox's address in a vendor's account there. */
export const SANDBOX_MARK = '{sandbox}';

/** The members of a vendor's account in the sandbox, by wire name; addresses begin with {@link SANDBOX_MARK}. Empty if the vendor has none. */
export const sandboxMembers = ({ credential, sandbox }: AnyVendor): JsonObject =>
  sandbox === undefined
    ? {}
    : Object.fromEntries(
        Object.entries(credential).flatMap(([wire, field]) => {
          const value = sandbox[wire] ?? ('default' in field ? (field.default as string) : undefined);
          return value === undefined ? [] : [[wire, value]];
        }),
      );

/** A vendor's account in the sandbox at an address. */
export const sandboxAccount = (vendor: AnyVendor, url = SANDBOX_URL): JsonObject =>
  Object.fromEntries(
    Object.entries(sandboxMembers(vendor)).map(([wire, value]) => [
      wire,
      typeof value === 'string' ? value.replace(SANDBOX_MARK, url.trim().replace(/\/+$/, '')) : value,
    ]),
  );
