import { shownAddress } from '../base/address';
import type { Failure } from '../base/errors';
import type { HttpReply } from '../base/http';
import type { Retry } from '../catalogue/operation';
import { retryAfter, untilMoment } from '../base/retryAfter';
import type { AnyVendor } from '../catalogue/vendor';

/** Whether a request must not be repeated: it may reach people, or create something twice. */
export const isUnsafe = (retry: Retry): boolean => retry === 'send' || retry === 'nonIdempotent';

/** HTTP's statuses for "your request is invalid, and nothing was done"; a timeout is not among them. */
const refuses = (status: number): boolean => status >= 400 && status < 500 && status !== 408;

/**
 * The API answers at its own URL. Messages and passwords are not sent elsewhere, and an answer from elsewhere is not a refusal.
 * @param headers of the answer, with `location` if it names the target
 */
export const moved = ({ label }: AnyVendor, { status, headers }: Pick<HttpReply, 'status' | 'headers'>): Omit<Failure, 'reached'> => ({
  code: 'format',
  message: `${label} answered that the API has moved${headers.location === undefined ? '' : ` to ${shownAddress(headers.location).slice(0, 200)}`} (HTTP ${status}). The redirect was not followed, and nothing was sent.`,
  todo: "Correct the account's base URL; it must be the URL of the API itself, usually with https.",
});

/** Whether an answer is only a redirect. */
export const isRedirect = (status: number | undefined): boolean => status !== undefined && status >= 300 && status < 400;

/**
 * The failure that an answer means; undefined if the vendor's reader found none. This is the single rule for requests that must not be repeated: an
 * answer is a refusal by its status (4xx) or because the vendor documents it as one; any other answer that is not understood leaves the outcome
 * unknown.
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
  // A redirect is never a success, whatever its body says.
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
