import type { FastifyInstance } from 'fastify';
import { requestRoutes } from './requests';
import type { BryjState } from './state';
import { triggerRoute } from './trigger';

/** Adds the handlers for some paths of the API. */
export type Route = (app: FastifyInstance, state: BryjState) => void;

/** All routes of the API except signing in. To add one, create its file and add a line here. */
export const routes: readonly Route[] = [triggerRoute, requestRoutes];
