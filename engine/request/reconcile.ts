import type { Failure } from '../base/errors';
import type { HttpReply } from '../base/http';
import type { Lost, Request } from '../catalogue/operation';
import { Missing } from '../catalogue/promised';
import { checkContextOf, type Inputs, type RequestContext } from './context';
import type { Exchanged } from './exchanged';

/** The resolution of HTTP's clock (RFC 9110, 5.6.7) and of the vendors' timestamps: a second. */
const GRAIN_MS = 1_000;

/** What is known about a lost request when the vendor is asked about it. */
const lostOf = (context: RequestContext, reply: HttpReply, sentAt: number, wasAnswered: boolean): Lost => {
  const vendorNow = Date.parse(reply.headers.date ?? '');
  const ahead = vendorNow - context.ports.now();
  // The header has a resolution of a second, so smaller differences are not clock skew.
  const from = Math.floor((sentAt + (Math.abs(ahead) <= GRAIN_MS ? 0 : ahead)) / GRAIN_MS) * GRAIN_MS;
  return {
    isSince: (moment) => moment >= from && moment <= vendorNow + GRAIN_MS,
    wasAnswered,
    isTaken: (id) => context.made.has(id),
  };
};

/** Sends a reading request. */
export type Query = (context: RequestContext, request: Request, inputs: Inputs, items: readonly number[]) => Promise<Exchanged>;

/** Asks what became of a request whose answer was lost; returns the failure if that remains unknown. */
export const reconciled = async (
  query: Query,
  context: RequestContext,
  inputs: Inputs,
  items: readonly number[],
  failure: Failure,
  sentAt: number,
): Promise<Exchanged> => {
  const { reconcile } = context.operation;
  if (!reconcile) return { failure };
  const answer = await query(context, reconcile.request(inputs, checkContextOf(context)), inputs, items);
  if ('failure' in answer) return { failure };
  try {
    const found = reconcile.parse(
      answer.reply,
      inputs,
      lostOf(context, answer.reply, sentAt, failure.status !== undefined && failure.status < 400),
      checkContextOf(context),
    );
    if (!found) return { failure };
    if ('failure' in found) return found;
    return {
      ...answer,
      parsed: found,
      settled: `The answer from ${context.vendor.label} was lost. A check showed that the request was accepted.`,
    };
  } catch (error) {
    // An answer in an undocumented form settles nothing.
    if (error instanceof Missing) return { failure };
    throw error;
  }
};
