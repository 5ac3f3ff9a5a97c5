import type { Route } from './route';
import { campaignRoutes } from './campaigns/routes';

/** All routes of the API except tokens. To add one, create its file and add a line here. */
export const routes: readonly Route[] = [campaignRoutes];
