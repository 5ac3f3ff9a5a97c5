import type { ChangeRow } from '../catalogue/changeTrigger';
import { CampaignError } from '../base/errors';
import type { Json, JsonObject } from '../base/json';
import { ask, rowsOf } from './read';
import type { PollContext } from './context';
import { newestOf } from './newest';

/** Number of rows to build a form from. */
const SAMPLES = 10;
/** Maximum number of requests asked for. */
const MOST_QUESTIONS = 3;
/** How far back a feed is read for samples. */
const DAY_MS = 24 * 60 * 60_000;
const SAMPLE_DAYS = [7, 90, 3650] as const;

const someRows = async (context: PollContext, operation: string, input: JsonObject): Promise<readonly Json[]> => {
  const found: Json[] = [];
  for await (const rows of rowsOf(await ask(context, operation, input, SAMPLES))) found.push(...rows);
  return found.slice(0, SAMPLES);
};

/** The newest rows that the vendor has now; events newest first, points in their order. */
export const samplesOf = async (context: PollContext): Promise<readonly JsonObject[]> => {
  const { chosen, ports } = context;
  const { watch } = context.trigger;
  switch (watch.by) {
    case 'time': {
      for (const days of SAMPLE_DAYS) {
        const rows = await newestOf(context, watch, ports.now() - days * DAY_MS, SAMPLES);
        if (rows.length > 0) return rows.map(context.shape);
      }
      return [];
    }
    case 'change': {
      const rows = await someRows(context, watch.operation, watch.input(chosen));
      return rows.map((campaign) => {
        const event = watch.status(campaign) === watch.finished ? 'finished' : 'statusChanged';
        return { ...context.shape({ event, previousStatus: '', campaign } satisfies ChangeRow as unknown as Json), raw: campaign };
      });
    }
    case 'point': {
      const points = await someRows(context, watch.operation(chosen), watch.input(chosen, SAMPLES, undefined));
      return points.map((point, i) => {
        const { raw, ...row } = context.shape(point);
        return { ...row, complete: i < points.length - 1, raw };
      });
    }
    case 'request': {
      let failed: CampaignError | undefined;
      // Each call may count against a quota.
      for (const id of watch.ids(chosen).slice(0, MOST_QUESTIONS)) {
        try {
          const rows = await someRows(context, watch.operation, watch.input(id));
          if (rows.length > 0) return rows.map(context.shape);
        } catch (error) {
          if (!(error instanceof CampaignError)) throw error;
          // Another request may have a report.
          failed ??= error;
          if (error.code === 'authentication' || error.code === 'rateLimited') break;
        }
      }
      if (failed) throw failed;
      // Scheduled requests have no report yet, and sent ones are no longer listed: use the documented row.
      return [{ ...context.shape(context.trigger.sample), sample: true }];
    }
  }
};
