import { BOUNDS } from '../base/bounds';
import { isoUtc, sayDuration, sayTime } from '../base/dates';
import { CampaignError, type Code } from '../base/errors';
import type { Fields } from '../catalogue/fields';
import type { Json } from '../base/json';
import type { Requests } from '../catalogue/trigger';
import { allRowsOf, ask, reopened, type Reading } from './read';
import { marked, replayIn } from './replay';
import { digestOfFirst, KEY_DIGEST, openIn, Reordered, reportRows } from './report';
import { replayMemory, replayRest } from './requestsReplay';
import type { PollContext, PollState, Step } from './context';
import { keptOf, memoryOf, rememberPast, type Memory, type Watched } from './watched';

/** Maximum number of finished requests remembered, if the user does not name them. */
const MOST_DONE = 100;
/** A request due sooner than this may have left the list because it is being sent. */
const ABOUT_TO_GO_MS = 5 * 60_000;

/** How long an answer's URLs are relied on: an hour according to the vendor, less some time for reading. */
const ANSWER_LASTS_MS = 45 * 60_000;
/** Longer answers are not stored. */
const MOST_ANSWER = 6_000;

/** Failures of the account, which the next request would get too. */
const OF_ALL: readonly Code[] = ['authentication', 'rateLimited'];
/** May concern the account or one request; it concerns the account if the next request gets it too. */
const OF_ALL_IF_TWICE: Code = 'permission';

/**
 * Polls the reports of requests: discovers the requests, asks for each report when it is due and then at growing intervals, and returns its rows in
 * order. A partially read report is resumed.
 */
export async function* requests(context: PollContext, watch: Requests<Fields>, saved: PollState | undefined): AsyncGenerator<Step> {
  const { chosen, ports, of } = context;
  const memory = memoryOf(saved);
  const timing = watch.timing(chosen);
  const replay = replayIn(saved);
  const again = replay?.rest && replayMemory(replay.rest);
  const state = (): PollState => {
    const rest = again && replayRest(again, String(replay.rest!.at));
    return { ...keptOf(memory), of, ...(replay && { replay: { since: replay.since, ...(rest && { rest }) } }) };
  };
  // Requests that are no longer named can still be replayed.
  if (watch.scheduled?.input(chosen) === undefined && watch.ids(chosen).length === 0 && !context.replay) {
    throw context.fail({
      code: 'validation',
      reached: 'no',
      field: 'request_ids',
      message: "'Request IDs' (request_ids) is empty, so there is nothing to wait for.",
      todo: 'Enter the request IDs that Trigger returned.',
    });
  }
  const before = JSON.stringify(state());
  const known = new Set(memory.watched.keys());
  const failed: CampaignError[] = [];
  const note = (error: unknown): CampaignError => {
    if (!(error instanceof CampaignError) || OF_ALL.includes(error.code)) throw error;
    failed.push(error);
    return error;
  };

  notice(context, watch, memory, timing.firstMs);
  try {
    await listScheduled(context, watch, memory, timing.firstMs);
  } catch (error) {
    // Reports that are due do not depend on this.
    note(error);
  }
  // A request discovered while scheduled is no longer listed once it was sent.
  const isListed = watch.scheduled?.input(chosen) !== undefined;
  const isLasting = saved !== undefined && isListed && [...memory.watched.keys()].some((id) => !known.has(id));
  if (saved === undefined || JSON.stringify(state()) !== before) yield { rows: [], state: state(), ...(isLasting && { isLasting }) };

  let refused = 0;
  const each = async function* (own: PollContext, watched: Requests<Fields>, all: Memory): AsyncGenerator<Step> {
    const due = [...all.watched]
      .filter(([, { next }]) => Date.parse(next) <= ports.now())
      .sort(([, one], [, other]) => Date.parse(one.next) - Date.parse(other.next));
    for (const [id] of due) {
      try {
        yield* one(own, watched, all, id, { state, others: all === memory ? again : memory, isReplay: all === again });
        refused = 0;
      } catch (error) {
        if (ports.signal?.aborted) throw error;
        // The others get their turn even if this one took all the time or ended the poll.
        setBack(own, watched, all, id, error);
        yield { rows: [], state: state() };
        refused = note(error).code === OF_ALL_IF_TWICE ? refused + 1 : 0;
        if (refused > 1) throw error;
        failed[failed.length - 1] = ofRequest(own, all, id, failed.at(-1)!);
      }
    }
  };
  yield* each(context, watch, memory);
  if (again) {
    yield* each({ ...context, shape: (row) => marked(context.shape(row)) }, { ...watch, again: () => false }, again);
    yield { rows: [], state: state() };
  }
  const [first, ...more] = failed;
  if (first) yield { rows: [], state: state(), failed: more.length === 0 ? first : withMore(context, first, more.length) };
}

