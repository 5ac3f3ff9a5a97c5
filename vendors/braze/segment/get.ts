import { operation } from '../../../engine';
import { endpoint } from '../endpoint';
import { detailsIn, sampleId, segmentId } from '../fields';
import { getRequest } from '../query';

const { path, permission, quota } = endpoint('/segments/details');

const details = {
  created_at: '2014-12-01',
  updated_at: '2014-12-02',
  name: 'Demo users',
  description: 'All users',
  text_description: 'To try things with',
  tags: ['demo'],
  teams: ['Sales'],
};

/** Segment Details Endpoint. */
export const get = operation({
  label: 'Get',
  action: 'Get segment',
  description: 'Get the name and filters of a segment',
  docs: 'Braze document, "Segment Details Endpoint"',
  fields: { segment_id: segmentId },
  retry: 'safe',
  permission,
  quota,
  returns: 'object',
  request: ([input], context) => getRequest(path, input, context),
  parse: (reply, [{ segment_id }]) => detailsIn(reply, 'created_at', { segment_id }),
  sample: { segment_id: sampleId, ...details },
  sampleReply: { message: 'success', ...details },
  sampleInputs: [{ segment_id: sampleId }, { segment_id: sampleId }],
});
