import type { Failure } from '../base/errors';
import type { Fields, Input } from './fields';
import type { Reply } from '../base/http';
import type { JsonObject } from '../base/json';
import type { AnyOperation, CheckContext, Request } from './operation';
import type { AnyTrigger } from './trigger';

/** How requests are authenticated. */
export type Auth<C extends Fields> =
  | { readonly by: 'header'; readonly header: string; readonly prefix?: string; readonly field: keyof C & string }
  | { readonly by: 'basic'; readonly user: keyof C & string; readonly password: keyof C & string }
  /** The legacy forms: a key in the JSON body, or in the query of a GET. */
  | { readonly by: 'parameter'; readonly param: string; readonly field: keyof C & string }
  /** The operation signs each request when it builds it. */
  | { readonly by: 'request' }
  | {
      readonly by: 'token';
      readonly header: string;
      /** The sign-in request, and alternative forms to try on 404 or 406. */
      request(credential: Input<C>): readonly [Request, ...Request[]];
      /** The header value to send, or undefined if the answer contains none. `lastsMs` if the vendor states it. */
      read(reply: Reply, now: number): { value: string; lastsMs?: number } | undefined;
    };

export interface Quota {
  readonly calls: number;
  readonly perMs: number;
}

export interface Vendor<C extends Fields> {
  /** camelCase ID, also the n8n node's name: `followAnalytics`. */
  readonly id: string;
  /** The vendor's own spelling: "FollowAnalytics". */
  readonly label: string;
  readonly description: string;
  /** What people also search for: its channels, and other names of the vendor and its products. Hosts find its nodes by these. */
  readonly searchWords?: readonly string[];
  readonly docs: string;
  /** Palette color in Node-RED, `#rrggbb`. */
  readonly color: string;
  readonly credential: C;
  baseUrl(credential: Input<C>): string;
  /** The vendor's own hosts; results name any other destination as not production. Absent if customers have their own hosts. */
  readonly hosts?: RegExp;
  /** The name of the test environment, if the account sends to one. */
  testEnvironment?(credential: Input<C>): string | undefined;
  auth(credential: Input<C>): Auth<C>;
  /** Its account in the sandbox, where it differs from the defaults; `{sandbox}` stands for the sandbox's address. Absent if the sandbox does not play it. */
  readonly sandbox?: Readonly<Record<string, string>>;
  /**
   * How to check an account free of charge, and what that proves. `signIn`; the name of a cheap reading operation; `probe`, a request that cannot do
   * anything, whose refusal for its content proves that the account was accepted; or `reach`, which requests the base URL.
   */
  readonly check: {
    readonly by: 'signIn' | 'probe' | 'reach' | string;
    readonly proves: string;
    /** What a refusal still proves: a key that lacks one permission is a valid key. */
    provesToo?(failure: Failure): string | undefined;
    /** For `probe`: the request, and the answers that mean a wrong account though their status is that of a success, with the member that says so. */
    readonly probe?: { request(context: CheckContext): Request; readonly says: string; readonly refusals: readonly JsonObject[] };
  };
  /**
   * Reads a failure from any answer, including a 2xx that hides one; undefined if it is a success.
   * @param permissions the permissions the request needed, if the operation declares them
   */
  readFailure(reply: Reply, operation: string, permissions?: readonly string[]): Failure | undefined;
  readQuota(reply: Reply, now: number): { readonly left?: number; readonly resetAt?: number };
  readonly quotas: Readonly<Record<string, Quota>>;
  readonly patience: { readonly attempts: number; readonly timeoutMs: number; readonly longestRetryWaitMs: number };
  /** In the order in which forms list them: the everyday ones first, what deletes or cancels last. A new node opens on the first operation of the first resource. */
  readonly resources: Readonly<Record<string, { readonly label: string; readonly operations: Readonly<Record<string, AnyOperation>> }>>;
  /** Request members whose values are secrets derived from the account's, such as signatures; never shown. */
  readonly secretMembers?: readonly string[];
  readonly triggers: Readonly<Record<string, AnyTrigger>>;
  /** The operation on which a resource opened in the first version of the node, where it is another today: n8n does not save what equals the default. */
  readonly firstVersion?: Readonly<Record<string, string>>;
}

export type AnyVendor = Vendor<Fields>;

/** Declares a vendor with its credential's type inferred; the cast is safe as in `operation`. */
export const vendor = <const C extends Fields>(v: Vendor<C>): AnyVendor => v as unknown as AnyVendor;

/** All operations of a vendor with their names `resource.operation`, in the catalogue's order. */
export const operationsOf = (
  v: AnyVendor,
): readonly { readonly name: string; readonly resource: string; readonly key: string; readonly operation: AnyOperation }[] =>
  Object.entries(v.resources).flatMap(([resource, { operations }]) =>
    Object.entries(operations).map(([key, operation]) => ({ name: `${resource}.${key}`, resource, key, operation })),
  );

/** The operation called `resource.operation`. Throws a plain Error if the name is unknown. */
export const operationOf = (v: AnyVendor, name: string): AnyOperation => {
  const [resource = '', key = ''] = name.split('.');
  const found = operationsOf(v).find((each) => each.resource === resource && each.key === key)?.operation;
  if (!found) throw new Error(`${v.label} has no operation '${name}'`);
  return found;
};

/** A catalogue entry with its current name. */
interface Called<T> {
  readonly name: string;
  readonly found: T;
}

/** The operation saved as `resource.operation`, possibly under an earlier name. */
export const operationCalled = (v: AnyVendor, saved: string): Called<AnyOperation> | undefined => {
  const all = operationsOf(v);
  const found = all.find(({ name }) => name === saved) ?? all.find(({ operation }) => operation.was?.includes(saved));
  return found && { name: found.name, found: found.operation };
};

/** The trigger saved under this name, possibly an earlier one. */
export const triggerCalled = (v: AnyVendor, saved: string): Called<AnyTrigger> | undefined => {
  const all = Object.entries(v.triggers);
  const found = all.find(([name]) => name === saved) ?? all.find(([, { was }]) => was?.includes(saved));
  return found && { name: found[0], found: found[1] };
};

/** The trigger with this name. Throws a plain Error if the name is unknown. */
export const triggerOf = (v: AnyVendor, name: string): AnyTrigger => {
  const found = v.triggers[name];
  if (!found) throw new Error(`${v.label} has no trigger '${name}'`);
  return found;
};
