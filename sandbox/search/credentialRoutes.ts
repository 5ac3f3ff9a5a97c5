import type { FastifyInstance } from 'fastify';
import { originOf } from '../server/control';
import { noOthers, valuesIn, type Query } from './query';
import type { Sources } from './sources';

/** The demo accounts as `n8n import:credentials` reads them. Their secrets are no secrets: the page shows them too. */
export function credentialRoutes(app: FastifyInstance, { vendors }: Sources): void {
  app.get<{ Querystring: Query }>('/credentials.json', async ({ query, headers }) => {
    noOthers(query, ['vendor']);
    const wanted = valuesIn(query, 'vendor');
    return vendors.all().flatMap(([id, { label, server }]) => {
      const credential = server.credential?.(originOf(headers.host));
      if (!credential || (wanted.length > 0 && !wanted.includes(id))) return [];
      // n8n replaces the credential with this ID, so that importing twice leaves one.
      return [{ id: `campaignSandbox${id[0]?.toUpperCase()}${id.slice(1)}`, name: `${label} (sandbox)`, ...credential }];
    });
  });
}
