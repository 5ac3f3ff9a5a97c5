import type { FastifyInstance } from 'fastify';
import { appRoutes } from './apps';
import { cancelRoutes } from './cancel';
import { createRoutes } from './create/index';
import { exportRoutes } from './export';
import { hitRoutes } from './hits';
import { launchRoutes } from './launch';
import { listRoutes } from './list';
import { reportRoutes } from './report';
import type { FollowState } from './state';
import { statsRoutes } from './stats';
import { triggerRoutes } from './trigger';

/** Adds the handlers for some paths of the API. */
export type Route = (app: FastifyInstance, state: FollowState) => void;

/** All routes of the API except signing in. To add one, create its file and add a line here. */
export const routes: readonly Route[] = [
  appRoutes,
  createRoutes,
  launchRoutes,
  listRoutes,
  statsRoutes,
  exportRoutes,
  triggerRoutes,
  reportRoutes,
  cancelRoutes,
  hitRoutes,
];
