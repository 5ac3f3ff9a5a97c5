import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * Makes small wrong changes in the rooms that are named (else in all that are watched), one at a time, and counts those that a test notices. Ends with 1
 * where the engine is below its floor. `MUTATION_SAMPLE=10` tries each tenth, `MUTATION_SEED` says which.
 */
const FLOOR = 85;
const WATCHED = ['engine', 'ports', 'vendors/moEngage'];
const REPORT = 'build/mutation/report.json';
const KNOWN = 'build/mutation/incremental.json';

interface Mutant {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement: string;
  readonly statusReason?: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}
interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; mutants: readonly Mutant[] }>>;
}

const read = (file: string): Report => JSON.parse(readFileSync(file, 'utf8')) as Report;

/** What was left out of this sample is still to be tried, so the next run must not take it for known. */
const forgetUntried = (): void => {
  const known = read(KNOWN);
  for (const file of Object.values(known.files)) file.mutants = file.mutants.filter(({ statusReason }) => statusReason !== 'not in the sample');
  writeFileSync(KNOWN, JSON.stringify(known));
};

const named = process.argv.slice(2);
const rooms = (named.length > 0 ? named : WATCHED).map((each) => each.replace(/\/$/, ''));
const strange = rooms.filter((room) => !existsSync(room));
if (strange.length > 0) throw new Error(`There is no ${strange.join(', ')}: name folders or files, such as engine/request.`);
/** What an earlier run knows of other rooms is none of this one's business. */
const isMeant = (file: string): boolean => rooms.some((room) => file === room || file.startsWith(`${room}/`));
const globs = rooms.map((room) => (statSync(room).isFile() ? room : `${room}/**/*.ts`));

const NOTICED = ['Killed', 'Timeout'];
const MISSED = ['Survived', 'NoCoverage'];

/** A floor of the engine; elsewhere the folder itself. */
const roomOf = (file: string): string => {
  const [first = '', second = ''] = file.split('/');
  return first === 'ports' || second.includes('.') ? first : `${first}/${second}`;
};

interface Tally {
  noticed: number;
  missed: number;
}
const percent = ({ noticed, missed }: Tally): number => (noticed + missed ? (100 * noticed) / (noticed + missed) : 100);
const line = (room: string, tally: Tally): string =>
  `${room.padEnd(20)} ${`${tally.noticed} of ${tally.noticed + tally.missed}`.padStart(14)} ${percent(tally).toFixed(1).padStart(6)} %`;

const tell = ({ files }: Report): boolean => {
  const tallies = new Map<string, Tally>();
  const engine: Tally = { noticed: 0, missed: 0 };
  for (const [file, { mutants }] of Object.entries(files)) {
    if (!isMeant(file)) continue;
    const room = tallies.get(roomOf(file)) ?? { noticed: 0, missed: 0 };
    tallies.set(roomOf(file), room);
    for (const { status, mutatorName, replacement, location } of mutants) {
      const which = NOTICED.includes(status) ? 'noticed' : MISSED.includes(status) ? 'missed' : undefined;
      if (!which) continue;
      room[which]++;
      if (file.startsWith('engine/')) engine[which]++;
      if (which === 'missed') console.log(`${file}:${location.start.line}:${location.start.column} ${status}, ${mutatorName}: ${replacement}`);
    }
  }
  console.log('\nNoticed:');
  for (const [room, tally] of [...tallies].sort()) console.log(line(room, tally));
  if (engine.noticed + engine.missed === 0) return true;
  console.log(`${line('engine', engine)}, at least ${FLOOR} %`);
  return percent(engine) >= FLOOR;
};

rmSync(REPORT, { force: true });
const stryker = createRequire(import.meta.url)
  .resolve('@stryker-mutator/core/package.json')
  .replace('package.json', 'bin/stryker.js');
const child = spawn(process.execPath, [stryker, 'run', 'test/mutation/stryker.config.mjs', '--mutate', globs.join(',')], { stdio: 'inherit' });
const [code] = (await once(child, 'close')) as [number | null];
if (code !== 0 || !existsSync(REPORT)) process.exitCode = 1;
else {
  forgetUntried();
  if (!tell(read(REPORT))) process.exitCode = 1;
}
