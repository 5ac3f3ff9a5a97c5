import { isObject, type Auth, type Fields, type Input, type Reply } from '../../engine';
import { UUID } from './fields';

const CUSTOM = 'custom';

const ADDRESS = /^https?:\/\/[^\s?#]+$/i;

/** The fields of an account. HORISEN Campaign API, 1.1 to 1.3. */
export const credential = {
  platform: {
    type: 'choice',
    label: 'Platform',
    description: "How to specify your platform's URLs; the same API is offered under many brands, each with its own domain",
    required: true,
    default: 'domain',
    options: [
      { value: 'domain', label: 'Domain', description: 'URLs are built from a domain, as in https://api.horisen.pro' },
      { value: CUSTOM, label: 'Custom', description: 'Two URLs of your own, such as those of a sandbox' },
    ],
  },
  platform_domain: {
    type: 'text',
    label: 'Platform Domain',
    description: 'Domain of your platform without the prefix; ask your CRM account manager',
    required: true,
    placeholder: 'horisen.pro',
    limits: { pattern: /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i },
    dependsOn: { field: 'platform', is: ['domain'] },
    todo: 'Enter only the domain, such as horisen.pro.',
  },
  separator: {
    type: 'choice',
    label: 'Separator',
    description: "Character between 'api' and the domain; ask your CRM account manager",
    required: true,
    default: 'dot',
    dependsOn: { field: 'platform', is: ['domain'] },
    options: [
      { value: 'dot', label: 'Dot', description: 'As in api.horisen.pro' },
      { value: 'hyphen', label: 'Hyphen', description: 'As in api-horisen.pro' },
    ],
  },
  api_url: {
    type: 'text',
    label: 'API URL',
    description: 'URL of the Campaign API, or of the sandbox for test runs',
    required: true,
    placeholder: 'https://api.horisen.pro/news/v1',
    limits: { pattern: ADDRESS },
    dependsOn: { field: 'platform', is: [CUSTOM] },
    todo: 'Enter a URL such as https://api.horisen.pro/news/v1.',
  },
  token_url: {
    type: 'text',
    label: 'Token URL',
    description: 'URL that issues access tokens',
    required: true,
    placeholder: 'https://accounts.horisen.pro/oauth2/access-token',
    limits: { pattern: ADDRESS },
    dependsOn: { field: 'platform', is: [CUSTOM] },
    todo: 'Enter a URL such as https://accounts.horisen.pro/oauth2/access-token.',
  },
  client_id: {
    type: 'text',
    label: 'Client ID',
    description: 'Identifier of the API account, provided by HORISEN support',
    required: true,
    todo: 'Enter the client ID provided by HORISEN support.',
  },
  client_secret: {
    type: 'text',
    label: 'Client Secret',
    description: 'Secret of the API account; it only works from the IP address registered with HORISEN',
    required: true,
    secret: true,
    todo: 'Enter the client secret provided by HORISEN support.',
  },
  service_uuid: {
    type: 'text',
    label: 'Service UUID',
    description: 'The Business Messenger account to use if an operation does not specify one; required to test this account',
    placeholder: '5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11',
    limits: { pattern: UUID },
    todo: 'Enter the UUID of the Business Messenger account, such as 5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11.',
  },
} as const satisfies Fields;

type Credential = typeof credential;
type Account = Input<Credential>;

const hostOf = (word: string, { separator, platform_domain }: Account): string =>
  `https://${word}${separator === 'hyphen' ? '-' : '.'}${platform_domain ?? ''}`;

/** HORISEN Campaign API, 1.1 "Overview". */
export const baseUrl = (account: Account): string => (account.platform === CUSTOM ? (account.api_url ?? '') : `${hostOf('api', account)}/news/v1`);

const tokenUrl = (account: Account): string =>
  account.platform === CUSTOM ? (account.token_url ?? '').trim() : `${hostOf('accounts', account)}/oauth2/access-token`;

/** HORISEN Campaign API, 1.3 "Authorization": client credentials in a form; the answer states the token's lifetime. */
export const auth = (): Auth<Credential> => ({
  by: 'token',
  header: 'Authorization',
  request: (account) => [
    {
      method: 'POST',
      path: tokenUrl(account),
      body: { form: { grant_type: 'client_credentials', client_id: account.client_id, client_secret: account.client_secret } },
    },
  ],
  read({ body }: Reply) {
    if (!isObject(body) || typeof body.access_token !== 'string' || body.access_token === '') return undefined;
    const seconds = Number(body.expires_in);
    return { value: `Bearer ${body.access_token}`, ...(Number.isFinite(seconds) && seconds > 0 && { lastsMs: seconds * 1000 }) };
  },
});
