import type { Json, JsonObject } from '../../../engine';
import { afterShifts, isSameRow } from '../../../engine/base/pageDrift';

/** Reads a list of which two pages of three are read, with rows that are added at its beginning in between. */
class Moving {
  readonly asked: string[] = [];

  /** @param added what stands before the list, at each question in turn; the last goes on */
  constructor(
    private readonly list: readonly Json[],
    private readonly added: readonly (readonly Json[])[] = [[]],
  ) {}

  private read(which: 'before' | 'this'): readonly Json[] {
    const added = this.added[Math.min(this.asked.length, this.added.length - 1)]!;
    const all = [...added, ...this.list];
    return which === 'before' ? all.slice(0, 3) : all.slice(3, 6);
  }

  async settled(before: readonly Json[], page: readonly Json[]) {
    return await afterShifts(before, page, 'at', async (which) => {
      const rows = this.read(which);
      this.asked.push(which);
      return rows;
    });
  }
}

it('asks nothing again where two pages have no row in common', async () => {
  const moving = new Moving([1, 2, 3, 4, 5, 6]);
  expect(await moving.settled([1, 2, 3], [4, 5, 6])).toEqual({ page: [4, 5, 6], fresh: [4, 5, 6], isUnsure: false });
  expect(moving.asked).toEqual([]);
});

it('takes rows that look alike for others where nothing was added', async () => {
  const moving = new Moving([1, 2, 3, 3, 4, 5]);
  expect(await moving.settled([1, 2, 3], [3, 4, 5])).toEqual({ page: [3, 4, 5], fresh: [3, 4, 5], isUnsure: false });
  expect(moving.asked).toEqual(['before']);
});

it.each<[number, readonly Json[], readonly Json[]]>([
  [1, [3, 4, 5], [4, 5]],
  [2, [2, 3, 4], [4]],
])('leaves out what %i added rows have pushed on, and is sure of it', async (count, page, fresh) => {
  const moving = new Moving([1, 2, 3, 4, 5, 6], [Array.from({ length: count }, (_, i) => `new ${i}`)]);
  expect(await moving.settled([1, 2, 3], page)).toEqual({ page, fresh, isUnsure: false });
  expect(moving.asked).toEqual(['before', 'this', 'before']);
});

it('reads again until the list stands still', async () => {
  const one = ['new 0'];
  const two = ['new 1', 'new 0'];
  const moving = new Moving([1, 2, 3, 4, 5, 6], [one, one, two, two, two]);
  expect(await moving.settled([1, 2, 3], [3, 4, 5])).toEqual({ page: [2, 3, 4], fresh: [4], isUnsure: false });
  expect(moving.asked).toEqual(['before', 'this', 'before', 'this', 'before']);
});

it('takes the page as it is where the list never stands still, leaves out what looks alike once each, and is not sure', async () => {
  const growing = Array.from({ length: 8 }, (_, i) => Array.from({ length: i + 1 }, (_each, k) => `new ${i - k}`));
  const moving = new Moving([1, 1, 2, 1, 4, 5], growing);
  const { isUnsure } = await moving.settled([1, 1, 2], [1, 2, 1]);
  expect(isUnsure).toBe(true);
  expect(moving.asked).toEqual(['before', 'this', 'before', 'this', 'before', 'this', 'before']);
});

it('is not sure where more rows were added than a page has', async () => {
  const moving = new Moving([1, 2, 3, 4, 5, 6], [['a', 'b', 'c']]);
  expect(await moving.settled([1, 2, 3], [1, 2, 3])).toEqual({ page: [1, 2, 3], fresh: [], isUnsure: true });
});

it('leaves out each row as often as it was there before', async () => {
  // Rows were taken out and others put in, so that no push explains it.
  const asked: string[] = [];
  const settled = await afterShifts(['a', 'a', 'b'], ['a', 'x', 'a'], 'at', async (which) => {
    asked.push(which);
    return which === 'before' ? ['z', 'y', 'a'] : ['a', 'a', 'a', 'x'];
  });
  expect(settled).toEqual({ page: ['a', 'a', 'a', 'x'], fresh: ['a', 'x'], isUnsure: true });
  expect(asked).toEqual(['before', 'this', 'before']);
});

describe('rows that are ordered by a member', () => {
  const row = (at: string | undefined, id: string) => ({ id, ...(at !== undefined && { at }) });
  /** Whether anything was read again. */
  const isAsked = async (before: readonly Json[], page: readonly Json[]) => {
    const moving = new Moving([...before, ...page]);
    await moving.settled(before, page);
    return moving.asked.length > 0;
  };

  it.each([
    ['up', [row('1', 'a'), row('2', 'b'), row('3', 'c')], [row('3', 'c'), row('4', 'd'), row('5', 'e')]],
    ['down', [row('5', 'a'), row('4', 'b'), row('3', 'c')], [row('3', 'c'), row('2', 'd'), row('1', 'e')]],
    ['not at all', [row('5', 'a'), row('1', 'c'), row('3', 'b')], [row('2', 'd'), row('9', 'e'), row('1', 'c')]],
    ['by nothing, because one lacks it', [row('1', 'a'), row('2', 'b'), row(undefined, 'c')], [row(undefined, 'c'), row('8', 'd'), row('9', 'e')]],
  ])('are found again on the next page: %s', async (_, before, page) => {
    expect(await isAsked(before, page)).toBe(true);
  });

  it.each([
    ['apart', [row('1', 'a'), row('2', 'b'), row('3', 'c')], [row('4', 'c'), row('5', 'b'), row('6', 'a')]],
    ['next to each other', [row('1', 'a'), row('2', 'b'), row('3', 'c')], [row('3', 'd'), row('4', 'c'), row('5', 'e')]],
  ])('are others if only some of their members are equal: %s', async (_, before, page) => {
    expect(await isAsked(before, page)).toBe(false);
  });
});

it.each<[boolean, JsonObject, JsonObject]>([
  [true, { a: 1, b: { c: [1] } }, { a: 1, b: { c: [1] } }],
  [false, { a: 1, b: { c: [1] } }, { a: 1, b: { c: [2] } }],
  [false, { a: 1 }, { a: 2 }],
  [false, { a: 1 }, { a: 1, b: 2 }],
  [false, { a: 1, b: null }, { a: 1, b: 0 }],
])('are the same: %s, %j and %j', (isSame, one, other) => {
  expect([isSameRow(one, other), isSameRow(other, one)]).toEqual([isSame, isSame]);
});
