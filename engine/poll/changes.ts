import { utf8Length } from '../bytes';
import { isoUtc } from '../dates';
import type { ChangeEvent, ChangeRow } from '../changeTrigger';
import type { Fields } from '../fields';
import { isObject, type Json, type JsonObject } from '../json';
import type { Changes } from '../trigger';
import { ask, rowsOf } from './read';
import type { PollScene, PollState, Step } from './scene';

/** A campaign may appear in the list so long after its creation and counts as new all the same. */
const LATE_MS = 60 * 60_000;
/** Bytes that stand around an entry of the kept state. */
const AROUND_BYTES = 6;
/** Between a campaign's status and when it ran last, in the kept state. */
const RAN = ' ran ';

/** What is remembered: the campaigns that may still change, each with its status and its last run, and those made lately. */
interface Memory {
  readonly live: Map<string, string>;
  /** Whoever was created before is not new. */
  since: number;
  /** Those created since, with their moments. */
  readonly recent: Map<string, number>;
  /** Unfinished ones beyond what can be remembered: that one is not remembered says nothing then. */
  more: number;
}

const textsIn = (value: Json | undefined): [string, string][] =>
  isObject(value) ? Object.entries(value).flatMap(([id, text]): [string, string][] => (typeof text === 'string' ? [[id, text]] : [])) : [];

const memoryOf = (kept: PollState): Memory => ({
  live: new Map(textsIn(kept.live)),
  since: Date.parse(String(kept.since)),
  recent: new Map(textsIn(kept.recent).map(([id, at]) => [id, Date.parse(at)])),
  more: Number(kept.more ?? 0),
});

/** As many entries as there is room for, and how many are left out. */
const fitting = (entries: readonly [string, string][], most: number): { readonly kept: Readonly<Record<string, string>>; readonly lost: number } => {
  let bytes = 0;
  const kept = entries.filter(([id, text]) => (bytes += utf8Length(id) + utf8Length(text) + AROUND_BYTES) <= most);
  return { kept: Object.fromEntries(kept), lost: entries.length - kept.length };
};

const stateOf = ({ of, keyBytes, ports, vendor }: PollScene, memory: Memory): PollState => {
  const newest = [...memory.recent].sort(([, one], [, other]) => other - one).map(([id, at]): [string, string] => [id, isoUtc(at)]);
  const recent = fitting(newest, keyBytes / 2);
  // Those that were put in last are the newest ones of the last list; campaigns that are not listed any more are forgotten first.
  const live = fitting([...memory.live].reverse(), 2 * keyBytes);
  if (live.lost > memory.more) {
    ports.log(
      'warn',
      `${vendor.label}: there are more unfinished campaigns than can be remembered; of the ${live.lost} oldest no change will be told. Narrow the filters to have them told.`,
    );
  }
  memory.more = live.lost;
  // What was forgotten must not count as new.
  const since = recent.lost > 0 ? Math.min(...Object.values(recent.kept).map((at) => Date.parse(at))) + 1 : memory.since;
  return { of, since: isoUtc(since), recent: recent.kept, live: live.kept, ...(live.lost > 0 && { more: live.lost }) };
};

const memo = (status: string, ran: string | undefined): string => (ran === undefined ? status : `${status}${RAN}${ran}`);

/** All campaigns as they are, each once: new ones may move the pages while they are read. Newest first. */
const snapshot = async (scene: PollScene, watch: Changes<Fields>): Promise<{ readonly rows: readonly Json[]; readonly now: number }> => {
  const reading = await ask(scene, watch.operation, watch.input(scene.chosen as never));
  const byId = new Map<string, Json>();
  for await (const page of rowsOf(reading)) for (const row of page) if (watch.id(row) !== '') byId.set(watch.id(row), row);
  return { rows: [...byId.values()], now: reading.now };
};

/**
 * Polls campaigns: reads them all and tells what differs from what is remembered. Only those that are not over are remembered, so that the
 * room that it takes does not grow with their history.
 */
export async function* changes(scene: PollScene, watch: Changes<Fields>, kept: PollState | undefined): AsyncGenerator<Step> {
  const { chosen, batch } = scene;
  const { rows, now } = await snapshot(scene, watch);
  const wanted: readonly string[] = Array.isArray(chosen.events) && chosen.events.length > 0 ? (chosen.events as string[]) : [];
  const wants = (event: ChangeEvent): boolean => wanted.length === 0 || wanted.includes(event);
  const created = (row: Json): number => (Number.isNaN(watch.createdAt(row)) ? 0 : watch.createdAt(row));

  if (!kept) {
    const newest = rows.reduce((latest: number, row) => Math.max(latest, created(row)), 0);
    // The vendor's clock may be behind the moments that it writes, or before.
    const since = Math.min(newest === 0 ? now : newest, now) - LATE_MS;
    const memory: Memory = { live: new Map(), since, recent: new Map(), more: 0 };
    for (const row of rows) remember(memory, watch, row);
    yield { rows: [], state: stateOf(scene, memory) };
    return;
  }

  const memory = memoryOf(kept);
  const eventsOf = (row: Json): readonly ChangeRow[] => {
    const id = watch.id(row);
    const status = watch.status(row);
    const ran = watch.lastRun?.(row);
    const known = memory.live.get(id);
    const isNew = known === undefined && created(row) >= memory.since && !memory.recent.has(id);
    const isOver = watch.over.includes(status);
    const [before = '', ranBefore] = known?.split(RAN) ?? [];
    const told: ChangeRow[] = [];
    const tell = (event: ChangeEvent): void => void told.push({ event, previousStatus: before, campaign: row });
    if (isNew && wants('created')) tell('created');
    if ((isNew || known !== undefined) && ran !== undefined && ran !== ranBefore && wants('executed')) tell('executed');
    // One that is not remembered was over before, and is news where it is not any more.
    const changed = known !== undefined ? before !== status : isNew ? status === watch.finished : !isOver && memory.more === 0;
    if (changed) {
      if (status === watch.finished && wants('finished')) tell('finished');
      else if (wants('statusChanged') && !isNew) tell('statusChanged');
    }
    return told;
  };

  let pending: JsonObject[] = [];
  // Oldest first, so that they are told in the order in which they were made.
  for (const row of [...rows].sort((one, other) => created(one) - created(other))) {
    for (const each of eventsOf(row)) pending.push({ ...scene.shape(each as unknown as Json), raw: row });
    remember(memory, watch, row);
    if (pending.length >= batch) {
      yield { rows: pending, state: stateOf(scene, memory) };
      pending = [];
    }
  }
  memory.since = Math.max(memory.since, now - LATE_MS);
  for (const [id, at] of memory.recent) if (at < memory.since) memory.recent.delete(id);
  yield { rows: pending, state: stateOf(scene, memory) };
}

const remember = ({ live, since, recent }: Memory, watch: Changes<Fields>, row: Json): void => {
  const id = watch.id(row);
  const status = watch.status(row);
  const at = watch.createdAt(row);
  if (at >= since) recent.set(id, at);
  // Put anew, so that those that are not listed any more are the first to be forgotten.
  live.delete(id);
  if (!watch.over.includes(status)) live.set(id, memo(status, watch.lastRun?.(row)));
};
