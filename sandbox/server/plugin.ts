import type { FastifyInstance } from 'fastify';

/**
 * Routes that share hooks, as a plugin of Fastify. It has a name because Fastify looks for that of a nameless one among all modules that are
 * loaded, which takes longer than all else at the start.
 */
export const plugin = (name: string, add: (scope: FastifyInstance) => void): ((scope: FastifyInstance) => Promise<void>) =>
  Object.assign(async (scope: FastifyInstance) => add(scope), { [Symbol.for('fastify.display-name')]: name });
