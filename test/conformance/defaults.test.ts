import { operationOf, type Field } from '../../engine';
import { rehearse, type Rehearsal } from '../support/sandbox';
import { allDefaults, asTheFormGives } from './defaults/form';
import { braze } from './defaults/braze';
import { others } from './defaults/others';
import { vendorOf } from './hosts';
import { play } from './play';

/**
 * What goes over the wire where a user leaves the form as it is: a default that changes sends something else to everybody who relied on it. Written down
 * by hand, value by value.
 */
let sandbox: Rehearsal;
beforeAll(async () => {
  sandbox = await rehearse();
});
afterAll(() => sandbox.close());
// What was created before cannot be created again.
beforeEach(() => sandbox.control('POST', '/reset'));

const seen = new Set<Field>();

const cases = [...braze, ...others].flatMap((each) =>
  [false, true].map(
    (isAdded) => [each.vendor, each.operation, each.given, isAdded ? 'and additional fields that were added' : 'alone', each, isAdded] as const,
  ),
);

it.each(cases)('%s %s of %j %s', async (vendor, operation, given, _, { methods, path, query, body, isRefused, isSaved }, isAdded) => {
  const input = asTheFormGives(operationOf(vendorOf(vendor), operation).fields, given, isAdded, seen, isSaved);
  const { sent, outcomes } = await play(sandbox, { vendor, operation, inputs: [input], options: { limit: 1 } });
  if (!isRefused) expect(outcomes).toEqual([expect.objectContaining({ state: 'done' })]);
  const last = sent.at(-1)!;
  expect(sent.map(({ method }) => method)).toEqual(methods ?? [last.method]);
  expect(path === undefined ? undefined : last.path.join('/')).toBe(path);
  expect(last.query).toEqual(query ?? {});
  expect(last.body).toEqual(body);
});

it('speaks of every field that has a default', () => {
  expect(allDefaults().flatMap(([where, field]) => (seen.has(field) ? [] : [where]))).toEqual([]);
});
