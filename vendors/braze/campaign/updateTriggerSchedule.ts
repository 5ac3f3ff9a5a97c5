import { operation, type Fields } from '../../../engine';
import { endpoint } from '../endpoint';
import { campaignId, sampleId } from '../fields';
import { acceptedAs } from '../message/answer';
import { oneWithDoubts } from '../nonFatal';
import { scheduleId } from '../message/updateSchedule';
import { neededScheduleFields, scheduleOf, scheduleProblems } from '../schedule';

const { path, permission, quota } = endpoint('/campaigns/trigger/schedule/update');

/** Identifies a scheduled trigger. */
export const triggerScheduleFields = {
  campaign_id: { ...campaignId, description: 'The scheduled API-triggered campaign' },
  schedule_id: { ...scheduleId, placeholder: 'demo-trigger-schedule' },
} as const satisfies Fields;

const fields = { ...triggerScheduleFields, ...neededScheduleFields } as const satisfies Fields;

/** Update API Triggered Campaign Schedule: "Update Schedule Endpoint". */
export const updateTriggerSchedule = operation({
  label: 'Update Trigger Schedule',
  action: 'Update campaign trigger schedule',
  description:
    'Change the time of a scheduled API-triggered campaign. The new schedule replaces the old one completely; a change close to the send time may not reach all users',
  docs: 'Braze document, "Update API Triggered Campaign Schedule"',
  fields,
  check: (input, context) => scheduleProblems(input, context),
  // Replaces the schedule with a time in the future, so repeating it has the same effect.
  retry: 'idempotent',
  permission,
  quota,
  returns: 'object',
  request: ([input], { timeZone }) => ({
    method: 'POST',
    path,
    body: { json: { campaign_id: input.campaign_id, schedule_id: input.schedule_id, schedule: scheduleOf(input, timeZone) } },
  }),
  parse: (reply, [{ campaign_id, schedule_id }]) => oneWithDoubts(reply, { ...acceptedAs(reply), campaign_id, schedule_id, updated: true }),
  sample: { status: 'accepted', campaign_id: sampleId, schedule_id: 'demo-trigger-schedule', updated: true },
  sampleReply: { message: 'success' },
  sampleInputs: [
    { campaign_id: sampleId, schedule_id: 'demo-trigger-schedule', time: '2099-05-10T14:00:00+01:00' },
    { campaign_id: sampleId, schedule_id: 'demo-trigger-schedule', time: '2099-05-10T14:00:00+01:00', in_local_time: false, at_optimal_time: false },
  ],
});
