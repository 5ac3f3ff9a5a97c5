import type { CheckContext, Field, Fields, Input, JsonObject, Problem } from '../../../engine';
import { audienceFields, audienceOf, audienceProblems, hasAudience } from '../audience';
import { isToday, MOST_IN_ONE_REQUEST } from '../identifiers';
import type { Subject } from '../message/answer';
import { todayOnly } from '../messages/version';
import type { Kind } from './kind';
import { valuesKnown } from './properties';
import { columnsOf, identityOf, recipientProblems, type Recipient } from './recipient';

const recipientsField = (kind: Kind) =>
  ({
    type: 'rows',
    label: 'Recipients',
    description: `The users to message, each with values for the ${kind.called}'s template; more than ${MOST_IN_ONE_REQUEST} are split across several requests`,
    columns: columnsOf(kind),
  }) as const satisfies Field;

const broadcastField = ({ called }: Kind) =>
  ({
    type: 'boolean',
    label: 'Send to Everyone',
    description: `Whether to send to everyone in the ${called}'s segment, or in the audience if one is set`,
  }) as const satisfies Field;

/** What is triggered, for whom, and the values for its messages ("Sending Messages via API Triggered Delivery"). */
export const triggerFields = (kind: Kind): Fields => ({
  [kind.id]: { ...kind.field, description: `API-triggered ${kind.called} from the Braze dashboard whose messages to send` },
  recipients: recipientsField(kind),
  broadcast: broadcastField(kind),
  [kind.values]: {
    ...kind.valuesField,
    label: `${kind.valuesField.label} for All`,
    description: 'Template values that are the same for all users',
  },
  ...audienceFields,
  ...kind.own,
});

/** An input as far as its type is the same for both kinds. */
export type Triggered = Input<typeof audienceFields> & { readonly recipients?: readonly Recipient[]; readonly broadcast?: boolean };

/** An input of one of the triggers, validated by its field table, with the types that its operation cannot infer. */
export const triggeredIn = (input: JsonObject): Triggered => input as unknown as Triggered;

/** The field that a host fills from its items, and the switch for everyone. */
export const peopleOf = (kind: Kind) =>
  ({
    rows: 'recipients',
    id: 'external_user_id',
    variables: kind.values,
    called: { id: 'User', variables: kind.valuesField.label },
    known: valuesKnown(kind),
    everybody: {
      field: 'broadcast',
      label: 'Everyone',
      description: `All users in the ${kind.called}'s segment, or in the audience if one is set`,
    },
  }) as const;

export const isForAll = (input: JsonObject): boolean => triggeredIn(input).broadcast === true;

const peopleProblems = (fields: Fields, { recipients, broadcast }: Triggered): readonly Problem[] => {
  const { label } = fields.recipients!;
  if (recipients && recipients.length > 0) {
    return broadcast === true
      ? [
          {
            field: 'broadcast',
            message: `'${fields.broadcast!.label}' (broadcast) is on, but recipients are given.`,
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

/** Problems of the recipients and other fields of both triggers. */
export const triggerProblems = (kind: Kind, fields: Fields, given: JsonObject, context: CheckContext): readonly Problem[] => {
  const input = triggeredIn(given);
  return [
    ...peopleProblems(fields, input),
    ...(input.recipients ?? []).flatMap((recipient, i) => recipientProblems(recipient, `recipients[${i}]`, context)),
    ...audienceProblems(input, context),
    ...todayOnly(fields, [...Object.keys(kind.own), ...(hasAudience(input) ? ['audience', 'audience_filters'] : [])], given, context),
  ];
};

/** The body of both triggers, with the recipients of all inputs of a request concatenated. */
export const bodyOf = (kind: Kind, inputs: readonly [JsonObject, ...JsonObject[]], context: CheckContext): JsonObject => {
  const [head] = inputs;
  const recipients = inputs.flatMap((input) => triggeredIn(input).recipients ?? []);
  const audience = audienceOf(triggeredIn(head), context.timeZone);
  const named = [kind.id, ...Object.keys(kind.own), kind.values].filter((name) => head[name] !== undefined);
  return {
    ...Object.fromEntries(named.map((name) => [name, head[name]!])),
    ...(isForAll(head) && isToday(context) && { broadcast: true }),
    ...(audience && { audience }),
    ...(recipients.length > 0 && { recipients: recipients as readonly JsonObject[] }),
  };
};

/** The person whom an input represents, or everyone. */
export const subjectOf =
  ({ id }: Kind) =>
  (input: JsonObject): Subject => {
    const about = { [id]: input[id]! };
    const [recipient] = triggeredIn(input).recipients ?? [];
    return recipient ? { list: 'recipients', about: { ...about, ...identityOf(recipient) } } : { about: { ...about, broadcast: true } };
  };

/** The recipients' identities, without values or attributes; undefined for everyone. */
export const whoIsNamed = (input: JsonObject): readonly (string | JsonObject)[] | undefined =>
  triggeredIn(input).recipients?.map((recipient) => {
    const identity = identityOf(recipient);
    return Object.keys(identity).length === 1 && typeof identity.external_user_id === 'string' ? identity.external_user_id : identity;
  });

/** The recipients as one text; undefined for everyone. */
const whoIsMeant = (input: JsonObject): string | undefined => {
  const [recipient] = triggeredIn(input).recipients ?? [];
  return recipient && JSON.stringify(identityOf(recipient));
};

/** Everyone does not count toward the fifty. */
const weighRecipients = (input: JsonObject): number => ((triggeredIn(input).recipients?.length ?? 0) > 0 ? 1 : 0);

/** The fields that the inputs of a request must share: all except the recipients. */
const commonTo = (fields: Fields): readonly string[] => Object.keys(fields).filter((name) => name !== 'recipients');

/** "4 MB", read as the smaller of its two meanings. */
const MOST_BYTES = 4_000_000;

/** How recipients share requests. */
export const batchOf = (fields: Fields) => ({
  max: MOST_IN_ONE_REQUEST,
  cost: weighRecipients,
  splitBy: ['recipients'],
  sameIn: commonTo(fields),
  sequence: (input: JsonObject): string => whoIsMeant(input) ?? '',
  // Braze sends one message to a person who occurs several times in a request (objects_filters/recipient_object, "deduping").
  conflictKey: whoIsMeant,
  maxBytes: MOST_BYTES,
});
