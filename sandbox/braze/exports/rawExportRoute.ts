import type { FastifyInstance } from 'fastify';
import type { ExportAccount } from './account';
import { bodyOf, callbackEndpoint, outputFormat, texts } from './body';
import { time, type Query } from './query';
import type { RawExports } from './rawExports';
import { bad, limited } from './refusals';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** Three months never have more days. */
const OLDEST_MS = 92 * DAY_MS;

/** "Raw Event Stream Export" of the document. */
export function rawExportRoute(app: FastifyInstance, account: ExportAccount, raw: RawExports): void {
  app.post('/raw_data/export', async (request) => {
    const body = await bodyOf(request);
    const order = {
      ...rangeOf(body, account.world.now()),
      appIds: texts(body, 'app_ids'),
      eventNames: texts(body, 'event_names'),
      format: outputFormat(body),
      callbackEndpoint: callbackEndpoint(body),
    };
    const unknown = order.appIds?.find((id) => id !== 'api' && !account.apps.has(id));
    if (unknown !== undefined) throw bad(`app_ids contains an unknown app api identifier: ${unknown}`);
    if (raw.isRunning()) throw limited('A raw data export is already in progress');
    if (request.fault?.kind !== 'acceptAndDrop') raw.start(order, account.settings.rawExportMs);
    return { success: true, message: 'success' };
  });
}

/** "At most one week's worth of data at a time", "only data from the last 3 months". */
function rangeOf(body: Query, now: number): { startingAt: number; endingAt: number } {
  const startingAt = time(body, 'starting_at');
  const endingAt = time(body, 'ending_at');
  if (startingAt === undefined) throw bad('starting_at is required');
  if (endingAt === undefined) throw bad('ending_at is required');
  if (endingAt <= startingAt) throw bad('starting_at must be before ending_at');
  if (endingAt - startingAt > WEEK_MS) throw bad('You may only export up to one week of data at a time');
  if (startingAt < now - OLDEST_MS) throw bad('You can only export data from the last 3 months');
  return { startingAt, endingAt };
}
