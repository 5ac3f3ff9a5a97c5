import type { FastifyInstance } from 'fastify';
import type { HorisenState } from './state';

/** Adds the handlers for some paths of the API. */
export type Route = (app: FastifyInstance, state: HorisenState) => void;
