import type { FastifyInstance } from 'fastify';
import type { ExportAccount } from './account';
import { callbackView } from './callbacks';
import type { ExportJobs } from './jobs';
import { phaseOf } from './segmentExports';

/** What the vendor's jobs and the account's bucket would show. Not part of the vendor's API. */
export function exportControls(app: FastifyInstance, account: ExportAccount, jobs: ExportJobs): void {
  app.get('/raw-exports', async () => ({ exports: jobs.raw.list(account.appGroup) }));

  app.get('/segment-exports', async () => {
    const now = account.world.now();
    return {
      exports: jobs.segments.list().map((one) => ({
        segment_id: one.segmentId,
        object_prefix: one.prefix,
        started_at: new Date(one.startedAt).toISOString(),
        state: phaseOf(one, now),
        users: one.lines.count,
        key: one.key,
        url: one.url ?? null,
        callback: callbackView(one.callback),
      })),
    };
  });
}
