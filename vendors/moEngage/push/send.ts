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
  ...audienceFields,
  ...payloadFields,
  ...deliveryFields,
  campaignTags: { type: 'list', label: 'Campaign Tags', description: 'Words by which the campaign is found in the dashboard', placeholder: 'Transactional' },
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

/** "Any edits in other parts of campaign data except payload" are ignored where a campaign of the name is there already. */
const sharedDoubts = ({ targetAudience, type }: Push): readonly string[] =>
  targetAudience === 'User' && type !== 'soon'
    ? [
        `Of pushes to users that share a '${campaignName.label}', only the first one's delivery counts, and so do its tags, goals and settings; give pushes that go out at other times a name of their own.`,
      ]
    : [];

/** Version 2.1 wants in its headers who sends what; version 2 does not read them, so they are not sent there. */
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
    'Make a campaign and send its push to all users, to a segment, or to users by an attribute; the answer says that it was accepted, not that it was delivered',
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
    // A success is a text; anything else was made by somebody before MoEngage.
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
    'Look in the MoEngage dashboard whether the campaign is there before you send it again; a name that was taken is refused for All Users and Custom Segment, but not for User.',
  sample,
  sampleReply,
  sampleInputs: [least, full],
});
