import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { Rehearsal } from '../../support/sandbox';
import { Book } from './book';
import { Course, planFor, type Ran } from './course';
import { Faults } from './faults';
import { hasGrown } from './growth';
import { Hits } from './hits';
import { lanes } from './lanes';
import { N8nSide } from './n8nSide';
import { NodeRedSide } from './nodeRedSide';
import { Random } from './random';
import type { Side } from './side';

export interface Options {
  readonly minutes: number;
  readonly seed: number;
  readonly print: (line: string) => void;
}

/** Campaigns whose hits the hosts watch, one each, so that the sandbox can tell who looks. */
const WATCHED = { n8n: 'FACMPGN_fQq2YaB9vrJQuDid', nodeRed: 'FACMPGN_VCFzh_NpR3Qrru3B' };

/** Far less than it takes until what is drawn ahead has struck. */
const DRAW_EVERY_MS = 250;
/** How long the last hits may take to be told. */
const TOLD_WITHIN_MS = 60_000;
/** So many disagreements are printed of each kind. */
const SHOWN = 10;

const looked = async (sandbox: Rehearsal, { campaign }: Hits): Promise<void> => {
  while (!sandbox.requests().some(({ path }) => path.includes('/hits') && path.includes(campaign))) await wait(50);
  // What it remembers is kept before anything happens.
  await wait(1_000);
};

/** How often each person was accepted, by whichever vendor. */
const acceptedBy = (sandbox: Rehearsal): ReadonlyMap<string, number> => {
  const all = new Map<string, number>();
  for (const { vendor, counted } of lanes) for (const [person, count] of Object.entries(sandbox.accepted(vendor)[counted])) all.set(person, count);
  return all;
};

/** Has faults drawn while all courses run. If one fails, the others end where they are: a host that is being started cannot be closed. */
const whileDrawing = async (faults: Faults, start: (signal: AbortSignal) => readonly Promise<Ran>[]): Promise<readonly Ran[]> => {
  const failed = new AbortController();
  const running = start(failed.signal);
  for (const each of running) each.catch((error: unknown) => failed.abort(error));
  let isOver = false;
  const all = Promise.allSettled(running).then(() => (isOver = true));
  while (!isOver) {
    await Promise.race([all, wait(DRAW_EVERY_MS)]);
    await faults.draw();
  }
  failed.signal.throwIfAborted();
  return await Promise.all(running);
};

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
const listed = (counts: Readonly<Record<string, number | undefined>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

const ofHost = (name: string, ran: Ran): string => {
  const { rounds, items, kills, stops, cutOff, again, before, after, between } = ran;
  const growth = (after.held / before.held - 1) * 100;
  return [
    `${name}: ${rounds} sends, ${items} items answered; kills ${kills}, stops ${stops}, cut off ${cutOff} sends, ${again} of them started again by their key`,
    `${name}: holds ${mebibytes(before.held)} after its first minute and ${mebibytes(after.held)} at the end, ${between} items later (${growth.toFixed(1)} %, with what it remembers of ${after.remembered - before.remembered} entries more that failed; RSS ${mebibytes(before.rss)}, ${mebibytes(after.rss)})`,
  ].join('\n');
};

/**
 * Both hosts send to all vendors for so long, while requests fail at random and the hosts are killed and stopped. Then the sandbox's book and those of the
 * hosts are compared.
 * @returns what does not agree; nothing: all is well
 */
export const soak = async ({ minutes, seed, print }: Options): Promise<readonly string[]> => {
  print(`soak: ${minutes} minutes of work for each host, seed ${seed}`);
  const folder = await mkdtemp(join(tmpdir(), 'campaign-soak-'));
  const opened: Side[] = [];
  try {
    const n8n = await N8nSide.open(folder, ({ sandbox }) => new Hits(sandbox, WATCHED.n8n, 'n8n'));
    opened.push(n8n);
    const { sandbox } = n8n.server;
    await sandbox.control('POST', '/bryj/settings', { quota: 1_000_000 });
    const nodeRed = await NodeRedSide.open(sandbox, new Hits(sandbox, WATCHED.nodeRed, 'node-red'));
    opened.unshift(nodeRed);
    const sides: readonly Side[] = [n8n, nodeRed];
    for (const { hits } of sides) await looked(sandbox, hits);

    const book = new Book();
    const faults = new Faults(sandbox, seed);
    await faults.draw();
    const ran = await whileDrawing(faults, (signal) =>
      sides.map((side, i) => new Course(side, book, new Random(-seed - i), signal, print).run(planFor(minutes))),
    );
    const struck = await faults.end();
    const requests = sandbox.requests().at(-1)?.id ?? 0;

    const wrong = [...book.against(acceptedBy(sandbox))];
    for (const [i, side] of sides.entries()) {
      const { before, after, answered, cutOff } = ran[i]!;
      if (hasGrown(before, after))
        wrong.push(`${side.name}: holds ${mebibytes(after.held)} at the end, and held ${mebibytes(before.held)} after its first minute`);
      wrong.push(...(await side.records(answered, cutOff)));
      const until = Date.now() + TOLD_WITHIN_MS;
      while (side.hits.against(await side.told()).length > 0 && Date.now() < until) {
        await side.look();
        await wait(2_000);
      }
      wrong.push(...side.hits.against(await side.told()).map((each) => `${side.name}: ${each}`));
    }

    for (const [i, side] of sides.entries()) print(ofHost(side.name, ran[i]!));
    const strikes = Object.values(struck).reduce((all, count) => all + count, 0);
    print(`Vendors: ${requests} requests, ${strikes} of them with a fault (${((strikes / requests) * 100).toFixed(1)} %): ${listed(struck)}`);
    print(`People: ${listed(book.counts())}`);
    print(`Hits: ${sides.map(({ name, hits }) => `${name} ${hits.count}, of which ${hits.excusedCount} were found just before a kill`).join('; ')}`);
    for (const each of wrong.slice(0, SHOWN)) print(`DISAGREES: ${each}`);
    print(wrong.length === 0 ? 'All books agree.' : `${wrong.length} disagreements.`);
    return wrong;
  } catch (error) {
    print(inspect(error));
    for (const side of opened) print(`${new Date().toISOString()} ${side.name} said last:\n${side.output().slice(-3_000)}`);
    throw error;
  } finally {
    for (const side of opened) await side.close();
    await rm(folder, { recursive: true, force: true });
  }
};
