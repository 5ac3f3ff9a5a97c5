import { exponent, median, noise } from '../../bench/harness/figures.mts';

describe('median', () => {
  it.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
    // By value, not as text.
    [[100, 20, 3], 20],
  ])('of %p is %d', (all, expected) => expect(median(all)).toBe(expected));

  it('leaves what it is given as it is, and there is none of nothing', () => {
    const all = [3, 1, 2];
    median(all);
    expect(all).toEqual([3, 1, 2]);
    expect(() => median([])).toThrow('nothing');
  });
});

describe('noise', () => {
  it.each([
    [[2, 2, 2], 0],
    // Distances from 10: 1, 0, 1, 0, 2.
    [[9, 10, 11, 10, 12], 0.1],
    // One round that was disturbed counts once.
    [[10, 10, 10, 10, 1_000], 0],
    // A share of the median, whatever its size.
    [[90, 100, 110], 0.1],
    [[0, 0, 0], 0],
  ])('of %p is %d', (all, expected) => expect(noise(all)).toBeCloseTo(expected, 10));
});

describe('exponent', () => {
  const small = { size: 100, cost: 2 };
  it.each([
    [20, 1],
    [200, 2],
    [2, 0],
    [20 * Math.sqrt(10), 1.5],
  ])('of ten times the size at a cost of %d is %d', (cost, expected) => expect(exponent(0, small, { size: 1_000, cost })).toBeCloseTo(expected, 10));

  it('is without what it costs to start: 5 of 7 and of 25', () => {
    expect(exponent(5, { size: 100, cost: 7 }, { size: 1_000, cost: 25 })).toBeCloseTo(1, 10);
  });

  it('cannot be told if nothing but the start was measured', () => {
    expect(() => exponent(2, small, { size: 1_000, cost: 20 })).toThrow('too small to tell');
  });
});
