import { operation, type Failure } from '../../../engine';
import { promisedStatus } from '../accepted';
import { endpoint } from '../endpoint';
import { sampleId, segmentId } from '../fields';
import { onlyToday } from '../onlyToday';

/** Braze's page asks for the permission to list segments. */
const { path, permission, quota } = endpoint('/export/segment/cancel', { permission: 'segments.list' });

/** Codes with which a repeated request finds no export to cancel. */
const GONE: readonly Failure['code'][] = ['rejected', 'notFound', 'conflict'];

/** Cancel segment export. */
export const cancelExport = operation({
  label: 'Cancel Export',
  action: 'Cancel segment export',
  description: 'Cancel the running export of a segment',
  docs: 'Braze, "Cancel segment export"',
  onlyWith: onlyToday('canceling an export'),
  fields: { segment_id: segmentId },
  retry: 'idempotent',
  permission,
  quota,
  returns: 'object',
  request: ([{ segment_id }]) => ({ method: 'POST', path, body: { json: { segment_id } } }),
  parse: (reply, [{ segment_id }]) => ({ one: { segment_id, cancelled: true, status: promisedStatus(reply) } }),
  recover: ({ code, field }, [{ segment_id }], again) =>
    again && field === undefined && GONE.includes(code)
      ? {
          one: { segment_id, cancelled: true, status: 'processed' },
          warnings: ['If the export had finished before, it was not cancelled: Braze gives the same answer in that case.'],
        }
      : undefined,
  sample: { segment_id: sampleId, cancelled: true, status: 'processed' },
  sampleReply: { message: 'success' },
  sampleInputs: [{ segment_id: sampleId }, { segment_id: sampleId }],
});
