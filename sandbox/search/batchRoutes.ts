import type { FastifyInstance } from 'fastify';
import type { BatchView } from '../server/world';
import { tally } from './counts';
import { noOthers, numberIn, valuesIn, wordsIn, type Query } from './query';
import { makersIn, type Sources } from './sources';

const MOST_ON_A_PAGE = 500;

/** Batches of all vendors, newest first, and the chart of what happened. */
export function batchRoutes(app: FastifyInstance, { vendors, journal, activity, now }: Sources): void {
  const all = (): BatchView[] => vendors.all().flatMap(([, { server }]) => server.batches());

  app.get<{ Querystring: Query }>('/batches', async ({ query }) => {
    noOthers(query, ['q', 'vendor', 'state', 'campaign', 'limit', 'offset']);
    const words = wordsIn(query);
    const [ofVendors, states, campaigns] = ['vendor', 'state', 'campaign'].map((name) => valuesIn(query, name)) as [string[], string[], string[]];
    const limit = numberIn(query, 'limit', 0, MOST_ON_A_PAGE, 50);
    const offset = numberIn(query, 'offset', 0, Number.MAX_SAFE_INTEGER, 0);
    const isFor = (list: readonly string[], value: string): boolean => list.length === 0 || list.includes(value);
    const found = all()
      .map((batch, order) => ({ batch, order }))
      .sort((a, b) => b.batch.createdAt - a.batch.createdAt || b.order - a.order)
      .map(({ batch }) => batch)
      .filter(({ id, campaignId, campaignName, channel }) => {
        const text = `${id}\n${campaignId}\n${campaignName}\n${channel}`.toLowerCase();
        return isFor(campaigns, campaignId) && words.every((word) => text.includes(word));
      });
    const wanted = found.filter(({ vendor, state }) => isFor(ofVendors, vendor) && isFor(states, state));
    const makerOf = makersIn(journal);
    return {
      total: wanted.length,
      batches: wanted.slice(offset, offset + limit).map((batch) => ({ ...batch, request: makerOf(batch) })),
      counts: {
        vendor: tally(found.filter(({ state }) => isFor(states, state)).map(({ vendor }) => vendor)),
        state: tally(found.filter(({ vendor }) => isFor(ofVendors, vendor)).map(({ state }) => state)),
      },
    };
  });

  app.get<{ Querystring: Query }>('/activity', async ({ query }) => {
    noOthers(query, ['steps']);
    return activity.view(all(), now(), numberIn(query, 'steps', 1, 500, 60));
  });
}
