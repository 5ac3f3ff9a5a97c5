import { operation, type Fields, type JsonObject } from '../../../engine';
import { endpoint } from '../endpoint';
import { MOST_IN_ONE_REQUEST } from '../identifiers';
import { messageDoubts, messageFields, messageProblems, messagesOf } from '../messages';
import { leastMessage, otherMessages, sampleFilters } from '../messages/samples';
import { neededScheduleFields, scheduleOf, scheduleProblems } from '../schedule';
import { blameOf, onceForAll, outcomesOf, withWarnings } from './answer';
import { common, isForAll, subjectOf, targetFields, targetLists, targetProblems, targetsOf, weighTargets } from './targets';

const { path, permission, quota } = endpoint('/messages/schedule/create');

const fields = {
  ...messageFields,
  ...neededScheduleFields,
  ...targetFields,
  override_messaging_limits: {
    type: 'boolean',
    label: 'Override Messaging Limits',
    description: "Whether to send even if the workspace's messaging limits are reached",
  },
} as const satisfies Fields;

/** Scheduling Messages: "Create Schedule Endpoint". */
export const schedule = operation({
  label: 'Schedule',
  action: 'Schedule message',
  description: 'Schedule messages with the content you write here. Up to 50 users share a schedule; its ID is needed to change or cancel it',
  docs: 'Braze document, "Scheduling Messages"',
  fields,
  check: (input, context) => [
    ...scheduleProblems(input, context),
    ...targetProblems(input, context),
    ...messageProblems(input, 'schedule', { some: true, campaign: input.campaign_id !== undefined }, context),
  ],
  warn: (input, context) => messageDoubts(input, 'schedule', context),
  // Repeating the request would create a second schedule.
  retry: 'send',
  permission,
  quota,
  ifUnknown:
    'Check in the Braze dashboard whether the messages are scheduled before you schedule them again. Without the schedule ID, they cannot be canceled from here.',
  returns: 'object',
  batch: { max: MOST_IN_ONE_REQUEST, cost: weighTargets, splitBy: targetLists, sameIn: common(fields) },
  request(inputs, context) {
    const [head] = inputs;
    const { override_messaging_limits } = head;
    const json: JsonObject = {
      ...targetsOf(inputs, context),
      ...(override_messaging_limits !== undefined && { override_messaging_limits }),
      schedule: scheduleOf(head, context.timeZone),
      messages: messagesOf(head, 'schedule', context),
    };
    return { method: 'POST', path, body: { json } };
  },
  parse: (reply, inputs) => withWarnings(outcomesOf(reply, inputs.map(subjectOf), 'schedule_id'), onceForAll(inputs, isForAll)),
  recover: (failure, inputs, again) => (again ? undefined : blameOf(failure, inputs.map(subjectOf))),
  sameNames: { external_user_id: 'user_id' },
  sample: { external_user_id: 'user1', status: 'accepted', schedule_id: 'demo-schedule' },
  sampleReply: { schedule_id: 'demo-schedule', message: 'success' },
  sampleInputs: [
    { ...leastMessage, time: '2099-05-10T13:00:00+01:00', send_to: 'users', external_user_ids: ['user1'] },
    {
      time: '2099-05-10T13:00:00+01:00',
      in_local_time: false,
      at_optimal_time: false,
      send_to: 'audience',
      audience_filters: sampleFilters,
      audience_operator: 'OR',
      override_messaging_limits: false,
      recipient_subscription_state: 'all',
      ...otherMessages,
    },
  ],
});
