import { isObject, operation, promised, promisedObjects, segment, type AnyOperation, type Fields, type Json, type JsonObject } from '../../../engine';
import { numberIn } from '../campaign/rows';
import { idDoubts, samples, transactionalCampaign } from '../fields';
import { getRequest } from '../query';

/** "Range of values is [1..5000]", and the default. */
const PAGE = { least: 1, most: 5000 } as const;

const fields = {
  campaign_id: transactionalCampaign,
  since_date: {
    type: 'dateTime',
    label: 'Since Date',
    description: 'Only hits since this time; all if empty',
    todo: 'Enter a time such as 2017-04-06T16:41:44+05:00.',
  },
  page_size: {
    type: 'number',
    label: 'Page Size',
    description: 'Rows per request; all pages are fetched, so this only changes the number of requests',
    default: PAGE.most,
    limits: { min: PAGE.least, max: PAGE.most, whole: true },
  },
} as const satisfies Fields;

/** What is specific to one of the two reports. */
interface Hits {
  readonly label: string;
  readonly action: string;
  readonly description: string;
  /** Section of the FollowAnalytics campaigns API. */
  readonly docs: string;
  /** Last segment of the path. */
  readonly path: 'hits' | 'hits_per_user';
  /** The member with the time of a row; see `shifts` of a page. */
  readonly along: string;
  simplify(row: Json): JsonObject;
  /** A row as the vendor returns it. */
  readonly example: JsonObject;
}

/** The common form of both hit reports; the campaign is added to their rows. */
export const hitsOf = ({ path, along, example, docs, ...texts }: Hits): AnyOperation =>
  operation({
    ...texts,
    docs: `FollowAnalytics campaigns API, "${docs}"`,
    fields,
    warn: ({ campaign_id }) => idDoubts(campaign_id),
    retry: 'safe',
    returns: 'list',
    paging: {
      by: 'page',
      param: 'page',
      first: 1,
      // The rows have no identifier, and two hits of a user in the same second are equal.
      shifts: along,
      size: {
        param: 'page_size',
        max: PAGE.most,
        answered: (body) => (isObject(body) ? numberIn((body as JsonObject).result ?? null, 'page_size') : undefined),
      },
    },
    request: ([{ campaign_id, page_size = PAGE.most, since_date }], context) =>
      getRequest(`/api/transac/${segment(campaign_id)}/${path}`, { page: 1, page_size, since_date }, context),
    parse({ body }, [{ campaign_id }]) {
      // Not `{ campaign_id, ...hit }`: V8 may take objects that begin so for permanent, and not free them for long.
      const own = { campaign_id };
      return { rows: promisedObjects(promised(body, 'result'), 'hits').map((hit) => ({ ...own, ...hit })) };
    },
    sample: { campaign_id: samples.transactional, ...example },
    sampleReply: { success: true, result: { campaignKey: samples.transactional, page: 1, page_size: 500, hits: [example] } },
    sampleInputs: [{ campaign_id: samples.transactional }, { campaign_id: samples.transactional, page_size: 500, since_date: '2015-01-01T00:00:00+05:00' }],
  });
