import type { FastifyInstance } from 'fastify';
import { campaignRoutes } from './campaigns/routes';
import type { HorisenState } from './state';

/** Adds what answers at some paths of the API. */
export type Route = (app: FastifyInstance, state: HorisenState) => void;

/** All that the API answers to, but for its tokens. A further route is one file and one line here. */
export const routes: readonly Route[] = [campaignRoutes];
