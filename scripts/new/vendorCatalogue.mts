import { HOST } from './vendorHosts.mts';
import type { VendorSpec } from './spec.mts';

const account = (spec: VendorSpec): string => `import type { Auth, Fields } from '../../engine';

/** Fields of an account. FILL IN: the section of the document. */
export const credential = {
  base_url: {
    type: 'text',
    label: 'Base URL',
    description: 'Address of the API; change it only to rehearse against a sandbox',
    required: true,
    default: 'https://${HOST(spec)}',
    limits: { pattern: /^https?:\\/\\/[^\\s?#]+$/ },
    todo: 'Give an address such as https://${HOST(spec)}.',
  },
  api_key: {
    type: 'text',
    label: 'API Key',
    description: 'FILL IN: where the key is found, and what it must be allowed',
    required: true,
    secret: true,
    limits: { pattern: /^[^\\s"']+$/ },
    todo: 'Copy the key without quotes or spaces.',
  },
} as const satisfies Fields;

/** FILL IN: how a request shows who sends it; \`engine/vendor.ts\` has the other ways. */
export const auth = (): Auth<typeof credential> => ({ by: 'header', header: 'Authorization', prefix: 'Bearer ', field: 'api_key' });
`;

const errors = ({ label }: VendorSpec): string => `import { failureReader, isObject, saidOnce, type Reply } from '../../engine';

/** FILL IN: the members in which the document has the words of a refusal. */
const wordsOf = (body: Reply['body']): string => (isObject(body) ? saidOnce([body.message, body.error]) : '');

/** Reads a failure out of an answer. FILL IN: the messages that the document names (\`known\`), and what its statuses say beside these. */
export const readFailure = failureReader({
  label: '${label}',
  words: wordsOf,
  byStatus: { unavailable: { code: 'unavailable', todo: 'Try again later; in most cases that helps.' } },
  otherwise: {
    401: { code: 'authentication', todo: 'Check the key of the account.' },
    403: { code: 'permission', todo: 'Use a key that may do this.' },
    404: { code: 'notFound', todo: 'Check the ID, and the base URL of the account.' },
    429: { code: 'rateLimited', todo: 'Wait and try again.' },
  },
});
`;

const index = (spec: VendorSpec): string => `import { vendor } from '../../engine';
import { auth, credential } from './account';
import { readFailure } from './errors';

/** ${spec.label}. FILL IN: from which pages of its document. */
export const ${spec.id} = vendor({
  id: '${spec.id}',
  label: '${spec.label}',
  description: 'FILL IN: what it does, in one sentence without a full stop',
  // FILL IN: its channels and other names; those of the n8n node's .node.json contain them.
  searchWords: ['push', 'notification'],
  // FILL IN: the address of the document, here and in the n8n node and credential.
  docs: 'https://${HOST(spec)}/docs',
  color: '#D9DEE3',
  credential,
  baseUrl: ({ base_url }) => base_url,
  auth,
  check: { by: 'campaign.getMany', proves: 'The key is genuine: it may list campaigns. What else it may do shows at the first call of each kind.' },
  readFailure,
  // FILL IN: the headers that tell what is left of a limit, and limits that the document names.
  readQuota: () => ({}),
  quotas: {},
  patience: { attempts: 4, timeoutMs: 60_000, longestRetryWaitMs: 5 * 60_000 },
  resources: {},
  triggers: {},
});
`;

/** The vendor's folder in the catalogue, without operations. */
export const catalogueFiles = (spec: VendorSpec): Readonly<Record<string, string>> => ({
  [`vendors/${spec.id}/account.ts`]: account(spec),
  [`vendors/${spec.id}/errors.ts`]: errors(spec),
  [`vendors/${spec.id}/index.ts`]: index(spec),
});
