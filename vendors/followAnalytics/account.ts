import { isObject, type Auth, type Fields, type Input, type JsonObject, type Reply } from '../../engine';

/** The fields of an account: FollowAnalytics API overview, and campaigns API, "API Version 3". */
export const credential = {
  authentication: {
    type: 'choice',
    label: 'Authentication',
    description: 'How the account authenticates',
    required: true,
    default: 'token',
    options: [
      { value: 'token', label: 'API Token', description: 'A token that does not expire' },
      { value: 'signIn', label: 'Email and Password', description: 'Signs in to get a token, and again after a day or when the token is rejected' },
    ],
  },
  api_token: {
    type: 'text',
    label: 'API Token',
    description: 'API token that you received from FollowAnalytics',
    required: true,
    secret: true,
    dependsOn: { field: 'authentication', is: ['token'] },
    todo: 'Enter the token without the word Token in front of it, or sign in with an email address and password.',
  },
  email: {
    type: 'text',
    label: 'E-Mail',
    description: 'Email address of a FollowAnalytics user',
    required: true,
    placeholder: 'name@example.com',
    limits: { format: 'email' },
    dependsOn: { field: 'authentication', is: ['signIn'] },
    todo: 'Enter the email address that the user signs in to the platform with.',
  },
  password: {
    type: 'text',
    prose: true,
    label: 'Password',
    description: 'Password of the user',
    required: true,
    secret: true,
    dependsOn: { field: 'authentication', is: ['signIn'] },
    todo: 'Enter the password that the user signs in to the platform with.',
  },
  api_version: {
    type: 'choice',
    label: 'API Version',
    description: 'Version of the API to use',
    required: true,
    default: 'v3',
    options: [
      { value: 'v2', label: 'Version 2', description: 'For integrations created before November 2019' },
      { value: 'v3', label: 'Version 3', description: 'The current version' },
    ],
  },
  messages_per_request: {
    type: 'number',
    label: 'Messages per Trigger Request',
    description: 'Maximum number of messages in one request; FollowAnalytics documents no limit',
    required: true,
    default: 1000,
    limits: { min: 1, max: 10_000, whole: true },
  },
  base_url: {
    type: 'text',
    label: 'Base URL',
    description: 'URL of the API; only change it to test against a sandbox, or if the platform is hosted elsewhere',
    required: true,
    default: 'https://api.follow-apps.com',
    limits: { pattern: /^https?:\/\/[^\s?#]+$/ },
    todo: 'Enter a URL such as https://api.follow-apps.com.',
  },
} as const satisfies Fields;

type Credential = typeof credential;

/** Version 3 is selected by an additional value in the Accept header ("API Version 3"). */
export const headersOf = ({ api_version }: JsonObject): { readonly accept: string } => ({
  accept: api_version === 'v2' ? 'application/json' : 'application/vnd.fa.v3, application/json',
});

const SCHEME = 'Token ';

/** The vendor's own advice: sign in once a day, or after a refusal. */
const DAY_MS = 24 * 60 * 60_000;

export const auth = ({ authentication }: Input<Credential>): Auth<Credential> =>
  authentication === 'signIn'
    ? {
        by: 'token',
        header: 'Authorization',
        request: (account) => [
          {
            method: 'POST',
            path: '/api/login',
            headers: headersOf(account as JsonObject),
            body: { json: { email: account.email ?? '', password: account.password ?? '' } },
          },
        ],
        read: ({ body }: Reply) => {
          const result = isObject(body) ? body.result : undefined;
          const token = isObject(result) ? result.auth_token : undefined;
          return typeof token === 'string' && token !== '' ? { value: `${SCHEME}${token}`, lastsMs: DAY_MS } : undefined;
        },
      }
    : { by: 'header', header: 'Authorization', prefix: SCHEME, field: 'api_token' };
