import fc from 'fast-check';
import type { Manner } from '../../hosts/n8n/bench';
import { faults, type Fault } from './faults';
import type { End } from './life';

/** One execution, or two of them at once. */
export interface Execution {
  readonly manner: Manner;
  readonly end: End | undefined;
  /** Whether another execution of the same workflow begins in the same instant. */
  readonly isDoubled: boolean;
  readonly afterMs: number;
}

export interface NodeHistory {
  /** The person of each item, by number. */
  readonly items: readonly number[];
  readonly keyed: boolean;
  readonly script: readonly Fault[];
  readonly executions: readonly Execution[];
}

const manners: fc.Arbitrary<Manner> = fc.record({
  retryOnFail: fc.boolean(),
  maxTries: fc.integer({ min: 2, max: 4 }),
  // n8n's own wait is no port: the least that it knows.
  waitBetweenTries: fc.constant(1),
  onError: fc.constantFrom('stopWorkflow' as const, 'continueRegularOutput' as const),
});

const ends: fc.Arbitrary<End | undefined> = fc.option(
  fc.record({ how: fc.constantFrom('cancel' as const, 'die' as const), at: fc.integer({ min: 1, max: 5 }), done: fc.boolean() }),
  { nil: undefined, freq: 3 },
);

export const nodeHistories: fc.Arbitrary<NodeHistory> = fc.boolean().chain((keyed) =>
  fc.record({
    items: fc.oneof(
      { weight: 3, arbitrary: fc.array(fc.nat(30), { minLength: 1, maxLength: 6 }) },
      { weight: 1, arbitrary: fc.array(fc.nat(500), { minLength: 20, maxLength: 60 }) },
    ),
    keyed: fc.constant(keyed),
    script: fc.array(faults, { maxLength: 12 }),
    executions: fc.array(
      fc.record({ manner: manners, end: ends, isDoubled: keyed ? fc.boolean() : fc.constant(false), afterMs: fc.constantFrom(0, 60_000, 3_600_000) }),
      { minLength: 1, maxLength: keyed ? 4 : 1 },
    ),
  }),
);
