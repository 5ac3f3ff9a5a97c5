import { parseArgs } from 'node:util';
import {
  Bench,
  FULL_BYTES,
  FULL_HITS,
  FULL_LEDGER_ITEMS,
  FULL_REPORT_ROWS,
  FULL_SEGMENT_USERS,
  MOST_OF_AN_EXPORT_BYTES,
  MOST_OF_THE_TIME,
  MOST_RESIDENT_BYTES,
  MOST_STATE_BYTES,
  type Figures,
} from './measure.mts';
import { compareTrack, FULL_ITEMS, type NodeFigures } from './track.mts';

/**
 * How fast the largest jobs are and how much memory they take: `npm run bench`. `--mb`, `--rows` (of the report), `--users` (of the segment),
 * `--items` (through Track in n8n), `--hits` (of one catch-up) and `--ledger` (items of which a run keeps a ledger) make them smaller. Ends with exit code 1 where a process took more memory than it may, or where
 * Track was not that much faster than a request an item, or where the ledger costs more than it may.
 */
const MEGA = 1_000_000;

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const megabytes = (bytes: number): string => `${whole.format(bytes / MEGA)} MB`;

const HEAD = ['', 'rows', 'seconds', 'rows/s', 'to csv-parse', 'peak RSS', 'sandbox RSS'];

const line = (
  name: string,
  { rows, seconds, peakBytes }: Omit<Figures, 'peakBytes'> & Partial<Figures>,
  alone: Figures,
  sandboxPeakBytes?: number,
): string[] => [
  name,
  whole.format(rows),
  seconds.toFixed(1),
  whole.format(rows / seconds),
  `${(rows / seconds / (alone.rows / alone.seconds)).toFixed(2)} x`,
  peakBytes === undefined ? '' : megabytes(peakBytes),
  sandboxPeakBytes === undefined ? '' : megabytes(sandboxPeakBytes),
];

const table = (lines: readonly string[][]): string => {
  const widths = HEAD.map((_, column) => Math.max(...lines.map((cells) => cells[column]!.length)));
  const padded = (cells: string[]): string => cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('   ');
  return lines.map((cells) => padded(cells).trimEnd()).join('\n');
};

/** How much faster Track is to be than n8n's own HTTP Request node. */
const LEAST_TIMES = 50;
/** Objects of one request. */
const PACKED = 75;

const seconds = ({ items, seconds: taken, requests }: NodeFigures): string =>
  `${whole.format(items)} items, ${whole.format(requests)} requests, ${taken.toFixed(2)} s, ${whole.format(items / taken)} items/s`;

const track = async (items: number): Promise<boolean> => {
  const { track: ours, httpRequest: peer } = await compareTrack(items, say);
  const times = peer.seconds / ours.seconds;
  say(
    `\nIn n8n, the same items to users/track:\n  HTTP Request, one request an item   ${seconds(peer)}\n  Braze: Track                        ${seconds(ours)}`,
  );
  const good = times >= LEAST_TIMES && ours.items === items && peer.items === items && ours.requests === Math.ceil(items / PACKED);
  say(`${good ? 'pass' : 'FAIL'}: ${times.toFixed(0)} times the speed, ${LEAST_TIMES} expected`);
  return good;
};

const segment = async (place: Bench, users: number): Promise<boolean> => {
  const rows = await place.exportSegment(users, 'rows');
  const file = await place.exportSegment(users, 'file');
  if (rows.users !== users || !rows.allDifferent) throw new Error(`The export gave ${rows.users} of ${users} users`);
  say(`\nExport of a segment of ${whole.format(users)} users:`);
  for (const [name, { seconds: taken, peakBytes, sandboxPeakBytes }] of [
    ['as rows', rows],
    ['as zip', file],
  ] as const) {
    say(`  ${name}   ${taken.toFixed(1)} s, ${whole.format(users / taken)} users/s, peak RSS ${megabytes(peakBytes)}, sandbox ${megabytes(sandboxPeakBytes)}`);
  }
  const peak = Math.max(...[rows, file].flatMap(({ peakBytes, sandboxPeakBytes }) => [peakBytes, sandboxPeakBytes]));
  const good = peak < MOST_OF_AN_EXPORT_BYTES;
  say(`${good ? 'pass' : 'FAIL'}: at most ${megabytes(peak)} resident, ${megabytes(MOST_OF_AN_EXPORT_BYTES)} allowed`);
  return good;
};

