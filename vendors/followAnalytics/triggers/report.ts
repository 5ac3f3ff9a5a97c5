import { reportTrigger, type JsonObject } from '../../../engine';
import { batch } from '../batch';
import { samples } from '../fields';

const { getReport } = batch.operations;

/** FollowAnalytics campaigns API, "Retrieve a sending report". There is no list of requests, so they must be named; all rows of a report are final. */
export const report = reportTrigger({
  description: 'Return a row for each device that a request was sent to, with the reason if delivery failed, as soon as the report is ready',
  docs: getReport.docs,
  operation: 'batch.getReport',
  definition: getReport,
  firstMinutes: 1,
  everyMinutes: 2,
  giveUpHours: 24,
  key: (row) => {
    const { campaign_identifier, user_id, device_id, channel } = row as JsonObject;
    return [campaign_identifier, user_id, device_id, channel].join(' ');
  },
  sampleIds: [samples.request],
});
