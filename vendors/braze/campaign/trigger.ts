import { operation, type Fields, type JsonObject, type Problem } from '../../../engine';
import { endpoint } from '../endpoint';
import { sampleId } from '../fields';
import { blameOf, onceForAll, outcomesOf, withWarnings } from '../message/answer';
import { sampleFilters } from '../messages/samples';
import { todayOnly } from '../messages/version';
import { attachments, batchOf, isForAll, people, subjectOf, triggerFields, triggerOf, triggerProblems, type Triggered, whoIsNamed } from './recipients';

const { path, permission, quota } = endpoint('/campaigns/trigger/send');

const fields = { ...triggerFields, attachments } as const satisfies Fields;

const hasAttachments = (input: { readonly attachments?: readonly unknown[] }): boolean => (input.attachments?.length ?? 0) > 0;

const attachmentProblems = (input: Triggered & { readonly attachments?: readonly unknown[] }): readonly Problem[] =>
  hasAttachments(input) && input.broadcast === true
    ? [
        {
          field: 'attachments',
          message: `'${attachments.label}' (attachments) are set, but the message is for everyone.`,
          todo: 'Remove the attachments, or specify recipients.',
        },
      ]
    : [];

/** Sending Messages via API Triggered Delivery: "Send Endpoints". */
export const trigger = operation({
  label: 'Trigger',
  action: 'Trigger campaign',
  description:
    'Send an API-triggered campaign immediately to users, up to 50 per request, or to everyone in its segment. Success means that Braze accepted the messages, not that they were delivered',
  docs: 'Braze document, "Sending Messages via API Triggered Delivery"',
  verb: 'triggerBatch',
  fields,
  recipients: people,
  people: whoIsNamed,
  check: (input, context) => [
    ...triggerProblems(input, context),
    ...attachmentProblems(input),
    ...(hasAttachments(input) ? todayOnly(fields, ['attachments'], input as JsonObject, context) : []),
  ],
  // No client key: repeating the request would send a second message, unless the campaign's re-eligibility happens to prevent it.
  retry: 'send',
  permission,
  quota,
  ifUnknown:
    "Check the campaign's analytics ('Get Series' of the campaign) or the Braze dashboard to see whether the messages were sent before you send again.",
  returns: 'object',
  batch: batchOf(fields),
  request(inputs, context) {
    const [head] = inputs;
    const json: JsonObject = { ...triggerOf(inputs, context), ...(hasAttachments(head) && { attachments: head.attachments as readonly JsonObject[] }) };
    return { method: 'POST', path, body: { json } };
  },
  parse: (reply, inputs) => withWarnings(outcomesOf(reply, inputs.map(subjectOf)), onceForAll(inputs, isForAll)),
  recover: (failure, inputs, again) => (again ? undefined : blameOf(failure, inputs.map(subjectOf))),
  sameNames: { external_user_id: 'user_id' },
  sample: { campaign_id: sampleId, external_user_id: 'user1', status: 'accepted', dispatch_id: '0fb5ed5bbb0b4b5ca4c9b6d1b7d4a2e9' },
  sampleReply: { dispatch_id: '0fb5ed5bbb0b4b5ca4c9b6d1b7d4a2e9', message: 'success' },
  sampleInputs: [
    { campaign_id: sampleId, recipients: [{ external_user_id: 'user1' }] },
    {
      campaign_id: sampleId,
      send_id: 'spring-2099',
      trigger_properties: { product_name: 'shoes', product_price: 79.99 },
      recipients: [
        {
          external_user_id: 'user1',
          trigger_properties: { first_name: 'Anna', product_price: 69.99 },
          send_to_existing_only: false,
          attributes: { first_name: 'Anna' },
        },
        { user_alias: { alias_name: 'demo-0001', alias_label: 'crm' }, trigger_properties: { first_name: 'Bob' } },
        { braze_id: 'braze-demo-0002' },
        { email: 'demo-0003@example.com', prioritization: ['identified', 'most_recently_updated'] },
      ],
      audience_filters: sampleFilters,
      audience_operator: 'AND',
      attachments: [{ file_name: 'invoice.pdf', url: 'https://www.example.com/invoice.pdf' }],
    },
  ],
});
