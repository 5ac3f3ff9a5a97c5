import { operation, type AnyOperation, type Fields, type JsonObject } from '../../../engine';
import { cancelledBefore } from '../cancelled';
import { endpoint } from '../endpoint';
import { sampleId } from '../fields';
import { acceptedAs, blameOf, onceForAll, outcomesOf, withWarnings } from '../message/answer';
import { scheduleId } from '../message/updateSchedule';
import { oneWithDoubts } from '../nonFatal';
import { neededScheduleFields, scheduleOf, scheduleProblems, type Schedule } from '../schedule';
import { inAction, ofKind, type Kind } from './kind';
import { batchOf, bodyOf, isForAll, peopleOf, subjectOf, triggerFields, triggerProblems, whoIsNamed } from './recipients';

const TIME = '2099-05-10T14:00:00+01:00';

/** The schedule's part of an input, validated by its field table. */
const scheduleIn = (input: JsonObject): Schedule => input as Schedule;

/** Schedules a trigger: "Schedule API Triggered Campaign", "Create Schedule Endpoint". */
export const scheduleTriggerOf = (kind: Kind, samples: readonly [least: JsonObject, full: JsonObject]): AnyOperation => {
  const { path, permission, quota } = endpoint(`/${kind.path}/trigger/schedule/create`);
  const fields: Fields = { ...triggerFields(kind), ...neededScheduleFields };
  const { called, id } = kind;
  return operation({
    ...ofKind(kind),
    label: 'Schedule Trigger',
    action: `Schedule ${inAction(kind)} trigger`,
    description: `Schedule an API-triggered ${called} for users or for everyone in its segment. Up to 50 users share a schedule; its ID is needed to change or cancel it`,
    docs: kind.docs.schedule,
    fields,
    recipients: peopleOf(kind),
    people: whoIsNamed,
    check: (input, context) => [...scheduleProblems(scheduleIn(input), context), ...triggerProblems(kind, fields, input, context)],
    // Repeating the request would create a second schedule.
    retry: 'send',
    permission,
    quota,
    ifUnknown: `Check in the Braze dashboard whether the ${called} is scheduled before you schedule it again. Without the schedule ID, it cannot be canceled from here.`,
    returns: 'object',
    batch: batchOf(fields),
    request(inputs, context) {
      const schedule = scheduleOf(scheduleIn(inputs[0]), context.timeZone);
      return { method: 'POST', path, body: { json: { ...bodyOf(kind, inputs, context), schedule } } };
    },
    parse: (reply, inputs) => withWarnings(outcomesOf(reply, inputs.map(subjectOf(kind)), 'schedule_id'), onceForAll(inputs, isForAll)),
    recover: (failure, inputs, again) => (again ? undefined : blameOf(failure, inputs.map(subjectOf(kind)))),
    sameNames: { external_user_id: 'user_id' },
    sample: { [id]: sampleId, external_user_id: 'user1', status: 'accepted', schedule_id: kind.sampleSchedule },
    sampleReply: { schedule_id: kind.sampleSchedule, message: 'success' },
    sampleInputs: samples,
  });
};

/** Identifies a scheduled trigger. */
const scheduledFields = ({ id, field, called, sampleSchedule }: Kind): Fields => ({
  [id]: { ...field, description: `The scheduled API-triggered ${called}` },
  schedule_id: { ...scheduleId, placeholder: sampleSchedule },
});

/** The members that identify it, which the request and the result have alike. */
const scheduledIn = ({ id }: Kind, input: JsonObject): JsonObject => ({ [id]: input[id]!, schedule_id: input.schedule_id! });

/** Changes the time of a scheduled trigger: "Update API Triggered Campaign Schedule", "Update Schedule Endpoint". */
export const updateTriggerScheduleOf = (kind: Kind): AnyOperation => {
  const { path, permission, quota } = endpoint(`/${kind.path}/trigger/schedule/update`);
  const scheduled = { [kind.id]: sampleId, schedule_id: kind.sampleSchedule };
  const least = { ...scheduled, time: TIME };
  return operation({
    ...ofKind(kind),
    label: 'Update Trigger Schedule',
    action: `Update ${inAction(kind)} trigger schedule`,
    description: `Change the time of a scheduled API-triggered ${kind.called}. The new schedule replaces the old one completely; a change close to the send time may not reach all users`,
    docs: kind.docs.update,
    fields: { ...scheduledFields(kind), ...neededScheduleFields } as Fields,
    check: (input, context) => scheduleProblems(scheduleIn(input), context),
    // Replaces the schedule with a time in the future, so repeating it has the same effect.
    retry: 'idempotent',
    permission,
    quota,
    returns: 'object',
    request: ([input], { timeZone }) => ({
      method: 'POST',
      path,
      body: { json: { ...scheduledIn(kind, input), schedule: scheduleOf(scheduleIn(input), timeZone) } },
    }),
    parse: (reply, [input]) => oneWithDoubts(reply, { ...acceptedAs(reply), ...scheduledIn(kind, input), updated: true }),
    sample: { status: 'accepted', ...scheduled, updated: true },
    sampleReply: { message: 'success' },
    sampleInputs: [least, { ...least, in_local_time: false, at_optimal_time: false }],
  });
};

/** Cancels a scheduled trigger: "Delete Scheduled API Trigger Campaign", "Delete Schedule Endpoint". */
export const cancelTriggerScheduleOf = (kind: Kind): AnyOperation => {
  const { path, permission, quota } = endpoint(`/${kind.path}/trigger/schedule/delete`);
  const sample = { [kind.id]: sampleId, schedule_id: kind.sampleSchedule };
  return operation({
    ...ofKind(kind),
    label: 'Cancel Trigger Schedule',
    action: `Cancel ${inAction(kind)} trigger schedule`,
    description: `Cancel a scheduled API-triggered ${kind.called} before it is sent. Close to the send time, this may be too late for some or all users`,
    docs: kind.docs.cancel,
    verb: 'cancelRequest',
    fields: scheduledFields(kind),
    retry: 'idempotent',
    permission,
    quota,
    returns: 'object',
    request: ([input]) => ({ method: 'POST', path, body: { json: scheduledIn(kind, input) } }),
    parse: (reply, [input]) => oneWithDoubts(reply, { ...acceptedAs(reply), ...scheduledIn(kind, input), cancelled: true }),
    recover: (failure, [input], again) => cancelledBefore(failure, again, { status: 'accepted', ...scheduledIn(kind, input), cancelled: true }),
    sample: { status: 'accepted', ...sample, cancelled: true },
    sampleReply: { message: 'success' },
    sampleInputs: [sample, sample],
  });
};
