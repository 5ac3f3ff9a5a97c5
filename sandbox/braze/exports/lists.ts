import type { FastifyInstance } from 'fastify';
import type { ExportAccount } from './account';
import { iso } from './iso';
import { listRoute, namesRoute } from './list';
import { time } from './query';

/** The endpoints "... List Endpoint" of the document's section "Export". */
export function listRoutes(app: FastifyInstance, account: ExportAccount): void {
  listRoute(app, '/segments/list', {
    member: 'segments',
    things: () => account.segments.values(),
    rowOf: ({ id, name, tracking, tags }) => ({ id, name, analytics_tracking_enabled: tracking, tags }),
    archived: 'never',
  });

  listRoute(app, '/campaigns/list', {
    member: 'campaigns',
    things(query) {
      const editedAfter = time(query, 'last_edit.time[gt]') ?? -Infinity;
      return [...account.campaigns.values()].filter(({ updatedAt }) => updatedAt > editedAfter);
    },
    rowOf: ({ id, name, isApi, tags, updatedAt }) => ({ id, name, is_api_campaign: isApi, tags, last_edited: iso(updatedAt) }),
  });

  listRoute(app, '/feed/list', {
    member: 'cards',
    things: () => account.cards.values(),
    rowOf: ({ id, type, title, tags }) => ({ id, type, title, tags }),
  });

  namesRoute(app, '/events/list', 'events', () => account.events);
  namesRoute(app, '/purchases/product_list', 'products', () => account.products);
}
