import type { FastifyInstance } from 'fastify';
import { find } from '../exports/account';
import { channelInSeries } from '../exports/channels';
import { counted, fraction, share, type Span } from '../exports/figures';
import { messageStats } from '../exports/messageStats';
import { pointsOf, type Point, type SeriesRange } from '../exports/points';
import { flag, seriesRange, text, time, type Query } from '../exports/query';
import { bad } from '../exports/refusals';
import type { BrazeState } from '../state';
import type { CanvasFacts, StepFacts, VariantFacts } from './facts';

type Stats = Record<string, number>;
type Broken = Record<string, unknown>;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CENTS = 100;
/** "must be between 1 and 14 inclusive". */
const LONGEST = 14;

/** What a request asks for. */
interface Asked {
  readonly canvas: CanvasFacts;
  readonly points: readonly Point[];
  readonly now: number;
  readonly byVariant: boolean;
  readonly byStep: boolean;
  readonly withDeleted: boolean;
  /** People who really entered in a time, by requests to the sandbox. */
  entered(span: Span): number;
}

/** "Export Canvas data series analytics" and "Export Canvas data summary analytics": the same figures, by day and in all. */
export function canvasSeries(app: FastifyInstance, state: BrazeState): void {
  app.get<{ Querystring: Query }>('/canvas/data_series', async ({ query }) => {
    const asked = askedIn(state, query);
    const stats = asked.points.map((point) => ({ time: point.time, ...statsOf(asked, [point]) }));
    return { data: { name: asked.canvas.name, stats }, message: 'success' };
  });
  app.get<{ Querystring: Query }>('/canvas/data_summary', async ({ query }) => {
    const asked = askedIn(state, query);
    return { data: { name: asked.canvas.name, ...statsOf(asked, asked.points) }, message: 'success' };
  });
}

function askedIn(state: BrazeState, query: Query): Asked {
  const now = state.world.now();
  const canvas = find(state.canvases, query.canvas_id, 'canvas');
  return {
    canvas,
    now,
    points: pointsOf(rangeIn(query, now), now),
    byVariant: flag(query, 'include_variant_breakdown'),
    byStep: flag(query, 'include_step_breakdown'),
    withDeleted: flag(query, 'include_deleted_step_data'),
    entered: ({ firstHour, hours }) => state.outbox.enteredIn(canvas.id, firstHour * HOUR, (firstHour + hours) * HOUR),
  };
}

/** "Either length or starting_at is required". `ending_at` is called required, and to have a default: both are taken. */
function rangeIn(query: Query, now: number): SeriesRange {
  const startingAt = time(query, 'starting_at');
  if (startingAt === undefined || text(query, 'length') !== undefined) return seriesRange(query, now, 'daily', LONGEST);
  const endingAt = time(query, 'ending_at') ?? now;
  const length = Math.floor(endingAt / DAY) - Math.floor(startingAt / DAY) + 1;
  if (length < 1 || length > LONGEST) throw bad(`starting_at must be at most ${LONGEST} days before ending_at`);
  return { length, unit: 'day', endingAt };
}

function statsOf(asked: Asked, points: readonly Point[]) {
  const { canvas, byVariant, byStep, withDeleted } = asked;
  const sum = (of: (point: Point) => Stats): Stats => points.map(of).reduce(added, {});
  const variants = (): Broken => byId(canvas.variants, (variant) => ({ name: variant.name, ...sum((point) => figuresOf(asked, point, variant)) }));
  const steps = (): Broken => byId([...canvas.steps, ...(withDeleted ? canvas.deletedSteps : [])], (step) => stepStats(asked, points, step));
  return {
    total_stats: canvas.variants.map((variant) => sum((point) => figuresOf(asked, point, variant))).reduce(added, NOTHING),
    ...(byVariant && { variant_stats: variants() }),
    ...(byStep && { step_stats: steps() }),
  };
}

const byId = <Thing extends { readonly id: string }>(things: readonly Thing[], of: (thing: Thing) => object): Broken =>
  Object.fromEntries(things.map((thing) => [thing.id, of(thing)]));

const NOTHING: Stats = { revenue: 0, conversions: 0, conversions_by_entry_time: 0, entries: 0 };

const added = (one: Stats, other: Stats): Stats =>
  Object.fromEntries([...new Set([...Object.keys(one), ...Object.keys(other)])].map((name) => [name, roundCents((one[name] ?? 0) + (other[name] ?? 0))]));

const roundCents = (value: number): number => Math.round(value * CENTS) / CENTS;

/** The first variant has the rest, so that those of all variants add up. */
function entriesOf({ canvas, now, entered }: Asked, point: Point, variant: VariantFacts): number {
  const isOver = (canvas.firstEntry ?? Infinity) > (point.firstHour + point.hours) * HOUR;
  const all = isOver ? 0 : canvas.paused || canvas.archived ? 0 : counted(`entries ${canvas.id}`, point, now, 5, 60) + entered(point);
  const [first, ...others] = canvas.variants;
  return variant === first ? others.reduce((left, other) => left - share(all, other.share), all) : share(all, variant.share);
}

function figuresOf(asked: Asked, point: Point, variant: VariantFacts): Stats {
  const entries = entriesOf(asked, point, variant);
  return { ...resultsOf(`${asked.canvas.id} ${variant.name}`, entries), entries };
}

function resultsOf(key: string, reached: number): Stats {
  const conversions = share(reached, 0.03 + 0.05 * fraction(key));
  return { revenue: (conversions * 1999) / CENTS, conversions, conversions_by_entry_time: share(conversions, 0.9) };
}

/** Those who enter get to the first steps; to each later one, four in five. */
function stepStats(asked: Asked, points: readonly Point[], step: StepFacts): Broken {
  const { canvas } = asked;
  const place = canvas.steps.indexOf(step);
  const part = place < 0 ? 0.5 : 0.8 ** place;
  const reached = points
    .flatMap((point) => canvas.variants.filter(({ firstSteps }) => firstSteps.length > 0).map((variant) => entriesOf(asked, point, variant)))
    .reduce((sum, entries) => sum + share(entries, part), 0);
  const channels: Record<string, object[]> = {};
  for (const { id, type } of step.messages) {
    const channel = channelInSeries(type, false, false);
    (channels[channel] ??= []).push({ variation_api_id: id, ...messageStats(channel, reached, false) });
  }
  return { name: step.name, ...resultsOf(step.id, reached), ...(step.messages.length > 0 && { messages: channels }) };
}
