import { operationsOf, type AnyOperation, type AnyVendor, type JsonObject, type Outcome } from '../../engine';
import { vendors } from '../../vendors';
import { context } from '../support/acme';
import { failureIn, liveHost, run, sampleAccount } from '../support/host';
import { demoCredential, rehearse, type Rehearsal } from '../support/sandbox';

/**
 * Every operation that changes something, over the wire, while the sandbox does what it is asked and the answer is lost. Nobody is told that what was
 * done failed: it is done, or it is said that nobody knows; and the sandbox has it once.
 */
let sandbox: Rehearsal;
beforeAll(async () => {
  sandbox = await rehearse();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.control('POST', '/reset'));

const retryOf = (o: AnyOperation, input: JsonObject) => (typeof o.retry === 'function' ? o.retry(input, context) : o.retry);

const all = vendors.flatMap((vendor) =>
  operationsOf(vendor)
    .filter(({ operation }) => retryOf(operation, operation.sampleInputs[0]) !== 'safe')
    .map((each) => [`${vendor.id}.${each.name}`, vendor, each] as const),
);

const once = async (vendor: AnyVendor, name: string, operation: AnyOperation): Promise<Outcome> => {
  const account = sampleAccount(vendor, demoCredential(vendor.id, sandbox));
  const host = liveHost(vendor, account, { sleep: async (ms) => void (await sandbox.control('POST', '/clock', { advanceMs: ms })) });
  const [outcome] = await run({ vendor, operation: name, inputs: [operation.sampleInputs[0]], account }, host.ports);
  return outcome!;
};

/** The request that the operation makes, to lose the answer of just that. */
const requestOf = (vendor: AnyVendor, { request, sampleInputs: [least] }: AnyOperation) =>
  request([least], { ...context, credential: sampleAccount(vendor, demoCredential(vendor.id, sandbox)).credential });

/** How often anything was accepted that must be accepted once. */
const most = (vendor: AnyVendor, name: string): number => {
  const { people, events, purchases, campaigns, launches } = sandbox.accepted(vendor.id);
  // To save a campaign as active that is active is no second launch.
  const counted = name === 'campaign.update' ? [campaigns] : [people, events, purchases, campaigns, launches];
  return Math.max(0, ...counted.flatMap((each) => Object.values(each)));
};

describe.each(all)('%s', (_, vendor, { name, operation }) => {
  const [least] = operation.sampleInputs;
  const isUnsafe = ['send', 'nonIdempotent'].includes(retryOf(operation, least));

  it.each<[string, object]>([
    ['the connection is reset', { kind: 'resetAfter' }],
    ['a page comes', { kind: 'answer', status: 502, body: '<html>Bad Gateway</html>' }],
    ...(isUnsafe
      ? [
          ['the answer breaks off', { kind: 'truncate', bytes: 6 }] as [string, object],
          ['the answer is empty', { kind: 'answer', status: 202 }] as [string, object],
          ['the answer is in no form that was promised', { kind: 'answer', status: 200, body: { surprise: true } }] as [string, object],
        ]
      : []),
  ])('is done, or said to be unknown, when %s', async (_why, fault) => {
    const { method, path } = requestOf(vendor, operation);
    await sandbox.control('POST', '/faults', { vendor: vendor.id, match: { method, path }, times: 1, fault } as never);
    const outcome = await once(vendor, name, operation);
    expect(most(vendor, name)).toBeLessThanOrEqual(1);
    if (outcome.state === 'done') {
      if (operation.reconcile || !isUnsafe) return;
      // Without a way to find out nobody can know.
      throw new Error(`It was said to be done: ${JSON.stringify(outcome)}`);
    }
    // What was done cannot be handed on, and that is said.
    if (failureIn(outcome).message.startsWith('The export was started')) return;
    expect(failureIn(outcome)).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe', todo: expect.stringMatching(/\w.*\.$/) });
    expect(isUnsafe).toBe(true);
  });
});
