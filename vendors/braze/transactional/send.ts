import { isBlank, isObject, operation, promisedText, segment, type Fields, type Input, type JsonObject, type Problem } from '../../../engine';
import { kind as campaigns } from '../campaign/triggers';
import { campaignId, sampleId } from '../fields';
import { aliasColumns } from '../identifiers';
import { onlyToday } from '../onlyToday';
import { valuesKnown } from '../triggered/properties';
import { recipientColumns } from '../triggered/recipient';

/** The path without the campaign. */
const quota = '/transactional/v1/campaigns/send';

const { external_user_id, user_alias, attributes } = recipientColumns;
/** In a group of the form itself, hosts ask for what is required even if nobody wants an alias. */
const aliasParts = {
  alias_name: { ...aliasColumns.alias_name, required: false },
  alias_label: { ...aliasColumns.alias_label, required: false },
} as const satisfies Fields;

const fields = {
  campaign_id: { ...campaignId, description: 'The transactional email campaign', inPath: true },
  external_user_id: { ...external_user_id, description: 'Your own identifier for the user who receives the email', prominent: true, placeholder: 'user1' },
  user_alias: { ...user_alias, columns: aliasParts, description: 'Identifies the user by alias instead of the external user ID' },
  trigger_properties: {
    type: 'json',
    label: 'Trigger Properties',
    description: "Values for the email's template",
    asText: true,
    limits: { shape: 'object' },
    prominent: true,
  },
  external_send_id: {
    type: 'text',
    label: 'External Send ID',
    description:
      'Your identifier for this email, another one for each. For 24 hours, Braze sends only once with it, so a lost answer is asked for again; without it, a send is never repeated. A Send-Once Key takes its place if it is empty',
    prominent: true,
    placeholder: 'order-10023',
    limits: { pattern: /^[a-zA-Z0-9\-_+/=]+$/ },
    todo: 'Use letters, digits and the signs - _ + / = only.',
  },
  attributes: {
    ...attributes,
    description: "Attributes written to the user's profile before the email is sent; they also create a user that Braze does not know",
  },
} as const satisfies Fields;

type Sent = Input<typeof fields>;

/** A form may deliver an alias that nobody touched. */
const hasAlias = ({ user_alias: alias }: Sent): boolean => alias !== undefined && Object.values(alias).some((each) => !isBlank(each));

const whoIs = (input: Sent): JsonObject => (hasAlias(input) ? { user_alias: { ...input.user_alias! } } : { external_user_id: input.external_user_id! });

const recipientProblems = (input: Sent): readonly Problem[] => {
  const { label } = fields.external_user_id;
  const isNamed = !isBlank(input.external_user_id);
  if (isNamed && hasAlias(input)) {
    return [
      {
        field: 'user_alias',
        message: `'${fields.user_alias.label}' (user_alias) is set, but '${label}' (external_user_id) is too.`,
        todo: 'Identify the user in only one way.',
      },
    ];
  }
  const missing = hasAlias(input) ? (['alias_name', 'alias_label'] as const).filter((name) => isBlank(input.user_alias?.[name])) : [];
  if (isNamed || hasAlias(input)) {
    return missing.map((name) => ({
      field: `user_alias.${name}`,
      message: `'${aliasParts[name].label}' (user_alias.${name}) is empty.`,
      todo: aliasParts[name].todo,
    }));
  }
  return [
    {
      field: 'external_user_id',
      message: `'${label}' (external_user_id) is empty: there is nobody to send to.`,
      todo: `Enter it, or '${fields.user_alias.label}'.`,
    },
  ];
};

/** "The external reference has been queued. Please retry to obtain send_id.": the first request with this key is at work. */
const isAtWork = (words: string): boolean => /external reference has been queued/i.test(words);

const accepted = (input: Sent, more: JsonObject = {}): JsonObject => ({ campaign_id: input.campaign_id, ...whoIs(input), status: 'accepted', ...more });

/** "Send transactional emails": the only send that Braze recognizes when it is repeated. Beyond its rate it sends too, only without a promised time. */
export const send = operation({
  label: 'Send',
  action: 'Send transactional email',
  description: 'Send a transactional email campaign immediately to one user. Success means that Braze accepted the email, not that it was delivered',
  docs: 'Braze, "Send transactional emails using API-triggered delivery"',
  onlyWith: onlyToday('transactional messages'),
  fields,
  recipients: { id: 'external_user_id', variables: 'trigger_properties', known: valuesKnown(campaigns), own: ['external_send_id'] },
  people: (input) => [hasAlias(input) ? { ...input.user_alias! } : (input.external_user_id ?? null)],
  check: recipientProblems,
  retry: 'send',
  repeatKey: 'external_send_id',
  permission: 'transactional.send',
  quota,
  ifUnknown:
    "With an 'External Send ID', send it again within 24 hours: Braze sends it only once. Without one, check the campaign's analytics before you send again.",
  returns: 'object',
  request: ([input]) => ({
    method: 'POST',
    path: `/transactional/v1/campaigns/${segment(input.campaign_id)}/send`,
    body: {
      json: {
        ...(input.external_send_id !== undefined && { external_send_id: input.external_send_id }),
        ...(isObject(input.trigger_properties) &&
          Object.keys(input.trigger_properties).length > 0 && { trigger_properties: input.trigger_properties as JsonObject }),
        recipient: { ...whoIs(input), ...(isObject(input.attributes) && { attributes: input.attributes as JsonObject }) },
      },
    },
  }),
  parse: ({ body }, [input]) => {
    const dispatch_id = promisedText(body, 'dispatch_id');
    const { status, metadata } = body as JsonObject;
    return { one: accepted(input, { dispatch_id, ...(typeof status === 'string' && { email_status: status }), ...(isObject(metadata) && { metadata }) }) };
  },
  recover: (failure, [input]) =>
    isAtWork(failure.message)
      ? { one: accepted(input), warnings: ['Braze is still at work on the first request with this key, so it gave no dispatch ID.'] }
      : undefined,
  sameNames: { external_user_id: 'user_id' },
  sample: {
    campaign_id: sampleId,
    external_user_id: 'user1',
    status: 'accepted',
    dispatch_id: '0fb5ed5bbb0b4b5ca4c9b6d1b7d4a2e9',
    email_status: 'sent',
    metadata: {},
  },
  sampleReply: { dispatch_id: '0fb5ed5bbb0b4b5ca4c9b6d1b7d4a2e9', status: 'sent', metadata: {} },
  sampleInputs: [
    { campaign_id: sampleId, external_user_id: 'user1' },
    {
      campaign_id: sampleId,
      user_alias: { alias_name: 'demo-0001', alias_label: 'crm' },
      trigger_properties: { order_id: 'A-17' },
      external_send_id: 'order-10023',
      attributes: { first_name: 'Anna' },
    },
  ],
});
