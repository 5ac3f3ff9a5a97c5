import { endpoint } from '../endpoint';
import { sampleId, segmentId } from '../fields';
import { seriesOf } from '../series';

/** Segment Analytics Endpoint. */
export const getSeries = seriesOf({
  endpoint: endpoint('/segments/data_series'),
  label: 'Get Series',
  action: 'Get segment series',
  description: 'Get the daily size of a segment; it must have analytics tracking enabled',
  docs: 'Segment Analytics Endpoint',
  fields: { segment_id: segmentId },
  sample: { time: '2014-12-10', size: 1200 },
  least: { segment_id: sampleId },
  full: { segment_id: sampleId },
});
