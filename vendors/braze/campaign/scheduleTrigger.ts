import { operation, type Fields, type JsonObject } from '../../../engine';
import { endpoint } from '../endpoint';
import { sampleId } from '../fields';
import { blameOf, onceForAll, outcomesOf, withWarnings } from '../message/answer';
import { neededScheduleFields, scheduleOf, scheduleProblems } from '../schedule';
import { batchOf, isForAll, people, subjectOf, triggerFields, triggerOf, triggerProblems, whoIsNamed } from './recipients';

const { path, permission, quota } = endpoint('/campaigns/trigger/schedule/create');

const fields = { ...triggerFields, ...neededScheduleFields } as const satisfies Fields;

/** Schedule API Triggered Campaign: "Create Schedule Endpoint". */
export const scheduleTrigger = operation({
  label: 'Schedule Trigger',
  action: 'Schedule campaign trigger',
  description:
    'Schedule an API-triggered campaign for users or for everyone in its segment. Up to 50 users share a schedule; its ID is needed to change or cancel it',
  docs: 'Braze document, "Schedule API Triggered Campaign"',
  fields,
  recipients: people,
  people: whoIsNamed,
  check: (input, context) => [...scheduleProblems(input, context), ...triggerProblems(input, context)],
  // Repeating the request would create a second schedule.
  retry: 'send',
  permission,
  quota,
  ifUnknown:
    'Check in the Braze dashboard whether the campaign is scheduled before you schedule it again. Without the schedule ID, it cannot be canceled from here.',
  returns: 'object',
  batch: batchOf(fields),
  request(inputs, context) {
    const json: JsonObject = { ...triggerOf(inputs, context), schedule: scheduleOf(inputs[0], context.timeZone) };
    return { method: 'POST', path, body: { json } };
  },
  parse: (reply, inputs) => withWarnings(outcomesOf(reply, inputs.map(subjectOf), 'schedule_id'), onceForAll(inputs, isForAll)),
  recover: (failure, inputs, again) => (again ? undefined : blameOf(failure, inputs.map(subjectOf))),
  sameNames: { external_user_id: 'user_id' },
  sample: { campaign_id: sampleId, external_user_id: 'user1', status: 'accepted', schedule_id: 'demo-trigger-schedule' },
  sampleReply: { schedule_id: 'demo-trigger-schedule', message: 'success' },
  sampleInputs: [
    { campaign_id: sampleId, time: '2099-05-10T13:00:00+01:00', recipients: [{ external_user_id: 'user1' }] },
    {
      campaign_id: sampleId,
      time: '2099-05-10T13:00:00+01:00',
      in_local_time: false,
      at_optimal_time: false,
      broadcast: true,
      trigger_properties: { product_name: 'shoes', product_price: 79.99 },
      audience: {
        AND: [
          { custom_attribute: { custom_attribute_name: 'eye_color', comparison: 'equals', value: 'blue' } },
          { email_subscription_status: { comparison: 'is_not', value: 'unsubscribed' } },
        ],
      },
    },
  ],
});
