import type { FastifyInstance } from 'fastify';
import { find, type ExportAccount } from './account';
import { counted, fraction, level, share } from './figures';
import { pointsOf, type Point } from './points';
import { seriesRange, text, type Query } from './query';
import { bad } from './refusals';

interface SeriesEndpoint {
  readonly units: 'daily' | 'dailyOrHourly';
  /** Checks the parameters once and returns the function that computes a point's figures. */
  prepare(query: Query, account: ExportAccount): (point: Point, now: number) => Record<string, number>;
}

const MONTHLY_USERS = 40_000;
const CENTS = 100;

/** The endpoints of the document's section "Export" that return one series of figures, by path. */
const ENDPOINTS: Readonly<Record<string, SeriesEndpoint>> = {
  '/segments/data_series': {
    units: 'daily',
    prepare(query, account) {
      const segment = trackedSegment(query, account);
      const size = account.sizeOf(segment);
      return (point, now) => ({ size: level(`size ${segment.id}`, point, now, size) });
    },
  },
  '/feed/data_series': {
    units: 'dailyOrHourly',
    prepare(query, account) {
      const { id } = find(account.cards, query.card_id, 'card');
      return (point, now) => ({
        clicks: counted(`clicks ${id}`, point, now, 5, 20),
        impressions: counted(`impressions ${id}`, point, now, 60, 200),
        unique_clicks: counted(`unique clicks ${id}`, point, now, 1, 5),
        unique_impressions: counted(`unique impressions ${id}`, point, now, 20, 60),
      });
    },
  },
  '/kpi/mau/data_series': kpi('mau', (point, now) => level('mau', point, now, MONTHLY_USERS)),
  '/kpi/dau/data_series': kpi('dau', (point, now) => counted('dau', point, now, 100, 300)),
  '/kpi/new_users/data_series': kpi('new_users', (point, now) => counted('new users', point, now, 5, 40)),
  '/kpi/uninstalls/data_series': kpi('uninstalls', (point, now) => counted('uninstalls', point, now, 1, 9)),
  '/sessions/data_series': {
    units: 'dailyOrHourly',
    prepare(query, account) {
      const part = partOfApp(query, account) * partOfSegment(query, account);
      return (point, now) => ({ sessions: share(counted('sessions', point, now, 400, 1500), part) });
    },
  },
  '/events/data_series': {
    units: 'dailyOrHourly',
    prepare(query, account) {
      const event = text(query, 'event');
      if (event === undefined) throw bad('event is required');
      const part = account.events.has(event) ? partOfApp(query, account) * partOfSegment(query, account) : 0;
      return (point, now) => ({ count: share(counted(`event ${event}`, point, now, 10, 90), part) });
    },
  },
  '/purchases/revenue_series': {
    units: 'dailyOrHourly',
    prepare(query, account) {
      const part = partOfApp(query, account) * partOfProduct(query, account);
      return (point, now) => ({ revenue: share(counted('revenue', point, now, 10_000, 90_000), part) / CENTS });
    },
  },
  '/purchases/quantity_series': {
    units: 'dailyOrHourly',
    prepare(query, account) {
      const part = partOfApp(query, account) * partOfProduct(query, account);
      return (point, now) => ({ purchase_quantity: share(counted('purchases', point, now, 20, 120), part) });
    },
  },
};

export function seriesRoutes(app: FastifyInstance, account: ExportAccount): void {
  for (const [path, { units, prepare }] of Object.entries(ENDPOINTS)) {
    app.get<{ Querystring: Query }>(path, async ({ query }) => {
      const now = account.world.now();
      const figures = prepare(query, account);
      const data = pointsOf(seriesRange(query, now, units), now).map((point) => ({ time: point.time, ...figures(point, now) }));
      return { message: 'success', data };
    });
  }
}

function kpi(name: string, figure: (point: Point, now: number) => number): SeriesEndpoint {
  return {
    units: 'daily',
    prepare(query, account) {
      const part = partOfApp(query, account);
      return (point, now) => ({ [name]: share(figure(point, now), part) });
    },
  };
}

/** "Segment Analytics Endpoint": a series only exists "for a segment with analytics tracking enabled". */
function trackedSegment(query: Query, account: ExportAccount) {
  const segment = find(account.segments, query.segment_id, 'segment');
  if (!segment.tracking) throw bad('Analytics tracking is not enabled for this segment');
  return segment;
}

/** Without "app_id", the figures are those of all apps. */
function partOfApp(query: Query, account: ExportAccount): number {
  const id = text(query, 'app_id');
  if (id === undefined) return 1;
  if (!account.apps.has(id)) throw bad('app_id must be a string of the app api identifier');
  return part(`app ${id}`);
}

function partOfSegment(query: Query, account: ExportAccount): number {
  return text(query, 'segment_id') === undefined ? 1 : part(`segment ${trackedSegment(query, account).id}`);
}

/** A product without purchases has zero sales, which is not an error. */
function partOfProduct(query: Query, account: ExportAccount): number {
  const product = text(query, 'product');
  if (product === undefined) return 1;
  return account.products.has(product) ? part(`product ${product}`) : 0;
}

/** From a fifth to four fifths of the whole. */
function part(of: string): number {
  return 0.2 + 0.6 * fraction(of);
}
