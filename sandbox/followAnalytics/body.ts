import type { FastifyRequest } from 'fastify';
import { drain, isRecord, readJson } from '../server/body';
import { refuse } from './refusals';
import type { JsonObject } from './state';

/** The JSON body of a request; "If the request has a body", it must also say so in its Content-Type (API overview). */
export async function readBody(request: FastifyRequest): Promise<JsonObject> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    await drain(request);
    throw refuse.invalid('The Content-Type must be application/json');
  }
  const body = await readJson(request);
  if (!isRecord(body)) throw refuse.invalid('The body must be a JSON object');
  return body;
}
