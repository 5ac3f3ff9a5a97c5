import { Vendors } from '../../sandbox/server/vendors';
import type { VendorDefinition, VendorServer } from '../../sandbox/server/world';

const START = 1_000;
let clock: number;
let planted: { readonly id: string; readonly at: number }[];
let cleared: string[];
beforeEach(() => {
  clock = START;
  planted = [];
  cleared = [];
});

const vendor = (id: string): VendorDefinition => ({
  id,
  label: id.toUpperCase(),
  segments: [id],
  open: (world) =>
    ({
      plant: () => void planted.push({ id, at: world.now() }),
      clear: () => void cleared.push(id),
      quota: () => ({ used: world.now(), limit: null }),
    }) as Partial<VendorServer> as VendorServer,
});

const opened = () => new Vendors([vendor('one'), vendor('two')], { now: () => clock, spoolDir: '', changed: () => undefined }, true);

it('plants a vendor when somebody first asks for it, once, as of the moment of the start', () => {
  const vendors = opened();
  clock += 500;
  expect([...vendors.bare()].map(([id]) => id)).toEqual(['one', 'two']);
  expect(planted).toEqual([]);
  const one = vendors.of('one')!;
  expect(vendors.of('one')).toBe(one);
  expect(planted).toEqual([{ id: 'one', at: START }]);
  expect(one.quota().used).toBe(START + 500);
  expect(vendors.all().map(([id, { label }]) => [id, label])).toEqual([
    ['one', 'ONE'],
    ['two', 'TWO'],
  ]);
  expect(planted).toEqual([
    { id: 'one', at: START },
    { id: 'two', at: START },
  ]);
  expect(vendors.of('three')).toBeUndefined();
});

it('plants anew after a reset, as of the reset', async () => {
  const vendors = opened();
  vendors.of('one');
  clock += 500;
  await vendors.reset();
  expect(cleared).toEqual(['one', 'two']);
  clock += 500;
  vendors.of('one');
  expect(planted).toEqual([
    { id: 'one', at: START },
    { id: 'one', at: START + 500 },
  ]);
});
