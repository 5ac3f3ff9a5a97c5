import { reportTrigger, type JsonObject } from '../../../engine';
import { campaignId } from '../fields';
import { getReport, IN_PROGRESS } from '../getReport';
import { simplifyRequest } from '../scheduled';

/** API Trigger Campaigns Endpoint, "Retrieve reports" (30 minutes after sending, "In progress") and "Get scheduled requests". */
const report = reportTrigger({
  description: 'Return a row for each device that a request was sent to, with the reason if delivery failed, as soon as the report is ready',
  docs: getReport.docs,
  operation: 'batch.getReport',
  definition: getReport,
  firstMinutes: 30,
  everyMinutes: 10,
  giveUpHours: 24,
  key: (row) => {
    const { app_id, user_id, device_id, channel } = row as JsonObject;
    return [app_id, user_id, device_id, channel].join(' ');
  },
  isOpen: (row) => String((row as JsonObject).error_message ?? '').trim() === IN_PROGRESS,
  scheduled: {
    operation: 'batch.getScheduled',
    campaign: campaignId,
    id: (row) => String((row as JsonObject).request_id ?? ''),
    sendAt: (row) => Date.parse(String(simplifyRequest(row).to_be_send_at)),
  },
  sampleIds: ['b615b03a0c538be18cd2c8610cca1d79'],
  sampleCampaign: 'CMP_Dl3Egjp4HA',
});

export const triggers = { report };
