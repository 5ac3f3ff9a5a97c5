import { sayBytes } from '../base/bytes';
import { sayDuration, sayTime } from '../base/dates';
import type { Failure } from '../base/errors';
import type { HttpReply, HttpRequest, TransportError } from '../base/http';
import type { Json } from '../base/json';
import { sentence } from '../base/words';
import type { Retry } from '../catalogue/operation';
import type { ContentProblem } from '../validate/content';
import { isRedirect, isUnsafe } from './answers';
import type { RequestContext } from './context';
import { noAnswer } from './noAnswer';
import type { Progress } from './watchedUpload';

/** Why there is no answer, and how much had been sent. */
export const transportFailure = (error: TransportError, { vendor, ports }: RequestContext, request: HttpRequest, progress: Progress): Failure => {
  if (error.reached === 'no') {
    const { words, todo } = noAnswer(request.url, error, ports.addresses);
    return { code: 'unavailable', reached: 'no', message: `${vendor.label} could not be reached: ${words}. Nothing was sent.`, todo };
  }
  if (request.upload && !progress.whole) {
    return {
      code: 'unavailable',
      reached: 'no',
      repeatable: false,
      message: `The connection to ${vendor.label} was lost after ${sayBytes(progress.sent)} of ${sayBytes(request.upload.length)} were uploaded: ${error.message}. Incomplete uploads are not processed, so nothing was sent.`,
      todo: 'Run it again.',
    };
  }
  if (error.code === 'format') {
    return {
      code: 'format',
      reached: 'maybe',
      message: `The answer from ${vendor.label} could not be read: ${error.message}.`,
      todo: "Request less data at a time, or check that the account's base URL points to the API.",
    };
  }
  return { code: 'unavailable', reached: 'maybe', message: `${vendor.label} did not answer: ${error.message}.`, todo: 'Try again later.' };
};

/** The upload was aborted before its end, so no receiver takes it for complete. */
export const contentFailure = ({ message, todo }: ContentProblem, { upload }: HttpRequest, { sent }: Progress): Failure => ({
  code: 'validation',
  reached: 'no',
  repeatable: false,
  message: `${message} The upload was aborted after ${sayBytes(sent)} of ${sayBytes(upload?.length ?? sent)}. Incomplete uploads are not processed, so nothing was sent.`,
  todo,
});

/** Where a user can find out what became of a request with an unknown outcome. */
export const whereToLook = ({ operation, vendor }: RequestContext): string =>
  operation.ifUnknown ?? `Check at ${vendor.label} whether it was accepted before you send it again.`;

/** Ends the message of an unknown outcome. */
const NOT_REPEATED = 'It was not sent a second time.';

/** A failure of a non-repeatable request that may have been acted on is always reported as unknown. */
export const asUnknown = (failure: Failure, context: RequestContext, retry: Retry): Failure =>
  isUnsafe(retry) && failure.reached === 'maybe'
    ? {
        ...failure,
        code: 'outcomeUnknown',
        message: `It is not known whether ${context.vendor.label} accepted the request: ${failure.message.replace(/\.$/, '')}. ${NOT_REPEATED}`,
        // The next request must go to the redirect's target, whatever became of this one.
        todo: isRedirect(failure.status) ? `${whereToLook(context)} ${failure.todo}` : whereToLook(context),
      }
    : failure;

/** An unknown outcome of which repeats with the same key told nothing either. */
export const repeatedInVain = (first: Failure, last: Failure, { vendor }: RequestContext): Failure => {
  const [before, after] = [first, last].map(({ message }) => message.replace(` ${NOT_REPEATED}`, ''));
  return { ...first, message: `${before} ${vendor.label} recognizes repeats of it by their key, but repeating it did not tell either: ${sentence(after!)}` };
};

/** Maximum excerpt of an answer that is not understood. */
const MOST_SHOWN = 500;

/** An answer, or the beginning of a long one. */
const shown = (body: Json): Json => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}... (${text.length} characters)` : body;
};

export const formatFailure = (reply: HttpReply, why: string, retry: Retry): Failure => ({
  code: 'format',
  reached: isUnsafe(retry) ? 'maybe' : 'yes',
  status: reply.status,
  message: `The response (HTTP ${reply.status}) is not in the documented format: ${why}.`,
  todo: "Check that the account's base URL points to the API. If it does, the vendor may have changed its response format.",
  details: { answer: shown(reply.body) },
});

/** Adds to a failure when to come back, in words. */
export const withWhen = (failure: Failure, { ports }: RequestContext): Failure =>
  failure.code === 'rateLimited' && failure.retryAfterMs !== undefined
    ? { ...failure, todo: `Try again after ${sayTime(ports.now() + failure.retryAfterMs, ports.timeZone)} (in ${sayDuration(failure.retryAfterMs)}).` }
    : failure;

/** The vendor asked another call of the account to wait longer than the maximum. */
export const askedToWait = ({ vendor, ports }: RequestContext, closedUntil: number): Failure => ({
  code: 'rateLimited',
  reached: 'no',
  message: `${vendor.label} asked to send no requests until ${sayTime(closedUntil, ports.timeZone)}, so nothing was sent.`,
  todo: 'Wait and try again.',
  retryAfterMs: closedUntil - ports.now(),
});
