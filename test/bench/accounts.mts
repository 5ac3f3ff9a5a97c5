import type { Sandbox } from './processes.mts';
import type { Owner } from './workers/client.ts';

/** The demo accounts of a sandbox, as the engine takes them, and what a bench sets in it. */

/** The sandbox's campaign whose number of hits is a setting. */
export const HIT_CAMPAIGN = 'FACMPGN_fQq2YaB9vrJQuDid';
/** The sandbox's segment whose size is a setting. */
export const SEGMENT = '22222222-2222-4222-8222-222222222222';
export const BRAZE_KEY = 'demo-rest-api-key';

export const bryj = ({ baseUrls }: Pick<Sandbox, 'baseUrls'>): Owner => ({
  vendor: 'bryj',
  credential: { email: 'demo@example.com', password: 'demo-password', base_url: baseUrls.bryj! },
});

export const braze = ({ baseUrls }: Pick<Sandbox, 'baseUrls'>): Owner => ({
  vendor: 'braze',
  credential: {
    rest_endpoint: 'custom',
    custom_url: baseUrls.braze!,
    authentication: 'bearer',
    api_key: BRAZE_KEY,
    version: 'braze',
    track_limit: 'total75',
  },
});

export const follow = ({ baseUrls }: Pick<Sandbox, 'baseUrls'>): Owner => ({
  vendor: 'followAnalytics',
  credential: { authentication: 'token', api_token: 'demo-api-token', api_version: 'v3', messages_per_request: 1000, base_url: baseUrls.followAnalytics! },
});

/** Speaks to a control route of the sandbox. */
export const control = async <T,>({ url }: Pick<Sandbox, 'url'>, path: string, body?: object): Promise<T> => {
  const reply = await fetch(`${url}/_sandbox${path}`, {
    method: body ? 'POST' : 'GET',
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (!reply.ok) throw new Error(`${path}: HTTP ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as T;
};

/** The number of requests that the sandbox has got so far. */
export const requestsOf = async (sandbox: Sandbox): Promise<number> => {
  const { requests } = await control<{ requests: readonly { id: number }[] }>(sandbox, '/requests');
  return requests.at(-1)?.id ?? 0;
};

/** A token of Bryj, for those that do not sign in themselves. */
export const bryjToken = async ({ baseUrls }: Sandbox): Promise<string> => {
  const reply = await fetch(`${baseUrls.bryj}/users/sign_in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: { email: 'demo@example.com', password: 'demo-password' } }),
  });
  const token = reply.headers.get('authorization');
  if (!token) throw new Error(`Signing in: HTTP ${reply.status}`);
  return token;
};
