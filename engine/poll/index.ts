import type { Ports } from '../base/ports';
import { samplesOf as samples } from './samples';
import { pollContextOf, type PollCall, type PollContext, type PollState, type Step } from './context';
import { changes } from './changes';
import { feed } from './feed';
import { requests } from './requests';
import { series } from './series';

export type { PollCall, PollState, Step } from './context';

/** Moments of a state that is used as it is. */
const MOMENTS = ['start', 'from', 'since', 'at'] as const;

/** Somebody may have written into it. */
const isReadable = (saved: PollState): boolean => MOMENTS.every((name) => saved[name] === undefined || !Number.isNaN(Date.parse(String(saved[name]))));

/**
 * Looks once for what is new, and gives it bit by bit, each bit with the state to keep once it was handed on. A host that stops in the
 * middle goes on there next time. A state of another source, or of another choice, counts as none.
 * @param kept the state of the last bit that was handed on; undefined at the first look, which tells of nothing older than was asked for
 * @throws CampaignError, after the bits that came before it
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

/** A few real rows as they are now, for a form to be made of; nothing is noted. Empty where the vendor has none. */
export const samplesOf = async (call: PollCall, ports: Ports): Promise<Step['rows']> => await samples(pollContextOf(call, ports));
