import { operation, operationOf } from '../../../engine';
import { entryAt, inWhole, listIn, mayPart, partsOf, sortOut } from '../../../engine/validate/parts';
import { braze } from '../../../vendors/braze';
import { acme, base, call, context } from '../../support/acme';
import { run, scripted, testHost } from '../../support/host';

const setStatus = operationOf(braze, 'email.setStatus');
const track = operationOf(braze, 'user.track');
const emails = (...email: readonly unknown[]) => ({ email, subscription_state: 'subscribed' });

describe('an input of which some entries are wrong', () => {
  it('comes to those that are right, and tells each other by its place', () => {
    const { good, bad } = sortOut(setStatus, emails('a@b.co', 'no', 'c@d.co', NaN), context);
    expect(good.map(({ input }) => input.email)).toEqual([['a@b.co', 'c@d.co']]);
    expect(bad.map(({ entry, problems }) => [entry, problems[0]!.field])).toEqual([
      [2, 'email[1]'],
      [4, 'email[3]'],
    ]);
  });

  it('is read from JSON as text', () => {
    const { good, bad } = sortOut(setStatus, { email: '["a@b.co","no"]', subscription_state: 'subscribed' }, context);
    expect(good.map(({ input }) => input.email)).toEqual([['a@b.co']]);
    expect(bad.map(({ entry }) => entry)).toEqual([2]);
  });

  it('counts the entries of all its lists', () => {
    const raw = { kind: 'json', attributes: [{ external_id: 'a' }, {}], events: [{ external_id: 'b', name: 'e' }, { external_id: 'c' }] };
    const { good, bad } = sortOut(track, raw, context);
    expect(good.map(({ input }) => [input.attributes, input.events])).toEqual([[[{ external_id: 'a' }], [{ external_id: 'b', name: 'e' }]]]);
    expect(bad.map(({ entry, problems }) => [entry, problems[0]!.field])).toEqual([
      [2, 'attributes[1].external_id'],
      [4, 'events[1].name'],
    ]);
  });

  it('is refused as a whole where something else is wrong', () => {
    const { good, bad } = sortOut(setStatus, { email: ['a@b.co', 'no'], subscription_state: 'maybe' }, context);
    expect(good).toEqual([]);
    expect(bad.map(({ entry }) => entry)).toEqual([undefined]);
    expect(mayPart(setStatus, { email: ['a@b.co', 'no'], subscription_state: 'maybe' }, context)).toBe(false);
  });

  it('leaves nothing where all are wrong, and tells each', () => {
    const { good, bad } = sortOut(setStatus, emails('no', 'neither'), context);
    expect(good).toEqual([]);
    expect(bad.map(({ entry }) => entry)).toEqual([1, 2]);
  });

  it('is not divided where the operation does not say that it may be', () => {
    const whole = operation({
      ...base,
      fields: { ids: { type: 'list', label: 'IDs', description: 'x', limits: { maxEach: 1 } } },
      retry: 'nonIdempotent',
      returns: 'object',
    });
    expect(sortOut(whole, { ids: ['a', 'bb'] }, context).bad).toMatchObject([{ problems: [{ field: 'ids[1]' }] }]);
    expect(partsOf(whole, { ids: ['a', 'bb'] })).toBeUndefined();
  });
});

describe('the place of an entry', () => {
  it('is that in the whole, in field and message', () => {
    const problems = [{ field: 'email[0]', message: "'x' (email[0]) is wrong.", todo: 't' }];
    expect(inWhole(problems, { raw: {}, entry: 8, list: 'email', index: 7 })).toEqual([{ field: 'email[7]', message: "'x' (email[7]) is wrong.", todo: 't' }]);
  });

  it('is found by a path, with its person, where there are several', () => {
    expect(entryAt(setStatus, emails('a@b.co', 'no'), 'email[1]')).toEqual({ entry: 2, person: 'no' });
    expect(entryAt(setStatus, emails('no'), 'email[0]')).toEqual({});
    expect(entryAt(setStatus, emails('a', 'b'), 'subscription_state')).toEqual({});
    expect(entryAt(track, { kind: 'json', attributes: '[{"external_id":"a"},{"external_id":"b"}]' }, 'attributes[1].email')).toEqual({ entry: 2, person: 'b' });
    expect(entryAt(track, { kind: 'json', attributes: [{ external_id: 'a' }, { city: 'x' }] }, 'attributes[1].external_id')).toEqual({ entry: 2 });
  });

  it('is of a list as its field reads it', () => {
    expect(listIn(setStatus, 'email', 'a, b')).toEqual(['a', 'b']);
    expect(listIn(track, 'attributes', '[{"a":1}]')).toEqual([{ a: 1 }]);
    expect(listIn(track, 'attributes', 'a, b')).toBe('a, b');
  });
});

describe('a call', () => {
  const things = operation({
    ...base,
    fields: { ids: { type: 'list', label: 'IDs', description: 'x', required: true, limits: { maxEach: 3 } } },
    retry: 'nonIdempotent',
    returns: 'object',
    batch: { splitBy: ['ids'], max: 10 },
    request: (inputs) => ({ method: 'POST', path: '/things', body: { json: inputs.flatMap(({ ids }) => ids) } }),
    parse: (_, inputs) => ({ each: inputs.map(({ ids }) => ({ id: ids[0]! })) }),
  });
  const vendor = acme({ things });

  it('sends what is right of an input where the user goes on, and each outcome says whom it is about', async () => {
    const send = scripted({ body: {} });
    const outcomes = await run(call(vendor, 'thing.things', [{ ids: ['a', 'long', 'b'] }], { continueOnFail: true }), testHost({ vendor: send }).ports);
    expect(send.requests.map(({ json }) => json)).toEqual([['a', 'b']]);
    expect(outcomes.map((each) => ('error' in each ? [each.error.entry, each.error.person, each.error.field] : 'output' in each && each.output))).toEqual(
      expect.arrayContaining([[2, 'long', 'ids[1]'], { kind: 'object', json: { id: 'a' } }, { kind: 'object', json: { id: 'b' } }]),
    );
    expect(outcomes).toHaveLength(3);
  });

  it('sends nothing of it where the user does not', async () => {
    const send = scripted({ body: {} });
    await run(call(vendor, 'thing.things', [{ ids: ['a', 'long', 'b'] }]), testHost({ vendor: send }).ports);
    expect(send.requests).toEqual([]);
  });
});
