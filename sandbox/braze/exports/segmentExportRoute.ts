import type { FastifyInstance, FastifyRequest } from 'fastify';
import { originOf } from '../../server/control';
import { keyOf, needsFields, PREFIX } from '../auth';
import { find, type ExportAccount, type SegmentFacts } from './account';
import { bodyOf, callbackEndpoint, texts } from './body';
import { FILES } from './files';
import { linesOf } from './members';
import { text, type Query } from './query';
import { bad, limited } from './refusals';
import type { SegmentExports } from './segmentExports';

const MOST_CUSTOM_ATTRIBUTES = 500;

/** What is specific to one of the two exports. */
interface Exported {
  readonly segment: SegmentFacts;
  /** Exports of it must say which fields they want, also in accounts where others need not. */
  readonly fieldsRequired: boolean;
  readonly attributes?: string[] | undefined;
}

/**
 * "Users by Segment Endpoint" of the document; `custom_attributes_to_export` and `output_format` are today's. "Users by global control group" and "Cancel
 * segment export" exist only today.
 */
export function segmentExportRoute(app: FastifyInstance, account: ExportAccount, segments: SegmentExports): void {
  const start = (request: FastifyRequest, body: Query, { segment, fieldsRequired, attributes }: Exported) => {
    const fields = texts(body, 'fields_to_export');
    if (fields?.length === 0) throw bad('fields_to_export must name at least one field');
    if (!fields && !attributes && fieldsRequired) throw bad('fields_to_export is required');
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
  };

  app.post('/users/export/segment', async (request) => {
    const body = await bodyOf(request);
    const segment = find(account.segments, body.segment_id, 'segment');
    const attributes = texts(body, 'custom_attributes_to_export');
    return start(request, body, { segment, fieldsRequired: needsFields(account.settings, keyOf(request, body)), attributes });
  });

  app.post('/users/export/global_control_group', async (request) =>
    start(request, await bodyOf(request), { segment: account.controlGroup, fieldsRequired: true }),
  );

  // No page says what happens if nothing runs: it is a success, as a repeated cancellation.
  app.post('/export/segment/cancel', async (request) => {
    const { id } = find(account.segments, (await bodyOf(request)).segment_id, 'segment');
    if (request.fault?.kind !== 'acceptAndDrop') segments.cancel(id);
    return { message: 'success' };
  });
}
