import { isFailed, operationsOf, type JsonObject, type Outcome } from '../../engine';
import { vendors } from '../../vendors';
import { rehearse, type Rehearsal } from '../support/sandbox';
import { play, type Played } from './play';
import { braze } from './sharing/braze';
import { others } from './sharing/others';
import { inTurn, upTo, type Sharing } from './sharing/sharing';

/**
 * Operations whose inputs share requests, with as many as one request may have and one more, all different. How many requests that makes, who stands in
 * which of them and what comes back for each comes from the vendors' documents; the sandbox is the witness.
 */
let sandbox: Rehearsal;
beforeAll(async () => {
  sandbox = await rehearse();
});
afterAll(() => sandbox.close());
const reset = async () => await sandbox.control('POST', '/reset');

const all = [...braze, ...others];

/** What is told of an input: its result, or why it failed. */
const told = (outcome: Outcome): JsonObject | string => {
  if (isFailed(outcome)) return outcome.error.message;
  if (outcome.output.kind !== 'object') throw new Error('It is no object');
  return outcome.output.json;
};
const fits = (wanted: JsonObject | RegExp): unknown => (wanted instanceof RegExp ? expect.stringMatching(wanted) : expect.objectContaining(wanted));

const requestsOf = ({ requests, max }: Sharing, count: number): readonly (readonly number[])[] => requests?.(count) ?? inTurn(count, max);

const playAll = async (sharing: Sharing, inputs: readonly JsonObject[]): Promise<Played> => {
  const { vendor, operation, account = {}, settings } = sharing;
  if (settings) await sandbox.control('POST', `/${vendor}/settings`, settings);
  return await play(sandbox, { vendor, operation, account, inputs });
};

/** The people of a batch that the sandbox took. */
const peopleOf = async (vendor: string, id: string): Promise<string[]> => {
  const names: string[] = [];
  for (let total = 1; names.length < total; ) {
    const page = await sandbox.control('GET', `/${vendor}/batches/${id}/messages?limit=200&offset=${names.length}`);
    const { messages, total: all } = page as unknown as { readonly total: number; readonly messages: readonly { readonly user: string }[] };
    names.push(...messages.map(({ user }) => user));
    total = all;
  }
  return names;
};

/** Holds a run for the numbers up to `count` against what the document says. */
const judge = async (sharing: Sharing, count: number, { outcomes, sent }: Played): Promise<void> => {
  const { as, named, answer, batch, after, isUnordered } = sharing;
  const wanted = requestsOf(sharing, count);
  expect(outcomes.map(told)).toEqual(upTo(count).map((n) => fits(answer(n))));
  expect(sent.map(({ status }) => [status, 200 <= Number(status) && Number(status) < 300])).toEqual(sent.map(({ status }) => [status, true]));
  const got = sent.map(named);
  const should = wanted.map((numbers) => numbers.map(as));
  expect(isUnordered ? new Set(got) : got).toEqual(isUnordered ? new Set(should) : should);
  if (batch) {
    // All who stand in a request, and no others, are in the one batch that the results of it speak of.
    const ids = outcomes.map((outcome) => String(batch.id(told(outcome) as JsonObject)));
    for (const numbers of wanted) {
      const [id, ...further] = new Set(numbers.map((n) => ids[n]!));
      expect([further, (await peopleOf(sharing.vendor, id!)).sort()]).toEqual([[], numbers.map(batch.person).sort()]);
    }
  }
  await after?.(sandbox, count);
};

it('speaks of every operation whose inputs share requests, and of every list that may be divided', () => {
  const wanted = vendors.flatMap((vendor) =>
    operationsOf(vendor).flatMap(({ name, operation: { batch } }) =>
      batch ? [`${vendor.id} ${name}`, ...(batch.splitBy ?? []).map((list) => `${vendor.id} ${name} ${list}`)] : [],
    ),
  );
  const told = all.flatMap(({ vendor, operation, list }) => [`${vendor} ${operation}`, ...(list === undefined ? [] : [`${vendor} ${operation} ${list}`])]);
  expect([...new Set(told)].sort()).toEqual([...new Set(wanted)].sort());
});

