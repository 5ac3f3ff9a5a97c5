import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { drain, isRecord, readJson } from '../server/body';
import { DEMO_EMAIL, DEMO_PASSWORD, type BryjState } from './state';

/**
 * `POST /users/sign_in`, page "Authentication Endpoint": the token is returned in the response header `Authorization`. An older version of that page
 * has `/users/sign_in.json`. Signing in does not count against the quota.
 */
export function signInRoutes(app: FastifyInstance, state: BryjState): void {
  for (const path of ['/users/sign_in', '/users/sign_in.json']) {
    app.post(path, async (request, reply) => {
      const body = await readJson(request);
      const user = isRecord(body) && isRecord(body.user) ? body.user : {};
      if (user.email !== DEMO_EMAIL || user.password !== DEMO_PASSWORD) {
        return reply.code(401).send({ error: 'Invalid Email or password.' });
      }
      return reply.header('authorization', `Bearer ${state.issueToken()}`).send({ email: DEMO_EMAIL });
    });
  }
}

/** The token of an `Authorization: Bearer ...` header. */
export function bearer(header: string | undefined): string | undefined {
  return /^Bearer (\S+)$/.exec(header ?? '')?.[1];
}

/**
 * Every API route requires a valid token (otherwise 401; the vendor does not document its body) and counts against the quota ("Overview"). The answer
 * to an exhausted quota is undocumented too: here 429.
 */
export function guard(state: BryjState) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const token = bearer(request.headers.authorization);
    const status = token === undefined ? 'missing' : state.tokenState(token);
    if (status !== 'good') {
      await drain(request);
      const error = status === 'expired' ? 'Signature has expired' : 'You need to sign in or sign up before continuing.';
      return reply.code(401).send({ error });
    }
    if (state.quotaUsed >= state.settings.quota) {
      await drain(request);
      return reply.code(429).send({ error_message: 'API Trigger requests quota exceeded' });
    }
    state.quotaUsed++;
    return undefined;
  };
}
