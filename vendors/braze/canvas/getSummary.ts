import { operation, promised, type Fields, type JsonObject } from '../../../engine';
import { endpoint } from '../endpoint';
import { sampleId, spanOf } from '../fields';
import { CANVAS } from '../onlyToday';
import { getRequest } from '../query';
import { figureFields, figureQuery, MOST_DAYS, sampleStats } from './figures';
import { flatStats } from './flat';

const { path, permission, quota } = endpoint('/canvas/data_summary');

const { length, ending_at } = spanOf(MOST_DAYS);

const fields = {
  ...figureFields,
  length: { ...length, description: 'How many days to go back from the end' },
  ending_at: { ...ending_at, description: 'When the last day ends; now if empty' },
} as const satisfies Fields;

const data = { name: 'Abandoned cart', ...sampleStats };

/** Braze, endpoints/export/canvas/get_canvas_analytics_summary: the figures of the series for all days at once. */
export const getSummary = operation({
  label: 'Get Summary',
  action: 'Get canvas summary',
  description: 'Get the analytics of a Canvas over up to 14 days as one object: entries, conversions and revenue, also for each variant and step',
  docs: 'Braze document, "Export Canvas data summary analytics"',
  onlyWith: CANVAS,
  fields,
  retry: 'safe',
  permission,
  quota,
  returns: 'object',
  request: ([input], context) => getRequest(path, figureQuery(input as JsonObject, context), context),
  parse: (reply, [{ canvas_id }]) => {
    promised(promised(reply.body, 'data'), 'total_stats');
    return { one: { canvas_id, ...((reply.body as JsonObject).data as JsonObject) } };
  },
  simplify: flatStats,
  sample: { canvas_id: sampleId, ...data },
  sampleReply: { message: 'success', data },
  sampleInputs: [
    { canvas_id: sampleId, length: 7 },
    {
      canvas_id: sampleId,
      length: MOST_DAYS,
      ending_at: '2026-01-10T23:59:59-05:00',
      include_variant_breakdown: true,
      include_step_breakdown: true,
      include_deleted_step_data: false,
    },
  ],
});
