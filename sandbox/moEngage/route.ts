import type { FastifyInstance } from 'fastify';
import type { MoEngageState } from './state';

/** Adds the handlers for some paths of the API. */
export type Route = (app: FastifyInstance, state: MoEngageState) => void;
