import type { FastifyInstance } from 'fastify';
import type { ExportAccount } from './account';
import { campaignSeriesRoute } from './campaignSeries';
import type { ExportDesk } from './desk';
import { detailRoutes } from './details';
import { listRoutes } from './lists';
import { rawExportRoute } from './rawExportRoute';
import { segmentExportRoute } from './segmentExportRoute';
import { seriesRoutes } from './series';

export { exportControls } from './control';
export { ExportDesk } from './desk';
export { fileRoutes } from './files';

/** The document's section "Export" without "Users by UserID", and its section "Raw Event Stream Export". */
export function exportRoutes(app: FastifyInstance, account: ExportAccount, desk: ExportDesk): void {
  listRoutes(app, account);
  detailRoutes(app, account);
  seriesRoutes(app, account);
  campaignSeriesRoute(app, account);
  segmentExportRoute(app, account, desk.segments);
  rawExportRoute(app, account, desk.raw);
  app.addHook('onClose', async () => desk.callbacks.close());
}
