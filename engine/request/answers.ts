import { shownAddress } from '../base/address';
import type { Failure } from '../base/errors';
import type { HttpReply } from '../base/http';
import type { Retry } from '../catalogue/operation';
import { retryAfter, untilMoment } from '../base/retryAfter';
import type { AnyVendor } from '../catalogue/vendor';

/** Whether a request must not be made twice: it may reach people, or make a thing a second time. */
export const isUnsafe = (retry: Retry): boolean => retry === 'send' || retry === 'nonIdempotent';

/** HTTP's own word for "you asked wrongly, and nothing was done"; a time-out is none. */
const refuses = (status: number): boolean => status >= 400 && status < 500 && status !== 408;

/**
 * The API answers where it is asked. Elsewhere neither a message nor a password is sent, and what is said there is nobody's refusal.
 * @param headers of the answer, `location` among them where it says where to
 */
export const moved = ({ label }: AnyVendor, { status, headers }: Pick<HttpReply, 'status' | 'headers'>): Omit<Failure, 'reached'> => ({
  code: 'format',
  message: `${label} answered that the API has moved${headers.location === undefined ? '' : ` to ${shownAddress(headers.location).slice(0, 200)}`} (HTTP ${status}). The redirect was not followed, and nothing was sent.`,
  todo: "Correct the account's base URL; it must be the URL of the API itself, usually with https.",
});

/** Whether an answer only says that the thing is elsewhere. */
export const isRedirect = (status: number | undefined): boolean => status !== undefined && status >= 300 && status < 400;

/**
 * What an answer to a request means, as far as it is a failure; undefined where the vendor's reading has found none. This is the one rule for
 * requests that must not be made twice: an answer is a refusal by its status (4xx), or because the vendor's documents have it; any other
 * answer that is not understood leaves it open what the vendor did.
 */
export const readFailure = (
  vendor: AnyVendor,
  reply: HttpReply,
  operation: string,
  now: number,
  retry: Retry = 'safe',
  permissions?: readonly string[],
): Failure | undefined => {
  const read = vendor.readFailure(reply, operation, permissions);
  // What leads elsewhere is nobody's success, whatever stands in it.
  if (!read && !isRedirect(reply.status)) return undefined;
  const failure: Failure = read && (!isRedirect(reply.status) || read.documented === true) ? read : { reached: 'yes', ...read, ...moved(vendor, reply) };
  const told = failure.code === 'rateLimited' ? vendor.readQuota(reply, now).resetAt : undefined;
  const wait = failure.retryAfterMs ?? retryAfter(reply.headers, now) ?? (told === undefined ? undefined : untilMoment(told, now));
  const isRefusal = failure.documented === true || (refuses(reply.status) && failure.reached !== 'maybe');
  return {
    status: reply.status,
    ...failure,
    ...(isUnsafe(retry) && !isRefusal && { reached: 'maybe' as const }),
    ...(wait !== undefined && { retryAfterMs: wait }),
  };
};
