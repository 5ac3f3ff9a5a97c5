import { operation, promised, promisedText, type CheckContext, type Fields, type Input, type JsonObject } from '../../../engine';
import { appIdOf, isTest, signatureOf, versionOf } from '../account';
import { advancedDoubts, advancedFields, advancedOf, advancedProblems } from './advanced';
import { audienceFields, audienceOf, audienceProblems, peopleOf } from './audience';
import { deliveryFields, deliveryOf, deliveryProblems } from './delivery';
import { goalFields } from './goalFields';
import { goalProblems, wireGoals } from './goals';
import { campaignName, nameOf, nameProblems } from './name';
import { payloadDoubts, payloadFields, payloadOf, payloadProblems } from './payload';
import { least, full, sample, sampleReply } from './samples';

const fields = {
  campaignName,
  ...payloadFields,
  ...audienceFields,
  ...deliveryFields,
  campaignTags: { type: 'list', label: 'Campaign Tags', description: 'Tags for finding the campaign in the dashboard', placeholder: 'Transactional' },
  ...goalFields,
  ...advancedFields,
} as const satisfies Fields;

type Push = Input<typeof fields>;

const bodyOf = (push: Push, context: CheckContext): JsonObject => {
  const name = nameOf(push);
  const { campaignTags = [] } = push;
  return {
    appId: appIdOf(context),
    campaignName: name,
    signature: signatureOf(name, context),
    requestType: 'push',
    ...audienceOf(push),
    ...payloadOf(push),
    campaignDelivery: deliveryOf(push, context),
    ...(campaignTags.length > 0 && { campaignTags }),
    ...wireGoals(push),
    ...advancedOf(push),
  };
};

/** "Any edits in other parts of campaign data except payload" are ignored if a campaign with this name exists. */
const sharedDoubts = ({ targetAudience, type }: Push): readonly string[] =>
  targetAudience === 'User' && type !== 'soon'
    ? [
        `For pushes to users with the same '${campaignName.label}', only the delivery, tags, goals and settings of the first one apply; use different names for pushes sent at different times.`,
      ]
    : [];

/** Version 2.1 requires sender and audience in the headers; version 2 does not read them, so they are not sent. */
const headersOf = ({ targetAudience }: Push, { appId, signature }: JsonObject): Readonly<Record<string, string>> => ({
  'X-MOE-APPKEY': String(appId),
  'X-MOE-PushAPI-Signature': String(signature),
  'X-MOE-Query-Type': targetAudience.toLowerCase(),
});

/** MoEngage Push API, "Send Push Notification". */
export const send = operation({
  label: 'Send',
  action: 'Send push',
  description:
    'Create a campaign and send its push to all users, a segment, or users by an attribute. Success means that MoEngage accepted it, not that it was delivered',
  docs: 'MoEngage Push API, "Send Push Notification"',
  verb: 'createCampaign',
  fields,
  people: peopleOf,
  check: (push, context) => [
    ...nameProblems(push),
    ...audienceProblems(push),
    ...payloadProblems(push),
    ...deliveryProblems(push, context),
    ...goalProblems(push),
    ...advancedProblems(push),
  ],
  warn: (push, context) => [...payloadDoubts(push), ...sharedDoubts(push), ...advancedDoubts(push, context)],
  // Pushes to users may share a name.
  named: { field: 'campaignName', nameIn: (push) => (push.targetAudience === 'User' ? undefined : nameOf(push)), among: () => null },
  retry: 'send',
  quota: 'sendpush',
  batch: { max: 1, atOnce: 10 },
  returns: 'object',
  request([push], context) {
    const json = bodyOf(push, context);
    const version = versionOf(context);
    return { method: 'POST', path: `/${version}/transaction/sendpush`, ...(version === 'v2.1' && { headers: headersOf(push, json) }), body: { json } };
  },
  parse({ body }, [push], context) {
    // A success is a text; anything else comes from something in front of MoEngage.
    if (promisedText(body, 'status').toLowerCase() !== 'success') promised(null, 'status');
    const { cid = null, requestId = null, responseId = null } = body as JsonObject;
    return {
      one: {
        status: 'accepted',
        campaign_name: nameOf(push),
        cid,
        request_id: requestId,
        response_id: responseId,
        test_environment: context ? isTest(context) : false,
      },
    };
  },
  ifUnknown:
    'Check in the MoEngage dashboard whether the campaign exists before you send it again. A name that was already used is rejected for All Users and Custom Segment, but not for User.',
  sameNames: { cid: 'campaign_id' },
  sample,
  sampleReply,
  sampleInputs: [least, full],
});
