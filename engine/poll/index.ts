import type { Ports } from '../base/ports';
import { samplesOf as samples } from './samples';
import { pollContextOf, type PollCall, type PollContext, type PollState, type Step } from './context';
import { changes } from './changes';
import { feed } from './feed';
import { requests } from './requests';
import { series } from './series';

export type { PollCall, PollState, Step } from './context';

/** Timestamps of a state that is used as it is. */
const MOMENTS = ['start', 'from', 'since', 'at'] as const;

/** The state may have been edited by hand. */
const isReadable = (saved: PollState): boolean => MOMENTS.every((name) => saved[name] === undefined || !Number.isNaN(Date.parse(String(saved[name]))));

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

async function* steps(context: PollContext, saved: PollState | undefined): AsyncGenerator<Step> {
  const own = saved?.of === context.of && isReadable(saved) ? saved : undefined;
  if (saved && !own)
    context.ports.log('warn', `${context.vendor.label}: the stored state belongs to another source or cannot be read, so the trigger starts from scratch.`);
  switch (context.trigger.watch.by) {
    case 'time':
      return yield* feed(context, context.trigger.watch, own);
    case 'change':
      return yield* changes(context, context.trigger.watch, own);
    case 'point':
      return yield* series(context, context.trigger.watch, own);
    case 'request':
      return yield* requests(context, context.trigger.watch, own);
  }
}

/** The newest rows, to build a form from; no state is stored. Empty if the vendor has none. */
export const samplesOf = async (call: PollCall, ports: Ports): Promise<Step['rows']> => await samples(pollContextOf(call, ports));
