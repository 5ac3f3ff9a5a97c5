import type { FastifyInstance } from 'fastify';
import type { ExportAccount } from './account';
import { campaignSeriesRoute } from './campaignSeries';
import type { ExportJobs } from './jobs';
import { detailRoutes } from './details';
import { listRoutes } from './lists';
import { rawExportRoute } from './rawExportRoute';
import { segmentExportRoute } from './segmentExportRoute';
import { seriesRoutes } from './series';

export { exportControls } from './control';
export { ExportJobs } from './jobs';
export { fileRoutes } from './files';

/** The document's section "Export" without "Users by UserID", and its section "Raw Event Stream Export". */
export function exportRoutes(app: FastifyInstance, account: ExportAccount, jobs: ExportJobs): void {
  listRoutes(app, account);
  detailRoutes(app, account);
  seriesRoutes(app, account);
  campaignSeriesRoute(app, account);
  segmentExportRoute(app, account, jobs.segments);
  rawExportRoute(app, account, jobs.raw);
  app.addHook('onClose', async () => jobs.callbacks.close());
}
