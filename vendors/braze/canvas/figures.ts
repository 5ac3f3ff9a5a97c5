import { promised, promisedObjects, type CheckContext, type Fields, type Json, type JsonObject } from '../../../engine';
import { canvasId } from '../fields';

/** "must be between 1 and 14 inclusive". */
export const MOST_DAYS = 14;

/** Which parts of a Canvas have figures of their own. They do not change the figures of the whole. */
export const breakdowns = {
  include_variant_breakdown: { type: 'boolean', label: 'Include Variants', description: 'Whether to include the figures of each variant' },
  include_step_breakdown: { type: 'boolean', label: 'Include Steps', description: 'Whether to include the figures of each step and its messages' },
  include_deleted_step_data: {
    type: 'boolean',
    label: 'Include Deleted Steps',
    description: 'Whether the figures of steps include those of deleted steps',
  },
} as const satisfies Fields;

/** The fields of both analytics endpoints. `starting_at` selects nothing that `length` with `ending_at` does not, and is not offered. */
export const figureFields = { canvas_id: canvasId, ...breakdowns } as const satisfies Fields;

/** The query. The pages call `ending_at` required and name a default for it, so it is always sent. */
export const figureQuery = (input: JsonObject, { now }: CheckContext): JsonObject => ({ ending_at: new Date(now).toISOString(), ...input });

/** The points in the answer of the series. */
export const pointsIn = (body: Json): readonly JsonObject[] => promisedObjects(promised(body, 'data'), 'stats');

/** The document's figures of a day, and of what it is made of. */
export const sampleStats: JsonObject = {
  total_stats: { revenue: 29.5, conversions: 3, conversions_by_entry_time: 2, entries: 100 },
};