/** Asks for a failed report later, or gives up once the user's time limit is reached. */
const setBack = (context: PollContext, watch: Requests<Fields>, memory: Memory, id: string, error: unknown): void => {
  const { chosen, ports } = context;
  const timing = watch.timing(chosen);
  const entry = memory.watched.get(id);
  if (entry && error instanceof CampaignError && OF_ALL.includes(error.code)) {
    memory.watched.set(id, { ...entry, next: isoUtc(ports.now() + timing.everyMs) });
    return;
  }
  // A permission that is missing now may be granted later.
  const mayCome = !(error instanceof CampaignError) || (error.code === OF_ALL_IF_TWICE && error.status !== undefined);
  if (!mayCome && isOld(memory, id, ports.now(), timing)) finish(memory, id, watch.ids(chosen).length > 0);
  else postpone(memory, id, ports.now(), timing);
};

/** Wraps the failure of one request's report, and says what happens next. */
const ofRequest = ({ fail, ports }: PollContext, { watched }: Memory, id: string, { failure }: CampaignError): CampaignError => {
  const next = watched.get(id)?.next;
  const then =
    next === undefined
      ? 'It will not be requested again.'
      : `It will be requested again after ${sayTime(Date.parse(next), ports.timeZone)}; the others continue.`;
  return failure.message.includes(then)
    ? fail(failure)
    : fail({ ...failure, message: `The report of request ${id} could not be read: ${failure.message} ${then}` });
};

const withMore = ({ fail }: PollContext, { failure }: CampaignError, more: number): CampaignError =>
  fail({ ...failure, message: `${failure.message} ${more} more failed in this poll and will also be requested again.` });

/** Adds the requests named by the user, and drops those no longer named. */
const notice = ({ chosen, ports }: PollContext, watch: Requests<Fields>, { watched, done }: Memory, firstMs: number): void => {
  const ids = watch.ids(chosen).map((id) => id.trim());
  if (ids.length === 0) return;
  for (const id of [...watched.keys()]) if (!ids.includes(id)) watched.delete(id);
  for (const id of [...done]) if (!ids.includes(id)) done.delete(id);
  const next = isoUtc(ports.now() + firstMs);
  for (const id of ids) if (!watched.has(id) && !done.has(id)) watched.set(id, { next, due: next, tries: 0 });
};

/** Adds a campaign's scheduled requests, and drops the canceled ones. */
const listScheduled = async (context: PollContext, { scheduled }: Requests<Fields>, memory: Memory, firstMs: number): Promise<void> => {
  const { chosen, ports, vendor } = context;
  const input = scheduled?.input(chosen);
  if (!scheduled || !input) return;
  if (memory.lookedAt !== undefined && ports.now() - memory.lookedAt < scheduled.lookEveryMs(chosen)) return;
  // Even if it fails, because each call may be billed.
  memory.lookedAt = ports.now();
  const reading = await ask(context, scheduled.operation, input);
  const listed = new Map((await allRowsOf(reading)).map((row) => [scheduled.id(row), scheduled.sendAt(row)]));
  listed.delete('');
  for (const [id, { sendAt, tries, progress }] of [...memory.watched]) {
    const waits = sendAt !== undefined && Date.parse(sendAt) > reading.now + ABOUT_TO_GO_MS;
    if (!waits || listed.has(id) || tries > 0 || progress) continue;
    memory.watched.delete(id);
    ports.log('info', `${vendor.label}: request ${id} is no longer scheduled; it was canceled and has no report.`);
  }
  const soonest = [...listed].sort(([, one], [, other]) => one - other);
  for (const [id, sendAt] of soonest) {
    if (memory.watched.has(id) || memory.done.has(id)) continue;
    // The others are added in a later poll.
    if (memory.watched.size >= BOUNDS.watchedRequests.most) break;
    const due = isoUtc((Number.isNaN(sendAt) ? ports.now() : Math.max(sendAt, ports.now())) + firstMs);
    memory.watched.set(id, { next: due, due, tries: 0, ...(!Number.isNaN(sendAt) && { sendAt: isoUtc(sendAt) }) });
  }
};

