import type { FastifyInstance } from 'fastify';
import { campaignRoutes } from './campaigns/routes';
import type { HorisenState } from './state';

/** Adds the handlers for some paths of the API. */
export type Route = (app: FastifyInstance, state: HorisenState) => void;

/** All routes of the API except tokens. To add one, create its file and add a line here. */
export const routes: readonly Route[] = [campaignRoutes];
