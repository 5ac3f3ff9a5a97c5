import './environment';
import { NodeHelpers, type ICredentialType, type INodeParameters } from 'n8n-workflow';
import { BrazeApi } from '../../../credentials/BrazeApi.credentials';
import { BryjApi } from '../../../credentials/BryjApi.credentials';
import { FollowAnalyticsApi } from '../../../credentials/FollowAnalyticsApi.credentials';
import { HorisenApi } from '../../../credentials/HorisenApi.credentials';
import { MoEngageApi } from '../../../credentials/MoEngageApi.credentials';
import { credentialIn } from '../../../nodes/shared/saved';
import { vendors } from '../../../vendors';
import { rehearse, type Rehearsal } from '../../support/sandbox';
import { testAccount } from './credentialTest';

/** One choice makes an account that of the sandbox, for every vendor. */

let sandbox: Rehearsal;
beforeAll(async () => {
  sandbox = await rehearse();
});
afterAll(() => sandbox.close());

const types: Readonly<Record<string, ICredentialType>> = {
  braze: new BrazeApi(),
  bryj: new BryjApi(),
  followAnalytics: new FollowAnalyticsApi(),
  horisen: new HorisenApi(),
  moEngage: new MoEngageApi(),
};

const address = (): string => new URL(sandbox.baseUrls.bryj!).origin;
const all = vendors.map((vendor) => [vendor.id, vendor] as const);

const shownFor = (id: string, data: INodeParameters): string[] =>
  types[id]!.properties.filter((each) => each.type !== 'hidden' && each.type !== 'notice' && NodeHelpers.displayParameter(data, each, null, null, data)).map(
    ({ name }) => name,
  );

describe.each(all)('the account of %s', (id, vendor) => {
  it('asks for nothing but the address of the sandbox', () => {
    expect(shownFor(id, { use: 'sandbox' })).toEqual(['use', 'sandboxUrl']);
  });

  it('asks for everything else as before, also where nothing was chosen', () => {
    const own = shownFor(id, { use: 'own' });
    expect(own.length).toBeGreaterThan(2);
    expect(own).not.toContain('sandboxUrl');
    expect(shownFor(id, {})).toEqual(own);
  });

  it.each([
    ['as it is', () => address()],
    ['with a slash at its end', () => ` ${address()}/ `],
  ])('passes its test in the sandbox, the address %s', async (_, url) => {
    expect(await testAccount(types[id]!, { use: 'sandbox', sandboxUrl: url(), apiKey: 'left from before' })).toBeUndefined();
    const path = new URL(sandbox.baseUrls[id]!).pathname;
    expect(sandbox.requests().at(-1)!.path.startsWith(path)).toBe(true);
  });

  it('is that of the sandbox unless it plainly is the own one', () => {
    const base = (data: object) => vendor.baseUrl(credentialIn(vendor, data as never) as never);
    for (const use of ['sandbox', 'Sandbox', 'no idea', true])
      expect(base({ use, sandboxUrl: 'http://10.0.0.7:4010' })).toMatch(/^http:\/\/10\.0\.0\.7:4010\//);
    expect(base({ use: 'sandbox' })).toMatch(/^http:\/\/127\.0\.0\.1:4010\//);
    for (const use of ['own', '', undefined]) expect(String(base({ use, sandboxUrl: 'http://10.0.0.7:4010' }))).not.toContain('10.0.0.7');
  });
});
