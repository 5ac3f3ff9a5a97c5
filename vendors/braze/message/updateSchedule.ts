import { operation, type Field, type Fields, type JsonObject } from '../../../engine';
import { endpoint } from '../endpoint';
import { anyChannels, messageDoubts, messageFields, messageProblems, messagesOf } from '../messages';
import { otherMessages } from '../messages/samples';
import { scheduleFields, scheduleOf, scheduleProblems } from '../schedule';
import { acceptedAs } from './answer';
import { oneWithDoubts } from '../nonFatal';

const { path, permission, quota } = endpoint('/messages/schedule/update');

/** Identifies the schedule of a message or a campaign. */
export const scheduleId = {
  type: 'text',
  label: 'Schedule ID',
  description: 'Identifier returned when the messages were scheduled',
  required: true,
  placeholder: 'demo-schedule',
  todo: 'Use the schedule ID that was returned when the messages were scheduled.',
} as const satisfies Field;

const fields = { schedule_id: scheduleId, ...messageFields, channels: anyChannels, ...scheduleFields } as const satisfies Fields;

/** Update Message Schedule: "Update Schedule Endpoint". */
export const updateSchedule = operation({
  label: 'Update Schedule',
  action: 'Update message schedule',
  description:
    'Change the time or content of scheduled messages. The new values replace all earlier ones; a change close to the send time may not reach all users',
  docs: 'Braze document, "Update Message Schedule"',
  fields,
  check(input, context) {
    const problems = [...scheduleProblems(input, context), ...messageProblems(input, 'schedule', { some: false, campaign: false }, context)];
    if (problems.length > 0 || input.time !== undefined || messagesOf(input, 'schedule', context)) return problems;
    return [
      {
        field: 'time',
        message: `Neither '${fields.time.label}' (time) nor a message is set, so there is nothing to change.`,
        todo: 'Enter a new time, new messages, or both.',
      },
    ];
  },
  warn: (input, context) => messageDoubts(input, 'schedule', context),
  // Replaces the schedule, so repeating it has the same effect while its time is in the future; if only messages change, that time is not known here.
  retry: ({ time }) => (time === undefined ? 'nonIdempotent' : 'idempotent'),
  permission,
  quota,
  ifUnknown: 'Run it again if the send time is still ahead: making the same change twice does no harm.',
  returns: 'object',
  request([input], context) {
    const schedule = scheduleOf(input, context.timeZone);
    const messages = messagesOf(input, 'schedule', context);
    const json: JsonObject = { schedule_id: input.schedule_id, ...(schedule && { schedule }), ...(messages && { messages }) };
    return { method: 'POST', path, body: { json } };
  },
  parse: (reply, [{ schedule_id }]) => oneWithDoubts(reply, { ...acceptedAs(reply), schedule_id, updated: true }),
  sample: { status: 'accepted', schedule_id: 'demo-schedule', updated: true },
  sampleReply: { message: 'success' },
  sampleInputs: [
    { schedule_id: 'demo-schedule', time: '2099-05-10T14:00:00+01:00' },
    { schedule_id: 'demo-schedule', time: '2099-05-10T14:00:00+01:00', in_local_time: false, at_optimal_time: false, ...otherMessages },
  ],
});
