import { hasGrown } from '../../e2e/soak/growth';

const MIB = 2 ** 20;
const grown = (before: number, after: number, items: number, minutes: number): boolean =>
  hasGrown({ held: before * MIB, rss: 0 }, { held: after * MIB, rss: 0 }, items, minutes);

describe('the memory of a host', () => {
  it('may be a tenth more at the end', () => {
    expect(grown(200, 219, 1_000, 10)).toBe(false);
    expect(grown(200, 221, 1_000_000, 10)).toBe(true);
    expect(grown(200, 150, 0, 10)).toBe(false);
  });

  it('may be filled by what has a bound in a short soak, but not by a kilobyte an item', () => {
    expect(grown(83, 94, 77_000, 0.8)).toBe(false);
    expect(grown(83, 94, 77_000, 5)).toBe(true);
    expect(grown(83, 83 + (77_000 * 1_024) / MIB, 77_000, 0.8)).toBe(true);
    expect(grown(212, 212 + (49_000 * 1_024) / MIB, 49_000, 0.8)).toBe(true);
  });
});
