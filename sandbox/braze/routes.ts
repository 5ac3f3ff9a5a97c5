import type { FastifyInstance } from 'fastify';
import { campaignRoutes } from './campaigns/routes';
import { catalogRoutes } from './catalogs/routes';
import { emailRoutes } from './email';
import { exportRoutes, type ExportJobs } from './exports/index';
import { messageRoutes } from './messages/routes';
import type { BrazeState } from './state';
import { userRoutes } from './users/routes';

/** Adds the handlers for some paths of the API. */
export type Route = (app: FastifyInstance, state: BrazeState, jobs: ExportJobs) => void;

/** All routes of the API. To add one, create its file and add a line here. */
export const routes: readonly Route[] = [userRoutes, messageRoutes, campaignRoutes, catalogRoutes, emailRoutes, exportRoutes];
