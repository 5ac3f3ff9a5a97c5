import type { Route } from './route';
import { sendpushRoutes } from './sendpush';

/** All routes of the API. To add one, create its file and add a line here. */
export const routes: readonly Route[] = [sendpushRoutes];
