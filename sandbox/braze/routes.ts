import type { FastifyInstance } from 'fastify';
import { campaignRoutes } from './campaigns/routes';
import { emailRoutes } from './email';
import { exportRoutes, type ExportJobs } from './exports/index';
import { getMessagesScheduledBroadcasts } from './messages/getScheduledBroadcasts';
import { postMessagesLiveActivityStart } from './messages/postLiveActivityStart';
import { postMessagesLiveActivityUpdate } from './messages/postLiveActivityUpdate';
import { messageRoutes } from './messages/routes';
import { getSendsDataSeries } from './sends/getDataSeries';
import { postSendsIdCreate } from './sends/postIdCreate';
import type { BrazeState } from './state';
import { postTransactionalSend } from './transactional/postSend';
import { userRoutes } from './users/routes';

/** Adds the handlers for some paths of the API. */
export type Route = (app: FastifyInstance, state: BrazeState, jobs: ExportJobs) => void;

/** All routes of the API. To add one, create its file and add a line here. */
export const routes: readonly Route[] = [
  userRoutes,
  messageRoutes,
  campaignRoutes,
  emailRoutes,
  exportRoutes,
  getMessagesScheduledBroadcasts,
  postSendsIdCreate,
  getSendsDataSeries,
  postMessagesLiveActivityStart,
  postMessagesLiveActivityUpdate,
  postTransactionalSend,
];
