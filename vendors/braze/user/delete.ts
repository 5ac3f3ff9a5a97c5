import { operation, promised, type Input, type JsonObject, type Parsed, type Problem } from '../../../engine';
import { statusOf } from '../accepted';
import { confirmation, unconfirmed } from '../confirm';
import { endpoint, IDENTITIES } from '../endpoint';
import { aliasColumns, isNamed, isToday, MOST_IN_ONE_REQUEST, notInAppboy } from '../identifiers';
import { laidOut } from '../nonFatal';
import { prioritizationField, prioritizationProblems, retryWith } from '../prioritization';

const { path, permission, quota } = endpoint('/users/delete', { quota: IDENTITIES });

const SPREAD = `more than ${MOST_IN_ONE_REQUEST} are split across several requests`;

const fields = {
  identifier: {
    type: 'choice',
    label: 'Identify By',
    description: 'What identifies the users; the Appboy API version supports only external IDs and Braze (Appboy) IDs',
    required: true,
    default: 'external_ids',
    options: [
      { value: 'braze_ids', label: 'Braze IDs', description: 'Identifiers assigned by Braze' },
      { value: 'email_addresses', label: 'Email Addresses' },
      { value: 'external_ids', label: 'External IDs', description: 'Your own identifiers for the users' },
      { value: 'phone_numbers', label: 'Phone Numbers' },
      { value: 'user_aliases', label: 'User Aliases' },
    ],
  },
  external_ids: {
    type: 'list',
    label: 'External IDs',
    description: `Your own identifiers of the users to delete; ${SPREAD}`,
    required: true,
    dependsOn: { field: 'identifier', is: ['external_ids'] },
    todo: 'Enter at least one external ID, with no empty entries.',
  },
  braze_ids: {
    type: 'list',
    label: 'Braze IDs',
    description: `Braze's identifiers of the users to delete; ${SPREAD}`,
    required: true,
    dependsOn: { field: 'identifier', is: ['braze_ids'] },
    todo: 'Enter at least one Braze ID, with no empty entries.',
  },
  user_aliases: {
    type: 'rows',
    label: 'User Aliases',
    description: `Aliases of the users to delete; ${SPREAD}`,
    required: true,
    columns: aliasColumns,
    dependsOn: { field: 'identifier', is: ['user_aliases'] },
    todo: 'Add at least one alias.',
  },
  email_addresses: {
    type: 'list',
    label: 'Email Addresses',
    description: `Email addresses of the users to delete; ${SPREAD}`,
    required: true,
    dependsOn: { field: 'identifier', is: ['email_addresses'] },
    limits: { format: 'email' },
    todo: 'Enter at least one email address, such as bob@example.com, with no empty entries.',
  },
  phone_numbers: {
    type: 'list',
    label: 'Phone Numbers',
    description: `Phone numbers of the users to delete; ${SPREAD}`,
    required: true,
    dependsOn: { field: 'identifier', is: ['phone_numbers'] },
    todo: 'Enter at least one phone number, with no empty entries.',
  },
  prioritization: {
    ...prioritizationField,
    description: `${prioritizationField.description}. Today's pages of Braze ask for it; without it, the addresses or numbers are sent by themselves`,
    required: false,
    prominent: true,
    dependsOn: { field: 'identifier', is: ['email_addresses', 'phone_numbers'] },
  },
  confirm: confirmation('Delete for Good', 'delete the users permanently', 'Turn it on to confirm that the users will be permanently deleted.'),
} as const;

type Delete = Input<typeof fields>;

/** The singular of each list, for messages about one user. */
const ONE = {
  external_ids: 'external_id',
  braze_ids: 'braze_id',
  user_aliases: 'user_alias',
  email_addresses: 'email_address',
  phone_numbers: 'phone_number',
} as const;

const APPBOY_NAME = { external_ids: 'external_ids', braze_ids: 'appboy_ids' } as const;
const isInAppboy = (identifier: string): identifier is keyof typeof APPBOY_NAME => identifier in APPBOY_NAME;

const wireNameOf = (identifier: Delete['identifier'], today: boolean): string => (!today && isInAppboy(identifier) ? APPBOY_NAME[identifier] : identifier);

