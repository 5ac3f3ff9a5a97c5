import { operation, vendor, type CheckContext, type Json, type JsonObject, type Paging, type Request } from '../../engine';
import { recurrence } from '../../ports/recurrence';

/** A vendor that is nobody's, for mechanisms that Bryj does not use and the next vendors do. */
export const base = {
  label: 'Do',
  action: 'Do it',
  description: 'Does it',
  docs: 'none',
  sample: {} as Json,
  sampleReply: {} as Json,
  sampleInputs: [{}, {}] as [JsonObject, JsonObject],
  request: (): Request => ({ method: 'GET', path: '/things' }),
  parse: ({ body }: { body: Json }) => ({ rows: ((body as { things?: Json[] }).things ?? []) as Json[] }),
};
/** An operation that lists things. */
export const listing = (paging: Paging, over = {}) => operation({ ...base, fields: {}, retry: 'safe', returns: 'list', paging, ...over });
/** The vendor with such operations. */
export const acme = (operations: Record<string, ReturnType<typeof operation>>, over = {}) =>
  vendor({
    id: 'acme',
    label: 'Acme',
    description: 'Nobody',
    docs: 'none',
    color: '#ffffff',
    credential: { key: { type: 'text', label: 'Key', description: 'Secret', required: true, secret: true } },
    baseUrl: () => 'https://api.acme.example',
    auth: () => ({ by: 'header', header: 'X-Key', field: 'key' }),
    check: { by: 'thing.list', proves: 'ok' },
    readFailure: ({ status }) => (status === 429 ? { code: 'rateLimited', reached: 'yes', message: 'Slow down.', todo: 'Wait.' } : undefined),
    readQuota: ({ headers }) =>
      headers['x-ratelimit-reset'] ? { left: Number(headers['x-ratelimit-remaining']), resetAt: Number(headers['x-ratelimit-reset']) * 1000 } : {},
    quotas: {},
    patience: { attempts: 3, timeoutMs: 1000, longestRetryWaitMs: 60_000 },
    resources: { thing: { label: 'Thing', operations } },
    triggers: {},
    ...over,
  });
let accounts = 0;
/** A call of it, by an account of its own. */
export const call = (v: ReturnType<typeof acme>, name: string, inputs: JsonObject[] = [{}], options = {}) => ({
  vendor: v,
  operation: name,
  inputs,
  account: { id: `acme-${accounts++}`, credential: { key: 'test-key' } },
  options,
});
export const context: CheckContext = { now: 0, timeZone: 'UTC', credential: {}, sha256: (text) => text, recurrence };
