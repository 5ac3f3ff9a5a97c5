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

/** The result for a body, as if it had just been received. */
const outputFrom = (context: RequestContext, call: Call, body: Json, parse: (reply: HttpReply, inputs: Chunk['inputs']) => Parsed<Json>): Output => {
  const inputs = call.inputs as unknown as Chunk['inputs'];
  const reply = { status: 200, headers: {}, body: context.secrets.data(body) };
  const parsed = thrown(
    context,
    [0],
    readAs(context, reply, () => parse(reply, inputs)),
  );
  const answered: Answered = {
    // Built only for further pages or for expired files.
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
 * The meaning of a vendor's call to the callback URL: the result of the original request.
 * @param call the same call with its one input
 * @throws CampaignError `format` if the body is not as documented
 */
export const fromCallback = (call: Call, body: Json, ports: Ports): Output => {
  const context = requestContextOf(call, ports);
  const { callback } = context.operation;
  if (!callback) throw new Error(`${call.operation} has no callback`);
  return outputFrom(context, call, body, (reply) => callback.parse(reply.body));
};

/**
 * The meaning of a stored answer: the result of its request, without asking again. Files whose URLs have expired are requested again.
 * @param call the same call with its one input
 * @throws CampaignError `format` if the body is not as documented
 */
export const fromAnswer = (call: Call, body: Json, ports: Ports): Output => {
  const context = requestContextOf(call, ports);
  return outputFrom(context, call, body, (reply, inputs) => context.operation.parse(reply, inputs, checkContextOf(context)));
};
