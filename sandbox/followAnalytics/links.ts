import { createHmac } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FILES, type FollowState } from './state';

/**
 * A link to a file (`report_url`, "Retrieve a sending report"): signed, short-lived, and on another server than the API. The path begins with a slash
 * and has no prefix; it may have its own query.
 */
export function linkTo(state: FollowState, origin: string, path: string): string {
  const until = state.world.now() + state.settings.linkMs;
  const url = `${FILES}${path}${path.includes('?') ? '&' : '?'}expires=${until}`;
  return `${origin}${url}&signature=${sign(state, url)}`;
}

/** A file is accessed by its link alone: like a bucket, it rejects requests that also send a token. */
export function linkGuard(state: FollowState) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const refuseWith = (status: number, code: string, message: string): FastifyReply =>
      reply
        .code(status)
        .type('application/xml')
        .send(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
    if (request.headers.authorization !== undefined) return refuseWith(400, 'InvalidArgument', 'Only one auth mechanism allowed');
    const [url = '', signature] = request.url.split('&signature=');
    if (signature !== sign(state, url)) return refuseWith(403, 'SignatureDoesNotMatch', 'The signature does not match');
    if (state.world.now() >= Number(/[?&]expires=(\d+)$/.exec(url)?.[1])) return refuseWith(403, 'AccessDenied', 'Request has expired');
    return undefined;
  };
}

function sign(state: FollowState, url: string): string {
  return createHmac('sha256', state.linkKey).update(url).digest('hex');
}
