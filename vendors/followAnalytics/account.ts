import { isObject, type Auth, type Fields, type Input, type JsonObject, type Reply } from '../../engine';

/** Fields of an account: FollowAnalytics API overview, and campaigns API, "API Version 3". */
export const credential = {
  authentication: {
    type: 'choice',
    label: 'Authentication',
    description: 'How the account shows who it is',
    required: true,
    default: 'token',
    options: [
      { value: 'token', label: 'API Token', description: 'A token that lasts' },
      { value: 'signIn', label: 'E-Mail and Password', description: 'Signs in for a token, and again after a day or when it is refused' },
    ],
  },
  api_token: {
    type: 'text',
    label: 'API Token',
    description: 'Token that FollowAnalytics gave you for the API',
    required: true,
    secret: true,
    dependsOn: { field: 'authentication', is: ['token'] },
    todo: 'Give the token without the word Token before it, or sign in by e-mail address and password.',
  },
  email: {
    type: 'text',
    label: 'E-Mail',
    description: 'E-mail address of a FollowAnalytics user',
    required: true,
    placeholder: 'name@example.com',
    limits: { format: 'email' },
    dependsOn: { field: 'authentication', is: ['signIn'] },
    todo: 'Give the e-mail address with which the user signs in to the platform.',
  },
  password: {
    type: 'text',
    prose: true,
    label: 'Password',
    description: 'Password of that user',
    required: true,
    secret: true,
    dependsOn: { field: 'authentication', is: ['signIn'] },
    todo: 'Give the password with which the user signs in to the platform.',
  },
  api_version: {
    type: 'choice',
    label: 'API Version',
    description: 'Version of the API that answers',
    required: true,
    default: 'v3',
    options: [
      { value: 'v2', label: 'Version 2', description: 'For integrations that were made before November 2019' },
      { value: 'v3', label: 'Version 3', description: 'The current one' },
    ],
  },
  messages_per_request: {
    type: 'number',
    label: 'Messages in a Trigger Request',
    description: 'How many messages one request carries at most; FollowAnalytics documents no limit',
    required: true,
    default: 1000,
    limits: { min: 1, max: 10_000, whole: true },
  },
  base_url: {
    type: 'text',
    label: 'Base URL',
    description: 'Address of the API; change it only to rehearse against a sandbox, or where the platform is installed elsewhere',
    required: true,
    default: 'https://api.follow-apps.com',
    limits: { pattern: /^https?:\/\/[^\s?#]+$/ },
    todo: 'Give an address such as https://api.follow-apps.com.',
  },
} as const satisfies Fields;

type Credential = typeof credential;

/** Version 3 is chosen by one more value in the Accept header ("API Version 3"). */
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
