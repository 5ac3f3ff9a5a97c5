import type { AnyVendor } from '../../../engine';
import { bryj } from '../../../vendors/bryj';
import { BareServer } from '../../support/bareServer';
import { allChanges, allShownChanges, inputsIn, release, renamedAccount, sender } from '../../support/releases';
import { Bench, bool, choice, fromMsg, str, type FlowNode, type Msg, type Values } from './bench';
import { savedFor } from './saved';

/** What an earlier release saved, in Node-RED's own runtime. */
const server = BareServer.forEachTest();
let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const SEND = 'thing.send';

/** Runs a flow as it was saved: the node's values, its operation, and the account with the names of then. */
const run = async (vendor: AnyVendor, values: Values, operation = SEND, msg: Msg = {}) => {
  const node: FlowNode = {
    id: 'n',
    z: 'f',
    type: 'campaign-made-up',
    account: 'madeAccount',
    vendor: 'madeUp',
    operation,
    values,
    version: 1,
    wires: [['out']],
  };
  const account: FlowNode = { id: 'madeAccount', type: 'made-up-account', version: 1, values: { baseUrl: str(server.url) } };
  await bench.run([node, account], msg, { vendors: [bryj, vendor], credentials: { madeAccount: { apiKey: 'key' } } });
  expect(bench.caught).toEqual([]);
  return inputsIn(server.log);
};

describe.each([...allChanges, ...allShownChanges])('%s', (_, { before, today, input, sent = input }) => {
  const file = savedFor(sender(before), input);

  it('is what its release sent', async () => {
    expect(await run(release({ [SEND]: sender(before) }), file)).toEqual([input]);
  });

  it('means the same today', async () => {
    expect(await run(release({ [SEND]: sender(today) }), file)).toEqual([sent]);
  });
});

describe('a value that is known with a message only', () => {
  const kind = (value: string, was?: readonly string[]) =>
    ({ type: 'choice', label: 'Kind', description: 'It', prominent: true, options: [{ value, label: 'B', ...(was && { was }) }] }) as const;

  it('is read under an earlier name', async () => {
    const now = release({ [SEND]: sender({ title: { type: 'text', label: 'It', description: 'It', was: ['head_line'] } }) });
    expect(await run(now, { headLine: fromMsg('payload') }, SEND, { payload: 'Hello' })).toEqual([{ title: 'Hello' }]);
  });

  it("may be a choice's value of an earlier release", async () => {
    const now = release({ [SEND]: sender({ kind: kind('b', ['old_b']) }) });
    expect(await run(now, { kind: fromMsg('payload') }, SEND, { payload: 'old_b' })).toEqual([{ kind: 'b' }]);
  });
});

it('what was saved under the name of today counts, whatever stands under an earlier one', async () => {
  const now = release({ [SEND]: sender({ quiet: { type: 'boolean', label: 'It', description: 'It', prominent: true, was: ['silent'] } }) });
  expect(await run(now, { quiet: bool(false), silent: bool(true) })).toEqual([{ quiet: false }]);
});

it.each([
  ['in its resource', 'thing.push'],
  ['in another resource', 'message.push'],
])('an operation that is called otherwise %s', async (_, name) => {
  const now = release({ [name]: sender({ kind: { type: 'text', label: 'It', description: 'It' } }, [SEND]) });
  expect(await run(now, { kind: str('x') })).toEqual([{ kind: 'x' }]);
});

it('an account whose fields are called otherwise', async () => {
  expect(await run(release({ [SEND]: sender({}) }, renamedAccount), { other: choice('x') })).toEqual([{}]);
});
