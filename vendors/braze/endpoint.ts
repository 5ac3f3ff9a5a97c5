import type { Permission } from '../../engine';

/** An operation's path, the permission it needs, and the rate limit it shares with others. */
export interface Endpoint {
  readonly path: string;
  /** As named in the dashboard (Braze, "REST API key permissions"). */
  readonly permission: Permission;
  readonly quota: string;
}

const permissionOf = (path: string): string => path.slice(1).replace(/\//g, '.');

/**
 * An endpoint by path. By default its permission is the path with dots, and its rate limit is its own.
 * @param over deviations from the defaults
 */
export const endpoint = (path: string, over: Partial<Endpoint> = {}): Endpoint => ({ path, permission: permissionOf(path), quota: path, ...over });

/** The path of an endpoint that depends on a choice field, with `{field}` as a placeholder: each value has its own permission. */
export const endpointBy = (path: string, field: string, values: readonly string[]): Endpoint =>
  endpoint(path, { permission: { by: field, of: Object.fromEntries(values.map((value) => [value, permissionOf(path.replace(`{${field}}`, value))])) } });

/** The rate limit shared by custom_attributes, events, events/list and the purchases family (Braze, api_limits.md). */
export const CUSTOM_EVENTS = 'events and purchases';

/** The rate limit shared by users/delete, users/alias, users/identify and users/merge (Braze, api_limits.md). */
export const IDENTITIES = 'users/delete, users/alias, users/identify and users/merge';

/** The rate limit shared by both endpoints of users/external_ids (Braze, api_limits.md). */
export const EXTERNAL_IDS = 'users/external_ids';
