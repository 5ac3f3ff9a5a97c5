import type { FastifyInstance } from 'fastify';
import { requestRoutes } from './requests';
import type { BryjState } from './state';
import { triggerRoute } from './trigger';

/** Adds what answers at some paths of the API. */
export type Route = (app: FastifyInstance, state: BryjState) => void;

/** All that the API answers to, but for signing in. A further route is one file and one line here. */
export const routes: readonly Route[] = [triggerRoute, requestRoutes];
