import { operation } from '../../../engine';
import { cancelledBefore } from '../cancelled';
import { endpoint } from '../endpoint';
import { sampleId } from '../fields';
import { acceptedAs } from '../message/answer';
import { oneWithDoubts } from '../nonFatal';
import { triggerScheduleFields } from './updateTriggerSchedule';

const { path, permission, quota } = endpoint('/campaigns/trigger/schedule/delete');

/** Delete Scheduled API Trigger Campaign: "Delete Schedule Endpoint". */
export const cancelTriggerSchedule = operation({
  label: 'Cancel Trigger Schedule',
  action: 'Cancel campaign trigger schedule',
  description: 'Cancel a scheduled API-triggered campaign before it is sent. Close to the send time, this may be too late for some or all users',
  docs: 'Braze document, "Delete Scheduled API Trigger Campaign"',
  verb: 'cancelRequest',
  fields: triggerScheduleFields,
  retry: 'idempotent',
  permission,
  quota,
  returns: 'object',
  request: ([{ campaign_id, schedule_id }]) => ({ method: 'POST', path, body: { json: { campaign_id, schedule_id } } }),
  parse: (reply, [{ campaign_id, schedule_id }]) => oneWithDoubts(reply, { ...acceptedAs(reply), campaign_id, schedule_id, cancelled: true }),
  recover: (failure, [{ campaign_id, schedule_id }], again) =>
    cancelledBefore(failure, again, { status: 'accepted', campaign_id, schedule_id, cancelled: true }),
  sample: { status: 'accepted', campaign_id: sampleId, schedule_id: 'demo-trigger-schedule', cancelled: true },
  sampleReply: { message: 'success' },
  sampleInputs: [
    { campaign_id: sampleId, schedule_id: 'demo-trigger-schedule' },
    { campaign_id: sampleId, schedule_id: 'demo-trigger-schedule' },
  ],
});
