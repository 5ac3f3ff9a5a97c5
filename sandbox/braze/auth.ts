import type { FastifyReply, FastifyRequest } from 'fastify';
import { isRecord, readJson } from '../server/body';
import { APP_GROUP } from './apps';
import { familiesOf, type RateStatus } from './rates';
import { refuse } from './refusals';
import type { BrazeState } from './state';

export const DEMO_KEY = 'demo-rest-api-key';
/** A genuine key to which no permission was given. */
export const POWERLESS_KEY = 'demo-key-without-permissions';
/** Begins the name of a genuine key that has the permissions named after it, with commas between them. */
const LIMITED_KEY = 'demo-key-with:';
/** A key of a workspace by whose contract a users/track has 50 objects in all, whatever the setting says. */
export const FIFTY_KEY = 'demo-key-of-fifty-objects';
/** "All API endpoints have a data payload limit of 4MB". */
export const MOST_BYTES = 4 * 1024 * 1024;
export const PREFIX = '/braze';

const KEYS: readonly unknown[] = [DEMO_KEY, FIFTY_KEY];

/** Permissions whose names are not the path with dots ("REST API key permissions"). */
const PERMISSIONS: Readonly<Record<string, string>> = { '/email/unsubscribes': 'email.unsubscribe' };

/** The permissions of a key that has not all of them. */
function permissionsOf(key: unknown): readonly string[] | undefined {
  if (key === POWERLESS_KEY) return [];
  return typeof key === 'string' && key.startsWith(LIMITED_KEY) ? key.slice(LIMITED_KEY.length).split(',') : undefined;
}

/**
 * Every API route wants a key: `Authorization: Bearer` (today), or `api_key` or the document's `app_group_id` in the query of a GET
 * and in the body of a POST. Then it counts against its rate limit, which the headers of every valid answer tell ("API Limits").
 */
export function guard(state: BrazeState) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const sent = request.method === 'GET' ? request.query : await readJson(request, MOST_BYTES);
    const parameters = isRecord(sent) ? sent : {};
    const path = (request.url.split('?')[0] as string).slice(PREFIX.length);
    const key = keyOf(request, parameters);
    const permissions = permissionsOf(key);
    const isKnown = KEYS.includes(key) || permissions !== undefined || (request.headers.authorization === undefined && key === APP_GROUP);
    if (!isKnown || state.revoked || request.fault?.kind === 'expireToken') throw refuse.unauthorized();
    const needed = PERMISSIONS[path] ?? path.slice(1).replaceAll('/', '.');
    if (permissions && !permissions.includes(needed)) throw refuse.forbidden(needed);
    const { allowed, status } = state.rates.take(familiesOf(path, parameters), state.settings, state.world.now());
    void reply.headers(rateHeaders(status));
    if (!allowed) throw refuse.rateLimited();
  };
}

/** Header names in lower case, as they are on today's wire. */
export function rateHeaders({ limit, remaining, reset }: RateStatus): Record<string, string> {
  return { 'x-ratelimit-limit': String(limit), 'x-ratelimit-remaining': String(remaining), 'x-ratelimit-reset': String(reset) };
}

/** The key that a request shows, wherever it stands. */
export function keyOf(request: FastifyRequest, parameters: Record<string, unknown>): unknown {
  const { authorization } = request.headers;
  if (authorization !== undefined) return /^Bearer (\S+)$/.exec(authorization)?.[1];
  return parameters.app_group_id ?? parameters.api_key;
}