const catchUp = async (place: Bench, hits: number): Promise<boolean> => {
  const oldest = await place.catchUp(hits, 'oldestFirst');
  const newest = await place.catchUp(hits, 'newestFirst');
  say(`\nCatching up with ${whole.format(hits)} hits, each told once:`);
  for (const [name, { seconds: taken, peakBytes, stateBytes, peer }] of [
    ['listed oldest first', oldest],
    ['listed newest first', newest],
  ] as const) {
    say(
      `  ${name}   ${taken.toFixed(1)} s, ${(taken / peer.seconds).toFixed(1)} x a plain loop over the pages (${peer.seconds.toFixed(1)} s), peak RSS ${megabytes(peakBytes)}, state ${whole.format(stateBytes)} bytes`,
    );
  }
  for (const { rows, inOrder } of [oldest, newest]) if (rows < hits || !inOrder) throw new Error(`The catch-up told ${rows} of ${hits} hits`);
  const state = Math.max(oldest.stateBytes, newest.stateBytes);
  // A list in another order is read as a whole first.
  const good = oldest.peakBytes < MOST_RESIDENT_BYTES && state < MOST_STATE_BYTES;
  say(
    `${good ? 'pass' : 'FAIL'}: ${megabytes(oldest.peakBytes)} resident, ${megabytes(MOST_RESIDENT_BYTES)} allowed; at most ${whole.format(state)} bytes kept, ${whole.format(MOST_STATE_BYTES)} allowed`,
  );
  return good;
};

const ledger = async (place: Bench, items: number): Promise<boolean> => {
  say(`\nThe ledger of what was sent, ${whole.format(items)} items, at a vendor that says yes at once:`);
  let good = true;
  for (const [name, operation] of [
    ['Track', 'user.track'],
    ['Send', 'message.send'],
  ] as const) {
    const { withoutSeconds, withSeconds, bytesPerItem } = await place.ledger({ operation, items, rounds: 9 });
    const share = withSeconds / withoutSeconds - 1;
    good &&= share < MOST_OF_THE_TIME;
    say(
      `  ${name}   ${withoutSeconds.toFixed(2)} s without, ${withSeconds.toFixed(2)} s with it: ${(share * 100).toFixed(1)} % more; ${whole.format(bytesPerItem)} bytes an item`,
    );
  }
  say(`${good ? 'pass' : 'FAIL'}: less than ${MOST_OF_THE_TIME * 100} % allowed`);
  return good;
};

const above0 = (option: string, text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${option} must be a whole number above 0, not '${text}'`);
  return number;
};

const bench = async (bytes: number, reportRows: number, users: number, items: number, hits: number, ledgerItems: number): Promise<boolean> => {
  const place = await Bench.open();
  try {
    const people = await place.people(bytes);
    say(`CSV of ${whole.format(people.bytes)} bytes, ${whole.format(people.rows)} rows; report of ${whole.format(reportRows)} rows; Node ${process.version}\n`);
    const alone = await place.csvParseAlone(people);
    const upload = await place.upload(people);
    const report = await place.report(reportRows);
    if (upload.batches.length !== 1 || upload.batches[0]?.count !== people.rows) throw new Error(`The sandbox has ${JSON.stringify(upload.batches)}`);
    if (report.rows !== reportRows) throw new Error(`The report had ${report.rows} rows`);

    const { rows, seconds, checkSeconds } = upload;
    say(
      table([
        HEAD,
        line('csv-parse alone', alone, alone),
        line('upload', upload, alone, upload.sandboxPeakBytes),
        line('  reading 1: check', { rows, seconds: checkSeconds }, alone),
        line('  reading 2: send', { rows, seconds: seconds - checkSeconds }, alone),
        line('read report', report, alone, report.sandboxPeakBytes),
      ]),
    );
    const peak = Math.max(upload.peakBytes, upload.sandboxPeakBytes, report.peakBytes, report.sandboxPeakBytes);
    const good = peak < MOST_RESIDENT_BYTES;
    say(`\n${good ? 'pass' : 'FAIL'}: at most ${megabytes(peak)} resident, ${megabytes(MOST_RESIDENT_BYTES)} allowed`);
    const exported = await segment(place, users);
    const caughtUp = await catchUp(place, hits);
    const cheap = await ledger(place, ledgerItems);
    return (await track(items)) && cheap && caughtUp && exported && good;
  } finally {
    await place.close();
  }
};

const { values } = parseArgs({
  options: {
    mb: { type: 'string', default: String(FULL_BYTES / MEGA) },
    rows: { type: 'string', default: String(FULL_REPORT_ROWS) },
    users: { type: 'string', default: String(FULL_SEGMENT_USERS) },
    items: { type: 'string', default: String(FULL_ITEMS) },
    hits: { type: 'string', default: String(FULL_HITS) },
    ledger: { type: 'string', default: String(FULL_LEDGER_ITEMS) },
  },
});
process.exitCode = (await bench(
  above0('mb', values.mb) * MEGA,
  above0('rows', values.rows),
  above0('users', values.users),
  above0('items', values.items),
  above0('hits', values.hits),
  above0('ledger', values.ledger),
))
  ? 0
  : 1;