describe.each(all.map((sharing) => [`${sharing.vendor} ${sharing.operation}, ${sharing.by}`, sharing] as const))('%s', (_, sharing) => {
  const { max, counts = [max, max + 1], one, all: inOne, as, named, before, after, batch, settings, twice } = sharing;

  if (before || after || settings || twice !== undefined) {
    beforeEach(reset);
    afterAll(reset);
  }

  it.each(counts)('%i inputs: who stands in which request, and what comes back for each', async (count) => {
    await before?.(sandbox, count);
    const played = await playAll(sharing, upTo(count).map(one));
    expect(played.outcomes.map(({ item }) => item)).toEqual(upTo(count));
    await judge(sharing, count, played);
  });

  if (inOne)
    it.each(counts.filter((count) => count > 1))('one input of %i: the same', async (count) => {
      await before?.(sandbox, count);
      const played = await playAll(sharing, [inOne(upTo(count))]);
      // Without a list that may be divided, one result speaks of all.
      if (sharing.list === undefined) expect(played.sent.map(named)).toEqual([upTo(count).map(as)]);
      else await judge(sharing, count, played);
    });

  if (sharing.errorsIn !== undefined)
    it('an error beside a success is told of the one that it is about', async () => {
      const struck = [3, max];
      for (const index of [3, 0]) {
        const errors = [{ type: `wrong-${index}`, input_array: sharing.errorsIn!, index }];
        const body = { message: 'success', deleted: 1, dispatch_id: 'dispatch', schedule_id: 'schedule', users: [], errors };
        const match = { method: 'POST' };
        await sandbox.control('POST', '/faults', { vendor: 'braze', match, times: 1, fault: { kind: 'answer', status: 201, body } });
      }
      const { outcomes } = await playAll(sharing, upTo(max + 1).map(one));
      const failed = outcomes.flatMap((outcome) => (isFailed(outcome) ? [[outcome.item, outcome.error.code, outcome.error.message]] : []));
      expect(failed).toEqual(struck.map((n, i) => [n, 'rejected', expect.stringContaining(['wrong-3', 'wrong-0'][i]!)]));
    });

  if (sharing.others)
    it('never shares a request with an input that says something else', async () => {
      for (const change of sharing.others!) {
        const { sent } = await playAll(sharing, [one(0), { ...one(1), ...change }, one(2), { ...one(3), ...change }]);
        const inPairs = [
          [as(0), as(2)],
          [as(1), as(3)],
        ];
        expect([change, sent.map(named)]).toEqual([change, inPairs]);
      }
    });

  if (twice !== undefined)
    it('takes as many requests for two of the same as the vendor needs to tell them apart', async () => {
      const { sent } = await playAll(sharing, [one(0), one(0), one(1)]);
      expect(sent.map(named)).toEqual([[as(0), as(1)], [as(0)]]);
      if (batch) expect(sandbox.accepted(sharing.vendor).people).toEqual({ [batch.person(0)]: twice, [batch.person(1)]: 1 });
    });
});

/** "Only one of external_ids or appboy_ids can be included in a single request." */
it.each([
  ['user.delete', 'braze_ids', ['braze-demo-0002', 'braze-demo-0004'], { confirm: true }],
  ['user.export', 'user_aliases', [2, 4].map((n) => ({ alias_name: `demo-000${n}`, alias_label: 'crm' })), {}],
] as const)('Braze %s never names users in two ways at once', async (operation, list, [second, fourth], more) => {
  const own = (id: string) => ({ identifier: 'external_ids', external_ids: [id], ...more });
  const other = (id: JsonObject | string) => ({ identifier: list, [list]: [id], ...more });
  const inputs = [own('demo-0001'), other(second!), own('demo-0003'), other(fourth!)];
  const { sent, outcomes } = await play(sandbox, { vendor: 'braze', operation, inputs });
  expect(sent.map(({ body }) => body)).toEqual([{ external_ids: ['demo-0001', 'demo-0003'] }, { [list]: [second, fourth] }]);
  expect(outcomes.map(({ item, state }) => [item, state]).sort()).toEqual(upTo(4).map((n) => [n, 'done']));
  await reset();
});
