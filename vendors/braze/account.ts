import { limitShare, type Auth, type Fields, type Input } from '../../engine';

/** The only choice that is not a URL: the account has its own. */
export const CUSTOM = 'custom';

const cluster = (name: string, host: string) => ({ value: `https://${host}`, label: name, description: host });

/** Clusters and their REST endpoints (Braze, API basics). There is no US-09. */
const clusters = [
  cluster('AU-01', 'rest.au-01.braze.com'),
  cluster('EU-01', 'rest.fra-01.braze.eu'),
  cluster('EU-02', 'rest.fra-02.braze.eu'),
  cluster('ID-01', 'rest.id-01.braze.com'),
  cluster('JP-01', 'rest.jp-01.braze.com'),
  cluster('KR-01', 'rest.kr-01.braze.com'),
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((number) => cluster(`US-0${number}`, `rest.iad-0${number}.braze.com`)),
  cluster('US-10', 'rest.us-10.braze.com'),
];

/** The fields of an account. */
export const credential = {
  rest_endpoint: {
    type: 'choice',
    label: 'REST Endpoint',
    description: 'The cluster your dashboard runs on. Its address names the cluster: dashboard-01.braze.com is US-01, dashboard-01.braze.eu is EU-01',
    required: true,
    default: 'https://rest.iad-01.braze.com',
    options: [...clusters, { value: CUSTOM, label: 'Custom', description: 'Another URL, such as a sandbox or a cluster that is not listed' }],
  },
  custom_url: {
    type: 'text',
    label: 'Custom URL',
    description: 'URL of the REST API, or of the sandbox for test runs',
    required: true,
    placeholder: 'https://rest.iad-01.braze.com',
    limits: { pattern: /^https?:\/\/[^\s?#]+$/ },
    dependsOn: { field: 'rest_endpoint', is: [CUSTOM] },
    todo: 'Enter a URL such as https://rest.iad-01.braze.com.',
  },
  authentication: {
    type: 'choice',
    label: 'Authentication',
    description: 'How requests are authenticated',
    required: true,
    default: 'bearer',
    options: [
      { value: 'bearer', label: 'REST API Key', description: 'Sends the key in the Authorization header, as the current API expects' },
      { value: 'api_key', label: 'REST API Key as Parameter', description: 'Sends the key as api_key in the body or query, as was usual until 2020' },
      {
        value: 'app_group_id',
        label: 'App Group ID',
        description: "Sends the app group's identifier as app_group_id in the body or query, as in the Appboy documentation",
      },
    ],
  },
  api_key: {
    type: 'text',
    label: 'Key',
    description:
      'The REST API key from Settings > APIs and Identifiers; it passes the test even if it is not allowed to list campaigns. For App Group ID, the identifier from the Developer Console',
    required: true,
    secret: true,
    limits: { pattern: /^[^\s"']+$/ },
    todo: 'Paste the key without quotes or spaces.',
  },
  version: {
    type: 'choice',
    label: 'Version',
    description: 'Which version of the API the account uses',
    required: true,
    default: 'braze',
    options: [
      { value: 'braze', label: 'Braze', description: 'The current API' },
      { value: 'appboy', label: 'Appboy', description: 'Names and limits of the Appboy documentation, for old accounts' },
    ],
  },
  track_limit: {
    type: 'choice',
    label: 'Objects in a Track Request',
    description: 'How many attributes, events and purchases one request can contain; this depends on when the workspace was created',
    required: true,
    default: 'total75',
    options: [
      { value: 'total75', label: '75 in All', description: 'The current limit' },
      { value: 'total50', label: '50 in All', description: 'Contracts based on monthly active users from 2024 and 2025' },
      { value: 'each75', label: '75 of Each Kind', description: 'Some older contracts' },
      { value: 'each50', label: '50 of Each Kind', description: 'The limit in the Appboy documentation' },
    ],
  },
  ...limitShare,
} as const satisfies Fields;

type Credential = typeof credential;

export const baseUrl = ({ rest_endpoint, custom_url }: Input<Credential>): string => (rest_endpoint === CUSTOM ? (custom_url ?? '') : rest_endpoint);

/** "Authorization: Bearer" today; formerly a parameter among the others. */
export const auth = ({ authentication }: Input<Credential>): Auth<Credential> =>
  authentication === 'app_group_id' || authentication === 'api_key'
    ? { by: 'parameter', param: authentication, field: 'api_key' }
    : { by: 'header', header: 'Authorization', prefix: 'Bearer ', field: 'api_key' };

/** Whether an account's URL belongs to a data center in the EU. */
export const isInEu = ({ rest_endpoint }: { readonly [name: string]: unknown }): boolean =>
  typeof rest_endpoint === 'string' && rest_endpoint.endsWith('.braze.eu');

/** Whether an account uses one of Braze's own hosts, which no longer support removed features. */
export const isAtBraze = ({ rest_endpoint }: { readonly [name: string]: unknown }): boolean => rest_endpoint !== CUSTOM;
