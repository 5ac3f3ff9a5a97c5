import { inspect } from 'node:util';
import fc from 'fast-check';
import { operationsOf, type AnyOperation, type AnyVendor, type Fields, type Outcome } from '../../engine';
import { vendors } from '../../vendors';
import { liveHost, run, sampleAccount } from '../support/host';
import { demoCredential, rehearse, type Rehearsal } from '../support/sandbox';
import { SEED } from './driver';
import { Draw } from './operations/draw';
import { inputFor } from './operations/inputs';
import { faultsOf, meaningOf, type Played } from './operations/judge';
import { isProse } from './operations/meant';
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

const countOf = (fields: Fields): number =>
  Object.values(fields).reduce((count, field) => count + 1 + (field.type === 'rows' || field.type === 'group' ? countOf(field.columns) : 0), 0);

/** The more there is to say, the more is tried. */
const MANY_FIELDS = 7;
const runsOf = ({ fields }: AnyOperation): number => Number(process.env.PROPERTY_RUNS ?? (countOf(fields) < MANY_FIELDS ? 30 : 90));

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
  return { vendor: vendor.id, name, operation, input, continueOnFail, outcomes, sent: lines.map((line) => sentIn(line, base)) };
};

const texts = (fields: Fields, at = ''): (readonly [path: string, name: string, prose: boolean])[] =>
  Object.entries(fields).flatMap(([name, field]) => {
    if (field.type === 'rows' || field.type === 'group') return texts(field.columns, `${at}${name}.`);
    return field.type === 'text' ? [[`${at}${name}`, name, field.prose !== undefined] as const] : [];
  });

describe.each(all)('%s', (_, vendor, { name, operation }) => {
  it('keeps the blanks of texts that people read, and of no others', () => {
    const marked = texts(operation.fields);
    expect(marked.filter(([, , prose]) => prose).map(([path]) => path)).toEqual(marked.filter(([path, name]) => isProse(name, path)).map(([path]) => path));
  });

  it('sends what was meant, or nothing', async () => {
    meaningOf(vendor.id, name);
    let played = 0;
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (g) => {
        if (played++ % RUNS_OF_A_STATE === 0) await sandbox.control('POST', '/reset');
        const draw = new Draw(g);
        const input = inputFor(vendor.id, name, operation, draw);
        const run = await play(vendor, name, operation, input, draw.chance(30));
        sent += Math.min(run.sent.length, 1);
        const faults = faultsOf(run);
        if (faults.length > 0) throw new Error(`${faults.join('\n')}\nof the input ${inspect(input, { depth: 8, breakLength: 160, maxStringLength: 300 })}`);
      }),
      { numRuns: runsOf(operation), seed: SEED, endOnFailure: true },
    );
    // Where nothing is ever sent, nothing is proved.
    expect(sent).toBeGreaterThan(runsOf(operation) / 50);
  });
});
