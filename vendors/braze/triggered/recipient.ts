import { isBlank, isObject, type CheckContext, type Fields, type Input, type JsonObject, type Problem } from '../../../engine';
import { aliasColumns } from '../identifiers';
import { todayOnly } from '../messages/version';
import { PRIORITIES, prioritizationProblems } from '../prioritization';
import type { Kind } from './kind';

/** Who a recipient is: "Recipient Object"; everything except the external user ID from Braze, objects_filters/recipient_object. */
const identityColumns = {
  external_user_id: { type: 'text', label: 'External User ID', description: 'Your own identifier for the user' },
  user_alias: { type: 'group', label: 'User Alias', description: 'Identifies the user by alias instead of the external user ID', columns: aliasColumns },
  braze_id: { type: 'text', label: 'Braze ID', description: "Identifies the user by Braze's identifier instead of the external user ID" },
  email: {
    type: 'text',
    label: 'Email Address',
    description: 'Identifies the user by email address instead of the external user ID; requires a prioritization',
    limits: { format: 'email' },
    todo: 'Enter an email address such as bob@example.com.',
  },
  prioritization: {
    type: 'list',
    label: 'Prioritization',
    description: `Which user to choose if several share the email address, most important rule first: ${PRIORITIES.join(', ')}`,
    placeholder: 'identified',
  },
} as const satisfies Fields;

/** What happens to their profile before the message is sent. */
const profileColumns = {
  send_to_existing_only: {
    type: 'boolean',
    label: 'Send to Existing Only',
    description: 'Whether to skip users that Braze does not know, which is the default; if off, the user is created with the attributes',
  },
  attributes: {
    type: 'json',
    label: 'Attributes',
    description: "Attributes written to the user's profile before the message is sent",
    limits: { shape: 'object' },
  },
} as const satisfies Fields;

export const recipientColumns = { ...identityColumns, ...profileColumns } as const satisfies Fields;

/** The columns of a recipient, with the values for the messages of this kind. */
export const columnsOf = ({ values, valuesField }: Kind): Fields => ({
  ...identityColumns,
  [values]: { ...valuesField, description: 'Template values for this user only; they override the values for all users' },
  ...profileColumns,
});

/** A recipient without the values for its messages. */
export type Recipient = Input<typeof recipientColumns>;

const IDENTIFIERS = ['external_user_id', 'user_alias', 'braze_id', 'email'] as const;
/** The set fields that identify the recipient; blank ones identify nobody. */
const namesIn = (recipient: Recipient) => IDENTIFIERS.filter((name) => !isBlank(recipient[name]));
/** Members of a recipient that the Appboy document does not have. */
const LATER = ['user_alias', 'braze_id', 'email', 'prioritization', 'send_to_existing_only', 'attributes'];

/** A recipient is named by an address only together with the rules for several users who have it. */
const rulesProblems = ({ email, prioritization = [] }: Recipient, at: string): readonly Problem[] => {
  if (email === undefined) return [];
  const where = `${at}.prioritization`;
  const { label } = recipientColumns.prioritization;
  if (prioritization.length > 0) return prioritizationProblems(prioritization, where, label);
  return [
    {
      field: where,
      message: `'${label}' (${where}) is empty, but several users may have the same email address.`,
      todo: 'Enter it, for example identified, most_recently_updated.',
    },
  ];
};

/** Problems of one recipient. */
export const recipientProblems = (recipient: Recipient, at: string, context: CheckContext): readonly Problem[] => {
  const later = todayOnly(recipientColumns, LATER, recipient as JsonObject, context, `${at}.`);
  if (later.length > 0) return later;
  const problems: Problem[] = [...rulesProblems(recipient, at)];
  const named = namesIn(recipient);
  const names = IDENTIFIERS.map((name) => `'${recipientColumns[name].label}' (${name})`).join(', ');
  if (named.length === 0) {
    problems.push({
      field: `${at}.external_user_id`,
      message: `'${recipientColumns.external_user_id.label}' (${at}.external_user_id) is empty, and the user is not identified in any other way.`,
      todo: `Enter one of ${names}. If it comes from an input item, check the name of the User Column.`,
    });
  }
  if (named.length > 1) {
    problems.push({
      field: `${at}.${named[1]!}`,
      message: `The recipient (${at}) is identified more than once, by ${named.join(' and ')}.`,
      todo: 'Identify each user in only one way.',
    });
  }
  const { user_alias, send_to_existing_only: existing, attributes } = recipient;
  const where = `${at}.send_to_existing_only`;
  const { label } = recipientColumns.send_to_existing_only;
  if (existing !== undefined && user_alias !== undefined) {
    problems.push({ field: where, message: `'${label}' (${where}) is set for a user alias, which Braze does not allow.`, todo: 'Remove it.' });
  } else if (existing === false && !(isObject(attributes) && Object.keys(attributes).length > 0)) {
    problems.push({
      field: where,
      message: `'${label}' (${where}) is off, but there are no attributes to create the user with.`,
      todo: "Add at least one attribute to 'Attributes'.",
    });
  }
  return problems;
};

/** The members that identify a recipient. */
export const identityOf = (recipient: Recipient): JsonObject =>
  Object.fromEntries(namesIn(recipient).map((name) => [name, recipient[name] as JsonObject[string]]));