type Timing = ReturnType<Requests<Fields>['timing']>;

const finish = (memory: Memory, id: string, isNamed: boolean): void => {
  const { watched, done } = memory;
  rememberPast(memory, id);
  watched.delete(id);
  done.add(id);
  if (isNamed) return;
  for (const old of done) {
    if (done.size <= MOST_DONE) return;
    done.delete(old);
  }
};

/** Whether nothing more is expected for a request. */
const isOld = ({ watched }: Memory, id: string, now: number, { giveUpMs }: Timing): boolean => {
  const entry = watched.get(id);
  return entry !== undefined && now - Date.parse(entry.due) >= giveUpMs;
};

/** Postpones the next check; intervals grow. */
const postpone = ({ watched }: Memory, id: string, now: number, { everyMs, slowestMs }: Timing): Watched | undefined => {
  const entry = watched.get(id);
  if (!entry) return undefined;
  const gap = Math.min(Math.max(slowestMs, everyMs), everyMs * 2 ** entry.tries);
  const later = { ...entry, tries: entry.tries + 1, next: isoUtc(now + gap) };
  watched.set(id, later);
  return later;
};

/** Characters already taken by the other requests from the shared space. */
const taken = (memory: Memory, except: string, lengthIn: (entry: Watched) => number): number =>
  [...memory.watched].reduce((sum, [id, entry]) => sum + (id === except ? 0 : lengthIn(entry)), 0);

interface Beside {
  readonly state: () => PollState;
  /** The requests with which the stored space is shared: those of a replay, or those that are awaited. */
  readonly others: Memory | undefined;
  readonly isReplay: boolean;
}

const lengthOf = (value: Json | undefined): number => (value === undefined ? 0 : JSON.stringify(value).length);

/** Characters that the finished requests take, and those of a replay, from the space for keys. */
const takenByPast = ({ past }: Memory, others: Memory | undefined): number =>
  lengthOf(Object.fromEntries(past)) + lengthOf([...(others?.watched.keys() ?? [])]);

