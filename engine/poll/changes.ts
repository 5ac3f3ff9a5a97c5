import { utf8Length } from '../base/bytes';
import { isoUtc } from '../base/dates';
import type { ChangeEvent, ChangeRow } from '../catalogue/changeTrigger';
import type { Fields } from '../catalogue/fields';
import { isObject, type Json, type JsonObject } from '../base/json';
import type { Changes } from '../catalogue/trigger';
import { ask, rowsOf } from './read';
import type { PollContext, PollState, Step } from './context';

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
  /** Those that the last look did not list; a second one forgets them. */
  gone: readonly string[];
  /** When the last look was; milliseconds since 1970. */
  at: number;
  /** The runs since then of those that are over, by which they are known where a look was cut short. */
  readonly ended: Map<string, string>;
  /** When those that are listed now were created, for the order in which they are forgotten. */
  readonly created: Map<string, number>;
}

const textsIn = (value: Json | undefined): [string, string][] =>
  isObject(value) ? Object.entries(value).flatMap(([id, text]): [string, string][] => (typeof text === 'string' ? [[id, text]] : [])) : [];

const memoryOf = (saved: PollState): Memory => ({
  live: new Map(textsIn(saved.live)),
  since: Date.parse(String(saved.since)),
  recent: new Map(textsIn(saved.recent).map(([id, at]) => [id, Date.parse(at)])),
  more: Number(saved.more ?? 0),
  gone: Array.isArray(saved.gone) ? (saved.gone as string[]) : [],
  at: Date.parse(String(saved.at ?? saved.since)),
  ended: new Map(textsIn(saved.ended)),
  created: new Map(),
});

/** As many entries as there is room for, and how many are left out. */
const fitting = (entries: readonly [string, string][], most: number): { readonly fitted: Readonly<Record<string, string>>; readonly lost: number } => {
  let bytes = 0;
  const fitted = entries.filter(([id, text]) => (bytes += utf8Length(id) + utf8Length(text) + AROUND_BYTES) <= most);
  return { fitted: Object.fromEntries(fitted), lost: entries.length - fitted.length };
};

const stateOf = ({ of, keyBytes, ports, vendor }: PollContext, memory: Memory): PollState => {
  const newest = [...memory.recent].sort(([, one], [, other]) => other - one).map(([id, at]): [string, string] => [id, isoUtc(at)]);
  const recent = fitting(newest, keyBytes / 2);
  // The oldest are forgotten first, and before them those that are not listed any more.
  const age = ([id]: readonly [string, string]): number => memory.created.get(id) ?? 0;
  const live = fitting(
    [...memory.live].sort((one, other) => age(other) - age(one)),
    2 * keyBytes,
  );
  if (live.lost > memory.more) {
    ports.log(
      'warn',
      `${vendor.label}: there are more unfinished campaigns than can be remembered; changes of the ${live.lost} oldest will not be returned. Narrow the filters to include them.`,
    );
  }
  memory.more = live.lost;
  // What was forgotten must not count as new.
  const since = recent.lost > 0 ? Math.min(...Object.values(recent.fitted).map((at) => Date.parse(at))) + 1 : memory.since;
  return {
    of,
    since: isoUtc(since),
    at: isoUtc(memory.at),
    recent: recent.fitted,
    live: live.fitted,
    ...(memory.gone.length > 0 && { gone: memory.gone }),
    ...(memory.ended.size > 0 && { ended: fitting([...memory.ended], keyBytes / 4).fitted }),
    ...(live.lost > 0 && { more: live.lost }),
  };
};

const memo = (status: string, ran: string | undefined): string => (ran === undefined ? status : `${status}${RAN}${ran}`);

/** All campaigns as they are, each once: new ones may move the pages while they are read. Newest first. */
const snapshot = async (context: PollContext, watch: Changes<Fields>): Promise<{ readonly rows: readonly Json[]; readonly now: number }> => {
  const reading = await ask(context, watch.operation, watch.input(context.chosen));
  const byId = new Map<string, Json>();
  for await (const page of rowsOf(reading)) for (const row of page) if (watch.id(row) !== '') byId.set(watch.id(row), row);
  return { rows: [...byId.values()], now: reading.now };
};

