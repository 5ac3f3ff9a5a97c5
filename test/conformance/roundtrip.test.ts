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
  it.each([['least', 0] as const, ['full', 1] as const])('%s input: the sandbox takes it, and its answer has what the sample has', async (_which, i) => {
    const account = sampleAccount(vendor, demoCredential(vendor.id, sandbox));
    const [outcome] = await run({ vendor, operation: name, inputs: [operation.sampleInputs[i]], account }, liveHost(vendor, account).ports);
    const got: JsonObject | undefined = operation.returns === 'object' ? jsonOf(outcome) : (await rowsOf(outcome))[0];
    expect(Object.keys(got ?? {})).toEqual(expect.arrayContaining(Object.keys(operation.sample as JsonObject)));
    expect(sandbox.calls()[0]).toMatchObject({ authorization: 'present', status: 200 });
  });
});
