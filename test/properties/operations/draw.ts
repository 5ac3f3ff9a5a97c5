import fc, { type GeneratorValue } from 'fast-check';

const nat = (most: number): fc.Arbitrary<number> => fc.nat(most);

/** Draws what an input is made of, one thing after the other. The first of several is the plainest, which is what a failure is shrunk to. */
export class Draw {
  constructor(private readonly g: GeneratorValue) {}

  below(count: number): number {
    return count <= 1 ? 0 : this.g(nat, count - 1);
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** True so many times in a hundred. */
  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent;
  }
}

/** Something that draws its own value. */
export type Drawn = (draw: Draw) => unknown;