const given = (input: Delete): readonly (string | JsonObject)[] => input[input.identifier] ?? [];

/** What addresses and numbers are called where the rules for several users stand beside them. */
const BESIDE_RULES = { email_addresses: 'email', phone_numbers: 'phone' } as const;

/** The users as they are sent. */
const sent = (input: Delete): readonly (string | JsonObject)[] => {
  const { identifier, prioritization = [] } = input;
  if (prioritization.length === 0 || (identifier !== 'email_addresses' && identifier !== 'phone_numbers')) return given(input);
  return given(input).map((each) => ({ [BESIDE_RULES[identifier]]: each, prioritization }));
};

/** User Delete Endpoint: Braze document. */
export const deleteUsers = operation({
  label: 'Delete',
  action: 'Delete users',
  description: 'Permanently delete user profiles; their events remain in the analytics',
  docs: 'Braze document, "User Delete Endpoint"',
  fields,
  check(input, context) {
    const problems: Problem[] = [
      ...unconfirmed(fields.confirm, input.confirm, 'deleting users cannot be undone'),
      ...prioritizationProblems(input.prioritization ?? [], 'prioritization'),
    ];
    const { identifier } = input;
    if (!isToday(context) && !isInAppboy(identifier))
      problems.push(notInAppboy('identifier', fields.identifier.label, fields[identifier].label, 'Identify the users by external ID or Appboy ID'));
    return problems;
  },
  retry: ({ prioritization }) => retryWith(prioritization),
  reachesNobody: true,
  permission,
  quota,
  ifUnknown: "Check with 'Export' whether the user is gone, before you send again: another try could select another user with the same address or number.",
  returns: 'object',
  batch: {
    max: MOST_IN_ONE_REQUEST,
    splitBy: ['external_ids', 'braze_ids', 'user_aliases', 'email_addresses', 'phone_numbers'],
    // "Only one of external_ids or appboy_ids can be included in a single request."
    sameIn: ['identifier'],
  },
  request(inputs, context) {
    const [{ identifier }] = inputs;
    return { method: 'POST', path, body: { json: { [wireNameOf(identifier, isToday(context))]: inputs.flatMap(sent) } } };
  },
  parse(reply, inputs, context): Parsed<JsonObject> {
    const [{ identifier }] = inputs;
    const name = ONE[identifier];
    const status = statusOf(reply);
    const users = inputs.map((input) => given(input)[0] ?? '');
    if (status === 'queued') return { each: users.map((user) => ({ [name]: user, status })) };
    const deleted = promised(reply.body, 'deleted');
    const { invalid_user_ids: unknown } = reply.body as JsonObject;
    const missing = users.filter((user) => isNamed(unknown, user)).length;
    // Users unknown after a lost answer were deleted by the first try: the desired state is reached.
    const isRepeat = context?.isRepeat === true;
    const unsaid = typeof deleted === 'number' && !isRepeat ? users.length - missing - deleted : 0;
    const { each, warnings: said = [] } = laidOut(
      reply,
      wireNameOf(identifier, isToday(context ?? { credential: {} })),
      users.map((user) => ({ [name]: user, deleted: isRepeat || !isNamed(unknown, user), status })),
    );
    const warnings = [
      ...said,
      ...(isRepeat
        ? [
            'The first answer from Braze was lost and the request was repeated. Users that Braze reports as unknown were deleted by the first request, or did not exist before.',
          ]
        : []),
      ...(unsaid > 0 ? [`Braze reports that it deleted ${String(deleted)} of ${users.length} users, but not which of them it does not know.`] : []),
    ];
    return { each, ...(warnings.length > 0 && { warnings }) };
  },
  sameNames: { external_id: 'user_id' },
  sample: { external_id: 'user1', deleted: true, status: 'processed' },
  sampleReply: { deleted: 1, message: 'success' },
  sampleInputs: [
    { identifier: 'external_ids', external_ids: ['user1'], confirm: true },
    { identifier: 'external_ids', external_ids: ['demo-0001', 'demo-0002'], confirm: true },
  ],
});
