import { operation } from '../../../engine';
import { cancelledBefore } from '../cancelled';
import { endpoint } from '../endpoint';
import { acceptedAs } from './answer';
import { oneWithDoubts } from '../nonFatal';
import { scheduleId } from './updateSchedule';

const { path, permission, quota } = endpoint('/messages/schedule/delete');

/** Delete Message Schedule: "Delete Schedule Endpoint". */
export const cancelSchedule = operation({
  label: 'Cancel Schedule',
  action: 'Cancel message schedule',
  description: 'Cancel scheduled messages before they are sent. Close to the send time, this may be too late for some or all users',
  docs: 'Braze document, "Delete Message Schedule"',
  fields: { schedule_id: scheduleId },
  retry: 'idempotent',
  permission,
  quota,
  returns: 'object',
  request: ([{ schedule_id }]) => ({ method: 'POST', path, body: { json: { schedule_id } } }),
  parse: (reply, [{ schedule_id }]) => oneWithDoubts(reply, { ...acceptedAs(reply), schedule_id, cancelled: true }),
  recover: (failure, [{ schedule_id }], again) => cancelledBefore(failure, again, { status: 'accepted', schedule_id, cancelled: true }),
  sample: { status: 'accepted', schedule_id: 'demo-schedule', cancelled: true },
  sampleReply: { message: 'success' },
  sampleInputs: [{ schedule_id: 'demo-schedule' }, { schedule_id: 'demo-schedule' }],
});
