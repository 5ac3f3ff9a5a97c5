import fc from 'fast-check';
import { operationsOf, type AnyOperation, type AnyVendor, type Outcome } from '../../engine';
import { vendors } from '../../vendors';
import { liveHost, run, sampleAccount } from '../support/host';
import { demoCredential, rehearse, type Rehearsal } from '../support/sandbox';
import { SEED } from './driver';
import { Draw } from './operations/draw';
import { inputFor } from './operations/inputs';
import { faultsOf, meaningOf, type Played } from './operations/judge';
import { sentIn } from './operations/wire';

/**
 * Every operation with inputs at random, against the sandbox: what validates makes a request that it takes and that says what was meant, value by
 * value; what does not validate sends nothing, and is told in words.
 */
let sandbox: Rehearsal;
beforeAll(async () => {
  sandbox = await rehearse();
});
afterAll(() => sandbox.close());

const RUNS = Number(process.env.PROPERTY_RUNS ?? 60);
/** The state of the sandbox is thrown away so often, as its journal forgets. */
const RUNS_OF_A_STATE = 20;

const all = vendors.flatMap((vendor) => operationsOf(vendor).map((each) => [`${vendor.id}.${each.name}`, vendor, each] as const));

const PLACES: Readonly<Record<string, string>> = { horisen: '/horisen/news/v1' };

const play = async (vendor: AnyVendor, name: string, operation: AnyOperation, input: Played['input'], continueOnFail: boolean): Promise<Played> => {
  const account = sampleAccount(vendor, demoCredential(vendor.id, sandbox));
  const host = liveHost(vendor, account, { sleep: async (ms) => void (await sandbox.control('POST', '/clock', { advanceMs: ms })) });
  const from = sandbox.requests().length;
  const outcomes: Outcome[] = await run({ vendor, operation: name, inputs: [input], account, options: { continueOnFail, limit: 1 } }, host.ports);
  const base = PLACES[vendor.id] ?? new URL(sandbox.baseUrls[vendor.id]!).pathname;
  const lines = sandbox
    .requests()
    .slice(from)
    .filter(({ path }) => !/sign_in|\/login$|\/access-token$/.test(path));
  return { vendor: vendor.id, name, operation, input, outcomes, sent: lines.map((line) => sentIn(line, base)) };
};

describe.each(all)('%s', (_, vendor, { name, operation }) => {
  it('sends what was meant, or nothing', async () => {
    meaningOf(vendor.id, name);
    let played = 0;
    const taken = { done: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (g) => {
        if (played++ % RUNS_OF_A_STATE === 0) await sandbox.control('POST', '/reset');
        const draw = new Draw(g);
        const input = inputFor(vendor.id, name, operation, draw);
        const run = await play(vendor, name, operation, input, draw.chance(30));
        taken[run.sent.length > 0 ? 'done' : 'refused']++;
        expect(faultsOf(run)).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED },
    );
    if (process.env.PROPERTY_TELL) console.log(`${vendor.id}.${name} ${JSON.stringify(taken)}`);
  });
});
