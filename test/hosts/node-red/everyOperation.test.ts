import { camelCase, operationsOf, plan, type AnyOperation, type AnyVendor, type JsonObject } from '../../../engine';
import type { Typed } from '../../../node-red/shared/saved';
import { nodeTypes } from '../../../node-red/shared/types';
import { vendors } from '../../../vendors';
import { badInputs } from '../../support/badInputs';
import { sampleAccount, testHost } from '../../support/host';
import { lackedBy } from '../../support/onlyWith';
import { demoCredential } from '../../support/sandbox';
import { demoAccount } from './accounts';
import { Bench, fromMsg, type FlowNode, type Msg } from './bench';
import { savedFor } from './saved';

/** Every operation of the catalogue in Node-RED's own runtime, over the wire to the sandbox, filled in as the editor saves it. */
let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

interface Each {
  readonly vendor: AnyVendor;
  readonly name: string;
  readonly operation: AnyOperation;
}
const all: readonly Each[] = vendors.flatMap((vendor) => operationsOf(vendor).map(({ name, operation }) => ({ vendor, name, operation })));

/** The vendor's node with its demo account. */
const run = async ({ vendor, name }: Each, values: Readonly<Record<string, Typed>>, msg: Msg = {}, over: JsonObject = {}): Promise<Msg[]> => {
  const account = demoAccount(vendor, bench.sandbox, over);
  const node: FlowNode = {
    id: 'n',
    z: 'f',
    type: nodeTypes(vendors).find((type) => type.vendor === vendor)!.type,
    account: account.node.id,
    vendor: vendor.id,
    operation: name,
    values,
    version: 1,
    wires: [['out']],
  };
  return await bench.run([node, account.node], msg, { vendors, credentials: account.credentials });
};

/** Whether a request is preceded by readings, by which it is found out whether it may be made yet. */
const isAwaited = ({ retry, wait }: AnyOperation): boolean => retry !== 'safe' && wait !== undefined && wait.by !== 'file';

/** The request that was made first, but for signing in, and for what had to be read before. */
const firstSent = (operation?: AnyOperation) =>
  bench.sandbox.requests().find(({ path, method }) => !/sign_in|\/access-token$/.test(path) && !(operation && isAwaited(operation) && method === 'GET'))!;

const works = async (each: Each, input: JsonObject): Promise<Msg[]> => {
  const { vendor, name, operation } = each;
  const account = sampleAccount(vendor, demoCredential(vendor.id, bench.sandbox));
  const [planned] = await plan({ vendor, operation: name, inputs: [input], account }, testHost({ now: () => bench.clock.now() }).ports);
  const messages = await run(each, savedFor(operation, input));
  expect(bench.caught).toEqual([]);
  const sent = firstSent(operation);
  const [wanted, got] = [new URL(planned!.url), new URL(sent.path, planned!.url)];
  expect(`${sent.method} ${got.pathname}`).toBe(`${planned!.method} ${wanted.pathname}`);
  // The editor saves what a field in sight offers by default, too.
  expect(Object.fromEntries(got.searchParams)).toMatchObject(Object.fromEntries(wanted.searchParams));
  if (sent.headers['content-type'] === 'application/json') {
    const body = JSON.parse(sent.body) as object;
    expect(Object.keys(body)).toEqual(Object.keys(planned!.body as object));
    expect(planned!.body).toMatchObject(body);
  }
  expect(bench.completed.length).toBeGreaterThan(0);
  return messages;
};

/** One result: that of the whole, of the first entry, or the first row. */
const firstOf = ([msg]: readonly Msg[]): object => [msg?.payload].flat()[0] as object;

const inputs = all.flatMap((each) =>
  (['least', 'full'] as const).map((which, i) => [`${each.vendor.id}.${each.name}`, which, { ...each, input: each.operation.sampleInputs[i]! }] as const),
);

describe.each(inputs)('%s, %s input', (_, which, { input, ...each }) => {
  it('sends what the catalogue says, and hands on what the sandbox answers', async () => {
    const first = firstOf(await works(each, input));
    // A full input may speak of something else than the sample, such as of everybody.
    if (which === 'least') expect(Object.keys(first)).toEqual(expect.arrayContaining(Object.keys(each.operation.sample as JsonObject)));
    else expect(first).toEqual(expect.any(Object));
  });
});

describe('braze.kpi.getSeries', () => {
  const each = all.find(({ vendor, name }) => vendor.id === 'braze' && name === 'kpi.getSeries')!;

  it.each(['mau', 'dau', 'new_users', 'uninstalls'])('gets %s at an address of its own', async (kpi) => {
    const first = firstOf(await works(each, { kpi, length: 7 }));
    expect(firstSent().path).toMatch(new RegExp(`^/braze/kpi/${kpi}/data_series\\?`));
    expect(first).toEqual({ time: expect.any(String), [kpi]: expect.any(Number) });
  });
});

const refused = (): string => {
  expect(bench.out).toEqual([]);
  expect(bench.sandbox.requests()).toEqual([]);
  expect(bench.failure.code).toBe('validation');
  return bench.failure.message;
};

describe('what another account of the vendor does not have ends at the Catch node, and nothing is sent', () => {
  const cases = all.flatMap((each) =>
    each.operation.onlyWith
      ? lackedBy(each.vendor, each.operation.onlyWith).map(([value, message]) => [`${each.vendor.id}.${each.name}`, value, each, message] as const)
      : [],
  );

  it.each(cases)('%s with %s', async (_, value, each, message) => {
    await run(each, savedFor(each.operation, each.operation.sampleInputs[0]), {}, { [each.operation.onlyWith!.setting]: value });
    expect(refused()).toMatch(`${message} Set the account's `);
  });
});

describe('a bad input ends at the Catch node, names the field, and nothing is sent', () => {
  const cases = all.flatMap((each) => badInputs(each.operation).map((bad) => [`${each.vendor.id}.${each.name}`, bad.what, each, bad] as const));

  it.each(cases)('%s with %s', async (_, __, each, { rest, wire, value, refusal }) => {
    const saved = savedFor(each.operation, rest);
    // As the editor saves it a blank field is there; what is no value of a field comes with the message.
    const values = value === undefined ? saved : { ...saved, [camelCase(wire)]: fromMsg('broken') };
    await run(each, values, { broken: value });
    expect(refused().startsWith(refusal)).toBe(true);
  });

  it.each(all.filter(({ operation }) => Object.keys(operation.fields).length === 0).map((each) => [`${each.vendor.id}.${each.name}`, each] as const))(
    '%s, which has no fields, with an account that lacks its key',
    async (_, each) => {
      const [wire, { label }] = Object.entries(each.vendor.credential).find(([, field]) => field.type === 'text' && field.secret)!;
      await run(each, savedFor(each.operation, {}), {}, { [wire]: '' });
      expect(refused()).toContain(`'${label}' (${wire}) is empty`);
    },
  );
});
