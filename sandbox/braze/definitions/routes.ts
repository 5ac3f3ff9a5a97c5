import type { FastifyInstance } from 'fastify';
import type { Query } from '../exports/query';
import { linkedPage } from '../linkedPage';
import type { BrazeState } from '../state';

/** "each call to this endpoint will return 50 attributes", and 50 events. */
const ROWS_A_PAGE = 50;
/** What somebody may enter in the dashboard, which nobody has done here. */
const UNTOUCHED = { description: null, status: 'Active', tag_names: [] };

/** "Export custom attributes" and "Export custom events": everything that was ever recorded, in the order of the alphabet. */
export function definitionRoutes(app: FastifyInstance, state: BrazeState): void {
  app.get<{ Querystring: Query }>('/custom_attributes', async ({ query }, reply) => ({
    message: 'success',
    attributes: linkedPage([...state.attributes].sort(byName), ROWS_A_PAGE, query, '/custom_attributes', reply).map(([name, data_type]) => ({
      ...{ array_length: data_type === 'Array' ? state.settings.arrayElements : null, data_type, name },
      ...UNTOUCHED,
    })),
  }));

  app.get<{ Querystring: Query }>('/events', async ({ query }, reply) => ({
    message: 'success',
    events: linkedPage([...state.events].sort(), ROWS_A_PAGE, query, '/events', reply).map((name) => ({
      ...{ name, included_in_analytics_report: true },
      ...UNTOUCHED,
    })),
  }));
}

const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number => (one < other ? -1 : 1);
