import type { FastifyInstance } from 'fastify';
import type { BryjState } from './state';

/** Adds the handlers for some paths of the API. */
export type Route = (app: FastifyInstance, state: BryjState) => void;
