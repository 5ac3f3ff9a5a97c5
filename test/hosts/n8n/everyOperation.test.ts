import type { INode, INodeParameters } from 'n8n-workflow';
import { camelCase, operationsOf, plan, whenOf, type AnyOperation, type AnyVendor, type JsonObject } from '../../../engine';
import { vendors } from '../../../vendors';
import { badInputs, type BadInput } from '../../support/badInputs';
import { sampleAccount, testHost } from '../../support/host';
import { lackedBy } from '../../support/onlyWith';
import { demoCredential, rehearse, type Rehearsal } from '../../support/sandbox';
import { chainOf } from './bench';
import { demoAccounts, runWorkflow, type Ran } from './engine';
import { parametersFor } from './parameters';

/** Every operation of the catalogue in n8n's own engine, over the wire to the sandbox, filled in as the editor keeps it. */
let sandbox: Rehearsal;
beforeAll(async () => {
  sandbox = await rehearse();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control('POST', '/reset');
  // What is made in the background is there at once.
  await sandbox.control('POST', '/followAnalytics/settings', { exportMs: 0 });
});

interface Each {
  readonly vendor: AnyVendor;
  readonly name: string;
  readonly resource: string;
  readonly key: string;
  readonly operation: AnyOperation;
}
const all: readonly Each[] = vendors.flatMap((vendor) => operationsOf(vendor).map((each) => ({ vendor, ...each })));

/** The vendor's node, with its demo account if no other is given. */
const run = ({ vendor, resource, key }: Each, parameters: INodeParameters, accounts = demoAccounts(sandbox)): Promise<Ran> => {
  const node: INode = {
    id: 'n',
    name: 'Node',
    type: `n8n-nodes-campaigns.${vendor.id}`,
    typeVersion: 1,
    position: [0, 0],
    credentials: { [`${vendor.id}Api`]: { id: vendor.id, name: 'Sandbox' } },
    parameters: { resource, operation: key, ...parameters },
  };
  return runWorkflow(chainOf(node), { accounts });
};

/** What the request says, without what the clock decides. */
const bodyOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

/** Runs an operation, sees that the catalogue's request went out, and gives the first item that came back. */
const works = async (each: Each, input: JsonObject): Promise<Record<string, unknown>> => {
  const { vendor, name, operation } = each;
  const account = sampleAccount(vendor, demoCredential(vendor.id, sandbox));
  const [planned] = await plan({ vendor, operation: name, inputs: [input], account }, testHost({ now: Date.now }).ports);
  const ran = await run(each, parametersFor(operation, input));
  expect(ran.error).toBeUndefined();
  const [sent] = sandbox.requests().filter(({ path }) => !/sign_in|access-token/.test(path));
  expect(sent).toMatchObject({ method: planned!.method, status: expect.any(Number) });
  expect(sent!.path.split('?')[0]).toBe(new URL(planned!.url).pathname);
  if (sent!.headers['content-type'] === 'application/json') expect(Object.keys(bodyOf(sent!.body) as object)).toEqual(Object.keys(planned!.body as object));
  return ran.jsons('Node')[0] ?? {};
};

const inputs = all.flatMap((each) =>
  (['least', 'full'] as const).map((which, i) => [`${each.vendor.id}.${each.name}`, which, { ...each, input: each.operation.sampleInputs[i]! }] as const),
);

describe.each(inputs)('%s, %s input', (_, which, { input, ...each }) => {
  it('sends what the catalogue says, and hands on what the sandbox answers', async () => {
    const got = Object.keys(await works(each, input));
    const wanted = Object.keys(each.operation.sample as JsonObject);
    // A full input may speak of something else than the sample, such as of everybody; an export that is not waited for gives no rows yet.
    if (which === 'least' && !each.operation.wait) expect(got).toEqual(expect.arrayContaining(wanted));
    else expect(got.length).toBeGreaterThan(0);
  });
});

describe('braze.kpi.getSeries', () => {
  const each = all.find(({ vendor, name }) => vendor.id === 'braze' && name === 'kpi.getSeries')!;

  it.each(['mau', 'dau', 'new_users', 'uninstalls'])('gets %s at an address of its own', async (kpi) => {
    const first = await works(each, { kpi, length: 7 });
    expect(sandbox.requests()[0]!.path).toMatch(new RegExp(`^/braze/kpi/${kpi}/data_series\\?`));
    expect(first).toEqual({ time: expect.any(String), [kpi]: expect.any(Number) });
  });
});

describe('what another account of the vendor does not have is refused, and nothing is sent', () => {
  const cases = all.flatMap((each) =>
    each.operation.onlyWith
      ? lackedBy(each.vendor, each.operation.onlyWith).map(([value, message]) => [`${each.vendor.id}.${each.name}`, value, each, message] as const)
      : [],
  );

  it.each(cases)('%s with %s', async (_, value, each, message) => {
    const accounts = demoAccounts(sandbox);
    accounts.stored[each.vendor.id]![camelCase(each.operation.onlyWith!.setting)] = value;
    const ran = await run(each, parametersFor(each.operation, each.operation.sampleInputs[0]), accounts);
    expect(ran.error?.message).toBe(message);
    expect(sandbox.requests()).toEqual([]);
  });
});

describe('a bad input ends the run, names the field, and nothing is sent', () => {
  // What fills the form of a list is a list.
  const possible = ({ field, value }: BadInput): boolean => field.type !== 'rows' || value === undefined;
  const cases = all.flatMap((each) =>
    badInputs(each.operation)
      .filter(possible)
      .map((bad) => [`${each.vendor.id}.${each.name}`, bad.what, each, bad] as const),
  );

  /** n8n shows all that hangs on a field that is an expression, and wants it filled. */
  const shownWith = ({ fields }: AnyOperation, wire: string): JsonObject =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([name, field]) => (field.required && field.type === 'text' && wire in whenOf(fields, field) ? [[name, 'x']] : [])),
    );

  it.each(cases)('%s with %s', async (_, __, each, { rest, wire, field, value, refusal }) => {
    // n8n itself refuses a field that is left blank, but for lists; an expression may give nothing all the same.
    const blank = field.type === 'rows' ? undefined : '={{ $json.nothing }}';
    const ran = await run(each, parametersFor(each.operation, { ...rest, ...shownWith(each.operation, wire), [wire]: value ?? blank }));
    expect(ran.error?.message).toContain(refusal);
    expect(sandbox.requests()).toEqual([]);
  });

  it.each(all.filter(({ operation }) => Object.keys(operation.fields).length === 0).map((each) => [`${each.vendor.id}.${each.name}`, each] as const))(
    '%s, which has no fields, with an account that lacks its key',
    async (_, each) => {
      const { id, credential } = each.vendor;
      const [wire, { label }] = Object.entries(credential).find(([, field]) => field.type === 'text' && field.secret)!;
      const accounts = demoAccounts(sandbox);
      accounts.stored[id]![camelCase(wire)] = '';
      const ran = await run(each, parametersFor(each.operation, {}), accounts);
      expect(ran.error?.message).toContain(`'${label}' (${wire}) is empty`);
      expect(sandbox.requests()).toEqual([]);
    },
  );
});
