import { operation, passing, promised, promisedAddress, reportFilters, reportRow, type Json, type JsonObject } from '../../../engine';
import { requestId, samples } from '../fields';
import { getRequest } from '../query';
import { explain, statusCodes } from './statusCodes';

/** The headers of the file, in the document's order. */
const COLUMNS = ['campaign_identifier', 'request_id', 'user_id', 'device_id', 'processed_at', 'status_code', 'status_details', 'channel'] as const;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A row in the form shared by the report rows of all vendors; this report does not state the app. */
const simplify = (row: Json): JsonObject => {
  const {
    campaign_identifier,
    request_id,
    user_id,
    device_id,
    processed_at,
    status_code = '',
    status_details = '',
    channel,
  } = row as Readonly<Record<string, string>>;
  return reportRow({
    vendor: 'followAnalytics',
    campaignId: campaign_identifier,
    requestId: request_id,
    userId: user_id,
    deviceId: device_id,
    appId: '',
    channel,
    sentAt: processed_at,
    ...explain(status_code, status_details),
  });
};

/** Retrieve a sending report: FollowAnalytics campaigns API, "Retrieve a sending report". */
export const getReport = operation({
  label: 'Get Report',
  action: 'Get batch report',
  description: 'Get one row per device that a request was sent to, with the reason if delivery failed',
  docs: 'FollowAnalytics campaigns API, "Retrieve a sending report"',
  verb: 'getReport',
  fields: { request_id: requestId, ...reportFilters },
  filter: { by: ['only_failures', 'channel'], passing },
  retry: 'safe',
  returns: 'file',
  wait: { everyMs: 30 * SECOND, slowestMs: 10 * MINUTE, longestMs: 24 * HOUR },
  request: ([{ request_id }], context) => getRequest('/api/campaigns/request', { request_id }, context),
  parse({ body }, [{ request_id }]) {
    const url = promisedAddress(promised(body, 'result'), 'report_url');
    return { files: { urls: [url], as: 'csv', name: `report-${request_id}.csv`, columns: COLUMNS, about: { request_id, report_url: url } } };
  },
  simplify,
  codes: statusCodes,
  sample: {
    campaign_identifier: samples.transactional,
    request_id: samples.request,
    user_id: 'john365',
    device_id: 'e93413b2ee9fe971',
    processed_at: '2017-04-06T11:41:44Z',
    status_code: 'DEVICE_OPT_OUT',
    status_details: '',
    channel: 'push',
  },
  sampleReply: { success: true, result: { report_url: 'https://bucket.s3.eu-west-1.amazonaws.com/reports/A_UNIQUE_REQUEST_ID.csv' } },
  sampleInputs: [{ request_id: samples.request }, { request_id: samples.request }],
});
