import { operationsOf, type JsonObject } from '../../engine';
import { vendors } from '../../vendors';
import { jsonOf, liveHost, rowsOf, run, sampleAccount } from '../support/host';
import { demoCredential, rehearse, type Rehearsal } from '../support/sandbox';

/** Every operation of the catalogue against the sandbox, over the wire, with the catalogue's own sample inputs. */
let sandbox: Rehearsal;
beforeAll(async () => {
  sandbox = await rehearse();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.control('POST', '/reset'));

const all = vendors.flatMap((vendor) => operationsOf(vendor).map((each) => [`${vendor.id}.${each.name}`, vendor, each] as const));

describe.each(all)('%s', (_, vendor, { name, operation }) => {
  it.each([['least', 0] as const, ['full', 1] as const])('%s input: the sandbox takes it, and its answer has what the sample has', async (which, i) => {
    const account = sampleAccount(vendor, demoCredential(vendor.id, sandbox));
    const options = operation.wait && { longestWaitMs: operation.wait.longestMs };
    const host = liveHost(vendor, account, {
      sleep: async (ms) => void (await sandbox.control('POST', '/clock', { advanceMs: ms })),
    });
    const [outcome] = await run({ vendor, operation: name, inputs: [operation.sampleInputs[i]], account, ...(options && { options }) }, host.ports);
    const got: JsonObject | undefined = operation.returns === 'object' ? jsonOf(outcome) : (await rowsOf(outcome))[0];
    const wanted = Object.keys(operation.sample as JsonObject);
    // A full input may speak of something else than the sample, such as of everybody instead of one person.
    if (which === 'least') expect(Object.keys(got ?? {})).toEqual(expect.arrayContaining(wanted));
    else expect(wanted.filter((key) => key in (got ?? {})).length).toBeGreaterThan(0);
    const [first] = sandbox.calls();
    // A request that is signed has nothing in that header; the sandbox looks at the signature.
    expect(first).toMatchObject({ authorization: vendor.auth(account.credential).by === 'request' ? 'absent' : 'present' });
    expect(first!.status).toBeGreaterThanOrEqual(200);
    expect(first!.status).toBeLessThan(300);
  });
});
