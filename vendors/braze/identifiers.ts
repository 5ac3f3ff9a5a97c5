import { isObject, type CheckContext, type Field, type Fields, type JsonObject, type Problem } from '../../engine';

/**
 * Maximum identifiers, tokens or addresses in one request: "Up to 50" (Braze document, "User Delete Endpoint", "Push Token Removal Objects", "Email
 * Sync", "Users by UserID Endpoint").
 */
export const MOST_IN_ONE_REQUEST = 50;

/** Whether the account uses today's API rather than that of the Appboy document. */
export const isToday = ({ credential }: Pick<CheckContext, 'credential'>): boolean => credential.version !== 'appboy';

/** A user alias object (Braze, objects_filters/user_alias_object). */
export const aliasColumns = {
  alias_name: {
    type: 'text',
    label: 'Alias Name',
    description: 'Name of the alias, unique within its label',
    required: true,
    placeholder: 'e.g. device123',
    todo: 'Enter a name for every alias.',
  },
  alias_label: {
    type: 'text',
    label: 'Alias Label',
    description: 'Type of alias, such as the system it comes from',
    required: true,
    placeholder: 'e.g. crm',
    todo: 'Enter the label that each alias was created with.',
  },
} as const satisfies Fields;

/**
 * The field for the email address of one user.
 * @param whose whose address it is: 'the user to export'
 */
export const emailOf = (whose: string) =>
  ({
    type: 'text',
    label: 'Email Address',
    description: `Email address of ${whose}`,
    required: true,
    placeholder: 'e.g. bob@example.com',
    limits: { format: 'email' },
    todo: 'Enter an email address such as bob@example.com.',
  }) as const satisfies Field;

/** The field for the phone number of one user, as `emailOf`. */
export const phoneOf = (whose: string) =>
  ({
    type: 'text',
    label: 'Phone',
    description: `Phone number of ${whose}, in E.164 format`,
    required: true,
    placeholder: 'e.g. +15043277269',
    limits: { format: 'phone' },
    todo: 'Enter the number with its country code, such as +15043277269.',
  }) as const satisfies Field;

/** A person by how they are identified, to compare with others. Addresses are the same in any case. */
export const personKey = (identity: JsonObject): string => ('email' in identity ? JSON.stringify(identity).toLowerCase() : JSON.stringify(identity));

/** A problem with a choice that an Appboy account does not support. */
export const notInAppboy = (field: string, label: string, what: string, instead: string): Problem => ({
  field,
  message: `'${label}' (${field}) is '${what}', which the Appboy API version does not support.`,
  todo: `${instead}, or set the account's version to Braze.`,
});

/** Whether a list in an answer refers to an identifier: by value, for an alias by name or as an object, for an address or number also as an object. */
export const isNamed = (listed: unknown, identifier: string | JsonObject): boolean => {
  if (!Array.isArray(listed)) return false;
  if (typeof identifier === 'string')
    return listed.some((each: unknown) => each === identifier || (isObject(each) && [each.email, each.phone].includes(identifier)));
  const { alias_name, alias_label } = identifier;
  return listed.some((each: unknown) => {
    if (typeof each !== 'object' || each === null) return each === alias_name;
    const other = each as JsonObject;
    return other.alias_name === alias_name && other.alias_label === alias_label;
  });
};
