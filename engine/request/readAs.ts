import type { Failure } from '../base/errors';
import type { HttpReply } from '../base/http';
import type { Json } from '../base/json';
import type { Parsed, Retry } from '../catalogue/operation';
import { Missing } from '../catalogue/promised';
import type { RequestContext } from './context';
import { asUnknown, formatFailure } from './requestFailures';

/** The result of a catalogue's `parse`, or the failure of an answer that lacks something documented. */
export const readAs = (
  context: RequestContext,
  reply: HttpReply,
  parse: () => Parsed<Json>,
  retry: Retry = 'safe',
): Parsed<Json> | { readonly failure: Failure } => {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    return { failure: asUnknown(formatFailure(reply, error.message, retry), context, retry) };
  }
};
