import { sayDuration } from '../base/dates';
import type { Failure } from '../base/errors';
import type { Options } from '../catalogue/call';
import type { Wait } from '../catalogue/operation';
import type { RequestContext } from './context';

/** Minimum interval between checks. */
const SHORTEST_PAUSE_MS = 1_000;

/** How long to wait before check `asked` + 1 for an answer that is not ready. */
export const askAfter = ({ everyMs, slowestMs }: Wait, { askEveryMs = everyMs }: Options, asked: number): number => {
  // Whatever the caller sets, there is always a pause between checks.
  const every = askEveryMs >= SHORTEST_PAUSE_MS ? askEveryMs : everyMs;
  return slowestMs === undefined ? every : Math.min(Math.max(slowestMs, every), every * 2 ** (asked - 1));
};

/**
 * Waits until check `asked` + 1 for something that is not ready.
 * @param readyBy when the user's maximum wait ends, in milliseconds since 1970
 * @returns the failure, once that time is over
 */
export const waitToAsk = async (
  { options, ports }: RequestContext,
  wait: Wait,
  asked: number,
  readyBy: number,
  failure: Failure,
): Promise<Failure | undefined> => {
  const every = askAfter(wait, options, asked);
  const left = readyBy - ports.now();
  if (left <= 0) {
    return {
      ...failure,
      message: `${failure.message} It was checked for ${sayDuration(options.longestWaitMs ?? 0)}.`,
      todo: 'Try again later, or allow a longer wait.',
      retryAfterMs: every,
    };
  }
  const ms = Math.min(every, left);
  ports.progress?.(`Not ready yet; checking again in ${sayDuration(ms)}`);
  await ports.sleep(ms, ports.signal);
  return undefined;
};
