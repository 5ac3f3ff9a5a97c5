import type { FastifyInstance } from 'fastify';
import type { CatalogView } from '../server/views';
import { noOthers, numberIn, valuesIn, wordsIn, type Query } from './query';
import type { Sources } from './sources';

const MOST_ON_A_PAGE = 500;

type Catalog = CatalogView & { readonly vendor: string };

/** The catalogs of the vendors, and what is in each: those that requests have changed last at the top. */
export function catalogRoutes(app: FastifyInstance, { vendors }: Sources): void {
  const all = (): Catalog[] =>
    vendors
      .all()
      .flatMap(([vendor, { server }]) => [...(server.catalogs?.() ?? [])].map((catalog) => ({ ...catalog, vendor })))
      .sort((a, b) => b.updatedAt - a.updatedAt);

  app.get<{ Querystring: Query }>('/catalogs', async ({ query }) => {
    noOthers(query, []);
    return { catalogs: all().map(({ items, ...catalog }) => ({ ...catalog, count: items.length })) };
  });

  app.get<{ Querystring: Query }>('/catalogs/items', async ({ query }, reply) => {
    noOthers(query, ['vendor', 'catalog', 'q', 'limit', 'offset']);
    const [[vendor], [name]] = [valuesIn(query, 'vendor'), valuesIn(query, 'catalog')];
    const catalog = all().find((each) => each.vendor === vendor && each.name === name);
    if (!catalog) return reply.code(404).send({ error: 'No such catalog' });
    const words = wordsIn(query);
    const limit = numberIn(query, 'limit', 0, MOST_ON_A_PAGE, 50);
    const offset = numberIn(query, 'offset', 0, Number.MAX_SAFE_INTEGER, 0);
    const found = words.length === 0 ? catalog.items : catalog.items.filter((item) => words.every((word) => JSON.stringify(item).toLowerCase().includes(word)));
    return { total: found.length, items: found.slice(offset, offset + limit) };
  });
}
