import type { CheckContext, Field, Fields, Input, JsonObject, Problem } from '../../../engine';
import { audienceFields, audienceOf, audienceProblems, hasAudience } from '../audience';
import { campaignId } from '../fields';
import { isToday, MOST_IN_ONE_REQUEST } from '../identifiers';
import type { Subject } from '../message/answer';
import { sendId } from '../message/targets';
import { attachmentColumns } from '../messages/email';
import { todayOnly } from '../messages/version';
import { propertiesKnown } from './properties';
import { identityOf, recipientColumns, recipientProblems } from './recipient';

/** The recipients of a triggered campaign and their properties ("Sending Messages via API Triggered Delivery"). */
export const triggerFields = {
  campaign_id: { ...campaignId, description: 'API-triggered campaign from the Braze dashboard whose messages to send' },
  recipients: {
    type: 'rows',
    label: 'Recipients',
    description: `The users to message, each with values for the campaign's template; more than ${MOST_IN_ONE_REQUEST} are split across several requests`,
    columns: recipientColumns,
  },
  broadcast: {
    type: 'boolean',
    label: 'Send to Everyone',
    description: "Whether to send to everyone in the campaign's segment, or in the audience if one is set",
  },
  trigger_properties: {
    type: 'json',
    label: 'Trigger Properties for All',
    description: 'Template values that are the same for all users',
    asText: true,
    limits: { shape: 'object' },
  },
  ...audienceFields,
  send_id: sendId,
} as const satisfies Fields;

export const attachments = {
  type: 'rows',
  label: 'Attachments',
  description: 'Files to attach to emails; not available when sending to everyone',
  columns: attachmentColumns,
} as const satisfies Field;

export type Triggered = Input<typeof triggerFields>;

/** The field that a host fills from its items, and the switch for everyone. */
export const people = {
  rows: 'recipients',
  id: 'external_user_id',
  variables: 'trigger_properties',
  called: { id: 'User', variables: 'Trigger Properties' },
  known: propertiesKnown,
  everybody: { field: 'broadcast', label: 'Everyone', description: "All users in the campaign's segment, or in the audience if one is set" },
} as const;

export const isForAll = ({ broadcast }: Triggered): boolean => broadcast === true;

const peopleProblems = ({ recipients, broadcast }: Triggered): readonly Problem[] => {
  const { label } = triggerFields.recipients;
  if (recipients && recipients.length > 0) {
    return broadcast === true
      ? [
          {
            field: 'broadcast',
            message: `'${triggerFields.broadcast.label}' (broadcast) is on, but recipients are given.`,
            todo: 'Turn it off, or remove the recipients.',
          },
        ]
      : [];
  }
  if (recipients || broadcast !== true) {
    return [
      {
        field: 'recipients',
        message: `'${label}' (recipients) is empty: there is nobody to send to.`,
        todo: 'Add at least one recipient, or choose to send to everyone.',
      },
    ];
  }
  return [];
};

/** Problems of the recipients and other fields shared by both triggers. */
export const triggerProblems = (input: Triggered, context: CheckContext): readonly Problem[] => [
  ...peopleProblems(input),
  ...(input.recipients ?? []).flatMap((recipient, i) => recipientProblems(recipient, `recipients[${i}]`, context)),
  ...audienceProblems(input, context),
  ...todayOnly(triggerFields, ['send_id', ...(hasAudience(input) ? ['audience', 'audience_filters'] : [])], input as JsonObject, context),
];

/** The body shared by both triggers, with the recipients of all inputs of a request concatenated. */
export const triggerOf = (inputs: readonly [Triggered, ...Triggered[]], context: CheckContext): JsonObject => {
  const [head] = inputs;
  const { campaign_id, send_id, trigger_properties } = head;
  const recipients = inputs.flatMap((input) => input.recipients ?? []);
  const audience = audienceOf(head, context.timeZone);
  return {
    campaign_id,
    ...(send_id !== undefined && { send_id }),
    ...(trigger_properties !== undefined && { trigger_properties }),
    ...(head.broadcast === true && isToday(context) && { broadcast: true }),
    ...(audience && { audience }),
    ...(recipients.length > 0 && { recipients: recipients as readonly JsonObject[] }),
  };
};

/** The person whom an input represents, or everyone. */
export const subjectOf = ({ campaign_id, recipients }: Triggered): Subject => {
  const [recipient] = recipients ?? [];
  return recipient ? { list: 'recipients', about: { campaign_id, ...identityOf(recipient) } } : { about: { campaign_id, broadcast: true } };
};

/** The recipients' identities, without properties or attributes; undefined for everyone. */
export const whoIsNamed = ({ recipients }: Triggered): readonly (string | JsonObject)[] | undefined =>
  recipients?.map((recipient) => {
    const identity = identityOf(recipient);
    return Object.keys(identity).length === 1 && typeof identity.external_user_id === 'string' ? identity.external_user_id : identity;
  });

/** The recipients as one text; undefined for everyone. */
const whoIsMeant = ({ recipients }: Triggered): string | undefined => (recipients?.[0] ? JSON.stringify(identityOf(recipients[0])) : undefined);

/** Everyone does not count toward the fifty. */
const weighRecipients = ({ recipients }: Triggered): number => ((recipients?.length ?? 0) > 0 ? 1 : 0);

/** The fields that the inputs of a request must share: all except the recipients. */
const commonTo = <F extends Fields>(fields: F): readonly (keyof F & string)[] => Object.keys(fields).filter((name) => name !== people.rows);

/** "4 MB", read as the smaller of its two meanings. */
const MOST_BYTES = 4_000_000;

/** How recipients share requests. */
export const batchOf = <F extends Fields>(fields: F) => ({
  max: MOST_IN_ONE_REQUEST,
  cost: weighRecipients,
  splitBy: [people.rows],
  sameIn: commonTo(fields),
  sequence: (input: Triggered): string => whoIsMeant(input) ?? '',
  // Braze sends one message to a person who occurs several times in a request (objects_filters/recipient_object, "deduping").
  conflictKey: whoIsMeant,
  maxBytes: MOST_BYTES,
});
