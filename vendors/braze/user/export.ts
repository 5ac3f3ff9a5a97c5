import { isObject, Missing, operation, promised, type CheckContext, type Input, type Json, type JsonObject, type Parsed, type Problem } from '../../../engine';
import { endpoint } from '../endpoint';
import { aliasColumns, emailOf, isToday, MOST_IN_ONE_REQUEST, notInAppboy, phoneOf } from '../identifiers';
import { laidOut } from '../nonFatal';

const { path, permission, quota } = endpoint('/users/export/ids');

const SPREAD = `more than ${MOST_IN_ONE_REQUEST} are split across several requests`;

const fields = {
  identifier: {
    type: 'choice',
    label: 'Identify By',
    description: 'What identifies the users; the Appboy API version supports only external IDs',
    required: true,
    default: 'external_ids',
    options: [
      { value: 'braze_id', label: 'Braze ID', description: 'Identifier assigned by Braze' },
      { value: 'device_id', label: 'Device ID' },
      { value: 'email_address', label: 'Email Address' },
      { value: 'external_ids', label: 'External IDs', description: 'Your own identifiers for the users' },
      { value: 'phone', label: 'Phone' },
      { value: 'user_aliases', label: 'User Aliases' },
    ],
  },
  external_ids: {
    type: 'list',
    label: 'External IDs',
    description: `Your own identifiers of the users to export; ${SPREAD}`,
    required: true,
    dependsOn: { field: 'identifier', is: ['external_ids'] },
    todo: 'Enter at least one external ID, with no empty entries.',
  },
  user_aliases: {
    type: 'rows',
    label: 'User Aliases',
    description: `Aliases of the users to export; ${SPREAD}`,
    required: true,
    columns: aliasColumns,
    dependsOn: { field: 'identifier', is: ['user_aliases'] },
    todo: 'Add at least one alias.',
  },
  braze_id: {
    type: 'text',
    label: 'Braze ID',
    description: "Braze's identifier of the user to export",
    required: true,
    dependsOn: { field: 'identifier', is: ['braze_id'] },
    todo: 'Enter the Braze ID of a user.',
  },
  email_address: { ...emailOf('the user to export'), dependsOn: { field: 'identifier', is: ['email_address'] } },
  phone: { ...phoneOf('the user to export'), dependsOn: { field: 'identifier', is: ['phone'] } },
  device_id: {
    type: 'text',
    label: 'Device ID',
    description: 'Identifier of a device of the user to export',
    required: true,
    dependsOn: { field: 'identifier', is: ['device_id'] },
    todo: 'Enter the identifier of a device.',
  },
  fields_to_export: {
    type: 'list',
    label: 'Fields to Export',
    description: 'Fields to export for each user, all if empty; required for accounts created since 22 August 2024, and makes exports faster',
    prominent: true,
    placeholder: 'e.g. first_name',
  },
} as const;

type Export = Input<typeof fields>;
type User = JsonObject;

/** The field that identifies an exported user among others; users requested individually have their own answer. */
const FOUND_BY = { external_ids: 'external_id', user_aliases: 'user_aliases' } as const;
const ONE = { external_ids: 'external_id', user_aliases: 'user_alias' } as const;
const isListed = (identifier: string): identifier is keyof typeof FOUND_BY => identifier in FOUND_BY;

/** The single user of a part of the input. */
const named = (input: Export): string | JsonObject => {
  const { identifier } = input;
  return (isListed(identifier) ? input[identifier]?.[0] : input[identifier]) ?? '';
};

const isAliasOf = (alias: JsonObject, { user_aliases: all }: User): boolean =>
  Array.isArray(all) && all.some((each: Json) => isObject(each) && each.alias_name === alias.alias_name && each.alias_label === alias.alias_label);

const isSame = (wanted: string | JsonObject, user: User): boolean => (typeof wanted === 'string' ? user.external_id === wanted : isAliasOf(wanted, user));

/** The requested fields, and the one that identifies users. */
const fieldsOf = ({ identifier, fields_to_export }: Export): readonly string[] =>
  isListed(identifier) ? [...new Set([...(fields_to_export ?? []), FOUND_BY[identifier]])] : (fields_to_export ?? []);

const problemsOf = (input: Export, context: CheckContext): readonly Problem[] => {
  const { identifier } = input;
  if (!isToday(context) && identifier !== 'external_ids')
    return [notInAppboy('identifier', fields.identifier.label, fields[identifier].label, 'Identify the users by external ID')];
  return [];
};

/** "(optional, array of object) the data for each of the exported users": a different shape means no users. */
const usersIn = (body: Json): readonly User[] => {
  const users = (body as JsonObject).users ?? [];
  if (Array.isArray(users) && users.every(isObject)) return users as readonly User[];
  throw new Missing("its 'users' is not a list of objects");
};

/** Users by UserID Endpoint: Braze document; today, Users by Identifier. */
export const exportUsers = operation({
  label: 'Export',
  action: 'Export users',
  description: 'Get user profiles by their identifiers; to export many users, export a segment instead',
  docs: 'Braze document, "Users by UserID Endpoint"',
  fields,
  check: problemsOf,
  retry: 'safe',
  permission,
  quota,
  returns: 'object',
  batch: {
    max: MOST_IN_ONE_REQUEST,
    splitBy: ['external_ids', 'user_aliases'],
    sameIn: ['identifier', 'fields_to_export'],
    // "Only one" address, number or device per request; this also shows whose the resulting users are.
    alone: ({ identifier }) => !isListed(identifier),
  },
  request(inputs) {
    const [first] = inputs;
    const { identifier, fields_to_export } = first;
    const who = isListed(identifier) ? inputs.map(named) : named(first);
    return { method: 'POST', path, body: { json: { [identifier]: who, ...((fields_to_export?.length ?? 0) > 0 && { fields_to_export: fieldsOf(first) }) } } };
  },
  parse(reply, inputs): Parsed<JsonObject> {
    promised(reply.body, 'message');
    const all = usersIn(reply.body);
    return laidOut(
      reply,
      inputs[0].identifier,
      inputs.map((input): JsonObject => {
        const { identifier } = input;
        const wanted = named(input);
        const [user, ...others] = isListed(identifier) ? all.filter((each) => isSame(wanted, each)) : all;
        const name = isListed(identifier) ? ONE[identifier] : identifier;
        if (!user) return { [name]: wanted, found: false };
        return { ...user, found: true, ...(others.length > 0 && { other_users: others }) };
      }),
    );
  },
  sample: { external_id: 'demo-0001', email: 'demo-0001@example.com', found: true },
  sampleReply: { message: 'success', users: [{ external_id: 'demo-0001', email: 'demo-0001@example.com' }] },
  sampleInputs: [
    { identifier: 'external_ids', external_ids: ['demo-0001'] },
    { identifier: 'external_ids', external_ids: ['demo-0001', 'demo-0002'], fields_to_export: ['email', 'first_name', 'custom_attributes'] },
  ],
});
