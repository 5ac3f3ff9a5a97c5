import { operation, type Fields, type JsonObject } from '../../../engine';
import { endpoint } from '../endpoint';
import { sampleId } from '../fields';
import { MOST_IN_ONE_REQUEST } from '../identifiers';
import { messageDoubts, messageFields, messageProblems, messagesOf } from '../messages';
import { campaignMessages, leastMessage } from '../messages/samples';
import { blameOf, onceForAll, outcomesOf, withWarnings } from './answer';
import { common, isForAll, subjectOf, targetFields, targetLists, targetProblems, targetsOf, weighTargets } from './targets';

const { path, permission, quota } = endpoint('/messages/send');

const fields = {
  ...messageFields,
  ...targetFields,
  override_frequency_capping: {
    type: 'boolean',
    label: 'Override Frequency Capping',
    description: "Whether to send even if a user has reached the workspace's frequency cap",
  },
} as const satisfies Fields;

/** Sending Messages Immediately via API Only: "Send Endpoints". */
export const send = operation({
  label: 'Send',
  action: 'Send message',
  description:
    'Send messages with the content you write here immediately to users, a segment or an audience. Success means that Braze accepted the messages, not that they were delivered',
  docs: 'Braze document, "Sending Messages Immediately via API Only"',
  fields,
  check: (input, context) => [
    ...targetProblems(input, context),
    ...messageProblems(input, 'send', { some: true, campaign: input.campaign_id !== undefined }, context),
  ],
  warn: (input, context) => messageDoubts(input, 'send', context),
  // No client key: repeating the request would send a second message.
  retry: 'send',
  permission,
  quota,
  ifUnknown:
    "Check the campaign's analytics ('Get Series' of the campaign) or the Braze dashboard to see whether the messages were sent before you send again.",
  returns: 'object',
  batch: { max: MOST_IN_ONE_REQUEST, cost: weighTargets, splitBy: targetLists, sameIn: common(fields) },
  request(inputs, context) {
    const [head] = inputs;
    const { override_frequency_capping } = head;
    const json: JsonObject = {
      ...targetsOf(inputs, context),
      ...(override_frequency_capping !== undefined && { override_frequency_capping }),
      messages: messagesOf(head, 'send', context),
    };
    return { method: 'POST', path, body: { json } };
  },
  parse: (reply, inputs) => withWarnings(outcomesOf(reply, inputs.map(subjectOf)), onceForAll(inputs, isForAll)),
  recover: (failure, inputs, again) => (again ? undefined : blameOf(failure, inputs.map(subjectOf))),
  sameNames: { external_user_id: 'user_id' },
  sample: { external_user_id: 'user1', status: 'accepted', dispatch_id: '0fb5ed5bbb0b4b5ca4c9b6d1b7d4a2e9' },
  sampleReply: { dispatch_id: '0fb5ed5bbb0b4b5ca4c9b6d1b7d4a2e9', message: 'success' },
  sampleInputs: [
    { ...leastMessage, send_to: 'users', external_user_ids: ['user1'] },
    {
      send_to: 'users',
      external_user_ids: ['user1', 'user2'],
      user_aliases: [{ alias_name: 'demo-0001', alias_label: 'crm' }],
      campaign_id: sampleId,
      send_id: 'spring-2099',
      override_frequency_capping: false,
      recipient_subscription_state: 'subscribed',
      ...campaignMessages,
    },
  ],
});
