import type { FastifyInstance } from 'fastify';
import type { ExportAccount } from './account';
import { choice, flag, page, time, type Query } from './query';

const ROWS_A_PAGE = 100;
const NAMES_A_PAGE = 250;

/** The endpoints "... List Endpoint" of the document's section "Export". */
export function listRoutes(app: FastifyInstance, account: ExportAccount): void {
  app.get<{ Querystring: Query }>('/segments/list', async ({ query }) => ({
    message: 'success',
    segments: pageOf([...account.segments.values()].filter(living(query, 'never')), query).map(({ id, name, tracking, tags }) => ({
      id,
      name,
      analytics_tracking_enabled: tracking,
      tags,
    })),
  }));

  app.get<{ Querystring: Query }>('/campaigns/list', async ({ query }) => {
    const editedAfter = time(query, 'last_edit.time[gt]') ?? -Infinity;
    const campaigns = [...account.campaigns.values()].filter(living(query, 'onRequest')).filter(({ updatedAt }) => updatedAt > editedAfter);
    return {
      message: 'success',
      campaigns: pageOf(campaigns, query).map(({ id, name, isApi, tags, updatedAt }) => ({
        id,
        name,
        is_api_campaign: isApi,
        tags,
        last_edited: new Date(updatedAt).toISOString(),
      })),
    };
  });

  app.get<{ Querystring: Query }>('/feed/list', async ({ query }) => ({
    message: 'success',
    cards: pageOf([...account.cards.values()].filter(living(query, 'onRequest')), query).map(({ id, type, title, tags }) => ({ id, type, title, tags })),
  }));

  app.get<{ Querystring: Query }>('/events/list', async ({ query }) => ({ message: 'success', events: namesOf(account.events, query) }));
  app.get<{ Querystring: Query }>('/purchases/product_list', async ({ query }) => ({ message: 'success', products: namesOf(account.products, query) }));
}

/** Archived things are left out, unless the endpoint has "include_archived" and it is true. */
function living(query: Query, archived: 'never' | 'onRequest'): (thing: { archived: boolean }) => boolean {
  const all = archived === 'onRequest' && flag(query, 'include_archived');
  return (thing) => all || !thing.archived;
}

/** Most recent first, as in the document; today's "sort_direction" turns it round. */
function pageOf<Thing extends { createdAt: number }>(things: Thing[], query: Query): Thing[] {
  const sign = choice(query, 'sort_direction', ['desc', 'asc']) === 'asc' ? 1 : -1;
  things.sort((a, b) => sign * (a.createdAt - b.createdAt));
  return cut(things, query, ROWS_A_PAGE);
}

function namesOf(names: Iterable<string>, query: Query): string[] {
  return cut([...names].sort(), query, NAMES_A_PAGE);
}

function cut<Thing>(things: Thing[], query: Query, size: number): Thing[] {
  const from = page(query) * size;
  return things.slice(from, from + size);
}
