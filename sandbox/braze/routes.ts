import type { Route } from './route';
import { canvasRoutes } from './canvases/routes';
import { preferenceCenterRoutes } from './admin/preferenceCenters';
import { sdkKeyRoutes } from './admin/sdkKeys';
import { catalogRoutes } from './catalogs/routes';
import { emailRoutes } from './email';
import { exportRoutes } from './exports/index';
import { cdiRoutes } from './cdi/routes';
import { definitionRoutes } from './definitions/routes';
import { contentBlockRoutes } from './library/contentBlocks';
import { mediaRoutes } from './library/media';
import { emailTemplateRoutes } from './library/templates';
import { messageRoutes } from './messages/routes';
import { smsRoutes } from './sms';
import { triggerRoutes } from './triggered/routes';
import { subscriptionRoutes } from './subscriptions/routes';
import { externalIdRoutes } from './users/externalIdRoutes';
import { identityRoutes } from './users/identityRoutes';
import { getMessagesScheduledBroadcasts } from './messages/getScheduledBroadcasts';
import { postMessagesLiveActivityStart } from './messages/postLiveActivityStart';
import { postMessagesLiveActivityUpdate } from './messages/postLiveActivityUpdate';
import { getSendsDataSeries } from './sends/getDataSeries';
import { postSendsIdCreate } from './sends/postIdCreate';
import { postTransactionalSend } from './transactional/postSend';
import { userRoutes } from './users/routes';

/** All routes of the API. To add one, create its file and add a line here. */
export const routes: readonly Route[] = [
  userRoutes,
  messageRoutes,
  triggerRoutes,
  canvasRoutes,
  emailRoutes,
  exportRoutes,
  catalogRoutes,
  subscriptionRoutes,
  identityRoutes,
  externalIdRoutes,
  smsRoutes,
  contentBlockRoutes,
  emailTemplateRoutes,
  preferenceCenterRoutes,
  sdkKeyRoutes,
  cdiRoutes,
  mediaRoutes,
  getMessagesScheduledBroadcasts,
  postSendsIdCreate,
  getSendsDataSeries,
  postMessagesLiveActivityStart,
  postMessagesLiveActivityUpdate,
  postTransactionalSend,
  definitionRoutes,
];
