import { ascending } from '../../../engine/poll/ascending';
import { Multiset } from '../../../engine/poll/multiset';
import { SeenWindow } from '../../../engine/poll/seenWindow';
import { collect } from '../../support/host';

const MINUTE = 60_000;
const iso = (minute: number): string => `2026-01-15T12:0${minute}:00Z`;
const at = (minute: number): number => Date.parse(iso(minute));

describe('how often each text is there', () => {
  it('is counted, and one is taken out at a time', () => {
    const set = new Multiset(['a', 'b', 'a']);
    set.add('c', 3);
    expect([set.size, set.has('a'), set.has('d')]).toEqual([6, true, false]);
    expect([set.take('a'), set.take('a'), set.take('a'), set.take('d')]).toEqual([true, true, false, false]);
    expect([set.size, set.has('a'), [...set.entries()]]).toEqual([
      4,
      false,
      [
        ['b', 1],
        ['c', 3],
      ],
    ]);
    expect(new Multiset().size).toBe(0);
  });
});

describe('rows from old to new', () => {
  async function* pagesOf(...pages: readonly (readonly number[])[]) {
    for (const page of pages) yield page.map((time) => ({ time }));
  }
  const given = async (...pages: readonly (readonly number[])[]) => (await collect(ascending(pagesOf(...pages)))).map((rows) => rows.map(({ time }) => time));
  const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

  it('are given as they come once twelve moments have stood in order', async () => {
    expect(await given(upTo(11), [12], [13], [], [14])).toEqual([upTo(12), [13], [14]]);
    expect(await given(upTo(12), [13])).toEqual([upTo(12), [13]]);
  });

  it('are not taken for ordered by fewer, where several share a moment', async () => {
    expect(await given([...upTo(11), 11, 11, 11], [3])).toEqual([[...upTo(3), 3, ...upTo(11, 4), 11, 11, 11]]);
  });

  it.each([
    ['from new to old', upTo(30).reverse()],
    ['in any', [5, 1, ...upTo(30, 6), 2]],
  ])('are read as a whole where the vendor gives them in another order: %s', async (_, list) => {
    expect(await given(list.slice(0, 15), list.slice(15))).toEqual([[...list].sort((one, other) => one - other)]);
  });

  it('are none where there are none', async () => {
    expect(await given([], [])).toEqual([]);
  });
});

describe('what was handed on of the moments that may grow', () => {
  const digest = (key: string): string => `#${key}`.padEnd(12, '-');
  const windowOf = (most = Infinity, kept?: object, clear?: object) => SeenWindow.from(kept as never, clear as never, most, digest);

  it('is kept by digests, moment by moment, each key as often as it was there', () => {
    const seen = windowOf();
    seen.add(at(2), 'b');
    seen.add(at(1), 'a');
    seen.add(at(1), 'a');
    expect(JSON.parse(JSON.stringify(seen))).toEqual({ [iso(1)]: { [digest('a')]: 2 }, [iso(2)]: { [digest('b')]: 1 } });
    expect(Object.keys(seen.toJSON())).toEqual([iso(1), iso(2)]);
  });

  it('is read as it was kept, also with the keys themselves, and added to', () => {
    const seen = windowOf(Infinity, { [iso(1)]: { [digest('a')]: 2 }, odd: 7 }, { [iso(1)]: { a: 1, b: 1 } });
    seen.add(at(1), 'b');
    expect(seen.toJSON()).toEqual({ [iso(1)]: { [digest('a')]: 3, [digest('b')]: 2 } });
  });

  it('is taken out as often as it was there, and only of its own moment', () => {
    const seen = windowOf(Infinity, { [iso(1)]: { [digest('a')]: 2 } });
    expect([seen.take(at(2), 'a'), seen.take(at(1), 'b')]).toEqual([false, false]);
    expect([seen.take(at(1), 'a'), seen.take(at(1), 'a'), seen.take(at(1), 'a')]).toEqual([true, true, false]);
  });

  it('is forgotten with its moment, but not with the one that is just now', () => {
    const seen = windowOf();
    seen.add(at(1), 'a');
    seen.add(at(2), 'b');
    seen.close(at(2));
    expect(Object.keys(seen.toJSON())).toEqual([iso(2)]);
    seen.close(at(2) + MINUTE);
    expect(seen.toJSON()).toEqual({});
  });

  it('is counted on after what was before it is forgotten', () => {
    const seen = windowOf(2 * (28 + 2 * 19));
    for (const minute of [3, 2, 1]) seen.add(at(minute), 'a');
    seen.close(at(2));
    for (const key of ['a', 'b', 'b']) seen.add(at(2), key);
    expect(seen.toJSON()).toEqual({ [iso(2)]: { [digest('a')]: 2, [digest('b')]: 2 }, [iso(3)]: { [digest('a')]: 1 } });
    expect([seen.size, seen.fits(at(3), 'b'), seen.fits(at(3), 'a')]).toEqual([2 * 28 + 3 * 19, true, true]);
    seen.close(at(4));
    expect([seen.size, seen.toJSON()]).toEqual([0, {}]);
  });

  it('takes the room that it takes when it is written, and no more', () => {
    // A moment takes 28 bytes with what stands around it, a key of twelve characters 19.
    const seen = windowOf(28 + 2 * 19);
    expect(windowOf(28 + 19 - 1).fits(at(1), 'a')).toBe(false);
    const small = windowOf(28 + 19);
    expect(small.fits(at(1), 'a')).toBe(true);
    small.add(at(1), 'a');
    expect([small.fits(at(1), 'a'), small.fits(at(1), 'b')]).toEqual([true, false]);
    seen.add(at(1), 'a');
    expect([seen.fits(at(1), 'b'), seen.fits(at(2), 'b')]).toEqual([true, false]);
    seen.add(at(1), 'b');
    expect([seen.fits(at(1), 'a'), seen.fits(at(1), 'c')]).toEqual([true, false]);
    seen.add(at(1), 'a');
    expect(seen.fits(at(1), 'b')).toBe(true);
    seen.close(at(2));
    expect(seen.fits(at(2), 'c')).toBe(true);
  });
});

it('what is kept of a moment is what it holds now, however often it was kept before', () => {
  const window = SeenWindow.from({ [iso(1)]: { ada: 2 } }, undefined, 1000, (key) => key);
  const kept = () => JSON.stringify(window);
  expect(kept()).toBe(`{"${iso(1)}":{"ada":2}}`);
  window.add(at(1), 'bob');
  expect(kept()).toBe(`{"${iso(1)}":{"ada":2,"bob":1}}`);
  expect(window.take(at(1), 'ada')).toBe(true);
  expect(kept()).toBe(`{"${iso(1)}":{"ada":1,"bob":1}}`);
  expect(window.take(at(1), 'ada')).toBe(true);
  expect(kept()).toBe(`{"${iso(1)}":{"bob":1}}`);
  expect(window.take(at(1), 'ada')).toBe(false);
});
