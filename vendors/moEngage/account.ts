import { limitShare, readProtection, type Auth, type CheckContext, type JsonObject, type Fields, type Input } from '../../engine';

const CUSTOM = 'custom';

/** Suffix of the test environment's Workspace ID (MoEngage Push API, "Body", appId). */
const DEBUG = '_DEBUG';

const dataCenter = (number: string, region: string) => ({ value: number, label: `${number} (${region})`, description: `dashboard-${number}.moengage.com` });

/** The fields of an account. MoEngage Push API, "Authentication". */
export const credential = {
  data_center: {
    type: 'choice',
    label: 'Data Center',
    description: "Data center of your account: the number in the URL of your MoEngage dashboard, as in 'dashboard-01'",
    required: true,
    default: '01',
    options: [
      dataCenter('01', 'US'),
      dataCenter('02', 'EU'),
      dataCenter('03', 'India'),
      dataCenter('04', 'US'),
      dataCenter('05', 'Singapore'),
      dataCenter('06', 'Indonesia'),
      dataCenter('101', 'Other'),
      { value: CUSTOM, label: 'Custom', description: 'A URL of your own, such as that of a sandbox' },
    ],
  },
  custom_url: {
    type: 'text',
    label: 'Custom URL',
    description: 'URL of the Push API, or of the sandbox for test runs',
    required: true,
    placeholder: 'https://pushapi-01.moengage.com',
    limits: { pattern: /^https?:\/\/[^\s?#]+$/i },
    dependsOn: { field: 'data_center', is: [CUSTOM] },
    todo: 'Enter a URL such as https://pushapi-01.moengage.com, without anything after the host or path.',
  },
  app_id: {
    type: 'text',
    label: 'Workspace ID',
    description: 'Your Workspace ID (formerly App ID), found in the dashboard under Settings > Account > APIs',
    required: true,
    limits: { pattern: /^\s*[\w-]*\s*$/ },
    todo: 'Copy the Workspace ID from Settings > Account > APIs in the MoEngage dashboard.',
  },
  test_workspace: {
    type: 'boolean',
    label: 'Test Environment',
    description: `Whether to send to the workspace's test environment, whose ID ends in ${DEBUG}; real users receive nothing`,
    default: false,
    protects: true,
  },
  api_key: {
    type: 'text',
    label: 'Push API Key',
    description: "Key in the 'Push' tile under Settings > Account > APIs; generating a new key immediately invalidates the old one",
    required: true,
    secret: true,
    todo: "Copy the key from the 'Push' tile under Settings > Account > APIs in the MoEngage dashboard.",
  },
  version: {
    type: 'choice',
    label: 'API Version',
    description: 'Version of the API to use',
    default: 'v21',
    options: [
      { value: 'v21', label: '2.1', description: 'Current version: requests are also signed in their headers, and rate limits are reported' },
      { value: 'v2', label: '2', description: 'Earlier version: requests are signed only in the body' },
    ],
  },
  ...limitShare,
} as const satisfies Fields;

type Credential = typeof credential;
type Account = Input<Credential>;

/** MoEngage Push API: the data center's host for pushes. */
export const baseUrl = ({ data_center, custom_url }: Account): string =>
  data_center === CUSTOM ? (custom_url ?? '') : `https://pushapi-${data_center}.moengage.com`;

/** "A signature is required": it depends on the campaign's name, so each request has its own. */
export const auth = (): Auth<Credential> => ({ by: 'request' });

/** The Workspace ID in requests: that of the test environment if selected. */
export const appIdOf = ({ credential: account }: Pick<CheckContext, 'credential'>): string => {
  const id = String(account.app_id ?? '').trim();
  return readProtection(account.test_workspace ?? false) && !id.endsWith(DEBUG) ? `${id}${DEBUG}` : id;
};

/** Whether messages stay in the test environment. */
export const isTest = (context: Pick<CheckContext, 'credential'>): boolean => appIdOf(context).endsWith(DEBUG);

/** The API version of an account; the current one by default. */
export const versionOf = ({ credential: account }: Pick<CheckContext, 'credential'>): 'v2' | 'v2.1' => (account.version === 'v2' ? 'v2' : 'v2.1');

/** "It is generated from a hash of the campaign name, app ID, and API key": SHA-256, in lower-case hexadecimal digits. */
export const signatureOf = (campaignName: string, context: Pick<CheckContext, 'credential' | 'sha256'>): string =>
  context.sha256(`${appIdOf(context)}|${campaignName}|${String(context.credential.api_key ?? '').trim()}`);

/** The Push API hosts of all data centers. */
export const hosts = /(^|\.)moengage\.com$/;

/** The name of the test environment in results. */
export const testEnvironment = (account: Account): string | undefined => (isTest({ credential: account as JsonObject }) ? 'test environment' : undefined);
