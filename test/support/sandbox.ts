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
        .filter(({ path }) => !/sign_in|\/login$/.test(path))
        .map(({ method, path, authorization, status }) => ({ method, path, authorization, status })),
  };
};

/** The demo accounts' credentials by vendor id, as the sandbox's page shows them. */
export const demoCredential = (vendorId: string, { baseUrls }: Pick<Sandbox, 'baseUrls'>): { readonly [name: string]: Json } => {
  const url = baseUrls[vendorId] ?? '';
  switch (vendorId) {
    case 'bryj':
      return { email: 'demo@example.com', password: 'demo-password', base_url: url };
    case 'braze':
      return { rest_endpoint: 'custom', custom_url: url, api_key: 'demo-rest-api-key' };
    case 'followAnalytics':
      return { api_token: 'demo-api-token', base_url: url };
    default:
      throw new Error(`The sandbox plays no '${vendorId}'`);
  }
};
