import type { FastifyReply, FastifyRequest } from 'fastify';
import { isRecord, readJson } from '../server/body';
import { adminEndpoint } from './admin/endpoints';
import { APP_GROUP } from './apps';
import { catalogEndpoint } from './catalogs/rates';
import { isInDocument } from './document';
import type { ExportSettings } from './exports/account';
import { isMultipart } from './library/upload';
import { familiesOf, type RateStatus } from './rates';
import { refuse } from './refusals';
import type { BrazeState } from './state';

export const DEMO_KEY = 'demo-rest-api-key';
/** A valid key without any permission. */
export const POWERLESS_KEY = 'demo-key-without-permissions';
/** Prefix of a valid key with only the comma-separated permissions that follow. */
const LIMITED_KEY = 'demo-key-with:';
/** A key for a workspace whose contract limits users/track to 50 objects in total, whatever the setting. */
export const FIFTY_KEY = 'demo-key-of-fifty-objects';
/** A key for a workspace of today, in which exports must say which fields they want, whatever the setting. */
export const NEW_KEY = 'demo-key-of-new-workspace';
/** "All API endpoints have a data payload limit of 4MB". */
export const MOST_BYTES = 4 * 1024 * 1024;
export const PREFIX = '/braze';

const KEYS: readonly unknown[] = [DEMO_KEY, FIFTY_KEY, NEW_KEY];

/** Permissions whose names are not the dotted path ("REST API key permissions"). */
const PERMISSIONS: Readonly<Record<string, string>> = {
  '/email/unsubscribes': 'email.unsubscribe',
  '/subscription/user/status': 'subscription.groups.get',
  '/v2/subscription/status/set': 'subscription.status.set',
  '/custom_attributes': 'custom_attributes.get',
  '/events': 'events.get',
  '/email/blocklist': 'email.blacklist',
  '/export/segment/cancel': 'segments.list',
  '/messages/scheduled_broadcasts': 'messages.schedule_broadcasts',
};
/** The same for paths with identifiers in them. */
const PERMISSIONS_WITHIN: readonly (readonly [path: RegExp, permission: string])[] = [[/^\/transactional\/v1\/campaigns\/[^/]+\/send$/, 'transactional.send']];

/** The permission that a request needs. */
function permissionFor(method: string, path: string): string {
  const special = adminEndpoint(method, path) ?? catalogEndpoint(method, path);
  const within = PERMISSIONS_WITHIN.find(([pattern]) => pattern.test(path))?.[1];
  return special?.permission ?? PERMISSIONS[path] ?? within ?? path.slice(1).replaceAll('/', '.');
}

/** The permissions of a restricted key. */
function permissionsOf(key: unknown): readonly string[] | undefined {
  if (key === POWERLESS_KEY) return [];
  return typeof key === 'string' && key.startsWith(LIMITED_KEY) ? key.slice(LIMITED_KEY.length).split(',') : undefined;
}

/**
 * Every API route requires a key: `Authorization: Bearer` (today), or `api_key` or the document's `app_group_id` in the query of a GET or the body of a
 * POST. The request then counts against its rate limit, which is stated in the headers of every valid answer ("API Limits").
 */
export function guard(state: BrazeState) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    // A form with a file is read by its route.
    const sent = request.method === 'GET' || isMultipart(request) ? request.query : await readJson(request, MOST_BYTES);
    const parameters = isRecord(sent) ? sent : {};
    const path = (request.url.split('?')[0] as string).slice(PREFIX.length);
    if (state.settings.appboy !== 0 && !isInDocument(path)) throw refuse.path();
    const key = keyOf(request, parameters);
    const permissions = permissionsOf(key);
    const isKnown = KEYS.includes(key) || permissions !== undefined || (request.headers.authorization === undefined && key === APP_GROUP);
    if (!isKnown || state.revoked || request.fault?.kind === 'expireToken') throw refuse.unauthorized();
    const needed = permissionFor(request.method, path);
    if (permissions && !permissions.includes(needed)) throw refuse.forbidden(needed);
    const { allowed, status } = state.rates.take(familiesOf(request.method, path, parameters), state.settings, state.world.now());
    void reply.headers(rateHeaders(status));
    if (!allowed) throw refuse.rateLimited();
  };
}

/** Whether exports with a key must say which fields they want; never for the document's accounts. */
export function needsFields(settings: ExportSettings, key: unknown): boolean {
  return settings.appboy === 0 && (settings.fieldsRequired !== 0 || key === NEW_KEY);
}

/** Lower-case header names, as Braze sends them today. */
export function rateHeaders({ limit, remaining, reset }: RateStatus): Record<string, string> {
  return { 'x-ratelimit-limit': String(limit), 'x-ratelimit-remaining': String(remaining), 'x-ratelimit-reset': String(reset) };
}

/** The key in a request, wherever it is. */
export function keyOf(request: FastifyRequest, parameters: Record<string, unknown>): unknown {
  const { authorization } = request.headers;
  if (authorization !== undefined) return /^Bearer (\S+)$/.exec(authorization)?.[1];
  return parameters.app_group_id ?? parameters.api_key;
}
