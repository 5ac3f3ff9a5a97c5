import type { INode } from 'n8n-workflow';
import { operationsOf, plan, type JsonObject } from '../../../engine';
import { vendors } from '../../../vendors';
import { sampleAccount, testHost } from '../../support/host';
import { demoCredential, rehearse, type Rehearsal } from '../../support/sandbox';
import { chainOf } from './bench';
import { demoAccounts, runWorkflow } from './engine';
import { parametersFor } from './parameters';

/** Every operation of the catalogue in n8n's own engine, over the wire to the sandbox, filled in as the editor keeps it. */
let sandbox: Rehearsal;
beforeAll(async () => {
  sandbox = await rehearse();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.control('POST', '/reset'));

const all = vendors.flatMap((vendor) =>
  operationsOf(vendor).flatMap(({ name, resource, key, operation }) =>
    (['least', 'full'] as const).map(
      (which, i) => [`${vendor.id}.${name}`, which, { vendor, name, resource, key, operation, input: operation.sampleInputs[i]! }] as const,
    ),
  ),
);

/** What the request says, without what the clock decides. */
const bodyOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

describe.each(all)('%s, %s input', (_, which, { vendor, name, resource, key, operation, input }) => {
  const node: INode = {
    id: 'n',
    name: 'Node',
    type: `n8n-nodes-campaigns.${vendor.id}`,
    typeVersion: 1,
    position: [0, 0],
    credentials: { [`${vendor.id}Api`]: { id: vendor.id, name: 'Sandbox' } },
    parameters: { resource, operation: key, ...parametersFor(operation, input) },
  };

  it('sends what the catalogue says, and hands on what the sandbox answers', async () => {
    const account = sampleAccount(vendor, demoCredential(vendor.id, sandbox));
    const [planned] = await plan({ vendor, operation: name, inputs: [input], account }, testHost({ now: Date.now }).ports);
    const ran = await runWorkflow(chainOf(node), { accounts: demoAccounts(sandbox) });
    expect(ran.error).toBeUndefined();
    const sent = sandbox.requests().filter(({ path }) => !path.includes('sign_in'));
    expect(sent[0]).toMatchObject({ method: planned!.method, status: expect.any(Number) });
    expect(sent[0]!.path.split('?')[0]).toBe(new URL(planned!.url).pathname);
    if (sent[0]!.headers['content-type'] === 'application/json')
      expect(Object.keys(bodyOf(sent[0]!.body) as object)).toEqual(Object.keys(planned!.body as object));
    const got = Object.keys(ran.jsons('Node')[0] ?? {});
    const wanted = Object.keys(operation.sample as JsonObject);
    // A full input may speak of something else than the sample, such as of everybody; an export that is not waited for gives no rows yet.
    if (which === 'least' && !operation.wait) expect(got).toEqual(expect.arrayContaining(wanted));
    else expect(got.length).toBeGreaterThan(0);
  });
});
