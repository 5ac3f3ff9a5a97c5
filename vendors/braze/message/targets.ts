import type { CheckContext, Field, Fields, Input, JsonObject, Problem } from '../../../engine';
import { audienceFields, audienceOf, audienceProblems, hasAudience } from '../audience';
import { campaignId, segmentId } from '../fields';
import { aliasColumns, isToday, MOST_IN_ONE_REQUEST } from '../identifiers';
import { todayOnly } from '../messages/version';
import type { Subject } from './answer';

/** "send_id": 64 characters of ASCII (Braze, identifier_types, "Send identifier"). */
const LONGEST_SEND_ID = 64;
const SPREAD = `more than ${MOST_IN_ONE_REQUEST} are split across several requests`;

export const sendId = {
  type: 'text',
  label: 'Send ID',
  description: 'Identifier under which the analytics of this send are collected, created in Braze beforehand',
  limits: { max: LONGEST_SEND_ID },
} as const satisfies Field;

/** What forms meant before there was a choice: whoever is filled in. */
const AS_FILLED_IN = 'as_filled_in';

const only = (...kinds: readonly string[]) => ({ dependsOn: { field: 'send_to', is: [...kinds, AS_FILLED_IN] } });

/** The recipients of a message ("Sending Messages Immediately via API Only", "Scheduling Messages"). */
export const targetFields = {
  send_to: {
    type: 'choice',
    label: 'Send To',
    description: 'Who receives the message',
    prominent: true,
    default: 'users',
    firstDefault: AS_FILLED_IN,
    options: [
      { value: 'users', label: 'Users', description: 'The users named below' },
      { value: 'segment', label: 'Segment', description: 'Everyone in a segment' },
      { value: 'audience', label: 'Audience', description: 'Everyone who matches filters' },
      { value: AS_FILLED_IN, label: 'As Filled In', description: 'Whoever is filled in below', isFormer: true },
    ],
  },
  external_user_ids: {
    type: 'list',
    label: 'External User IDs',
    description: `Your own identifiers for the users; with a segment or an audience, only the users in it receive the message; ${SPREAD}`,
    prominent: true,
    placeholder: 'user1',
    todo: 'Enter at least one user, with no empty entries.',
    ...only('users'),
  },
  segment_id: { ...segmentId, required: false, prominent: true, description: 'Send to the users in this segment', ...only('segment') },
  broadcast: {
    type: 'boolean',
    label: 'Send to Everyone',
    description: 'Whether to send to everyone in the segment or audience; must be on if no users are specified, and off if any are',
    prominent: true,
    todo: 'Turn it on to send to everyone in the segment or audience, or specify users.',
    ...only(),
  },
  user_aliases: {
    type: 'rows',
    label: 'User Aliases',
    description: `Aliases of the users; ${SPREAD}`,
    columns: aliasColumns,
    ...only('users'),
  },
  audience_filters: { ...audienceFields.audience_filters, prominent: true, wasIn: 'more', ...only('audience') },
  audience_operator: { ...audienceFields.audience_operator, ...only('audience') },
  audience: { ...audienceFields.audience, ...only('audience') },
  campaign_id: {
    ...campaignId,
    required: false,
    description: 'API campaign that the messages are counted under; each message must then specify its variation',
  },
  send_id: sendId,
  recipient_subscription_state: {
    type: 'choice',
    label: 'Recipient Subscription State',
    description: 'Which users receive the message, based on their subscription; subscribed and opted-in users if empty',
    options: [
      { value: 'all', label: 'All', description: 'Including unsubscribed users, for messages they must receive' },
      { value: 'opted_in', label: 'Opted In', description: 'Only users who have opted in' },
      { value: 'subscribed', label: 'Subscribed', description: 'Users who are subscribed or have opted in' },
    ],
  },
} as const satisfies Fields;

export type Targets = Input<typeof targetFields>;

/** Lists whose entries may be sent in different requests. */
export const targetLists = ['external_user_ids', 'user_aliases'] as const;

const isNamed = ({ external_user_ids, user_aliases }: Targets): boolean => (external_user_ids?.length ?? 0) + (user_aliases?.length ?? 0) > 0;

/** Whether everyone in a segment or an audience is meant. */
export const isForAll = ({ send_to, broadcast }: Targets): boolean => send_to === 'segment' || send_to === 'audience' || broadcast === true;

/** The field that holds those whom a choice means. */
const HOLDER = { segment: 'segment_id', audience: 'audience_filters', users: 'external_user_ids' } as const;

