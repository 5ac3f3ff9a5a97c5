import { parseArgs } from 'node:util';
import { Bench, FULL_BYTES, FULL_REPORT_ROWS, MOST_RESIDENT_BYTES, type Figures } from './measure.mts';

/**
 * How fast the largest jobs are and how much memory they take: `npm run bench`. `--mb` and `--rows` (of the report) make them smaller.
 * Ends with exit code 1 where a process took more memory than it may.
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

const above0 = (option: string, text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${option} must be a whole number above 0, not '${text}'`);
  return number;
};

const bench = async (bytes: number, reportRows: number): Promise<boolean> => {
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
    return good;
  } finally {
    await place.close();
  }
};

const { values } = parseArgs({
  options: { mb: { type: 'string', default: String(FULL_BYTES / MEGA) }, rows: { type: 'string', default: String(FULL_REPORT_ROWS) } },
});
process.exitCode = (await bench(above0('mb', values.mb) * MEGA, above0('rows', values.rows))) ? 0 : 1;
