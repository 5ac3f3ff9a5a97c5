import type { FastifyInstance } from 'fastify';
import { ownPagesOnly } from '../server/callers';
import { batchRoutes } from './batchRoutes';
import { catalogRoutes } from './catalogRoutes';
import { credentialRoutes } from './credentialRoutes';
import { logRoutes } from './logRoutes';
import { messageRoutes } from './messageRoutes';
import { profileRoutes } from './profileRoutes';
import { QueryError } from './query';
import type { Sources } from './sources';

/** What the outbox page, and tests of others, read under `/_sandbox`: everything of all vendors, filtered. */
export function searchRoutes(app: FastifyInstance, sources: Sources): void {
  ownPagesOnly(app);
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof QueryError)) throw error;
    return reply.code(400).send({ error: error.message });
  });
  for (const add of [messageRoutes, batchRoutes, profileRoutes, catalogRoutes, logRoutes, credentialRoutes]) add(app, sources);
}
