import type { Route } from './route';
import { requestRoutes } from './requests';
import { triggerRoute } from './trigger';

/** All routes of the API except signing in. To add one, create its file and add a line here. */
export const routes: readonly Route[] = [triggerRoute, requestRoutes];
