import { endpoint } from '../endpoint';
import { sampleId } from '../fields';
import { CANVAS } from '../onlyToday';
import { seriesOf } from '../series';
import { figureFields, figureQuery, MOST_DAYS, pointsIn, sampleStats } from './figures';
import { flatStats } from './flat';

/** Braze, endpoints/export/canvas/get_canvas_analytics. */
export const getSeries = seriesOf({
  endpoint: endpoint('/canvas/data_series'),
  label: 'Get Series',
  action: 'Get canvas series',
  description: 'Get daily Canvas analytics: entries, conversions and revenue, also for each variant and for the messages of each step',
  docs: 'Export Canvas data series analytics',
  onlyWith: CANVAS,
  verb: 'getReport',
  fields: figureFields,
  most: MOST_DAYS,
  query: figureQuery,
  pointsIn,
  answerWith: (stats) => ({ data: { name: 'Abandoned cart', stats } }),
  simplify: flatStats,
  sample: { time: '2026-01-10', ...sampleStats },
  least: { canvas_id: sampleId },
  full: { canvas_id: sampleId, include_variant_breakdown: true, include_step_breakdown: true, include_deleted_step_data: false },
});
