import { inUtc, operation, passing, promisedAddresses, reportFilters, reportRow, type Json, type JsonObject, type RowCodes } from '../../engine';
import { GROW_MEMBER } from './account';
import { requestId } from './fields';

/** "File structure" of API Trigger Campaigns Endpoint, in its order. */
const COLUMNS = ['app_id', 'campaign_id', 'user_id', 'device_id', 'sent_at', 'request_id', 'channel', 'error_message'] as const;

/** The value for a row whose push results are not available yet. */
export const IN_PROGRESS = 'In progress';

/** The meanings of `error_message`, from the document's list; the list is open, so others are passed through. */
const meanings: RowCodes = {
  'Last user not logged in': { code: 'notLoggedIn', meaning: 'The user is no longer logged in on the device.' },
  'App uninstalled': { code: 'appUninstalled', meaning: 'The app is no longer installed on the device.' },
  'Opt out': { code: 'optOut', meaning: 'The user is no longer opted in to push.' },
  'No device for user': { code: 'noDevice', meaning: 'GROW has no record of the user.' },
  FPErrBadRecipientToken: { code: 'badToken', meaning: 'The push token has expired.' },
  FPErrTokenUnregistered: { code: 'tokenUnregistered', meaning: 'The push service does not know the push token.' },
  FPErrJSONMarshalling: { code: 'malformedMessage', meaning: "Bryj's push server could not read the message." },
  FPErrPushFailed: { code: 'pushFailed', meaning: 'The push service could not deliver the message.' },
};

/** A row in the form shared by the report rows of all vendors. */
const simplify = (row: Json): JsonObject => {
  const { app_id, campaign_id, user_id, device_id, sent_at, request_id, channel, error_message } = row as Readonly<Record<string, string>>;
  const words = (error_message ?? '').trim();
  const known = Object.hasOwn(meanings, words) ? meanings[words] : undefined;
  return reportRow({
    vendor: 'bryj',
    campaignId: campaign_id,
    requestId: request_id,
    userId: user_id,
    deviceId: device_id,
    appId: app_id,
    channel,
    sentAt: inUtc(sent_at),
    status: words === '' ? 'sent' : words === IN_PROGRESS ? 'inProgress' : 'failed',
    errorCode: words === '' || words === IN_PROGRESS ? '' : (known?.code ?? 'other'),
    errorMessage: words === '' || words === IN_PROGRESS ? '' : known ? `${words}: ${known.meaning}` : words,
  });
};

const byPath = (one: string, other: string): number => one.split('?')[0]!.localeCompare(other.split('?')[0]!);

const MINUTE = 60_000;

/** Retrieve reports: API Trigger Campaigns Endpoint, "Retrieve reports". */
export const getReport = operation({
  label: 'Get Report',
  action: 'Get batch report',
  description:
    'Get one row per device that a request was sent to, with the reason if delivery failed; available about 30 minutes after the send time. Each call counts toward the quota',
  docs: 'API Trigger Campaigns Endpoint, "Retrieve reports"',
  verb: 'getReport',
  permission: GROW_MEMBER,
  fields: { request_id: requestId, ...reportFilters },
  filter: { by: ['only_failures', 'channel'], passing },
  retry: 'safe',
  returns: 'file',
  // Each check counts toward the quota, and the report is there about 30 minutes after the send time: at 5, 15 and 35 minutes, then every 20.
  wait: { everyMs: 5 * MINUTE, slowestMs: 20 * MINUTE, longestMs: 120 * MINUTE, firstEveryMs: 10 * MINUTE },
  request: ([{ request_id }]) => ({ method: 'GET', path: '/api/campaigns/report', query: { request_id } }),
  parse(reply, [input]) {
    // A stable order, whatever signatures the URLs have, so that a partially read report can be resumed.
    const urls = [...promisedAddresses(reply.body, 'reports')].sort(byPath);
    return {
      files: { urls, as: 'csv', name: `report-${input.request_id}.csv`, columns: COLUMNS, about: { request_id: input.request_id, files: new Set(urls).size } },
    };
  },
  simplify,
  codes: meanings,
  sample: {
    app_id: 'APP_XXX',
    campaign_id: 'CMP_Dl3Egjp4HA',
    user_id: 'USER_ID1',
    device_id: 'e93413b2ee9fe971',
    sent_at: '2022-09-02 07:39:00 UTC',
    request_id: 'b615b03a0c538be18cd2c8610cca1d79',
    channel: 'push',
    error_message: 'Opt out',
  },
  sampleReply: {
    request_id: 'b615b03a0c538be18cd2c8610cca1d79',
    reports: ['https://bucket.s3.eu-west-1.amazonaws.com/request_id/202209020739/e93413b2ee9fe97112ab739541c6353f.csv/part-0000'],
  },
  sampleInputs: [{ request_id: 'b615b03a0c538be18cd2c8610cca1d79' }, { request_id: 'b615b03a0c538be18cd2c8610cca1d79' }],
});
