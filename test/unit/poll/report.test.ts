import type { Json, JsonObject } from '../../../engine';
import type { PollContext } from '../../../engine/poll/context';
import { openIn, Reordered, reportRows } from '../../../engine/poll/report';
import type { Progress } from '../../../engine/poll/watched';
import { testHost } from '../../support/host';

/** A row of a report is its key; one with `?` behind it is open, one with `!` is not wanted. */
const keyOf = (row: Json): string => String(row).replace(/[?!]$/, '');
const watch = {
  key: keyOf,
  isOpen: (row: Json) => String(row).endsWith('?'),
  again: ({ again }: JsonObject) => again === true,
  wants: ({ raw }: JsonObject) => !String(raw).endsWith('!'),
};
const AMPLE = 12_000;

const reads = async (
  rows: readonly string[],
  before: { progress?: Progress; open?: string } = {},
  { again = false, batch = 100, keyRoom = AMPLE, lenient = false } = {},
) => {
  let unclear = 0;
  const context = { chosen: { again }, ports: testHost().ports, batch, shape: (row: Json) => ({ raw: row }) } as unknown as PollContext;
  const output = {
    kind: 'rows',
    async *rows() {
      yield rows.slice(0, 2);
      yield rows.slice(2);
    },
  };
  const reading = { output } as never;
  const steps = [];
  for await (const step of reportRows(context, watch as never, reading, before, { keyRoom, lenient, unclear: () => void unclear++ })) steps.push(step);
  const { progress, open } = steps.at(-1)!;
  return { told: steps.map((step) => step.rows.map(({ raw }) => raw)), progress, open, kept: { progress, open: open.join('') }, unclear };
};
const all = ({ told }: { told: readonly (readonly unknown[])[] }) => told.flat();

describe('the rows of a report', () => {
  it('are handed on in their order, in batches, those that are not wanted left out', async () => {
    const read = await reads(['a', 'b!', 'c', 'd', 'e'], {}, { batch: 2 });
    expect(read.told).toEqual([['a', 'c'], ['d', 'e'], []]);
    expect(read.progress).toMatchObject({ rows: 5, digest: expect.stringMatching(/^[0-9a-f]{12}$/) });
    expect(read.progress.keys).toMatch(/^[0-9a-f]{60}$/);
  });

  it('are known by their keys wherever they stand, each as often as it was there', async () => {
    const first = await reads(['a', 'b', 'a']);
    const again = await reads(['c', 'a', 'a', 'b', 'a'], first.kept);
    expect(all(again)).toEqual(['c', 'a']);
    expect(again.progress.rows).toBe(5);
    expect(all(await reads(['a', 'a', 'a', 'b', 'c'], again.kept))).toEqual([]);
  });

  it('are known by their order where there are too many for keys', async () => {
    const few = { keyRoom: 24 };
    const first = await reads(['a', 'b', 'c'], {}, few);
    expect(first.progress).toEqual({ rows: 3, digest: expect.any(String) });
    expect((await reads(['a', 'b'], {}, few)).progress.keys).toHaveLength(24);
    const again = await reads(['a', 'b', 'c', 'd'], first.kept, few);
    expect(all(again)).toEqual(['d']);
    expect(again.progress.rows).toBe(4);
  });

  it.each([
    ['stand in another order', ['b', 'a', 'c', 'd']],
    ['are fewer than before', ['a', 'b']],
  ])('are not handed on where there are too many for keys, and they %s', async (_, rows) => {
    const first = await reads(['a', 'b', 'c'], {}, { keyRoom: 24 });
    await expect(reads(rows, first.kept)).rejects.toThrow(Reordered);
  });

  it('in another order are told to be unclear where the report was handed on before, and none comes twice', async () => {
    const first = await reads(['a', 'b', 'c'], {}, { keyRoom: 24 });
    const again = await reads(['b', 'a', 'c', 'd'], first.kept, { lenient: true });
    expect([all(again), again.unclear, again.progress]).toEqual([[], 1, first.progress]);
    const fewer = await reads(['a', 'b'], first.kept, { lenient: true });
    expect([all(fewer), fewer.unclear, fewer.progress]).toEqual([[], 0, first.progress]);
  });
});

describe('rows that are open', () => {
  it('are counted', async () => {
    const reading = {
      output: {
        kind: 'rows',
        async *rows() {
          yield ['a?', 'b'];
          yield ['c?'];
        },
      },
    } as never;
    expect(await openIn(watch as never, reading)).toBe(2);
    expect(await openIn({} as never, reading)).toBe(0);
  });

  it('come once more where they are not open any more, and only then', async () => {
    const first = await reads(['a?', 'b', 'c?'], {}, { again: true });
    expect([all(first), first.open.length]).toEqual([['a?', 'b', 'c?'], 2]);
    const second = await reads(['a', 'b', 'c?'], first.kept, { again: true });
    expect([all(second), second.open.length]).toEqual([['a'], 1]);
    const third = await reads(['a', 'b', 'c'], second.kept, { again: true });
    expect([all(third), third.open]).toEqual([['c'], []]);
    expect(all(await reads(['a', 'b', 'c'], third.kept, { again: true }))).toEqual([]);
  });

  it('stay open where they are missing', async () => {
    const first = await reads(['a?', 'b'], {}, { again: true });
    expect((await reads(['b'], first.kept, { again: true })).open).toEqual(first.open);
  });

  it('are not remembered where the user does not want them again', async () => {
    const first = await reads(['a?', 'b']);
    expect(first.open).toEqual([]);
    expect(all(await reads(['a', 'b'], first.kept))).toEqual([]);
  });

  it('come once more also where the others are known by their order alone', async () => {
    const few = { again: true, keyRoom: 12 };
    const first = await reads(['a?', 'b', 'c'], {}, few);
    expect(first.progress.keys).toBeUndefined();
    expect(all(await reads(['a', 'b', 'c'], first.kept, few))).toEqual(['a']);
    expect(all(await reads(['b', 'c', 'a'], first.kept, { ...few, lenient: true }))).toEqual(['a']);
  });
});
