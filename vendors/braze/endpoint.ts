import type { Permission } from '../../engine';

/** Where an operation's requests go, what the key must be allowed, and with which others it shares a rate limit. */
export interface Endpoint {
  readonly path: string;
  /** As the dashboard names it (Braze, "REST API key permissions"). */
  readonly permission: Permission;
  readonly quota: string;
}

const permissionOf = (path: string): string => path.slice(1).replace(/\//g, '.');

/**
 * An endpoint by its path. Its permission is the path with dots, and its rate limit is its own.
 * @param over what differs from that
 */
export const endpoint = (path: string, over: Partial<Endpoint> = {}): Endpoint => ({ path, permission: permissionOf(path), quota: path, ...over });

/** The path of an endpoint by a choice field's value, in whose place the path has `{field}`: each value has a permission of its own. */
export const endpointBy = (path: string, field: string, values: readonly string[]): Endpoint =>
  endpoint(path, { permission: { by: field, of: Object.fromEntries(values.map((value) => [value, permissionOf(path.replace(`{${field}}`, value))])) } });

/** The rate limit that events/list and the purchases family share (Braze, api_limits.md). */
export const CUSTOM_EVENTS = 'events and purchases';
