import { operation, type Input, type JsonObject } from '../../../engine';
import { promisedStatus } from '../accepted';
import { confirmation, unconfirmed } from '../confirm';
import { endpoint, IDENTITIES } from '../endpoint';
import { aliasColumns, emailOf, MOST_IN_ONE_REQUEST, personKey, phoneOf } from '../identifiers';
import { withWarnings } from '../message/answer';
import { laidOut } from '../nonFatal';
import { onlyToday } from '../onlyToday';
import { prioritizationField, prioritizationProblems, retryWith } from '../prioritization';
import { countDoubts } from '../processed';

const { path, permission, quota } = endpoint('/users/identify', { quota: IDENTITIES });

const fields = {
  external_id: {
    type: 'text',
    label: 'External ID',
    description: 'Your own identifier that the user is to have. If no user has it yet, the anonymous profile gets it; otherwise both profiles become one',
    required: true,
    placeholder: 'e.g. user1',
    todo: 'Enter the external ID that the user is to have.',
  },
  identifier: {
    type: 'choice',
    label: 'Identify By',
    description: 'What identifies the anonymous profile',
    required: true,
    default: 'user_alias',
    options: [
      { value: 'email', label: 'Email Address' },
      { value: 'phone', label: 'Phone' },
      { value: 'user_alias', label: 'User Alias' },
    ],
  },
  alias_name: { ...aliasColumns.alias_name, dependsOn: { field: 'identifier', is: ['user_alias'] }, todo: 'Enter the name of the alias.' },
  alias_label: {
    ...aliasColumns.alias_label,
    description: 'Type of alias. If the known user already has an alias with this label, Braze leaves both profiles as they are',
    dependsOn: { field: 'identifier', is: ['user_alias'] },
    todo: 'Enter the label that the alias was created with.',
  },
  email: { ...emailOf('the anonymous profile'), dependsOn: { field: 'identifier', is: ['email'] } },
  phone: { ...phoneOf('the anonymous profile'), dependsOn: { field: 'identifier', is: ['phone'] } },
  prioritization: { ...prioritizationField, dependsOn: { field: 'identifier', is: ['email', 'phone'] } },
  confirm: confirmation(
    'Identify for Good',
    'remove the anonymous profile, whose data moves to the known user',
    'Turn it on to confirm that the anonymous profile will be permanently removed.',
  ),
} as const;

type Identify = Input<typeof fields>;

const LISTS = { user_alias: 'aliases_to_identify', email: 'emails_to_identify', phone: 'phone_numbers_to_identify' } as const;
/** What each list is called in the answer's counts. */
const COUNTED = { user_alias: 'aliases', email: 'emails', phone: 'phone_numbers' } as const;

/** The anonymous profile. */
const whoIn = ({ identifier, alias_name = '', alias_label = '', email = '', phone = '' }: Identify): JsonObject => {
  if (identifier === 'user_alias') return { user_alias: { alias_name, alias_label } };
  return identifier === 'email' ? { email } : { phone };
};

/** Both people of an input. */
const namesIn = (input: Identify): readonly string[] => [personKey({ external_id: input.external_id }), personKey(whoIn(input))];

/** Braze, endpoints/user_data/post_user_identify. */
export const identify = operation({
  label: 'Identify',
  action: 'Identify users',
  description:
    'Give an external ID to users known only by alias, email address or phone number. Data that the known user lacks is taken over, and the anonymous profile is removed; users of many items share a request',
  docs: 'Braze, endpoints/user_data/post_user_identify',
  onlyWith: onlyToday('identifying users'),
  fields,
  check: (input) => [
    ...unconfirmed(fields.confirm, input.confirm, 'removing profiles cannot be undone'),
    ...prioritizationProblems(input.prioritization ?? [], 'prioritization'),
  ],
  retry: ({ prioritization }) => retryWith(prioritization),
  reachesNobody: true,
  permission,
  quota,
  ifUnknown: "Check with 'Export' whether the user with the external ID has the data, before you send again: another try could select another profile.",
  returns: 'object',
  // One list in each request, so that its counts and errors are those of that list.
  batch: { max: MOST_IN_ONE_REQUEST, sameIn: ['identifier'], conflictKey: namesIn },
  request(inputs) {
    const [{ identifier }] = inputs;
    const entries = inputs.map((input) => ({
      external_id: input.external_id,
      ...whoIn(input),
      ...(input.prioritization !== undefined && { prioritization: input.prioritization }),
    }));
    return { method: 'POST', path, body: { json: { [LISTS[identifier]]: entries } } };
  },
  parse(reply, inputs, context) {
    const [{ identifier }] = inputs;
    const status = promisedStatus(reply);
    const parsed = laidOut(
      reply,
      // Clients of others read errors of a list with a name of its own.
      [LISTS[identifier], 'user_identifiers'],
      inputs.map((input) => ({ external_id: input.external_id, ...whoIn(input), status })),
    );
    const counted = COUNTED[identifier];
    return withWarnings(parsed, countDoubts(reply, `${counted}_processed`, inputs.length, counted.replace('_', ' '), context));
  },
  sameNames: { external_id: 'user_id' },
  sample: { external_id: 'user1', user_alias: { alias_name: 'device-17', alias_label: 'device' }, status: 'processed' },
  sampleReply: { aliases_processed: 1, message: 'success' },
  sampleInputs: [
    { external_id: 'user1', identifier: 'user_alias', alias_name: 'device-17', alias_label: 'device', confirm: true },
    {
      external_id: 'user1',
      identifier: 'email',
      email: 'bob@example.com',
      prioritization: ['unidentified', 'most_recently_updated'],
      confirm: true,
    },
  ],
});
