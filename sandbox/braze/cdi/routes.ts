import type { FastifyInstance } from 'fastify';
import { write } from '../endpoint';
import type { Query } from '../exports/query';
import { bad, limited } from '../exports/refusals';
import { linkedPage } from '../linkedPage';
import { Refusal } from '../refusals';
import type { BrazeState } from '../state';
import { lastOf, statusOf, type Integration, type Job } from './integrations';

/** "Each call to this endpoint will return 10 items." */
const ROWS_A_PAGE = 10;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Every sync reads so many rows. */
const ROWS = 500;

/** The pages below "CDI". */
export function cdiRoutes(app: FastifyInstance, state: BrazeState): void {
  app.get<{ Querystring: Query }>('/cdi/integrations', async ({ query }, reply) =>
    listed(linkedPage([...state.integrations.values()], ROWS_A_PAGE, query, '/cdi/integrations', reply).map((each) => shown(state, each))),
  );

  app.get<{ Querystring: Query; Params: { id: string } }>('/cdi/integrations/:id/job_sync_status', async ({ query, params }, reply) => {
    const { id, jobs } = integrationOf(state, params.id);
    const page = linkedPage([...jobs].reverse(), ROWS_A_PAGE, query, `/cdi/integrations/${id}/job_sync_status`, reply);
    return listed(page.map((job) => jobShown(job, state.world.now())));
  });

  write(app, state, 'POST', '/cdi/integrations/:id/sync', 202, (_body, { id = '' }) => {
    const integration = integrationOf(state, id);
    const now = state.world.now();
    const last = lastOf(integration);
    if (last && now < last.endsAt) throw limited('Another job is in progress');
    const job: Job = { startedAt: now, endsAt: now + state.settings.syncMs, outcome: 'success', rows: ROWS, failedRows: 0 };
    return { answer: { message: 'success' }, effect: () => void integration.jobs.push(job) };
  });
}

const listed = (results: readonly object[]) => ({ results, message: 'success' });

function integrationOf({ integrations }: BrazeState, id: string): Integration {
  if (!ID.test(id)) throw bad('Invalid integration ID');
  const integration = integrations.get(id);
  if (integration === undefined) throw new Refusal(404, 'Integration not found');
  return integration;
}

const utc = (ms: number): string => new Date(ms).toISOString();

function shown({ appGroup, world }: BrazeState, integration: Integration) {
  const { id, name, warehouse, everyMs } = integration;
  const last = lastOf(integration);
  return {
    ...{ integration_id: id, app_group_id: appGroup, integration_name: name, integration_type: 'attributes', integration_status: 'active' },
    ...{ contact_emails: 'data@example.com', last_updated_at: last ? utc(last.startedAt - 60_000) : null, warehouse_type: warehouse },
    ...{ last_job_start_time: last ? utc(last.startedAt) : null, last_job_status: last ? statusOf(last, world.now()) : null },
    next_scheduled_run: last ? utc(last.startedAt + everyMs) : null,
  };
}

function jobShown(job: Job, now: number) {
  const isRunning = now < job.endsAt;
  return {
    job_status: statusOf(job, now),
    sync_start_time: utc(job.startedAt),
    sync_finish_time: isRunning ? null : utc(job.endsAt),
    last_timestamp_synced: isRunning ? null : utc(job.startedAt - 60_000),
    rows_synced: isRunning ? 0 : job.rows,
    rows_failed_with_errors: isRunning ? 0 : job.failedRows,
  };
}
