import type { Failure, JsonObject, Parsed } from '../../engine';

/** Codes with which a repeated request finds the schedule gone; any others concern the account or the request. */
const GONE: readonly Failure['code'][] = ['rejected', 'notFound', 'conflict'];

/**
 * A schedule that is missing after a lost answer was canceled by the first try. Braze offers no way to check whether it was sent before that, so the
 * user is told.
 */
export const cancelledBefore = ({ code, field }: Failure, again: boolean, result: JsonObject): Parsed<JsonObject> | undefined =>
  again && field === undefined && GONE.includes(code)
    ? { one: result, warnings: ['If the scheduled time had already passed, the messages were sent: Braze gives the same answer in that case.'] }
    : undefined;
