import { startingAt, trigger, type AnyOperation, type AnyTrigger, type Field, type Fields, type JsonObject } from '../../../engine';
import { campaign } from '../campaign';
import { canvas } from '../canvas';
import { breakdowns } from '../canvas/figures';
import { event } from '../event';
import { purchase } from '../purchase';
import { segment } from '../segment';

const HOUR = 60 * 60_000;

const lastPoint = {
  type: 'choice',
  label: 'Unfinished Point',
  description: 'What to do with the last point, which keeps growing until its day or hour is over',
  required: true,
  default: 'complete',
  options: [
    { value: 'complete', label: 'Return When Complete', description: 'Returns each point once' },
    { value: 'grows', label: 'Return as It Grows', description: 'Returns the point again whenever it has changed, and once more when it is complete' },
  ],
} as const satisfies Field;

interface Source {
  readonly label: string;
  readonly action: string;
  readonly description: string;
  /** Name of the operation that returns the points. */
  readonly operation: string;
  readonly definition: AnyOperation;
  /** The series' name in rows, and the field that selects it. */
  readonly series: string;
  readonly of?: string;
  /** Its fields that only define how a point is returned, not which series it belongs to. */
  readonly how?: readonly string[];
}

/** The most points in one answer, which is the operation's own limit. */
const mostOf = ({ fields }: AnyOperation): number => (fields.length as { readonly limits: { readonly max: number } }).limits.max;

/** A trigger for an analytics series, with the fields of its operation except length and end. */
const seriesTrigger = ({ label, action, description, operation, definition, series, of, how = [] }: Source): AnyTrigger => {
  const { length: _, ending_at: __, ...own } = definition.fields;
  const fields: Fields = { ...own, ...startingAt, last_point: lastPoint };
  const [least, full] = definition.sampleInputs;
  const without = ({ length: ___, ending_at: ____, ...rest }: JsonObject): JsonObject => rest;
  return trigger({
    label,
    action,
    description,
    docs: definition.docs,
    topic: 'report',
    fields,
    identity: Object.keys(own).filter((name) => !how.includes(name)),
    watch: {
      by: 'point',
      operation: () => operation,
      input: ({ last_point: _____, starting_at: ______, ...chosen }, length, ending) => ({
        ...(chosen as JsonObject),
        length,
        ...(ending !== undefined && { ending_at: ending }),
      }),
      time: (point) => String((point as JsonObject).time ?? ''),
      unitMs: ({ unit }) => (unit === 'hour' ? HOUR : 24 * HOUR),
      most: mostOf(definition),
      grows: ({ last_point }) => last_point === 'grows',
    },
    shape: (point, chosen) => ({
      vendor: 'braze',
      series,
      id: of === undefined ? null : ((chosen as JsonObject)[of] ?? null),
      ...(definition.simplify ? definition.simplify(point) : (point as JsonObject)),
    }),
    sample: definition.sample,
    sampleInputs: [
      { ...without(least), last_point: 'complete' },
      { ...without(full), starting_at: '2026-01-01T00:00:00Z', last_point: 'grows' },
    ],
  });
};

/** Braze document, "Export": the series of a campaign, a segment, a custom event and of revenue; and that of a Canvas. */
export const series = {
  campaignSeries: seriesTrigger({
    label: 'Campaign Series',
    action: 'On new points of a campaign series',
    description: 'Return daily campaign analytics: sends, opens, clicks, bounces and conversions',
    operation: 'campaign.getSeries',
    definition: campaign.operations.getSeries,
    series: 'campaign',
    of: 'campaign_id',
  }),
  canvasSeries: seriesTrigger({
    label: 'Canvas Series',
    action: 'On new points of a canvas series',
    description: 'Return daily Canvas analytics: entries, conversions and revenue',
    operation: 'canvas.getSeries',
    definition: canvas.operations.getSeries,
    series: 'canvas',
    of: 'canvas_id',
    how: Object.keys(breakdowns),
  }),
  eventSeries: seriesTrigger({
    label: 'Event Series',
    action: 'On new points of an event series',
    description: 'Return how often a custom event occurred, per day or hour',
    operation: 'event.getSeries',
    definition: event.operations.getSeries,
    series: 'event',
    of: 'event',
  }),
  revenueSeries: seriesTrigger({
    label: 'Revenue Series',
    action: 'On new points of the revenue series',
    description: 'Return the revenue in US dollars, per day or hour',
    operation: 'purchase.getRevenueSeries',
    definition: purchase.operations.getRevenueSeries,
    series: 'revenue',
    of: 'product',
  }),
  segmentSeries: seriesTrigger({
    label: 'Segment Series',
    action: 'On new points of a segment series',
    description: 'Return the daily size of a segment; it must have analytics tracking enabled',
    operation: 'segment.getSeries',
    definition: segment.operations.getSeries,
    series: 'segment',
    of: 'segment_id',
  }),
};
