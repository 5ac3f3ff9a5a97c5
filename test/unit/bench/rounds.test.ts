import { alone, faster, lighter, notSlower, type Contestant, type Sample } from '../../bench/harness/part.mts';
import { inTurn, measure, type Round } from '../../bench/harness/rounds.mts';

const told = { id: 'row', work: () => 'work', against: 'another', ours: 'a' };
const rounds = (...all: readonly (readonly [a: Sample, b: Sample])[]): readonly Round[] => all.map(([a, b]) => ({ a, b }));

it('contestants are measured in turn', async () => {
  const order: string[] = [];
  const contestant = (name: string): Contestant => ({
    name,
    async run() {
      order.push(name);
      return { seconds: order.length };
    },
  });
  const all = await inTurn([contestant('a'), contestant('b')], 3, () => undefined);
  expect(order).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
  expect(all.map(({ a, b }) => [a!.seconds, b!.seconds])).toEqual([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
});

it('one that fails ends the run', async () => {
  const broken = { name: 'a', run: () => Promise.reject(new Error('not done')) };
  await expect(inTurn([broken], 1, () => undefined)).rejects.toThrow('not done');
});

it('a ratio is the median of those of the rounds: a machine that gets slower changes nothing', () => {
  const slower = rounds([{ seconds: 1 }, { seconds: 4 }], [{ seconds: 2 }, { seconds: 8 }], [{ seconds: 50 }, { seconds: 200 }]);
  const { figure, ours, theirs, verdict } = measure(faster({ ...told, theirs: 'b', atLeast: 4 }), slower, 1);
  expect({ figure, ours, theirs, verdict }).toEqual({ figure: { value: 4, noise: 0 }, ours: 2, theirs: 8, verdict: 'reached' });
});

it('time and memory are how many times theirs ours are, and speed the other way round', () => {
  const all = rounds([
    { seconds: 2, bytes: 30 },
    { seconds: 8, bytes: 10 },
  ]);
  const value = (row: Parameters<typeof measure>[0]) => measure(row, all, 1).figure.value;
  expect(value(faster({ ...told, theirs: 'b', atLeast: 1 }))).toBe(4);
  expect(value(notSlower({ ...told, theirs: 'b', atMost: 1 }))).toBe(0.25);
  expect(value(lighter({ ...told, theirs: 'b', atMost: 1 }))).toBe(3);
});

it('a figure of its own is compared with its bound, which grows with the size where it says so', () => {
  const all = rounds([{ requests: 14 }, { requests: 10_000 }]);
  const row = { ...told, by: 'requests', unit: 'requests', atMost: 134 } as const;
  const asked = (size: number, scales: boolean) => {
    const { reach, verdict } = measure(alone({ ...row, ...(scales && { scales: true as const }) }), all, size);
    return { reach, verdict };
  };
  expect(asked(0.1, true)).toEqual({ reach: { atMost: 14 }, verdict: 'reached' });
  expect(asked(0.05, true)).toEqual({ reach: { atMost: 7 }, verdict: 'missed' });
  expect(asked(0.05, false)).toEqual({ reach: { atMost: 134 }, verdict: 'reached' });
});

it('what a contestant did not measure is an error, not a figure', () => {
  const row = lighter({ ...told, theirs: 'b', atMost: 1 });
  expect(() => measure(row, rounds([{ bytes: 1 }, { seconds: 1 }]), 1)).toThrow("'b' has no 'bytes'");
  expect(() => measure(row, rounds([{ bytes: Number.NaN }, { bytes: 1 }]), 1)).toThrow("'a' has no 'bytes'");
});