/**
 * Polls campaigns: reads them all and tells what differs from what is remembered. Only those that are not over are remembered, so that the
 * room that it takes does not grow with their history.
 */
export async function* changes(context: PollContext, watch: Changes<Fields>, saved: PollState | undefined): AsyncGenerator<Step> {
  const { chosen, batch } = context;
  const { rows, now } = await snapshot(context, watch);
  const wanted: readonly string[] = Array.isArray(chosen.events) && chosen.events.length > 0 ? (chosen.events as string[]) : [];
  /** A campaign that is not known may have come to fit the filter, and has not changed. */
  const mayEnter = (watch.entersBy ?? []).some((name) => chosen[name] !== undefined && chosen[name] !== '');
  const wants = (event: ChangeEvent): boolean => wanted.length === 0 || wanted.includes(event);
  const created = (row: Json): number => (Number.isNaN(watch.createdAt(row)) ? 0 : watch.createdAt(row));

  // Oldest first, so that they are told in the order in which they were made.
  const inOrder = [...rows].sort((one, other) => created(one) - created(other));

  const ages = new Map(rows.map((row) => [watch.id(row), created(row)]));

  if (!saved) {
    const since = now - LATE_MS;
    const memory: Memory = { live: new Map(), since, recent: new Map(), more: 0, gone: [], at: now, ended: new Map(), created: ages };
    for (const row of inOrder) remember(memory, watch, row);
    yield { rows: [], state: stateOf(context, memory) };
    return;
  }

  const memory: Memory = { ...memoryOf(saved), created: ages };
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
    // One that was over may have been run again by hand.
    const hasRun = ran !== undefined && (isNew || (known === undefined ? Date.parse(ran) > memory.at && memory.ended.get(id) !== ran : ran !== ranBefore));
    if (hasRun && wants('executed')) tell('executed');
    // One that is not remembered was over before, and is news where it is not any more.
    const changed = known !== undefined ? before !== status : isNew ? status === watch.finished : !isOver && memory.more === 0 && !mayEnter;
    if (changed) {
      if (status === watch.finished && wants('finished')) tell('finished');
      else if (wants('statusChanged') && !isNew) tell('statusChanged');
    }
    return told;
  };

  let pending: JsonObject[] = [];
  for (const row of inOrder) {
    for (const each of eventsOf(row)) pending.push({ ...context.shape(each as unknown as Json), raw: row });
    remember(memory, watch, row);
    if (pending.length >= batch) {
      yield { rows: pending, state: stateOf(context, memory) };
      pending = [];
    }
  }
  memory.since = Math.max(memory.since, now - LATE_MS);
  for (const [id, at] of memory.recent) if (at < memory.since) memory.recent.delete(id);
  // One that is missing once may have been on a page that moved; one that is missing twice was deleted.
  const listed = new Set(rows.map((row) => watch.id(row)));
  const missing = [...memory.live.keys()].filter((id) => !listed.has(id));
  missing.filter((id) => memory.gone.includes(id)).forEach((id) => memory.live.delete(id));
  memory.gone = missing.filter((id) => memory.live.has(id));
  memory.at = now;
  for (const [id, ran] of memory.ended) if (Date.parse(ran) <= now) memory.ended.delete(id);
  const state = stateOf(context, memory);
  // What is remembered of a campaign without telling cannot be found out again either.
  const isLasting = JSON.stringify(state.live) !== JSON.stringify(saved.live);
  yield { rows: pending, state, ...(isLasting && { isLasting }) };
}

const remember = ({ live, since, recent, ended, at: before }: Memory, watch: Changes<Fields>, row: Json): void => {
  const id = watch.id(row);
  const status = watch.status(row);
  const at = watch.createdAt(row);
  if (at >= since) recent.set(id, at);
  const ran = watch.lastRun?.(row);
  if (!watch.over.includes(status)) live.set(id, memo(status, ran));
  else {
    live.delete(id);
    if (ran !== undefined && Date.parse(ran) > before) ended.set(id, ran);
  }
};
