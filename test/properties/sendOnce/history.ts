import fc from 'fast-check';
import { faults, readFaults, type Fault } from './faults';
import type { StoreFault } from './keys';
import type { End } from './life';
import type { Wire } from './wire';

/** One try of a run. */
export interface Try {
  /** What expressions give this time hangs on it. */
  readonly seed: number;
  /** Whether an expression gives the people of an item in another order. */
  readonly reverses: boolean;
  /** The item that an expression leaves empty this time, by its position; none if there are not so many. */
  readonly invalid: number | undefined;
  /** Whether items whose options differ are handed over in two calls. */
  readonly splits: boolean;
  /** How long after the one before, in milliseconds. */
  readonly afterMs: number;
  readonly end: End | undefined;
}

/** One run of one node: the tries share a ledger. */
export interface Run {
  readonly tries: readonly Try[];
}

export interface History {
  /** The people of each item, by number. */
  readonly items: readonly (readonly number[])[];
  readonly texts: 'shared' | 'ofItem' | 'ofPerson';
  /** Whether each item is to have a request of its own, where the vendor lets it choose. */
  readonly apart: boolean;
  readonly continueOnFail: boolean;
  /** Whether everything is sent under one send-once key. */
  readonly keyed: boolean;
  readonly script: readonly Fault[];
  readonly readScript: readonly Fault[];
  readonly storeScript: readonly StoreFault[];
  readonly runs: readonly Run[];
  /** How far the vendor's clock is ahead, in seconds; undefined: its answers do not say what time it is. */
  readonly skewSeconds: number | undefined;
  /** So many looks find a campaign on its way. */
  readonly looks: number;
}

const ends: fc.Arbitrary<End | undefined> = fc.option(
  fc.record({
    how: fc.constantFrom('cancel' as const, 'die' as const),
    at: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 40 })),
    done: fc.boolean(),
  }),
  { nil: undefined, freq: 3 },
);

const tries: fc.Arbitrary<Try> = fc.record({
  seed: fc.nat(),
  reverses: fc.boolean(),
  invalid: fc.option(fc.nat(3), { nil: undefined, freq: 6 }),
  splits: fc.constantFrom(false, false, false, true),
  afterMs: fc.constantFrom(0, 1_000, 5_000, 3_600_000),
  end: ends,
});

const runs = (most: number): fc.Arbitrary<readonly Run[]> =>
  fc.array(fc.record({ tries: fc.array(tries, { minLength: 1, maxLength: 5 }) }), { minLength: 1, maxLength: most });

/** Numbers of people; few of them, so that some come again. */
const people = (most: number, of: number): fc.Arbitrary<readonly number[]> => fc.array(fc.nat(of), { minLength: 1, maxLength: most });

/** Items: mostly a few, each in its own way; sometimes up to 200 of people in a row. */
const itemsOf = (most: number): fc.Arbitrary<readonly (readonly number[])[]> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.array(people(most, 40), { minLength: 1, maxLength: 6 }) },
    { weight: 2, arbitrary: fc.array(people(most, 400), { minLength: 1, maxLength: 25 }) },
    {
      weight: 1,
      arbitrary: fc
        .record({ count: fc.integer({ min: 1, max: 200 }), of: fc.constantFrom(97, 1_000) })
        .map(({ count, of }) => Array.from({ length: count }, (_, i) => [(i * 7) % of])),
    },
  );

/** All that may happen when people are sent something by this endpoint. */
export const historiesOf = ({ most, keys }: Wire): fc.Arbitrary<History> =>
  fc.boolean().chain((wantsKey) => {
    const keyed = wantsKey && keys;
    return fc.record({
      items: itemsOf(most),
      texts: fc.constantFrom('shared' as const, 'ofItem' as const, 'ofPerson' as const),
      apart: fc.boolean(),
      continueOnFail: fc.boolean(),
      keyed: fc.constant(keyed),
      script: fc.array(faults, { maxLength: 14 }),
      readScript: fc.array(readFaults, { maxLength: 6 }),
      storeScript: fc.array(fc.constantFrom<StoreFault>('ok', 'ok', 'ok', 'ok', 'ok', 'failsBefore', 'failsAfter'), { maxLength: keyed ? 12 : 0 }),
      runs: runs(keyed ? 4 : 1),
      skewSeconds: fc.option(fc.constantFrom(0, 0, 3, -3, 600, -600), { nil: undefined, freq: 9 }),
      looks: fc.nat(3),
    });
  });
