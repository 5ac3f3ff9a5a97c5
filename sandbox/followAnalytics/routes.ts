import type { Route } from './route';
import { appRoutes } from './apps';
import { cancelRoutes } from './cancel';
import { createRoutes } from './create/index';
import { exportRoutes } from './export';
import { hitRoutes } from './hits';
import { launchRoutes } from './launch';
import { listRoutes } from './list';
import { reportRoutes } from './report';
import { statsRoutes } from './stats';
import { triggerRoutes } from './trigger';

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
