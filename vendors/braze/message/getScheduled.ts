import { isoWithOffset, operation, promisedObjects } from '../../../engine';
import { endpoint } from '../endpoint';
import { sampleId } from '../fields';
import { onlyToday } from '../onlyToday';

const { path, permission, quota } = endpoint('/messages/scheduled_broadcasts', { permission: 'messages.schedule_broadcasts' });

/** Only a day. */
const isDate = (text: string): boolean => /^\s*\d{4}-\d\d-\d\d\s*$/.test(text);

const sample = {
  name: 'Spring Sale',
  id: sampleId,
  type: 'Campaign',
  tags: ['sale'],
  next_send_time: '2099-05-10 13:00:00',
  schedule_type: 'local_time_zones',
} as const;

/** "List upcoming scheduled campaigns and Canvases": those made in the dashboard too, recurring ones once. Its answer has no `message`. */
export const getScheduled = operation({
  label: 'Get Scheduled',
  action: 'Get scheduled messages',
  description: 'List campaigns and Canvases that are scheduled up to a time, with their next send time. Shows whether something was scheduled after all',
  docs: 'Braze, "List upcoming scheduled campaigns and Canvases"',
  onlyWith: onlyToday('a list of scheduled messages'),
  fields: {
    end_time: {
      type: 'dateTime',
      label: 'Until',
      description: 'The latest send time to list; a date means its midnight in UTC',
      required: true,
      placeholder: '2099-05-10T00:00:00Z',
    },
  },
  retry: 'safe',
  permission,
  quota,
  returns: 'list',
  request: ([{ end_time }], { timeZone }) => ({
    method: 'GET',
    path,
    query: { end_time: isDate(end_time) ? end_time.trim() : isoWithOffset(end_time, timeZone) },
  }),
  parse: (reply) => ({ rows: promisedObjects(reply.body, 'scheduled_broadcasts') }),
  sample,
  sampleReply: { scheduled_broadcasts: [sample] },
  sampleInputs: [{ end_time: '2100-01-02' }, { end_time: '2100-01-02T23:59:59+01:00' }],
});
