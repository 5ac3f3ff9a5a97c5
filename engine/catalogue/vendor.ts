import type { Failure } from '../base/errors';
import type { Fields, Input } from './fields';
import type { Reply } from '../base/http';
import type { AnyOperation, Request } from './operation';
import type { AnyTrigger } from './trigger';

/** How a request shows who sends it. */
export type Auth<C extends Fields> =
  | { readonly by: 'header'; readonly header: string; readonly prefix?: string; readonly field: keyof C & string }
  | { readonly by: 'basic'; readonly user: keyof C & string; readonly password: keyof C & string }
  /** The old forms: a key in the JSON body, or in the query of a GET. */
  | { readonly by: 'parameter'; readonly param: string; readonly field: keyof C & string }
  /** Each request is signed where it is made, by the operation. */
  | { readonly by: 'request' }
  | {
      readonly by: 'token';
      readonly header: string;
      /** The sign-in call, and further forms of it to try on 404 or 406. */
      request(credential: Input<C>): readonly [Request, ...Request[]];
      /** The header value to send, or undefined where the answer holds none. `lastsMs` where the vendor says it. */
      read(reply: Reply, now: number): { value: string; lastsMs?: number } | undefined;
    };

export interface Quota {
  readonly calls: number;
  readonly perMs: number;
}

export interface Vendor<C extends Fields> {
  /** camelCase id, also the n8n node's name: `followAnalytics`. */
  readonly id: string;
  /** Its own spelling: "FollowAnalytics". */
  readonly label: string;
  readonly description: string;
  readonly docs: string;
  /** Palette colour in Node-RED, `#rrggbb`. */
  readonly color: string;
  readonly credential: C;
  baseUrl(credential: Input<C>): string;
  /** The vendor's own hosts; what goes elsewhere is named in results as no production. Absent where customers have hosts of their own. */
  readonly hosts?: RegExp;
  /** What an account's test environment is called, where it sends to one. */
  testEnvironment?(credential: Input<C>): string | undefined;
  auth(credential: Input<C>): Auth<C>;
  /** How an account is checked for nothing: `signIn`, the name of a cheap reading operation, or `reach`, which knocks at the base URL; and what that proves. */
  readonly check: {
    readonly by: 'signIn' | 'reach' | string;
    readonly proves: string;
    /** What a refusal proves all the same: a key that lacks one permission is a genuine key. */
    provesToo?(failure: Failure): string | undefined;
  };
  /**
   * Reads a failure out of any answer, also out of a 2xx that hides one; undefined where it is a success.
   * @param permissions what the request needed to be allowed, as far as the operation says it
   */
  readFailure(reply: Reply, operation: string, permissions?: readonly string[]): Failure | undefined;
  readQuota(reply: Reply, now: number): { readonly left?: number; readonly resetAt?: number };
  readonly quotas: Readonly<Record<string, Quota>>;
  readonly patience: { readonly attempts: number; readonly timeoutMs: number; readonly longestRetryWaitMs: number };
  readonly resources: Readonly<Record<string, { readonly label: string; readonly operations: Readonly<Record<string, AnyOperation>> }>>;
  /** Members of a request whose values are secrets made of the account's, such as signatures; they are never shown. */
  readonly secretMembers?: readonly string[];
  readonly triggers: Readonly<Record<string, AnyTrigger>>;
}

export type AnyVendor = Vendor<Fields>;

/** Writes down a vendor with its credential's type inferred; the cast is safe as in `operation`. */
export const vendor = <const C extends Fields>(v: Vendor<C>): AnyVendor => v as unknown as AnyVendor;

/** Every operation of a vendor with its name `resource.operation`, in the catalogue's order. */
export const operationsOf = (
  v: AnyVendor,
): readonly { readonly name: string; readonly resource: string; readonly key: string; readonly operation: AnyOperation }[] =>
  Object.entries(v.resources).flatMap(([resource, { operations }]) =>
    Object.entries(operations).map(([key, operation]) => ({ name: `${resource}.${key}`, resource, key, operation })),
  );

/** The operation called `resource.operation`. Throws a plain Error on a name that is not in the catalogue. */
export const operationOf = (v: AnyVendor, name: string): AnyOperation => {
  const [resource = '', key = ''] = name.split('.');
  const found = operationsOf(v).find((each) => each.resource === resource && each.key === key)?.operation;
  if (!found) throw new Error(`${v.label} has no operation '${name}'`);
  return found;
};

/** Something of the catalogue by its name of today. */
interface Called<T> {
  readonly name: string;
  readonly found: T;
}

/** The operation that something saved names as `resource.operation`, maybe by an earlier name. */
export const operationCalled = (v: AnyVendor, saved: string): Called<AnyOperation> | undefined => {
  const all = operationsOf(v);
  const found = all.find(({ name }) => name === saved) ?? all.find(({ operation }) => operation.was?.includes(saved));
  return found && { name: found.name, found: found.operation };
};

/** The trigger that something saved names, maybe by an earlier name. */
export const triggerCalled = (v: AnyVendor, saved: string): Called<AnyTrigger> | undefined => {
  const all = Object.entries(v.triggers);
  const found = all.find(([name]) => name === saved) ?? all.find(([, { was }]) => was?.includes(saved));
  return found && { name: found[0], found: found[1] };
};

/** The trigger of a name. Throws a plain Error on a name that is not in the catalogue. */
export const triggerOf = (v: AnyVendor, name: string): AnyTrigger => {
  const found = v.triggers[name];
  if (!found) throw new Error(`${v.label} has no trigger '${name}'`);
  return found;
};
