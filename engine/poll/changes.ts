import { utf8Length } from '../base/bytes';
import { isoUtc } from '../base/dates';
import type { ChangeEvent, ChangeRow } from '../catalogue/changeTrigger';
import type { Fields } from '../catalogue/fields';
import { isObject, type Json, type JsonObject } from '../base/json';
import type { Changes } from '../catalogue/trigger';
import { ask, rowsOf } from './read';
import { marked, replayIn } from './replay';
import type { PollContext, PollState, Step } from './context';

/** A campaign that appears in the list up to this long after its creation still counts as new. */
const LATE_MS = 60 * 60_000;
/** Bytes around an entry of the stored state. */
const AROUND_BYTES = 6;
/** Separates a campaign's status from its last run in the stored state. */
const RAN = ' ran ';

/** The stored state: campaigns that may still change, each with its status and last run, and recently created ones. */
interface Memory {
  readonly live: Map<string, string>;
  /** Campaigns created before this are not new. */
  since: number;
  /** Those created since, with their creation times. */
  readonly recent: Map<string, number>;
  /** Number of unfinished campaigns beyond the bound: if there are any, an unknown campaign need not be new. */
  more: number;
  /** Those missing from the last poll; missing a second time, they are forgotten. */
  gone: readonly string[];
  /** Time of the last poll; milliseconds since 1970. */
  at: number;
  /** Runs since then of finished campaigns, to recognize them if a poll was cut short. */
  readonly ended: Map<string, string>;
  /** Creation times of the listed campaigns, which decide what is forgotten first. */
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

/** As many entries as fit, and how many are dropped. */
const fitting = (entries: readonly [string, string][], most: number): { readonly fitted: Readonly<Record<string, string>>; readonly lost: number } => {
  let bytes = 0;
  const fitted = entries.filter(([id, text]) => (bytes += utf8Length(id) + utf8Length(text) + AROUND_BYTES) <= most);
  return { fitted: Object.fromEntries(fitted), lost: entries.length - fitted.length };
};

const stateOf = ({ of, keyBytes, ports, vendor }: PollContext, memory: Memory): PollState => {
  const newest = [...memory.recent].sort(([, one], [, other]) => other - one).map(([id, at]): [string, string] => [id, isoUtc(at)]);
  const recent = fitting(newest, keyBytes / 2);
  // The oldest are dropped first, and before them those no longer listed.
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
  // What was dropped must not count as new.
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

/** All current campaigns, each once, newest first: new ones may shift the pages while they are read. */
const snapshot = async (context: PollContext, watch: Changes<Fields>): Promise<{ readonly rows: readonly Json[]; readonly now: number }> => {
  const reading = await ask(context, watch.operation, watch.input(context.chosen));
  const byId = new Map<string, Json>();
  for await (const page of rowsOf(reading)) for (const row of page) if (watch.id(row) !== '') byId.set(watch.id(row), row);
  return { rows: [...byId.values()], now: reading.now };
};

/**
 * Polls campaigns: reads all of them and reports the differences from the stored state. Only unfinished campaigns are stored, so that the state does
 * not grow with their history.
 */
export async function* changes(context: PollContext, watch: Changes<Fields>, saved: PollState | undefined): AsyncGenerator<Step> {
  const { chosen, batch } = context;
  const { rows, now } = await snapshot(context, watch);
  const wanted: readonly string[] = Array.isArray(chosen.events) && chosen.events.length > 0 ? (chosen.events as string[]) : [];
  /** An unknown campaign may match the filter only now, without having changed. */
  const mayEnter = (watch.entersBy ?? []).some((name) => chosen[name] !== undefined && chosen[name] !== '');
  const wants = (event: ChangeEvent): boolean => wanted.length === 0 || wanted.includes(event);
  const created = (row: Json): number => (Number.isNaN(watch.createdAt(row)) ? 0 : watch.createdAt(row));

  // Oldest first, so that they are reported in order of creation.
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
    // A finished campaign may have been run again manually.
    const hasRun = ran !== undefined && (isNew || (known === undefined ? Date.parse(ran) > memory.at && memory.ended.get(id) !== ran : ran !== ranBefore));
    if (hasRun && wants('executed')) tell('executed');
    // A campaign that is not stored was finished before; it is news only if it no longer is.
    const changed = known !== undefined ? before !== status : isNew ? status === watch.finished : !isOver && memory.more === 0 && !mayEnter;
    if (changed) {
      if (status === watch.finished && wants('finished')) tell('finished');
      else if (wants('statusChanged') && !isNew) tell('statusChanged');
    }
    return told;
  };

  const replay = replayIn(saved);
  const kept = replay && { replay: saved.replay };
  /** What this poll returns as new, which is not returned again as well. */
  const news = new Map<string, readonly ChangeEvent[]>();
  const shaped = (each: ChangeRow): JsonObject => ({ ...context.shape(each as unknown as Json), raw: each.campaign });

  let pending: JsonObject[] = [];
  for (const row of inOrder) {
    const events = eventsOf(row);
    for (const each of events) pending.push(shaped(each));
    if (events.length > 0)
      news.set(
        watch.id(row),
        events.map(({ event }) => event),
      );
    remember(memory, watch, row);
    if (pending.length >= batch) {
      yield { rows: pending, state: { ...stateOf(context, memory), ...kept } };
      pending = [];
    }
  }
  memory.since = Math.max(memory.since, now - LATE_MS);
  for (const [id, at] of memory.recent) if (at < memory.since) memory.recent.delete(id);
  // Missing once may be due to shifted pages; missing twice means deleted.
  const listed = new Set(rows.map((row) => watch.id(row)));
  const missing = [...memory.live.keys()].filter((id) => !listed.has(id));
  missing.filter((id) => memory.gone.includes(id)).forEach((id) => memory.live.delete(id));
  memory.gone = missing.filter((id) => memory.live.has(id));
  memory.at = now;
  for (const [id, ran] of memory.ended) if (Date.parse(ran) <= now) memory.ended.delete(id);
  const state = stateOf(context, memory);
  // What is stored about a campaign without reporting it cannot be recovered either.
  const isLasting = JSON.stringify(state.live) !== JSON.stringify(saved.live);
  yield { rows: pending, state: { ...state, ...kept }, ...(isLasting && { isLasting }) };
  if (!replay?.rest) return;

  const since = Date.parse(replay.since);
  // What happens later is new, and this poll or a later one returns it as such.
  const at = typeof replay.rest.at === 'string' ? Date.parse(replay.rest.at) : now;
  const after = typeof replay.rest.after === 'string' ? replay.rest.after : '';
  pending = [];
  for (const { row, place } of inOrder.map((row) => ({ row, place: placeOf(created(row), watch.id(row)) })).sort(byPlace)) {
    if (place <= after) continue;
    const told = news.get(watch.id(row)) ?? [];
    for (const each of againOf(watch, row, { since, at })) {
      const isNew = told.includes('created') || told.some((event) => kindOf(event) === kindOf(each.event));
      const event = each.event === 'finished' && !wants('finished') ? 'statusChanged' : each.event;
      if (!isNew && wants(event)) pending.push(marked(shaped({ ...each, event })));
    }
    if (pending.length < batch) continue;
    yield { rows: pending, state: { ...state, replay: { since: replay.since, rest: { at: isoUtc(at), after: place } } } };
    pending = [];
  }
  yield { rows: pending, state: { ...state, replay: { since: replay.since } } };
}

const DIGITS = 16;

/** Where a campaign stands in a replay, which continues after it: a text, by creation and then by ID. */
const placeOf = (createdAt: number, id: string): string => `${String(Math.max(0, createdAt)).padStart(DIGITS, '0')} ${id}`;

const byPlace = ({ place: one }: { readonly place: string }, { place: other }: { readonly place: string }): number => (one < other ? -1 : Number(one > other));

/** A change of the status and an end are the same news. */
const kindOf = (event: ChangeEvent): ChangeEvent => (event === 'finished' ? 'statusChanged' : event);

/** What is known to have happened to a campaign between two times: the vendor lists campaigns as they are now, without their history. */
const againOf = (watch: Changes<Fields>, campaign: Json, { since, at }: { readonly since: number; readonly at: number }): readonly ChangeRow[] => {
  const isWithin = (moment: number): boolean => moment >= since && moment <= at;
  const made = watch.createdAt(campaign);
  const changed = watch.changedAt(campaign);
  const events: readonly (ChangeEvent | false)[] = [
    isWithin(made) && 'created',
    isWithin(Date.parse(watch.lastRun?.(campaign) ?? '')) && 'executed',
    isWithin(changed) && changed !== made && (watch.status(campaign) === watch.finished ? 'finished' : 'statusChanged'),
  ];
  return events.flatMap((event) => (event === false ? [] : [{ event, previousStatus: '', campaign }]));
};

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
