import { operationsOf } from '../../engine';
import { vendors } from '../../vendors';
import { meaningOf } from '../properties/operations/judge';
import { meantBy } from '../properties/operations/meant';
import { rehearse, type Rehearsal } from '../support/sandbox';
import { play } from './play';

/** Operations whose inputs share no request: each of several makes one of its own, in their order, and has its own outcome. How they share is in `sharing.test.ts`. */
let sandbox: Rehearsal;
beforeAll(async () => {
  sandbox = await rehearse();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.control('POST', '/reset'));

const all = vendors.flatMap((vendor) =>
  operationsOf(vendor)
    .filter(({ operation }) => !operation.batch)
    .map(({ name, operation }) => [vendor.id, name, operation] as const),
);

it.each(all)('%s %s', async (vendor, name, { fields, sampleInputs }) => {
  const [least, full] = sampleInputs;
  const inputs = [least, full, least];
  const { sent, outcomes } = await play(sandbox, { vendor, operation: name, inputs, options: { limit: 1 } });
  expect(outcomes.map(({ item }) => item)).toEqual([0, 1, 2]);
  const meant = inputs.map((input) => meaningOf(vendor, name)(meantBy(fields, input)));
  // What is read before or afterwards is none of them.
  const main = sent.filter(({ method }) => method === meant[0]!.method);
  expect(main.map(({ path }) => path)).toEqual(meant.map(({ path }) => path));
});
