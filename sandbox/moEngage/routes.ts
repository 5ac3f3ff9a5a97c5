import type { FastifyInstance } from 'fastify';
import { sendpushRoutes } from './sendpush';
import type { MoEngageState } from './state';

/** Adds the handlers for some paths of the API. */
export type Route = (app: FastifyInstance, state: MoEngageState) => void;

/** All routes of the API. To add one, create its file and add a line here. */
export const routes: readonly Route[] = [sendpushRoutes];
