import type { FastifyInstance } from 'fastify';
import { originOf } from '../../server/control';
import { keyOf, needsFields, PREFIX } from '../auth';
import { find, type ExportAccount } from './account';
import { bodyOf, callbackEndpoint, texts } from './body';
import { FILES } from './files';
import { linesOf } from './members';
import { text } from './query';
import { bad, limited } from './refusals';
import type { SegmentExports } from './segmentExports';

const MOST_CUSTOM_ATTRIBUTES = 500;

/** "Users by Segment Endpoint" of the document; `custom_attributes_to_export` and `output_format` are today's. */
export function segmentExportRoute(app: FastifyInstance, account: ExportAccount, segments: SegmentExports): void {
  app.post('/users/export/segment', async (request) => {
    const body = await bodyOf(request);
    const segment = find(account.segments, body.segment_id, 'segment');
    const fields = texts(body, 'fields_to_export');
    if (fields?.length === 0) throw bad('fields_to_export must name at least one field');
    const attributes = texts(body, 'custom_attributes_to_export');
    if (!fields && !attributes && needsFields(account.settings, keyOf(request, body))) throw bad('fields_to_export is required');
    if (attributes && attributes.length > MOST_CUSTOM_ATTRIBUTES) {
      throw bad(`custom_attributes_to_export takes at most ${MOST_CUSTOM_ATTRIBUTES} attributes`);
    }
    text(body, 'output_format');
    const endpoint = callbackEndpoint(body);
    if (segments.isRunning(segment.id)) throw limited('An export of this segment is already in progress');

    const planned = segments.plan({
      segment,
      lines: linesOf(account, segment, fields, attributes),
      linkTo: (key, signature) => `${originOf(request.headers.host)}${PREFIX}${FILES}/${key}?X-Amz-Signature=${signature}`,
    });
    if (request.fault?.kind !== 'acceptAndDrop') segments.start(planned, endpoint);
    return { message: 'success', object_prefix: planned.prefix, ...(planned.url !== undefined && { url: planned.url }) };
  });
}
