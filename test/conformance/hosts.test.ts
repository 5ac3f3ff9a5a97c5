import { operationsOf, session } from '../../engine';
import { failureIn, run, sampleAccount, scripted, testHost } from '../support/host';
import { PLACES, vendorOf } from './hosts';

/** Every operation of every vendor goes to the host of the account's region, and nowhere else; and so does the sign-in before it. */

/** An answer that every sign-in is content with, and no operation. */
const ANSWER = { status: 200, headers: { authorization: 'Bearer a' }, body: { access_token: 'a', expires_in: 600, result: { auth_token: 'a' } } };

/** "Not in the EU", and gone from today's API: it is refused before anything is sent. */
const GONE = ['braze rawData.export'];

describe.each(PLACES.map((place) => [place.vendor, place.base, place] as const))('%s at %s', (id, base, { account: over, signIn }) => {
  const vendor = vendorOf(id);

  it.each(operationsOf(vendor).map(({ name, operation }) => [name, operation] as const))('%s', async (name, operation) => {
    const account = sampleAccount(vendor, { email: 'name@example.com', ...over });
    const unauthenticated = scripted(ANSWER);
    const { ports } = testHost({ unauthenticated });
    const [outcome] = await run(
      { vendor, operation: name, inputs: [operation.sampleInputs[0]], account },
      { ...ports, vendor: session(vendor, account, unauthenticated, ports) },
    );
    const urls = unauthenticated.requests.map(({ url }) => url);
    if (GONE.includes(`${id} ${name}`)) {
      expect([failureIn(outcome).code, urls]).toEqual(['validation', []]);
      return;
    }
    expect(urls.slice(0, signIn === undefined ? 0 : 1)).toEqual(signIn === undefined ? [] : [signIn]);
    const own = urls.slice(signIn === undefined ? 0 : 1);
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((url) => !url.startsWith(base))).toEqual([]);
  });
});
