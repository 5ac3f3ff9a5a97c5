import { Bench, FULL_BYTES, FULL_REPORT_ROWS, FULL_SEGMENT_USERS, MOST_OF_AN_EXPORT_BYTES, MOST_RESIDENT_BYTES } from '../../bench/measure.mts';

/** The largest jobs at their real size: nothing may be lost, sent twice, or piled up in memory. How long they take is the bench's business. */
const LONGEST_MS = 10 * 60_000;

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
}, LONGEST_MS);
afterAll(() => bench.close());

it(
  'a CSV of 1 GB becomes one batch with all its rows, in flat memory',
  async () => {
    const people = await bench.people(FULL_BYTES);
    const upload = await bench.upload(people);
    expect(people.bytes).toBeGreaterThan(FULL_BYTES - 1000);
    expect(upload.batches).toEqual([expect.objectContaining({ id: upload.requestId, count: people.rows, bytes: people.bytes })]);
    expect(upload.peakBytes).toBeLessThan(MOST_RESIDENT_BYTES);
    expect(upload.sandboxPeakBytes).toBeLessThan(MOST_RESIDENT_BYTES);
  },
  LONGEST_MS,
);

it(
  'a report of 2 million rows is read to its end, in flat memory',
  async () => {
    const report = await bench.report(FULL_REPORT_ROWS);
    expect(report).toMatchObject({ rows: FULL_REPORT_ROWS, allDifferent: true });
    expect(report.peakBytes).toBeLessThan(MOST_RESIDENT_BYTES);
    expect(report.sandboxPeakBytes).toBeLessThan(MOST_RESIDENT_BYTES);
  },
  LONGEST_MS,
);

it.each(['rows', 'file'] as const)(
  'a segment of 500,000 users is exported to its end, as %s, in flat memory',
  async (as) => {
    const exported = await bench.exportSegment(FULL_SEGMENT_USERS, as);
    expect(exported).toMatchObject({ allDifferent: true, users: as === 'rows' ? FULL_SEGMENT_USERS : 0 });
    if (as === 'file') expect(exported.bytes).toBeGreaterThan(1_000_000);
    expect(exported.peakBytes).toBeLessThan(MOST_OF_AN_EXPORT_BYTES);
    expect(exported.sandboxPeakBytes).toBeLessThan(MOST_OF_AN_EXPORT_BYTES);
  },
  LONGEST_MS,
);
