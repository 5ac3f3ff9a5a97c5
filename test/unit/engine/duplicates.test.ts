import { operationOf, unitOf, type JsonObject } from '../../../engine';
import { deduplicate, droppedResult } from '../../../engine/validate/duplicates';
import { ITEMS } from '../../../engine/base/words';
import { braze } from '../../../vendors/braze';
import { bryj } from '../../../vendors/bryj';
import { failureIn, run, sampleAccount, scripted, testHost } from '../../support/host';

const trigger = operationOf(braze, 'campaign.trigger');
const track = operationOf(braze, 'user.track');
const batch = operationOf(bryj, 'batch.trigger');

const to = (...ids: readonly string[]): JsonObject => ({ campaign_id: 'c', recipients: ids.map((external_user_id) => ({ external_user_id })) });
const units = (...inputs: readonly JsonObject[]) => inputs.map((input, item) => unitOf(item, input));
const rows = (...ids: readonly string[]): JsonObject => ({ campaign_id: 'c', messages: ids.map((user_id, i) => ({ user_id, template_variables: { i } })) });

describe('units for the same person', () => {
  const all = () => units(to('a'), to('b'), to('a'), to('c'), to('a'));

  it('are left out but for the last, which says so', () => {
    const given = all();
    const { units: kept, dropped, refused } = deduplicate(trigger, 'keepLast', given, [], ITEMS);
    expect(kept.map(({ item }) => item)).toEqual([1, 3, 4]);
    expect(dropped.map(({ unit, people }) => [unit.item, people])).toEqual([
      [0, ['a']],
      [2, ['a']],
    ]);
    expect(refused).toEqual([]);
    expect(droppedResult(trigger, dropped[0]!, ITEMS)).toEqual({ status: 'skipped', reason: 'A later item is for the same person.', people: ['a'] });
  });

  it('are all refused where that was chosen, with the places of each', () => {
    const { units: kept, refused } = deduplicate(trigger, 'refuse', all(), [], ITEMS);
    expect(kept.map(({ item }) => item)).toEqual([1, 3]);
    expect(refused.map(({ unit, problem, person }) => [unit.item, problem.message, person])).toEqual(
      [0, 2, 4].map((item) => [item, "'a' is in the items 1, 3 and 5.", 'a']),
    );
  });

  it('are known by what an earlier try has sent', () => {
    const [sent, ...open] = units(to('a'), to('b'), to('a'));
    expect(deduplicate(trigger, 'refuse', open, [sent!], ITEMS).refused.map(({ unit }) => unit.item)).toEqual([2]);
    // The later one is the one that counts, and it was not sent yet.
    expect(deduplicate(trigger, 'keepLast', open, [sent!], ITEMS).units.map(({ item }) => item)).toEqual([1, 2]);
    const later = deduplicate(trigger, 'keepLast', units(to('a')), [unitOf(5, to('a'))], ITEMS);
    expect([later.units.length, later.dropped.length]).toEqual([0, 1]);
  });

  it('are told apart by what is recorded of a person', () => {
    const event = (user: string, name: string): JsonObject => ({ kind: 'event', user, name });
    const { units: kept } = deduplicate(track, 'keepLast', units(event('u', 'x'), event('u', 'y'), event('u', 'x')), [], ITEMS);
    expect(kept.map(({ item }) => item)).toEqual([1, 2]);
  });

  it('are told apart by the kind of ID', () => {
    const email: JsonObject = { campaign_id: 'c', recipients: [{ email: 'a' }] };
    expect(deduplicate(trigger, 'refuse', units(to('a'), email), [], ITEMS).refused).toEqual([]);
  });
});

describe('rows for the same person in one request', () => {
  it('leave the last of them, and that is said', () => {
    const given = units(rows('a', 'b', 'a'));
    const { units: kept, dropped, doubts } = deduplicate(batch, 'keepLast', given, [], ITEMS);
    expect(kept.map(({ input }) => input.messages)).toEqual([
      [
        { user_id: 'b', template_variables: { i: 1 } },
        { user_id: 'a', template_variables: { i: 2 } },
      ],
    ]);
    expect(dropped).toEqual([]);
    expect([...doubts.values()]).toEqual(['Left out, because a later entry is for the same person: a.']);
  });

  it('are refused with their number', () => {
    const { refused } = deduplicate(batch, 'refuse', units(rows('a', 'a')), [], ITEMS);
    expect(refused.map(({ problem, person }) => [problem.message, person])).toEqual([["'a' occurs 2 times.", 'a']]);
  });

  it('count across requests', () => {
    const { units: kept, dropped } = deduplicate(batch, 'keepLast', units(rows('a', 'b'), rows('b', 'a')), [], ITEMS);
    expect(kept.map(({ item }) => item)).toEqual([1]);
    expect(dropped.map(({ people }) => people)).toEqual([['a', 'b']]);
  });
});

describe('a run for the same person twice', () => {
  const account = sampleAccount(bryj);
  const send = async (inputs: readonly JsonObject[], duplicates?: 'keepLast' | 'refuse') => {
    const vendor = scripted({ body: { request_id: 'r' } });
    const options = { continueOnFail: true, ...(duplicates && { duplicates }) };
    const outcomes = await run({ vendor: bryj, operation: 'batch.trigger', inputs, account, options }, testHost({ vendor }).ports);
    const people = vendor.requests.flatMap(({ json }) => (json as { messages: { user_id: string }[] }).messages.map(({ user_id }) => user_id));
    return { people, outcomes: [...outcomes].sort((one, other) => one.item - other.item) };
  };

  it('sends to them twice where nothing else was chosen', async () => {
    expect((await send([rows('a'), rows('a')])).people).toEqual(['a', 'a']);
  });

  it('sends the last, and says of the others that they were left out', async () => {
    const { people, outcomes } = await send([rows('a'), rows('a', 'b'), rows('b')], 'keepLast');
    expect(people).toEqual(['a', 'b']);
    expect(outcomes).toMatchObject([
      { state: 'skipped', why: 'duplicate', output: { json: { status: 'skipped', people: ['a'] } } },
      { state: 'done', warnings: ['Left out, because a later entry is for the same person: b.'] },
      { state: 'done', warnings: [] },
    ]);
  });

  it('refuses each of them, with the person, and sends the rest', async () => {
    const { people, outcomes } = await send([rows('a'), rows('c'), rows('a')], 'refuse');
    expect(people).toEqual(['c']);
    expect(outcomes.map(({ state }) => state)).toEqual(['failed', 'done', 'failed']);
    expect(failureIn(outcomes[0])).toMatchObject({ code: 'validation', field: 'duplicates', person: 'a', message: "'a' is in the items 1 and 3." });
  });

  it('doubts only what is left', async () => {
    // Twice in one list is a doubt of the operation, and no more once one of the two is left out.
    expect((await send([rows('a', 'a')])).outcomes).toMatchObject([{ warnings: [expect.stringContaining('more than once')] }]);
    expect((await send([rows('a', 'a')], 'keepLast')).outcomes).toMatchObject([{ warnings: [expect.stringMatching(/^Left out/)] }]);
  });
});