/** A choice for which nobody is filled in. */
const chosenNobody = (input: Targets, send_to: keyof typeof HOLDER): readonly Problem[] => {
  const isThere = { segment: input.segment_id !== undefined, audience: hasAudience(input), users: isNamed(input) };
  if (isThere[send_to]) return [];
  const name = HOLDER[send_to];
  const { label, ...field } = targetFields[name];
  const todo = 'todo' in field ? field.todo : `Add at least one, or set '${targetFields.audience.label}'.`;
  return [{ field: name, message: `'${label}' (${name}) is empty: there is nobody to send to.`, todo }];
};

const nobody = (input: Targets): readonly Problem[] => {
  const { label, todo } = targetFields.broadcast;
  if (input.segment_id === undefined && !hasAudience(input)) {
    const lists = targetLists.map((name) => `'${targetFields[name].label}' (${name})`).join(', ');
    return [
      {
        field: 'external_user_ids',
        message: `There are no recipients: none of ${lists}, '${targetFields.segment_id.label}' (segment_id) and '${targetFields.audience.label}' (audience) is set.`,
        todo: 'Specify users, a segment or an audience.',
      },
    ];
  }
  return input.broadcast === true
    ? []
    : [{ field: 'broadcast', message: `No users are given and '${label}' (broadcast) is off, so it is not clear whether to send to everyone.`, todo }];
};

/** Problems of the recipients. */
export const targetProblems = (input: Targets, context: CheckContext): readonly Problem[] => {
  const { broadcast, external_user_ids, segment_id, send_to = AS_FILLED_IN } = input;
  const problems: Problem[] = [...audienceProblems(input, context), ...todayOnly(targetFields, ['send_id'], input as JsonObject, context)];
  // A form may deliver an untouched list of aliases.
  if ((input.user_aliases?.length ?? 0) > 0) problems.push(...todayOnly(targetFields, ['user_aliases'], input as JsonObject, context));
  if (external_user_ids?.length === 0) {
    const { label, todo } = targetFields.external_user_ids;
    problems.push({ field: 'external_user_ids', message: `'${label}' (external_user_ids) is empty: there is nobody to send to.`, todo });
  } else if (send_to !== AS_FILLED_IN) problems.push(...chosenNobody(input, send_to));
  else if (!isNamed(input)) problems.push(...nobody(input));
  else if (broadcast === true) {
    problems.push({
      field: 'broadcast',
      message: `'${targetFields.broadcast.label}' (broadcast) is on, but users are given.`,
      todo: `Turn it off, or remove the users${segment_id === undefined ? ' and set a segment' : ''}.`,
    });
  }
  return problems;
};

/** The recipients in wire form, with the lists of all inputs of a request concatenated. */
export const targetsOf = (inputs: readonly [Targets, ...Targets[]], context: CheckContext): JsonObject => {
  const [head] = inputs;
  const external_user_ids = inputs.flatMap((input) => input.external_user_ids ?? []);
  const user_aliases = inputs.flatMap((input) => input.user_aliases ?? []);
  const { segment_id, campaign_id, send_id, recipient_subscription_state } = head;
  const audience = audienceOf(head, context.timeZone);
  return {
    ...(isForAll(head) && isToday(context) && { broadcast: true }),
    ...(external_user_ids.length > 0 && { external_user_ids }),
    ...(user_aliases.length > 0 && { user_aliases }),
    ...(segment_id !== undefined && { segment_id }),
    ...(audience && { audience }),
    ...(campaign_id !== undefined && { campaign_id }),
    ...(send_id !== undefined && { send_id }),
    ...(recipient_subscription_state !== undefined && { recipient_subscription_state }),
  };
};

/** The person or segment that an input of a request represents. */
export const subjectOf = (input: Targets): Subject => {
  const { segment_id } = input;
  const [id] = input.external_user_ids ?? [];
  const [alias] = input.user_aliases ?? [];
  if (id !== undefined) return { list: 'external_user_ids', about: { external_user_id: id } };
  if (alias !== undefined) return { list: 'user_aliases', about: { user_alias: { ...alias } } };
  return { about: { ...(segment_id !== undefined && { segment_id }), broadcast: isForAll(input) } };
};

/** The fields that the inputs of a request must share: all except the recipients. */
export const common = <F extends Fields>(fields: F): readonly (keyof F & string)[] =>
  Object.keys(fields).filter((name) => !(targetLists as readonly string[]).includes(name));

/** Everyone does not count toward the fifty. */
export const weighTargets = (input: Targets): number => (isNamed(input) ? 1 : 0);
