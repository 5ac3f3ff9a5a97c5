import { createPublicKey } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { demand, filled, flag } from '../checks';
import { write, type Body } from '../endpoint';
import { newId } from '../outbox/batch';
import { refuse, Refusal } from '../refusals';
import type { BrazeState } from '../state';
import type { SdkKey } from './model';

const MOST_KEYS = 3;

/** The pages below "SDK Authentication". They name the rules, but not the words and statuses of refusals. */
export function sdkKeyRoutes(app: FastifyInstance, state: BrazeState): void {
  const { sdkKeys } = state;

  app.get<{ Querystring: Body }>('/app_group/sdk_authentication/keys', async ({ query }) => ({ keys: keysOf(state, appIn(state, query)) }));

  write(app, state, 'POST', '/app_group/sdk_authentication/create', 201, (body) => {
    const appId = appIn(state, body);
    demand(body, { required: { rsa_public_key_str: filled, description: filled }, optional: { make_primary: flag } });
    const publicKey = body.rsa_public_key_str as string;
    if (!isRsa(publicKey)) throw refuse.badRequest("'rsa_public_key_str' must be a valid RSA public key");
    if (keysOf(state, appId).length >= MOST_KEYS) throw refuse.badRequest(`An app can have up to ${MOST_KEYS} SDK Authentication keys`);
    const key: SdkKey = { id: newId(), appId, publicKey, description: body.description as string, isPrimary: false };
    return {
      answer: { id: key.id },
      effect: () => {
        sdkKeys.set(key.id, key);
        if (body.make_primary === true) makePrimary(state, key);
      },
    };
  });

  write(app, state, 'PUT', '/app_group/sdk_authentication/primary', 200, (body) => {
    const key = keyIn(state, body);
    const after = keysOf(state, key.appId).map((each) => ({ ...each, is_primary: each.id === key.id }));
    return { answer: { keys: after }, effect: () => makePrimary(state, key) };
  });

  write(app, state, 'DELETE', '/app_group/sdk_authentication/delete', 200, (body) => {
    const key = keyIn(state, body);
    if (key.isPrimary) throw refuse.badRequest('The primary SDK Authentication key cannot be deleted');
    return { answer: { keys: keysOf(state, key.appId).filter(({ id }) => id !== key.id) }, effect: () => void sdkKeys.delete(key.id) };
  });
}

const keysOf = ({ sdkKeys }: BrazeState, appId: string) =>
  [...sdkKeys.values()]
    .filter((key) => key.appId === appId)
    .map(({ id, publicKey, description, isPrimary }) => ({ id, rsa_public_key: publicKey, description, is_primary: isPrimary }));

function makePrimary({ sdkKeys }: BrazeState, { id, appId }: SdkKey): void {
  for (const key of sdkKeys.values()) if (key.appId === appId) key.isPrimary = key.id === id;
}

function appIn({ apps }: BrazeState, { app_id }: Body): string {
  if (typeof app_id !== 'string' || !apps.has(app_id)) throw refuse.badRequest("'app_id' must be a valid app API identifier");
  return app_id;
}

function keyIn(state: BrazeState, body: Body): SdkKey {
  const appId = appIn(state, body);
  demand(body, { required: { key_id: filled } });
  const key = state.sdkKeys.get(body.key_id as string);
  if (key?.appId !== appId) throw new Refusal(404, 'The SDK Authentication key does not exist for this app');
  return key;
}

function isRsa(pem: string): boolean {
  try {
    return !pem.includes('PRIVATE KEY') && createPublicKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
