import { operation, type Fields, type JsonObject } from '../../../engine';
import { endpoint } from '../endpoint';
import { acceptedAs } from '../message/answer';
import { oneWithDoubts } from '../nonFatal';
import { LIVE_ACTIVITIES } from '../onlyToday';
import { activityFields, fullNotice, hasNotice, leastActivity, noticeFields, noticeOf, noticeProblems } from './fields';

const { path, permission, quota } = endpoint('/messages/live_activity/update');

const fields = {
  ...activityFields,
  end_activity: { type: 'boolean', label: 'End Activity', description: 'Whether to end the activity with this content', prominent: true },
  ...noticeFields,
} as const satisfies Fields;

/** "Update Live Activity". */
export const update = operation({
  label: 'Update',
  action: 'Update live activity',
  description: 'Change what a Live Activity shows for everyone who has it, or end it',
  docs: 'Braze, "Update Live Activity"',
  onlyWith: LIVE_ACTIVITIES,
  fields,
  check: (input) => (hasNotice(input) ? noticeProblems(input) : []),
  // The same content twice is the same; an alert is not.
  retry: (input) => (hasNotice(input) ? 'send' : 'idempotent'),
  permission,
  quota,
  ifUnknown: 'Without an alert, run it again: the same content twice does no harm. With one, check on a device what the activity shows.',
  returns: 'object',
  request([input], { timeZone }) {
    const { app_id, activity_id, content_state, end_activity } = input;
    const json: JsonObject = { app_id, activity_id, content_state, ...(end_activity === true && { end_activity }), ...noticeOf(input, timeZone) };
    return { method: 'POST', path, body: { json } };
  },
  parse: (reply, [{ activity_id }]) => oneWithDoubts(reply, { activity_id, ...acceptedAs(reply) }),
  sample: { activity_id: 'order-A-17', status: 'accepted' },
  sampleReply: { message: 'success' },
  sampleInputs: [leastActivity, { ...leastActivity, end_activity: true, ...fullNotice }],
});
