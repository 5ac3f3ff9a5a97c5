import type { Json } from '../base/json';
import type { Output } from '../base/output';
import type { HttpReply } from '../base/http';
import type { Ports } from '../base/ports';
import type { Call } from '../catalogue/call';
import type { Parsed } from '../catalogue/operation';
import { outputOf, thrown } from '../output/outputs';
import type { Chunk } from '../request/chunk';
import { checkContextOf, errorOf, type RequestContext } from '../request/context';
import type { Answered } from '../request/exchanged';
import { readAs } from '../request/readAs';
import { requestContextOf } from './callContext';

/** The result that a body means, as if it had just been answered. */
const outputFrom = (context: RequestContext, call: Call, body: Json, parse: (reply: HttpReply, inputs: Chunk['inputs']) => Parsed<Json>): Output => {
  const inputs = call.inputs as unknown as Chunk['inputs'];
  const reply = { status: 200, headers: {}, body: context.secrets.data(body) };
  const parsed = thrown(
    context,
    [0],
    readAs(context, reply, () => parse(reply, inputs)),
  );
  const answered: Answered = {
    // Made only for further pages, or for files that are not there any more.
    get request() {
      return context.operation.request(inputs, checkContextOf(context));
    },
    reply,
    parsed,
  };
  const output = outputOf(context, { items: [0], inputs }, answered, 0);
  if ('kind' in output) return output;
  throw errorOf(context, output, [0]);
};

/**
 * What a vendor's call to the address that it was given means: the result of the request that was made then.
 * @param call the same call with its one input
 * @throws CampaignError `format` where the body is not as documented
 */
export const fromCallback = (call: Call, body: Json, ports: Ports): Output => {
  const context = requestContextOf(call, ports);
  const { callback } = context.operation;
  if (!callback) throw new Error(`${call.operation} has no callback`);
  return outputFrom(context, call, body, (reply) => callback.parse(reply.body));
};

/**
 * What an answer that was kept meant: the result of the request that it answered, without asking again. Files that are not at its addresses
 * any more are asked for anew.
 * @param call the same call with its one input
 * @throws CampaignError `format` where the body is not as documented
 */
export const fromAnswer = (call: Call, body: Json, ports: Ports): Output => {
  const context = requestContextOf(call, ports);
  return outputFrom(context, call, body, (reply, inputs) => context.operation.parse(reply, inputs, checkContextOf(context)));
};
