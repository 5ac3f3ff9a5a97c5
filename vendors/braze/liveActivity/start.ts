import { operation, type Fields, type Input, type JsonObject, type Problem } from '../../../engine';
import { audienceFields, audienceOf, audienceProblems, hasAudience } from '../audience';
import { endpoint } from '../endpoint';
import { segmentId } from '../fields';
import { MOST_IN_ONE_REQUEST } from '../identifiers';
import { blameOf, onceForAll, outcomesOf, withWarnings } from '../message/answer';
import { common, subjectOf, targetFields, weighTargets } from '../message/targets';
import { sampleFilters } from '../messages/samples';
import { LIVE_ACTIVITIES } from '../onlyToday';
import { activityFields, fullNotice, leastActivity, noticeFields, noticeOf, noticeProblems } from './fields';

const { path, permission, quota } = endpoint('/messages/live_activity/start');

const only = (kind: string) => ({ dependsOn: { field: 'send_to', is: [kind] } });
const { description: ids, ...idList } = targetFields.external_user_ids;

const fields = {
  ...activityFields,
  activity_attributes_type: {
    type: 'text',
    label: 'Activity Attributes Type',
    description: "Name of the app's attributes type, as registered for starting by push",
    required: true,
    placeholder: 'DeliveryAttributes',
  },
  activity_attributes: {
    type: 'json',
    label: 'Activity Attributes',
    description: 'What stays the same while the activity runs',
    required: true,
    limits: { shape: 'object' },
    placeholder: '{"order": "A-17"}',
  },
  send_to: {
    type: 'choice',
    label: 'Send To',
    description: 'For whom the activity starts',
    prominent: true,
    required: true,
    default: 'users',
    options: targetFields.send_to.options.filter((option) => !('isFormer' in option)),
  },
  external_user_ids: { ...idList, description: ids.replace('with a segment or an audience, only the users in it receive the message; ', ''), ...only('users') },
  segment_id: { ...segmentId, required: false, prominent: true, description: 'Start it for the users in this segment', ...only('segment') },
  audience_filters: { ...audienceFields.audience_filters, prominent: true, ...only('audience') },
  audience_operator: { ...audienceFields.audience_operator, ...only('audience') },
  audience: { ...audienceFields.audience, ...only('audience') },
  ...noticeFields,
} as const satisfies Fields;

type Started = Input<typeof fields>;

const nobody = (input: Started): readonly Problem[] => {
  const isThere = { users: (input.external_user_ids?.length ?? 0) > 0, segment: input.segment_id !== undefined, audience: hasAudience(input) };
  const name = { users: 'external_user_ids', segment: 'segment_id', audience: 'audience_filters' } as const;
  const kind = input.send_to as keyof typeof name;
  if (isThere[kind]) return [];
  return [
    { field: name[kind], message: `'${fields[name[kind]].label}' (${name[kind]}) is empty: there is nobody to send to.`, todo: 'Enter it, or choose others.' },
  ];
};

const isForAll = ({ send_to }: Started): boolean => send_to !== 'users';

/** "Start Live Activity". */
export const start = operation({
  label: 'Start',
  action: 'Start live activity',
  description: 'Start a Live Activity in your iOS app for users, a segment or an audience. Success means that Braze accepted it, not that it is shown',
  docs: 'Braze, "Start Live Activity"',
  onlyWith: LIVE_ACTIVITIES,
  fields,
  check: (input, context) => [...nobody(input), ...noticeProblems(input), ...audienceProblems(input, context)],
  retry: 'send',
  permission,
  quota,
  ifUnknown: 'Check on a device whether the activity is shown before you start it again.',
  returns: 'object',
  batch: { max: MOST_IN_ONE_REQUEST, cost: weighTargets, splitBy: ['external_user_ids'], sameIn: common(fields) },
  request(inputs, { timeZone }) {
    const [head] = inputs;
    const external_user_ids = inputs.flatMap((input) => input.external_user_ids ?? []);
    const audience = audienceOf(head, timeZone);
    const { app_id, activity_id, content_state, activity_attributes_type, activity_attributes, segment_id } = head;
    const json: JsonObject = {
      ...{ app_id, activity_id, activity_attributes_type, activity_attributes, content_state },
      ...noticeOf(head, timeZone),
      ...(external_user_ids.length > 0 && { external_user_ids }),
      ...(segment_id !== undefined && { segment_id }),
      ...(audience && { custom_audience: audience }),
    };
    return { method: 'POST', path, body: { json } };
  },
  parse: (reply, inputs) => withWarnings(outcomesOf(reply, inputs.map(subjectOf)), onceForAll(inputs, isForAll)),
  recover: (failure, inputs, again) => (again ? undefined : blameOf(failure, inputs.map(subjectOf))),
  sameNames: { external_user_id: 'user_id' },
  sample: { external_user_id: 'user1', status: 'accepted' },
  sampleReply: { message: 'success' },
  sampleInputs: [
    {
      ...leastActivity,
      activity_attributes_type: 'DeliveryAttributes',
      activity_attributes: { order: 'A-17' },
      title: 'Good news',
      message: 'Your order is on its way',
      send_to: 'users',
      external_user_ids: ['user1'],
    },
    {
      ...leastActivity,
      activity_attributes_type: 'DeliveryAttributes',
      activity_attributes: { order: 'A-17' },
      ...fullNotice,
      send_to: 'audience',
      audience_filters: sampleFilters,
      audience_operator: 'OR',
    },
  ],
});
