/** What is made of the figures of several rounds. All of it is pure. */

const inOrder = (all: readonly number[]): number[] => [...all].sort((one, other) => one - other);

/** The middle one; of an even number the mean of the two in the middle. */
export const median = (all: readonly number[]): number => {
  if (all.length === 0) throw new Error('There is no median of nothing');
  const sorted = inOrder(all);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/**
 * How far the rounds are apart: the median distance from their median, as a share of it. One round that something else disturbed does not
 * count for more than any other.
 */
export const noise = (all: readonly number[]): number => {
  const middle = median(all);
  return middle === 0 ? 0 : median(all.map((each) => Math.abs(each - middle))) / Math.abs(middle);
};

interface Cost {
  readonly size: number;
  readonly cost: number;
}

/**
 * How a cost grows with a size: 1 if it is in proportion, 2 if twice the size costs four times as much.
 * @param fixed what it costs at no size at all; without taking it off, a start that takes long would look like slow growth
 * @throws Error if the smaller one costs no more than that
 */
export const exponent = (fixed: number, small: Cost, large: Cost): number => {
  if (small.cost <= fixed) throw new Error(`A size of ${small.size} costs ${small.cost}, no more than nothing does (${fixed}): this is too small to tell`);
  return Math.log((large.cost - fixed) / (small.cost - fixed)) / Math.log(large.size / small.size);
};
