import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BodyError, drain, isRecord, readJson } from '../server/body';
import { checkQueryType, readSender, type Body, type Version } from './auth';
import { readOrder } from './checks/order';
import { Fail, refuse } from './refusals';
import type { MoEngageState } from './state';

/** `POST /v2/transaction/sendpush` and `POST /v2.1/transaction/sendpush`: every processed request is answered with HTTP 200. */
export function sendpushRoutes(app: FastifyInstance, state: MoEngageState): void {
  for (const version of ['v2', 'v2.1'] as const) {
    app.post(`/${version}/transaction/sendpush`, async (request) => {
      const body = await bodyOf(request);
      const responseId = randomUUID();
      const requestId = typeof body.requestId === 'string' ? body.requestId : '';
      try {
        const cid = send(state, version, body, request);
        return { status: 'Success', requestId: requestId || randomUUID(), responseId, cid };
      } catch (error) {
        if (!(error instanceof Fail)) throw error;
        return { status: 'Fail', Error_Message: error.message, responseId, requestId };
      } finally {
        state.world.changed();
      }
    });
  }
}

/** The order of checks is undocumented: here authentication, then the rate limit, then the content. */
function send(state: MoEngageState, version: Version, body: Body, request: FastifyRequest): string {
  const now = state.world.now();
  const sender = readSender(version, body, request.headers);
  if (state.revoked || request.fault?.kind === 'expireToken') throw refuse.badSignature();
  state.rates.takeAny(state.settings, now);
  state.settle();
  const order = readOrder(body, state.segments, now);
  if (version === 'v2.1') {
    checkQueryType(request.headers, order.audience.kind);
    state.rates.takeOf(sender.app, order.audience.kind, state.settings, now);
  }
  const known = state.campaigns.find(sender, order);
  if (request.fault?.kind === 'acceptAndDrop') return known?.cid ?? '000000000000000000000000';
  const { values } = order.audience;
  state.accepted.request(values && new Set(values));
  if (!known) state.accepted.campaigns.add(sender.name);
  return state.campaigns.send(sender, order, now).cid;
}

/** JSON that cannot be parsed is answered like bad credentials. */
async function bodyOf(request: FastifyRequest): Promise<Body> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    await drain(request);
    throw refuse.unauthorized();
  }
  try {
    const body = await readJson(request);
    if (isRecord(body)) return body;
  } catch (error) {
    if (!(error instanceof BodyError) || error.status !== 400) throw error;
  }
  throw refuse.unauthorized();
}
