import type { FastifyInstance } from 'fastify';

/**
 * Routes with common hooks, as a Fastify plugin. It is named because for an unnamed one Fastify searches all loaded modules for a name, which takes
 * longer than the rest of the startup.
 */
export const plugin = (name: string, add: (scope: FastifyInstance) => void): ((scope: FastifyInstance) => Promise<void>) =>
  Object.assign(async (scope: FastifyInstance) => add(scope), { [Symbol.for('fastify.display-name')]: name });
