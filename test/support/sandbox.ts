import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/index';
import type { Json } from '../../engine';

export interface Rehearsal extends Sandbox {
  /** Speaks to a control route, as the outbox page does. */
  control(method: 'GET' | 'POST' | 'DELETE', path: string, body?: Json): Promise<Json>;
  /** What went over the wire to the API, sign-ins left out: method, path, and who was shown. */
  calls(): { method: string; path: string; authorization: string; status: number | null }[];
}

/** A sandbox on any free port, with its control routes at hand. */
export const rehearse = async (options: SandboxOptions = {}): Promise<Rehearsal> => {
  const sandbox = await startSandbox(options);
  return {
    ...sandbox,
    async control(method, path, body) {
      const reply = await fetch(`${sandbox.url}/_sandbox${path}`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      if (!reply.ok) throw new Error(`${method} ${path}: HTTP ${reply.status} ${await reply.text()}`);
      return (await reply.json()) as Json;
    },
    calls: () =>
      sandbox
        .requests()
        .filter(({ path }) => !/sign_in|\/login$|\/access-token$/.test(path))
        .map(({ method, path, authorization, status }) => ({ method, path, authorization, status })),
  };
};

/** What each demo account has at a base URL, by vendor id. */
const DEMO: Readonly<Record<string, (url: string) => { readonly [name: string]: Json }>> = {
  bryj: (url) => ({ email: 'demo@example.com', password: 'demo-password', base_url: url }),
  braze: (url) => ({ rest_endpoint: 'custom', custom_url: url, api_key: 'demo-rest-api-key' }),
  followAnalytics: (url) => ({ api_token: 'demo-api-token', base_url: url }),
  horisen: (url) => ({
    platform: 'custom',
    api_url: `${url}/news/v1`,
    token_url: `${url}/oauth2/access-token`,
    client_id: 'demo-client',
    client_secret: 'demo-secret',
    service_uuid: '5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11',
  }),
  moEngage: (url) => ({ data_center: 'custom', custom_url: url, app_id: 'DEMOAPP', api_key: 'demo-push-key' }),
};

/** The demo accounts' credentials by vendor id, as the sandbox's page shows them. */
export const demoCredential = (vendorId: string, { baseUrls }: Pick<Sandbox, 'baseUrls'>): { readonly [name: string]: Json } => {
  const demo = DEMO[vendorId];
  if (!demo) throw new Error(`The sandbox plays no '${vendorId}'`);
  return demo(baseUrls[vendorId] ?? '');
};
