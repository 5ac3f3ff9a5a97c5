import type { ICredentialType } from 'n8n-workflow';
import { BrazeApi } from '../../credentials/BrazeApi.credentials';
import { BryjApi } from '../../credentials/BryjApi.credentials';
import { FollowAnalyticsApi } from '../../credentials/FollowAnalyticsApi.credentials';
import { HorisenApi } from '../../credentials/HorisenApi.credentials';
import { MoEngageApi } from '../../credentials/MoEngageApi.credentials';
import { startSandbox, type Sandbox } from '../../sandbox/index';
import { demoCredential } from '../support/sandbox';
import { OutboxReader } from './outboxHelpers';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

interface Credential {
  id: string;
  name: string;
  type: string;
  data: Record<string, unknown>;
}
const credentials = (query = '') => new OutboxReader(sandbox.url).get<Credential[]>(`/credentials.json${query}`);

const TYPES: readonly [vendor: string, type: new () => ICredentialType][] = [
  ['bryj', BryjApi],
  ['braze', BrazeApi],
  ['followAnalytics', FollowAnalyticsApi],
  ['horisen', HorisenApi],
  ['moEngage', MoEngageApi],
];

it.each(TYPES)("%s: the demo account is a credential of n8n's", async (vendor, Type) => {
  const [credential, ...others] = await credentials(`?vendor=${vendor}`);
  const { name, properties } = new Type();
  expect(others).toEqual([]);
  expect(credential!.type).toBe(name);
  for (const [field, value] of Object.entries(credential!.data)) {
    const property = properties.find((each) => each.name === field);
    expect([field, property?.type]).toEqual([field, expect.any(String)]);
    // A choice is one that the form offers.
    if (property!.options) expect(property!.options).toContainEqual(expect.objectContaining({ value }));
  }
  const byWireName = Object.entries(credential!.data).map(([field, value]) => [field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]);
  expect(Object.fromEntries(byWireName)).toEqual(demoCredential(vendor, sandbox));
});

it('all of them have an ID and a name of their own', async () => {
  const all = await credentials();
  expect(new Set(all.map(({ id }) => id)).size).toBe(TYPES.length);
  expect(all.map(({ name }) => name)).toEqual(['Bryj', 'Braze', 'FollowAnalytics', 'HORISEN', 'MoEngage'].map((label) => `${label} (sandbox)`));
});
