import fc from 'fast-check';
import '../../hosts/n8n/environment';
import { DataDeduplicationService } from 'n8n-core';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Claim, OnceKey, OnceStore } from '../../../engine';
import { onceStoreOf } from '../../../nodes/shared/once';
import { ProcessedData } from '../../hosts/n8n/processedData';
import { NOON } from '../../support/host';
import { check } from '../driver';

/** Send-once keys in n8n's store of processed data, held against a model: through windows, runs that die, and claims of several executions at once. */

const RUNS = 700;
const HOUR = 3_600_000;
/** The store counts a window in quarters, so that a key may last up to one longer. */
const LONGER = 1.25;

let data: ProcessedData;
beforeAll(async () => {
  data = await ProcessedData.open();
});

const service = () => DataDeduplicationService.getInstance();

/** An execution's view of the store, through n8n-core's own service. */
const storeOf = (now: () => number): OnceStore => {
  const workflow = { id: 'wf1', active: true };
  const node = { id: 'node1' } as never;
  const helpers: Partial<IExecuteFunctions['helpers']> = {
    checkProcessedAndRecord: (items, scope, options) => service().checkProcessedAndRecord(items, scope, { node, workflow }, options),
    removeProcessed: (items, scope, options) => service().removeProcessed(items, scope, { node, workflow }, options),
    getProcessedDataCount: (scope, options) => service().getProcessedDataCount(scope, { node, workflow }, options),
  };
  return onceStoreOf({ getWorkflow: () => workflow, getNode: () => node, helpers } as unknown as IExecuteFunctions, now)!;
};

interface Step {
  /** Keys that executions ask for in the same instant, one list an execution. */
  readonly asked: readonly (readonly number[])[];
  /** What becomes of what they are given, each by its turn. */
  readonly ends: readonly ('accepted' | 'release' | 'dies' | 'storeIsAway')[];
  readonly afterHours: number;
  /** How long it goes on between the claim and its end. */
  readonly takesHours: number;
}

const steps: fc.Arbitrary<Step> = fc.record({
  asked: fc.array(fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }),
  ends: fc.array(fc.constantFrom('accepted' as const, 'accepted' as const, 'release' as const, 'dies' as const, 'storeIsAway' as const), {
    minLength: 3,
    maxLength: 3,
  }),
  afterHours: fc.constantFrom(0, 0, 1, 5, 11, 17, 30),
  takesHours: fc.constantFrom(0, 0, 0, 2, 7),
});

const histories = fc.record({ hours: fc.constantFrom(1, 12, 24), steps: fc.array(steps, { minLength: 1, maxLength: 8 }) });

/** What is known of a key. */
interface Known {
  readonly state: 'sent' | 'unknown';
  readonly since: number;
}

it('tells of each key what became of it, for its window and not for ever', async () => {
  await check(histories, RUNS, async ({ hours, steps: all }) => {
    data.clear();
    const forMs = hours * HOUR;
    let now = NOON;
    const known = new Map<number, Known>();
    /** What a claim may say: near the end of a window, either. */
    const allowed = (key: number): readonly Claim[] => {
      const before = known.get(key);
      if (!before) return ['claimed'];
      const age = now - before.since;
      if (age < forMs) return [before.state];
      return age < forMs * LONGER ? [before.state, 'claimed'] : ['claimed'];
    };
    let told = 0;
    for (const { asked, ends, afterHours, takesHours } of all) {
      now += afterHours * HOUR;
      const since = now;
      const executions = asked.map((keys) => ({ keys, store: storeOf(() => now) }));
      const onceKeys = (keys: readonly number[]): OnceKey[] => keys.map((key) => ({ digest: `key ${key}`, forMs }));
      const claims = await Promise.all(executions.map(({ keys, store }) => store.claim(onceKeys(keys))));
      // One after the other, as their line has them: the first that is given a key has it.
      const given = executions.map(({ keys }, i) =>
        keys.filter((key, place) => {
          const claim = claims[i]![place]!;
          expect({ key, claim, allowed: allowed(key) }).toEqual({ key, claim, allowed: expect.arrayContaining([claim]) });
          told++;
          if (claim === 'claimed') known.set(key, { state: 'unknown', since });
          return claim === 'claimed';
        }),
      );
      now += takesHours * HOUR;
      for (const [i, { store }] of executions.entries()) {
        const end = ends[i]!;
        const keys = given[i]!;
        if (keys.length === 0) continue;
        if (end === 'storeIsAway') {
          data.trouble = 'The database is locked';
          await expect(store.accepted(onceKeys(keys))).rejects.toThrow('locked');
          delete data.trouble;
        } else if (end === 'accepted') {
          await store.accepted(onceKeys(keys));
          for (const key of keys) known.set(key, { state: 'sent', since });
        } else if (end === 'release') {
          await store.release(onceKeys(keys));
          for (const key of keys) known.delete(key);
        }
      }
    }
    return told;
  });
}, 60_000);
