import type { FastifyInstance, FastifyReply } from 'fastify';
import { archiveOf } from './archive';
import type { ExportAccount } from './account';
import { phaseOf, type SegmentExports } from './segmentExports';

/** Below the vendor's own path, but another server in reality: it knows no API keys, and rejects requests that send one. */
export const FILES = '/_files';

/** Simulates the bucket behind the links of segment exports. A link fails until its export is ready, and again after it expires. */
export function fileRoutes(app: FastifyInstance, account: ExportAccount, segments: SegmentExports): void {
  const options = { exposeHeadRoute: false }; // a link is signed for GET
  app.get<{ Params: { '*': string }; Querystring: Record<string, string | undefined> }>(`${FILES}/*`, options, async (request, reply) => {
    if (request.headers.authorization !== undefined) {
      return refuse(reply, 400, 'InvalidArgument', 'Only one auth mechanism allowed');
    }
    const found = segments.get(request.params['*']);
    if (!found || request.query['X-Amz-Signature'] !== found.signature) return refuse(reply, 403, 'AccessDenied', 'Access Denied');
    const phase = phaseOf(found, account.world.now());
    if (phase === 'expired') return refuse(reply, 403, 'AccessDenied', 'Request has expired');
    if (phase !== 'ready') {
      return account.settings.pendingStatus === 404
        ? refuse(reply, 404, 'NoSuchKey', 'The specified key does not exist.')
        : refuse(reply, account.settings.pendingStatus, 'AccessDenied', 'Access Denied');
    }
    return reply.type('application/zip').send(archiveOf(found.prefix.slice(0, 36), found.lines, found.readyAt));
  });
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply
    .code(status)
    .type('application/xml')
    .send(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
}
