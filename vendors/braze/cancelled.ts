import type { Failure, JsonObject, Parsed } from '../../engine';

/** What a repeat is told of a schedule that is not there any more; anything else speaks of the account or the request. */
const GONE: readonly Failure['code'][] = ['rejected', 'notFound', 'conflict'];

/**
 * A schedule that is not there after a lost answer was cancelled by the first try. Braze has no way to ask whether it was sent instead before
 * that, so the user is told of it.
 */
export const cancelledBefore = ({ code, field }: Failure, again: boolean, result: JsonObject): Parsed<JsonObject> | undefined =>
  again && field === undefined && GONE.includes(code)
    ? { one: result, warnings: ['If the scheduled time had already passed, the messages were sent: Braze gives the same answer in that case.'] }
    : undefined;
