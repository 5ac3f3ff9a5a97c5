import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { drain } from '../server/body';
import { readBody } from './body';
import { refuse } from './refusals';
import { DEMO_EMAIL, DEMO_PASSWORD, DEMO_TOKEN, type FollowState } from './state';

/** The value that selects version 3 in the Accept header ("API Version 3"). */
const V3 = 'application/vnd.fa.v3';

/** `POST /api/login`: exchanges email and password for a token that everything else requires ("Authentication"). */
export function signInRoutes(scope: FastifyInstance, state: FollowState): void {
  scope.post('/api/login', async (request) => {
    const { email, password } = await readBody(request);
    if (email !== DEMO_EMAIL || password !== DEMO_PASSWORD) throw refuse.badLogin();
    return { success: true, result: { auth_token: state.issueToken() } };
  });
}

/** Every route except the sign-in requires a valid token, obtained by signing in or static: 401 otherwise. */
export function guard(state: FollowState) {
  return async (request: FastifyRequest, _reply: FastifyReply): Promise<void> => {
    state.requestCount++;
    const token = tokenIn(request.headers.authorization);
    // The static token does not expire, so the fault rejects it this once.
    const isExpiredByFault = request.fault?.kind === 'expireToken' && token === DEMO_TOKEN;
    const status = token === undefined ? 'unknown' : isExpiredByFault ? 'expired' : state.tokenState(token);
    if (status === 'good') return;
    await drain(request);
    throw status === 'expired' ? refuse.expired() : refuse.unauthorized();
  };
}

/** The token of an `Authorization: Token ...` header. */
export function tokenIn(header: string | undefined): string | undefined {
  return /^Token (\S+)$/.exec(header ?? '')?.[1];
}

/** "In order to use version 3, please add the value to the Accept header": among others, and in any order. */
export function isV3({ headers }: FastifyRequest): boolean {
  return (headers.accept ?? '').split(',').some((type) => type.split(';')[0]?.trim().toLowerCase() === V3);
}
