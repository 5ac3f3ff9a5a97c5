import type { FastifyInstance } from 'fastify';
import { isRecord, readJson } from '../server/body';
import { keyOf, MOST_BYTES } from './auth';
import { refuse, Refusal } from './refusals';
import type { BrazeState } from './state';

export type Body = Readonly<Record<string, unknown>>;

/** An endpoint's answer to a valid request, and the effect that follows, which the fault `acceptAndDrop` skips. */
export interface Outcome {
  readonly answer: object;
  readonly effect?: () => void;
}

/**
 * @param key the key used in the request
 * @param within what stands in the path in place of its `:names`
 */
type Work = (body: Body, key: unknown, within: Readonly<Record<string, string>>) => Outcome;

/** Paths that are queued during maintenance. */
const QUEUED = /^\/(?:users\/track|messages\/|(?:campaigns|canvas)\/trigger\/)/;

/**
 * A POST of the document. `work` validates the body and throws a refusal before anything is done; during maintenance the request is accepted without
 * reading it ("Queued Responses"). Today's pages answer 201, the document only "success".
 * @param status what today's page answers, if not 201
 */
export function post(app: FastifyInstance, state: BrazeState, path: string, work: Work, status = 201): void {
  app.post<{ Params: Record<string, string> }>(path, async (request, reply) => {
    const body = await readJson(request, MOST_BYTES);
    if (!isRecord(body)) throw refuse.badRequest('The body must be a JSON object');
    const key = keyOf(request, body);
    if (state.settings.maintenance !== 0 && QUEUED.test(path)) {
      state.enqueue(() => carryOut(work, body, key, request.params));
      return reply.code(202).send({ message: 'queued' });
    }
    state.outbox.settle();
    state.version++;
    const { answer, effect } = work(body, key, request.params);
    if (request.fault?.kind !== 'acceptAndDrop') effect?.();
    state.world.changed();
    return reply.code(state.settings.appboy ? 200 : status).send(answer);
  });
}

type Written = (body: Body, params: Readonly<Record<string, string>>) => Outcome;

/** A request of today's API that changes something, answered with a status of its own. It is never queued. */
export function write(app: FastifyInstance, state: BrazeState, method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, status: number, work: Written): void {
  app.route<{ Params: Record<string, string> }>({
    method,
    url,
    handler: async (request, reply) => {
      const body = await readJson(request, MOST_BYTES);
      if (!isRecord(body)) throw refuse.badRequest('The body must be a JSON object');
      const { answer, effect } = work(body, request.params);
      if (request.fault?.kind !== 'acceptAndDrop') effect?.();
      state.world.changed();
      return reply.code(status).send(answer);
    },
  });
}

/** The caller was told "queued", so nobody learns of a refusal. */
function carryOut(work: Work, body: Body, key: unknown, within: Readonly<Record<string, string>>): void {
  try {
    work(body, key, within).effect?.();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}
