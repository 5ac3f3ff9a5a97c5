import type { FastifyInstance } from 'fastify';
import type { ExportJobs } from './exports/index';
import type { BrazeState } from './state';

/** Adds the handlers for some paths of the API. */
export type Route = (app: FastifyInstance, state: BrazeState, jobs: ExportJobs) => void;
