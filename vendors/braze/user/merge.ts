import { operation, promisedText, type Fields, type JsonObject, type Problem } from '../../../engine';
import { confirmation, unconfirmed } from '../confirm';
import { endpoint, IDENTITIES } from '../endpoint';
import { aliasColumns, emailOf, MOST_IN_ONE_REQUEST, personKey, phoneOf } from '../identifiers';
import { laidOut } from '../nonFatal';
import { onlyToday } from '../onlyToday';
import { prioritizationField, prioritizationProblems, retryWith } from '../prioritization';

const { path, permission, quota } = endpoint('/users/merge', { quota: IDENTITIES });

type Side = 'merge' | 'keep';

/** The fields that name one of the two users. */
const userFields = (side: Side, who: string): Fields => {
  const as = side === 'merge' ? 'to Merge' : 'to Keep';
  const by = (...is: readonly string[]) => ({ dependsOn: { field: `${side}_by`, is } });
  return {
    [`${side}_by`]: {
      type: 'choice',
      label: side === 'merge' ? 'Merge User By' : 'Keep User By',
      description: `What identifies the user ${who}`,
      required: true,
      default: 'external_id',
      options: [
        { value: 'email', label: 'Email Address' },
        { value: 'external_id', label: 'External ID', description: 'Your own identifier for the user' },
        { value: 'phone', label: 'Phone' },
        { value: 'user_alias', label: 'User Alias' },
      ],
    },
    [`${side}_external_id`]: {
      type: 'text',
      label: `External ID ${as}`,
      description: `Your own identifier of the user ${who}`,
      required: true,
      placeholder: side === 'merge' ? 'e.g. old-user1' : 'e.g. user1',
      ...by('external_id'),
      todo: 'Enter the external ID of a user.',
    },
    [`${side}_alias_name`]: {
      ...aliasColumns.alias_name,
      label: `Alias Name ${as}`,
      description: `Name of the alias of the user ${who}`,
      ...by('user_alias'),
      todo: 'Enter the name of the alias.',
    },
    [`${side}_alias_label`]: {
      ...aliasColumns.alias_label,
      label: `Alias Label ${as}`,
      ...by('user_alias'),
      todo: 'Enter the label that the alias was created with.',
    },
    [`${side}_email`]: { ...emailOf(`the user ${who}`), label: `Email Address ${as}`, ...by('email') },
    [`${side}_phone`]: { ...phoneOf(`the user ${who}`), label: `Phone ${as}`, ...by('phone') },
    [`${side}_prioritization`]: { ...prioritizationField, label: `Prioritization ${as}`, ...by('email', 'phone') },
  };
};

const confirm = confirmation(
  'Merge for Good',
  'remove the first profile, whose data moves to the second one',
  'Turn it on to confirm that the user to merge will be permanently removed.',
);

const fields: Fields = {
  ...userFields('merge', 'whose profile is removed'),
  ...userFields('keep', 'whose profile stays and takes over the data'),
  confirm,
};

/** How one of the two users is identified, without the rules for several who share an address. */
const identityOf = (input: JsonObject, side: Side): JsonObject => {
  const by = String(input[`${side}_by`]);
  if (by !== 'user_alias') return { [by]: input[`${side}_${by}`] };
  return { user_alias: { alias_name: input[`${side}_alias_name`], alias_label: input[`${side}_alias_label`] } };
};

const rulesOf = (input: JsonObject, side: Side): readonly string[] | undefined => input[`${side}_prioritization`] as readonly string[] | undefined;

const identifierOf = (input: JsonObject, side: Side): JsonObject => {
  const rules = rulesOf(input, side);
  return { ...identityOf(input, side), ...(rules !== undefined && { prioritization: rules }) };
};

const problemsOf = (input: JsonObject): readonly Problem[] => {
  const rules = (['merge', 'keep'] as const).flatMap((side) => {
    const name = `${side}_prioritization`;
    return prioritizationProblems(rulesOf(input, side) ?? [], name, fields[name]!.label);
  });
  if (personKey(identifierOf(input, 'merge')) !== personKey(identifierOf(input, 'keep'))) return rules;
  const name = input.keep_by === 'user_alias' ? 'keep_alias_name' : `keep_${String(input.keep_by)}`;
  const message = `'${fields[name]!.label}' (${name}) names the same user as '${fields[name.replace('keep', 'merge')]!.label}'.`;
  return [...rules, { field: name, message, todo: 'Enter another user, or remove this item.' }];
};

/** Braze, endpoints/user_data/post_users_merge. */
export const merge = operation({
  label: 'Merge',
  action: 'Merge users',
  description:
    'Merge one user into another: data that the second one lacks is taken over, and the first profile is removed. Braze merges after it has answered, in no certain order; users of many items share a request',
  docs: 'Braze, endpoints/user_data/post_users_merge',
  onlyWith: onlyToday('merging users'),
  fields,
  check: (input) => [...unconfirmed(confirm, input.confirm === true, 'merging users cannot be undone'), ...problemsOf(input)],
  retry: (input) => retryWith(rulesOf(input, 'merge'), rulesOf(input, 'keep')),
  reachesNobody: true,
  permission,
  quota,
  ifUnknown: "Check with 'Export' whether the user to merge is gone, before you send again: another try could select another user.",
  returns: 'object',
  batch: {
    max: MOST_IN_ONE_REQUEST,
    // Earlier pages refuse a pair of two kinds; should Braze refuse it, no others are refused with it.
    sameIn: ['merge_by', 'keep_by'],
    conflictKey: (input) => [personKey(identityOf(input, 'merge')), personKey(identityOf(input, 'keep'))],
  },
  request: (inputs) => ({
    method: 'POST',
    path,
    body: {
      json: { merge_updates: inputs.map((input) => ({ identifier_to_merge: identifierOf(input, 'merge'), identifier_to_keep: identifierOf(input, 'keep') })) },
    },
  }),
  parse(reply, inputs) {
    promisedText(reply.body, 'message');
    // 202 is how this endpoint always answers, not the sign of a queue.
    return laidOut(
      reply,
      'merge_updates',
      inputs.map((input) => ({ merged: identityOf(input, 'merge'), kept: identityOf(input, 'keep'), status: 'accepted' })),
    );
  },
  sample: { merged: { external_id: 'user2' }, kept: { external_id: 'user1' }, status: 'accepted' },
  sampleReply: { message: 'success' },
  sampleInputs: [
    { merge_by: 'external_id', merge_external_id: 'user2', keep_by: 'external_id', keep_external_id: 'user1', confirm: true },
    {
      merge_by: 'email',
      merge_email: 'demo-0001@example.com',
      merge_prioritization: ['unidentified', 'most_recently_updated'],
      keep_by: 'user_alias',
      keep_alias_name: 'demo-0002',
      keep_alias_label: 'crm',
      confirm: true,
    },
  ],
});
