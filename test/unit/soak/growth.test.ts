import { hasGrown } from '../../e2e/soak/growth';

const MIB = 2 ** 20;
const grown = (before: number, after: number, remembered: readonly [number, number] = [0, 0]): boolean =>
  hasGrown({ held: before * MIB, rss: 0, remembered: remembered[0] }, { held: after * MIB, rss: 0, remembered: remembered[1] });

describe('the memory of a host', () => {
  it('may be a tenth more at the end', () => {
    expect([grown(200, 150), grown(200, 219), grown(200, 221)]).toEqual([false, false, true]);
  });

  it('may have what is remembered of failed messages besides', () => {
    expect(grown(100, 125, [1_000, 21_000])).toBe(false);
    expect(grown(100, 135, [1_000, 21_000])).toBe(true);
  });

  it('may not have more of them than are remembered', () => {
    expect(grown(100, 120, [200_000, 1_000_000])).toBe(true);
    expect(grown(100, 205, [100_000, 1_000_000])).toBe(false);
    expect(grown(100, 210, [100_000, 1_000_000])).toBe(true);
  });
});
