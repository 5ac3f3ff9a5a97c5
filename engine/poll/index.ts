import type { Json, JsonObject } from '../base/json';
import type { Ports } from '../base/ports';
import type { Fields } from '../catalogue/fields';
import type { Watch } from '../catalogue/trigger';
import { samplesOf as samples } from './samples';
import { pollContextOf, type PollCall, type PollContext, type PollState, type Step } from './context';
import { changes } from './changes';
import { feed } from './feed';
import { rewoundFeed, unwoundFeed } from './feedReplay';
import { replayIn } from './replay';
import { requests } from './requests';
import { replayedRequests } from './requestsReplay';
import { rewoundSeries, series, unwoundSeries } from './series';

export type { PollCall, PollState, Step } from './context';

/** Timestamps of a state that is used as it is. */
const MOMENTS = ['start', 'from', 'since', 'at'] as const;

/** The state may have been edited by hand. */
const isReadable = (saved: { readonly [name: string]: Json | undefined }): boolean =>
  MOMENTS.every((name) => saved[name] === undefined || !Number.isNaN(Date.parse(String(saved[name]))));

/**
 * Polls once for what is new and yields it in steps, each with the state to store once it is passed on. A host that stops in between continues there
 * next time. The state of another source, or of other settings, is ignored.
 * @param kept the state of the last step passed on; undefined for the first poll, which returns nothing older than requested
 * @throws CampaignError, after the steps before it
 */
export async function* poll(call: PollCall, saved: PollState | undefined, ports: Ports): AsyncGenerator<Step> {
  const context = pollContextOf(call, ports);
  try {
    yield* steps(context, saved);
  } catch (error) {
    throw context.secrets.error(error);
  }
}

/** A state of this source that can be used. */
const ownState = (context: PollContext, saved: PollState | undefined): PollState | undefined => {
  const own = saved?.of === context.of && isReadable(saved) && isReadable(replayIn(saved)?.rest ?? {}) ? saved : undefined;
  if (saved && !own)
    context.ports.log('warn', `${context.vendor.label}: the stored state belongs to another source or cannot be read, so the trigger starts from scratch.`);
  return own;
};

/** Begins the replay that is wanted, and ends one that no longer is: a state goes with one time, and a replay of it is done once. */
const turned = (context: PollContext, saved: PollState): PollState => {
  const { trigger, replay: wanted, ports } = context;
  const { watch } = trigger;
  const before = replayIn(saved);
  if (before?.since === wanted?.since) return saved;
  const { replay: _, ...plain } = before?.rest ? ended(watch, saved, before.rest) : saved;
  if (!wanted) return plain;
  ports.log('info', `${context.vendor.label}: everything since ${wanted.since} is returned again, marked as replayed.`);
  switch (watch.by) {
    case 'time':
      return rewoundFeed(context, plain, wanted.since, watch.stepMs);
    case 'change':
      return { ...plain, replay: { since: wanted.since, rest: {} } };
    case 'point':
      return rewoundSeries(plain, wanted.since);
    case 'request':
      return replayedRequests(plain, wanted.since, ports.now());
  }
};

const ended = ({ by }: Watch<Fields>, saved: PollState, rest: JsonObject): PollState => {
  if (by === 'time') return unwoundFeed(saved, rest);
  return by === 'point' ? unwoundSeries(saved, rest) : saved;
};

const read = (context: PollContext, own: PollState | undefined): AsyncGenerator<Step> => {
  const { watch } = context.trigger;
  switch (watch.by) {
    case 'time':
      return feed(context, watch, own);
    case 'change':
      return changes(context, watch, own);
    case 'point':
      return series(context, watch, own);
    case 'request':
      return requests(context, watch, own);
  }
};

async function* steps(context: PollContext, saved: PollState | undefined): AsyncGenerator<Step> {
  let own = ownState(context, saved);
  if (!own && context.replay) {
    // The first step of a first poll has no rows: it says where the trigger starts, and so what came before.
    for await (const step of read(context, undefined)) {
      own = step.state;
      yield step;
      break;
    }
  }
  if (!own) return yield* read(context, undefined);
  const before = JSON.stringify(own.replay);
  const now = turned(context, own);
  // A source may have nothing to say for hours.
  if (JSON.stringify(now.replay) !== before) yield { rows: [], state: now, isLasting: true };
  for await (const step of read(context, now)) {
    // Otherwise the same rows would be replayed again.
    yield JSON.stringify(step.state.replay) === before ? step : { ...step, isLasting: true };
  }
}

/** The newest rows, to build a form from; no state is stored. Empty if the vendor has none. */
export const samplesOf = async (call: PollCall, ports: Ports): Promise<Step['rows']> => await samples(pollContextOf(call, ports));
