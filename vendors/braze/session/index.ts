import { endpoint } from '../endpoint';
import { appId, onlySegment, sampleId, unit } from '../fields';
import { seriesOf } from '../series';

const getSeries = seriesOf({
  endpoint: endpoint('/sessions/data_series'),
  label: 'Get Series',
  action: 'Get session series',
  description: 'Get the number of sessions over time',
  docs: 'Sessions Series Endpoint',
  fields: { unit, app_id: appId, segment_id: onlySegment },
  sample: { time: '2014-12-10', sessions: 20_345 },
  least: {},
  full: { unit: 'hour', app_id: sampleId, segment_id: sampleId },
});

/** App sessions: Braze document, "Session Analytics Export". */
export const session = { label: 'Session', operations: { getSeries } };