/** The report of one request, as far as it is available. */
async function* one(context: PollContext, watch: Requests<Fields>, memory: Memory, id: string, { state, others, isReplay }: Beside): AsyncGenerator<Step> {
  const { chosen, ports, vendor, keyBytes } = context;
  const timing = watch.timing(chosen);
  const isNamed = watch.ids(chosen).length > 0;
  const about = { requestId: id };
  const entry = memory.watched.get(id)!;
  const end = (): Step => {
    finish(memory, id, isNamed);
    return { rows: [], state: state(), about };
  };

  let reading: Reading;
  try {
    const { answer } = entry;
    reading =
      answer && ports.now() - Date.parse(answer.at) < ANSWER_LASTS_MS
        ? reopened(context, watch.operation, watch.input(id), answer.body)
        : await ask(context, watch.operation, watch.input(id));
  } catch (error) {
    if (!(error instanceof CampaignError) || error.code !== 'notReady') throw error;
    if (isOld(memory, id, ports.now(), timing)) {
      yield end();
      throw context.fail({
        code: 'notReady',
        reached: 'yes',
        message: `No report for request ${id} arrived within ${sayDuration(timing.giveUpMs)}: ${error.message} It will not be requested again.`,
        todo: "Check with the vendor whether it was sent. If it is sent later than that, increase 'Give Up After' and add the request again.",
      });
    }
    const { next } = postpone(memory, id, ports.now(), timing)!;
    ports.progress?.(`Report of ${id} is not ready; checking again at ${sayTime(Date.parse(next), ports.timeZone)}`);
    yield { rows: [], state: state(), about };
    return;
  }

  const { upTo } = entry;
  if (upTo && !entry.progress && (await digestOfFirst(context, watch, reading, upTo.rows)) !== upTo.digest) {
    yield end();
    throw context.fail({
      code: 'format',
      reached: 'yes',
      message: `The report of request ${id} is in a different order than when its first ${upTo.rows} rows were returned, so they cannot be returned again.`,
      todo: 'Get the complete report with Get Report.',
    });
  }
  const again = watch.again?.(chosen) === true;
  const room = keyBytes - taken(memory, id, ({ open = '' }) => open.length);
  const keyRoom = keyBytes - takenByPast(memory, others) - taken(memory, id, ({ progress }) => progress?.keys?.length ?? 0);
  if (again && !entry.progress && !isOld(memory, id, ports.now(), timing) && (await openIn(watch, reading)) * KEY_DIGEST > room) {
    // More than can be stored; it is passed on once fewer are open.
    const next = ports.now() + timing.settleMs * 2 ** entry.tries;
    memory.watched.set(id, { ...entry, tries: entry.tries + 1, next: isoUtc(next) });
    ports.progress?.(`Too many rows in the report of ${id} are in progress; checking again at ${sayTime(next, ports.timeZone)}`);
    yield { rows: [], state: state(), about };
    return;
  }
  const answersIn = (where: Memory, except: string): number => taken(where, except, (other) => JSON.stringify(other.answer ?? '').length);
  const answerRoom = MOST_ANSWER - answersIn(memory, id) - (others ? answersIn(others, '') : 0);
  const isKept = reading.answer !== null && JSON.stringify(reading.answer).length <= answerRoom;
  const answer = isKept ? { at: entry.answer?.body === reading.answer ? entry.answer.at : isoUtc(ports.now()), body: reading.answer } : undefined;
  let last: Watched = entry;
  try {
    for await (const { rows, progress, open } of reportRows(context, watch, reading, entry, {
      keyRoom: isReplay ? 0 : keyRoom,
      lenient: entry.settling === true,
      ...(upTo && { most: upTo.rows }),
      unclear: () =>
        ports.log(
          'warn',
          `${vendor.label}: the report of request ${id} is in a different order than before; rows that were added to it are not returned, only those that were in progress.`,
        ),
    })) {
      const joined = again ? open.join('').slice(0, Math.floor(Math.max(room, 0) / KEY_DIGEST) * KEY_DIGEST) : '';
      const toldAt = rows.length > 0 ? isoUtc(ports.now()) : last.toldAt;
      last = { ...entry, progress, open: joined === '' ? undefined : joined, answer, ...(toldAt !== undefined && { toldAt }) };
      memory.watched.set(id, last);
      if (rows.length > 0) yield { rows, state: state(), about };
    }
  } catch (error) {
    if (!(error instanceof Reordered)) throw error;
    yield end();
    throw context.fail({
      code: 'format',
      reached: 'yes',
      message: `The report of request ${id} is in a different order than when its first ${entry.progress?.rows} rows were returned. It is not known which of the other rows were returned, so none of them will be.`,
      todo: 'Get the complete report with Get Report, and compare.',
    });
  }
  if (again && last.open && !isOld(memory, id, ports.now(), timing)) {
    const tries = entry.settling ? entry.tries + 1 : 0;
    memory.watched.set(id, { ...last, answer: undefined, settling: true, tries, next: isoUtc(ports.now() + timing.settleMs * 2 ** tries) });
    yield { rows: [], state: state(), about };
    return;
  }
  yield end();
}
