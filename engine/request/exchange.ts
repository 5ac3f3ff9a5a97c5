import type { Failure } from '../base/errors';
import { sayDuration } from '../base/dates';
import { shareOf } from '../catalogue/limitShare';
import type { AnyOperation, Request } from '../catalogue/operation';
import type { FileFacts } from '../validate/inspect';
import { checkContextOf, isRecognized, retryOf, type Inputs, type RequestContext } from './context';
import { encode } from './encode';
import type { Attempt, Exchanged } from './exchanged';
import { limiterOf } from './limiter';
import { oneTry } from './oneTry';
import { reconciled } from './reconcile';
import { askedToWait, asUnknown, repeatedInVain, withWhen } from './requestFailures';
import { mayRepeat, waitsFor } from './retry';
import { Checks } from './waiting';

/**
 * Sends one request and reads its answer, within the rate limit, repeated if the table in `retry.ts` allows it; a reading request is also repeated until
 * its answer is ready, if the user chose so. Throws only the signal's abort reason.
 */
export const exchange = async (
  context: RequestContext,
  request: Request,
  inputs: Inputs,
  items: readonly number[],
  facts?: FileFacts,
  attempt: Attempt = {},
): Promise<Exchanged> => {
  const { vendor, operation, ports, options, account } = context;
  const retry = retryOf(operation, inputs, checkContextOf(context));
  const quota = operation.quota ?? 'default';
  const limiter = limiterOf(context.run, account.id, vendor.quotas, ports, { signal: ports.signal, share: shareOf(account.credential) });
  const http = encode(context.baseUrl, request, facts, vendor.patience.timeoutMs, ports);
  context.secrets.learnOf(http.json);
  const freshWaits = () => waitsFor(vendor.patience, () => ports.random());
  const checks = operation.retry === 'safe' && operation.wait && options.longestWaitMs ? new Checks(ports, operation.wait, options) : undefined;
  let waits = freshWaits();
  let waitedUntil = 0;
  const isKnownAgain = isRecognized(operation, inputs);
  /** The first try of a send with a repeat key whose answer was lost: whatever a repeat is told, that one may have been accepted. */
  let lost: { readonly failure: Failure; readonly sentAt: number } | undefined;
  const ended = async (failure: Failure, inWords = failure): Promise<Exchanged> =>
    lost
      ? await unknown(context, inputs, items, failure === lost.failure ? failure : repeatedInVain(lost.failure, inWords, context), lost.sentAt)
      : { failure: withWhen(failure, context) };
  for (;;) {
    const entered = await limiter.enter(quota, waits.left(), waitedUntil);
    if ('closedUntil' in entered) return await ended(askedToWait(context, entered.closedUntil));
    waits.spend(entered.waitedMs);
    if (ports.signal?.aborted) throw ports.signal.reason;

    const sentAt = ports.now();
    const tried = await oneTry(context, { request, http, inputs, retry, quota, limiter, attempt, isLost: attempt.isLost === true });
    if ('done' in tried) {
      const { done } = tried;
      if ('failure' in done && lost) return await ended(done.failure);
      if (!('failure' in done)) checks?.ready();
      return 'failure' in done && done.failure.code === 'outcomeUnknown' ? await unknown(context, inputs, items, done.failure, sentAt) : done;
    }
    const failure = asUnknown(tried.failure, context, retry);
    // A request that was refused or never arrived is not in progress.
    if (failure.reached !== 'maybe' && !lost) delete attempt.sentAt;
    attempt.isLost ||= failure.reached === 'maybe';
    if (failure.code === 'outcomeUnknown') {
      const isRepeatable = isKnownAgain && mayRepeat(tried.failure, 'idempotent');
      if (!lost && !isRepeatable) return await unknown(context, inputs, items, failure, sentAt);
      lost ??= { failure, sentAt };
      if (!isRepeatable) return await ended(failure, tried.failure);
    }
    if (failure.code === 'rateLimited' && failure.repeatable !== false) limiter.pause(failure.retryAfterMs ?? 0);

    if (failure.code === 'notReady' && checks) {
      const over = await checks.nextOr(failure);
      if (over) return { failure: over };
      waits = freshWaits();
      continue;
    }
    const wait = mayRepeat(failure, isKnownAgain ? 'idempotent' : retry) ? waits.next(failure) : undefined;
    if (wait === undefined) return await ended(failure, tried.failure);
    ports.log('info', `${vendor.label}: ${failure.message} Retrying in ${sayDuration(wait)}.`);
    ports.progress?.(`${failure.code === 'rateLimited' ? 'Rate limited' : 'Not reached'}; retrying in ${sayDuration(wait)}`);
    waitedUntil = ports.now() + wait;
    await ports.sleep(wait, ports.signal);
  }
};

/** A reading request of the operation, whatever the operation itself does. */
export const query = async (context: RequestContext, request: Request, inputs: Inputs, items: readonly number[]): Promise<Exchanged> => {
  const { reconcile: _, recover: __, wait: ___, ...plain } = context.operation;
  const reading: AnyOperation = { ...plain, retry: 'safe', parse: () => ({ one: null }) };
  return await exchange({ ...context, operation: reading }, request, inputs, items);
};

/** Determines what became of a request whose answer was lost; returns the failure if that remains unknown. */
export const unknown = (context: RequestContext, inputs: Inputs, items: readonly number[], failure: Failure, sentAt: number): Promise<Exchanged> =>
  reconciled(query, context, inputs, items, failure, sentAt);
