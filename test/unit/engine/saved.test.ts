import {
  formOf,
  operationCalled,
  poll,
  presentValue,
  savedSlot,
  savedSlots,
  triggerCalled,
  whenOf,
  type AnyVendor,
  type Field,
  type Fields,
  type PollState,
  type Slot,
} from '../../../engine';
import { followAnalytics } from '../../../vendors/followAnalytics';
import { release, sender } from '../../support/releases';
import { collect, sampleAccount, scripted, testHost } from '../../support/host';

/** How what an earlier release saved is found. */
const text = (more: object = {}): Field => ({ type: 'text', label: 'It', description: 'It', ...more });
const slots = (fields: Fields) => formOf(sender(fields)).flatMap((each) => (each.wire === undefined ? [] : savedSlots(each)));

describe('where a value may stand', () => {
  it('is one place for a field that never changed', () => {
    expect(slots({ some_name: text() })).toEqual([{ name: 'someName', place: 'more' }]);
  });

  it('is each name in each place, those of today first', () => {
    expect(slots({ newer: text({ required: true, was: ['some_name'], wasIn: 'more' }) })).toEqual([
      { name: 'newer', place: 'main' },
      { name: 'newer', place: 'more' },
      { name: 'someName', place: 'main' },
      { name: 'someName', place: 'more' },
      { name: 'some_name', place: 'main' },
      { name: 'some_name', place: 'more' },
    ]);
  });

  it('is no other place where a field came back', () => {
    expect(slots({ it: text({ wasIn: 'more' }) })).toEqual([{ name: 'it', place: 'more' }]);
  });
});

describe('which of them counts', () => {
  const [today, before, long]: [Slot, Slot, Slot] = [
    { name: 'today', place: 'main' },
    { name: 'before', place: 'main' },
    { name: 'long', place: 'more' },
  ];
  const chosen = (said: readonly string[], untouched: readonly string[] = []): string =>
    savedSlot([today, before, long], { has: ({ name }) => said.includes(name), isUntouched: ({ name }) => untouched.includes(name) }).name;

  it.each([
    ['what was saved before, where today holds nothing', ['before'], [], 'before'],
    ['what was saved before, where today holds what it holds by itself', ['today', 'long'], ['today'], 'long'],
    ['what was set today', ['today', 'before'], [], 'today'],
    ['the later of two earlier ones', ['before', 'long'], [], 'before'],
    ['today, where nothing is anywhere', [], [], 'today'],
    ['today, where it alone holds something', ['today'], ['today'], 'today'],
  ])('%s', (_, said, untouched, expected) => {
    expect(chosen(said, untouched)).toBe(expected);
  });
});

describe('a choice whose values have other names', () => {
  const kind: Field = { type: 'choice', label: 'Kind', description: 'It', options: [{ value: 'b', label: 'B', was: ['old', 'older'] }] };

  it('is read by the words of today', () => {
    expect(['older', 'old', 'b', 'c', 7].map((each) => presentValue(kind, each))).toEqual(['b', 'b', 'b', 'c', 7]);
    expect(presentValue(kind, ['old', 'c'])).toEqual(['b', 'c']);
    const today = ['b', 'c'];
    expect(presentValue(kind, today)).toBe(today);
  });

  it('shows what hangs on it, in a form that does not translate', () => {
    expect(whenOf({ kind, it: text() }, { dependsOn: { field: 'kind', is: ['b'] } })).toEqual({ kind: ['b', 'old', 'older'] });
  });
});

describe('something that is called otherwise', () => {
  it('is found by its earlier name, unless another one has that today', () => {
    const now = release({ 'a.one': sender({}, ['a.two']), 'a.two': sender({}), 'b.three': sender({}, ['a.four']) });
    expect(['a.one', 'a.two', 'a.four', 'a.five'].map((name) => operationCalled(now, name)?.name)).toEqual(['a.one', 'a.two', 'b.three', undefined]);
  });

  it('goes on from where it stood, if it is a trigger', async () => {
    const { hits } = followAnalytics.triggers;
    const renamed: AnyVendor = { ...followAnalytics, triggers: { events: { ...hits!, was: ['visits', 'hits'] } } };
    expect(triggerCalled(renamed, 'visits')?.name).toBe('events');
    const account = sampleAccount(followAnalytics);
    const stateOf = async (vendor: AnyVendor, trigger: string): Promise<PollState> => {
      const answer = { body: { success: true, result: { hits: [] } } };
      const { ports } = testHost({ vendor: scripted(answer) });
      const steps = await collect(poll({ vendor, trigger, input: hits!.sampleInputs[0], account }, undefined, ports));
      return steps.at(-1)!.state;
    };
    expect((await stateOf(renamed, 'events')).of).toBe((await stateOf(followAnalytics, 'hits')).of);
  });
});
