import { optionsIn, type AnyVendor, type JsonObject } from '../../engine';
import { vendors } from '../../vendors';

/** The vendors' hosts, written down anew from their documents. */

export const vendorOf = (id: string): AnyVendor => {
  const found = vendors.find((vendor) => vendor.id === id);
  if (!found) throw new Error(`There is no vendor '${id}'`);
  return found;
};

/** Braze, "API basics": the cluster of a dashboard and its REST endpoint. */
export const CLUSTERS = [
  ['US-01', 'rest.iad-01.braze.com'],
  ['US-02', 'rest.iad-02.braze.com'],
  ['US-03', 'rest.iad-03.braze.com'],
  ['US-04', 'rest.iad-04.braze.com'],
  ['US-05', 'rest.iad-05.braze.com'],
  ['US-06', 'rest.iad-06.braze.com'],
  ['US-07', 'rest.iad-07.braze.com'],
  ['US-08', 'rest.iad-08.braze.com'],
  ['US-10', 'rest.us-10.braze.com'],
  ['EU-01', 'rest.fra-01.braze.eu'],
  ['EU-02', 'rest.fra-02.braze.eu'],
  ['AU-01', 'rest.au-01.braze.com'],
  ['ID-01', 'rest.id-01.braze.com'],
  ['JP-01', 'rest.jp-01.braze.com'],
  ['KR-01', 'rest.kr-01.braze.com'],
] as const;

/** MoEngage, introduction of the API: the number in the dashboard's address, and where its data lives. */
export const DATA_CENTERS = [
  ['01 (US)', 'pushapi-01.moengage.com'],
  ['02 (EU)', 'pushapi-02.moengage.com'],
  ['03 (India)', 'pushapi-03.moengage.com'],
  ['04 (US)', 'pushapi-04.moengage.com'],
  ['05 (Singapore)', 'pushapi-05.moengage.com'],
  ['06 (Indonesia)', 'pushapi-06.moengage.com'],
  ['101 (Other)', 'pushapi-101.moengage.com'],
] as const;

/** The value that a form gives for what the user chooses by its label. */
export const chosen = ({ credential }: AnyVendor, field: string, label: string): string => {
  const found = optionsIn(credential[field]!).find((option) => option.label === label);
  if (!found) throw new Error(`There is no ${label}`);
  return found.value;
};

const SERVICE = '5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11';
const horisen = (over: JsonObject): JsonObject => ({ service_uuid: SERVICE, ...over });

/** What an account says, what all its requests begin with, and where it signs in. */
export interface Place {
  readonly vendor: string;
  readonly account: JsonObject;
  readonly base: string;
  readonly signIn?: string;
}

export const PLACES: readonly Place[] = [
  ...CLUSTERS.map(([label, host]) => ({
    vendor: 'braze',
    account: { rest_endpoint: chosen(vendorOf('braze'), 'rest_endpoint', label) },
    base: `https://${host}/`,
  })),
  ...DATA_CENTERS.map(([label, host]) => ({
    vendor: 'moEngage',
    account: { data_center: chosen(vendorOf('moEngage'), 'data_center', label) },
    base: `https://${host}/v2.1/`,
  })),
  { vendor: 'moEngage', account: { version: 'v2' }, base: 'https://pushapi-01.moengage.com/v2/' },
  { vendor: 'bryj', account: {}, base: 'https://core.bryj.ai/api/', signIn: 'https://core.bryj.ai/users/sign_in' },
  { vendor: 'followAnalytics', account: {}, base: 'https://api.follow-apps.com/api/' },
  {
    vendor: 'followAnalytics',
    account: { authentication: 'signIn', email: 'name@example.com' },
    base: 'https://api.follow-apps.com/api/',
    signIn: 'https://api.follow-apps.com/api/login',
  },
  {
    vendor: 'horisen',
    account: horisen({ platform_domain: 'horisen.pro' }),
    base: `https://api.horisen.pro/news/v1/services/${SERVICE}/campaigns`,
    signIn: 'https://accounts.horisen.pro/oauth2/access-token',
  },
  // "{separator} is . or -"; a brand has a domain of its own.
  {
    vendor: 'horisen',
    account: horisen({ platform_domain: 'brand.example', separator: 'hyphen' }),
    base: `https://api-brand.example/news/v1/services/${SERVICE}/campaigns`,
    signIn: 'https://accounts-brand.example/oauth2/access-token',
  },
];
