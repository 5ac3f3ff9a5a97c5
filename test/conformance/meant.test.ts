import { operationsOf, planAll, type AnyOperation, type AnyVendor, type Json, type JsonObject } from '../../engine';
import { isObject } from '../../engine/base/json';
import { vendors } from '../../vendors';
import { sampleAccount, testHost } from '../support/host';

/** A value in an input, by its way there. */
interface Leaf {
  readonly path: readonly (string | number)[];
  readonly value: Json;
}

const leavesIn = (value: unknown, path: Leaf['path'] = []): readonly Leaf[] => {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((each, i) => leavesIn(each, [...path, i]));
  if (isObject(value)) return Object.entries(value).flatMap(([name, each]) => leavesIn(each, [...path, name]));
  return value === undefined ? [] : [{ path, value: value as Json }];
};

/** The same input with another value at one place. */
const withAt = (input: unknown, [step, ...rest]: Leaf['path'], value: unknown): unknown => {
  if (step === undefined) return value;
  if (Array.isArray(input)) return (input as readonly unknown[]).map((each, i) => (i === step ? withAt(each, rest, value) : each));
  return { ...(input as object), [step]: withAt((input as JsonObject)[step as string], rest, value) };
};

const { ports } = testHost();

const planOf = (vendor: AnyVendor, operation: string, input: unknown) =>
  planAll({ vendor, operation, account: sampleAccount(vendor), inputs: [input as JsonObject], options: { continueOnFail: true } }, ports);

const all = vendors.flatMap((vendor) => operationsOf(vendor).map(({ name, operation }) => [`${vendor.id} ${name}`, vendor, name, operation] as const));
/** An operation that reads something first is not planned without its vendor. */
const readsFirst = ({ preflight, readModifyWrite }: AnyOperation): boolean => preflight !== undefined || readModifyWrite !== undefined;

describe.each(all.filter(([, , , operation]) => !readsFirst(operation)))('%s', (_, vendor, name, operation) => {
  const [, full] = operation.sampleInputs;
  const leaves = leavesIn(full);

  it.each<[string, unknown]>([
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['an invalid date', new Date('x')],
    ['half a character', 'a\ud83d'],
    ['a function', () => 1],
    ['bytes', new Uint8Array(3)],
    ['a Map', new Map([[1, 2]])],
  ])('lets %s out nowhere, and says why', async (_what, value) => {
    for (const { path } of leaves) {
      const { requests, invalid } = await planOf(vendor, name, withAt(full, path, value));
      // A switch that protects is on, whatever is said.
      const isSwitch = typeof leaves.find((leaf) => leaf.path === path)!.value === 'boolean';
      if (isSwitch && invalid.length === 0) continue;
      // The other entries of a list may go without this one.
      const others = (operation.batch?.splitBy ?? []).includes(String(path[0])) ? 1 : 0;
      const isGood = requests.length <= others && invalid.length > 0 && invalid.every(({ error }) => error.code === 'validation');
      expect({ path, isGood }).toEqual({ path, isGood: true });
      expect(JSON.stringify(requests)).not.toMatch(/NaN|Infinity|\\ud83d|null,null/);
      expect(invalid[0]!.error.message).not.toMatch(/must be (a|an|true) (\S+) but is \1 \2|\[object|undefined/);
    }
  });

  it('reads what surely is a text without what cannot be meant around it', async () => {
    const whole = await planOf(vendor, name, full);
    for (const { path, value } of leaves) {
      if (typeof value !== 'string') continue;
      const { requests, invalid } = await planOf(vendor, name, withAt(full, path, `\ufeff${value}`));
      const text = JSON.stringify([requests.map(({ url, body }) => [url, body]), invalid.map(({ error }) => error.code)]);
      // In JSON of the user's own, what is no name is data.
      if (invalid.length === 0 && !text.includes('\ufeff'))
        expect(requests.map(({ url, body }) => [url, body])).toEqual(whole.requests.map(({ url, body }) => [url, body]));
      expect(invalid.map(({ error }) => error.code).filter((code) => code !== 'validation')).toEqual([]);
    }
  });
});
