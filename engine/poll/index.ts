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
const isReadable = (kept: PollState): boolean => MOMENTS.every((name) => kept[name] === undefined || !Number.isNaN(Date.parse(String(kept[name]))));

/**
 * Looks once for what is new, and gives it bit by bit, each bit with the state to keep once it was handed on. A host that stops in the
 * middle goes on there next time. A state of another source, or of another choice, counts as none.
 * @param kept the state of the last bit that was handed on; undefined at the first look, which tells of nothing older than was asked for
 * @throws CampaignError, after the bits that came before it
 */
export async function* poll(call: PollCall, kept: PollState | undefined, ports: Ports): AsyncGenerator<Step> {
  const context = pollContextOf(call, ports);
  try {
    yield* steps(context, kept);
  } catch (error) {
    throw context.secrets.error(error);
  }
}

async function* steps(context: PollContext, kept: PollState | undefined): AsyncGenerator<Step> {
  const own = kept?.of === context.of && isReadable(kept) ? kept : undefined;
  if (kept && !own)
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
