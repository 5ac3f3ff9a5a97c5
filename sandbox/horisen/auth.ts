import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { drain, readText } from '../server/body';
import { DEMO_CLIENT, DEMO_SECRET, TOKEN } from './account';
import { refuse } from './refusals';
import type { HorisenState } from './state';

const MOST_FORM_BYTES = 64 * 1024;
const FORM = /^application\/x-www-form-urlencoded\b/i;

/** `POST .../oauth2/access-token` with client credentials in a form (HORISEN Campaign API, 1.3). */
export function tokenRoute(app: FastifyInstance, state: HorisenState): void {
  app.post(TOKEN, async (request, reply) => {
    if (!FORM.test(request.headers['content-type'] ?? '')) {
      await drain(request);
      throw refuse.badForm('The request must be application/x-www-form-urlencoded');
    }
    const form = new URLSearchParams(await readText(request, MOST_FORM_BYTES));
    for (const name of ['grant_type', 'client_id', 'client_secret']) {
      // RFC 6749, 3.2: parameters must not be included more than once.
      if (form.getAll(name).length !== 1 || form.get(name) === '') throw refuse.badForm(`Missing or repeated parameter ${name}`);
    }
    if (form.get('grant_type') !== 'client_credentials') throw refuse.badGrant(form.get('grant_type'));
    if (form.get('client_id') !== DEMO_CLIENT || form.get('client_secret') !== DEMO_SECRET) throw refuse.badClient();
    if (state.settings.wrongIp !== 0) throw refuse.badAddress();
    const { tokenMs } = state.settings;
    return reply
      .header('cache-control', 'no-store')
      .send({ access_token: state.tokens.issue(state.world.now() + tokenMs), token_type: 'Bearer', expires_in: Math.floor(tokenMs / 1000) });
  });
}

/** The token of an `Authorization: Bearer ...` header. */
export function bearer(header: string | undefined): string | undefined {
  return /^Bearer (\S+)$/.exec(header ?? '')?.[1];
}

/** Every endpoint requires a valid token; the answer to an expired one is undocumented: 401 with the form `Error`. */
export function guard(state: HorisenState) {
  return async (request: FastifyRequest, _reply: FastifyReply): Promise<void> => {
    const token = bearer(request.headers.authorization);
    const status = token === undefined ? 'unknown' : state.tokens.stateOf(token, state.world.now());
    if (status === 'good') return void state.used++;
    await drain(request);
    throw refuse.unauthorized(status === 'expired' ? 'The access token has expired' : 'The access token is missing or unknown');
  };
}
