import { isObject, operation, promised, type Json, type JsonObject, type Parsed } from '../../../engine';
import { samples } from '../fields';
import { getRequest } from '../query';
import { filterDoubts, filterProblems, listed } from './filters';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The storage's statuses for a missing file. */
const NOT_YET = [403, 404] as const;

const NAME = 'campaigns.csv';

/** The first URL anywhere in a value. */
const addressIn = (value: Json): string | undefined => {
  if (typeof value === 'string') return /^https?:\/\/\S+$/.test(value) ? value : undefined;
  for (const each of Array.isArray(value) ? (value as readonly Json[]) : isObject(value) ? (Object.values(value) as readonly Json[]) : []) {
    const found = addressIn(each);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** A table: a header line with columns, rather than a page of markup. */
const isTable = (value: Json): value is string => typeof value === 'string' && /^[^\n<]+,[^\n<]*\n/.test(value);

/**
 * Interprets an answer. The document names the endpoint but refers to an unavailable page for its use, so the table itself, a URL anywhere in the
 * answer, and anything else unchanged are all accepted.
 */
const read = (body: Json): Parsed<Json> => {
  if (isTable(body)) return { text: { content: body, as: 'csv', name: NAME, about: { file: NAME } } };
  const result = Array.isArray(body) ? (body as Json) : promised(body, 'result');
  const url = isObject(result) || typeof result === 'string' ? addressIn(result) : undefined;
  if (url !== undefined) return { files: { urls: [url], as: 'csv', name: NAME, pending: NOT_YET, about: { url } } };
  if (isTable(result)) return { text: { content: result, as: 'csv', name: NAME, about: { file: NAME } } };
  return { one: isObject(result) ? (result as JsonObject) : { result } };
};

/** Export the list of campaigns: FollowAnalytics campaigns API, "List all campaigns", "Export endpoint". */
export const exportCampaigns = operation({
  label: 'Export',
  action: 'Export campaigns',
  description: 'Get the list of campaigns as a CSV file, which FollowAnalytics generates in the background',
  docs: 'FollowAnalytics campaigns API, "List all campaigns"',
  fields: listed,
  check: filterProblems,
  warn: filterDoubts,
  // In the worst case, a second file is created.
  retry: 'safe',
  returns: 'file',
  wait: { everyMs: 15 * SECOND, slowestMs: 5 * MINUTE, longestMs: 60 * MINUTE },
  request: ([input], context) => getRequest('/api/campaigns/list_export', input, context),
  parse: ({ body }) => read(body),
  sample: { identifier: 'FACMPGN_UIsHGR9-r5y_fQc7', name: 'C1', status: 'Ongoing', type: 'classic', app_id: samples.app },
  sampleReply: { success: true, result: { report_url: 'https://bucket.s3.eu-west-1.amazonaws.com/exports/campaigns.csv' } },
  sampleInputs: [
    {},
    { status: ['ongoing', 'finished'], workflow_types: ['scheduled', 'transactional'], order: 'created_at', from: '2000-01-01T00:00:00+01:00' },
  ],
});
